"""What is freed is kept, and still not without bound."""

import subprocess
import sys

import pytest

from lambda_fn import memory

FAULTS = """
import resource, sys
import numpy as np
from lambda_fn.memory import keep_freed
told = keep_freed() if sys.argv[1] == "kept" else True
def faults():
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt
for _ in range(3):
    np.ones((400, 400, 4), np.float32) + 1
before = faults()
for _ in range(20):
    np.ones((400, 400, 4), np.float32) + 1
print(told, faults() - before)
"""


def faults(how: str) -> int:
    """Pages that are faulted in while twenty pictures' arrays come and go."""
    done = subprocess.run(
        [sys.executable, "-c", FAULTS, how], capture_output=True, text=True, check=True
    )
    told, count = done.stdout.split()
    assert told == "True"
    return int(count)


@pytest.mark.skipif(not memory.keep_freed(), reason="another C library than glibc")
def test_a_second_picture_finds_the_memory_of_the_first() -> None:
    assert faults("kept") < 100 < faults("given back")


def test_another_c_library_is_no_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory.ctypes, "CDLL", lambda _: object())
    assert memory.keep_freed() is False

"""Starts Atheris, where it has a wheel, and takes its report."""

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from tests.fuzz.watch import CASES, Tally, shown

ROOT = Path(__file__).parents[2]
KIND = "led by coverage"
MOST_RUNS = 3000  # of a process, which grows by 100 kB with each


def available() -> bool:
    """Whether this Python on this machine has Atheris."""
    return find_spec("atheris") is not None


def lead(environment: Mapping[str, str], runs: int, seed: int, longest: float | None) -> Tally:
    """So many files of Atheris's, in processes that each go on from what the last one found."""
    whole = Tally(KIND)
    with tempfile.TemporaryDirectory() as folder:
        for part in range(0, runs, MOST_RUNS):
            asked = [str(min(MOST_RUNS, runs - part)), str(seed + part), str(longest)]
            whole.join(_led(environment, Path(folder) / "report.json", *asked))
    return whole


def _led(environment: Mapping[str, str], report: Path, *asked: str) -> Tally:
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.guided", report, *asked],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if done.returncode == 0:
        told = json.loads(report.read_text())
        statuses = Counter({int(status): count for status, count in told["statuses"].items()})
        return Tally(**{**told, "statuses": statuses})
    CASES.mkdir(parents=True, exist_ok=True)
    (CASES / "atheris.txt").write_bytes(done.stdout)
    return Tally(KIND, wrong={shown(CASES / "atheris.txt"): f"it ended with {done.returncode}"})

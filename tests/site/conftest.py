"""The whole of Digitpad on this machine, for tests that need no browser."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where it answers."""
    log = tmp_path_factory.mktemp("local") / "function.log"
    command = [sys.executable, "-m", "infra.local", "--port", "0", "--log", str(log)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout
            ready = server.stdout.readline()
            assert ready.startswith("Digitpad is ready at http://"), ready
            yield ready.split()[4]
        finally:
            server.terminate()
            server.communicate(timeout=10)  # "Stopped."

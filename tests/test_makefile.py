"""What make's recipes run in."""

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_python_keeps_what_it_compiles_whatever_the_machine_s_environment_says() -> None:
    done = subprocess.run(
        ["make", "--silent", "--eval=environment:; @env", "environment"],
        cwd=ROOT,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "PATH=" in done.stdout
    assert "PYTHONDONTWRITEBYTECODE" not in done.stdout

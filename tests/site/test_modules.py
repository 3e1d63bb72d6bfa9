"""Runs the page's own tests, which are JavaScript, under Node 18 or later."""

import shutil
import subprocess
from pathlib import Path

from tests.needs import missing

HERE = Path(__file__).parent


def test_the_pages_pure_modules_pass_their_tests() -> None:
    node = shutil.which("node")
    if node is None:
        missing("Node.js")
    files = sorted(str(path) for path in HERE.glob("*.test.js"))
    assert files
    done = subprocess.run([node, "--test", *files], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "pass" in done.stdout

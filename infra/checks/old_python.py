"""An environment with tflite-runtime, on Python 3.11: nobody built it for a later one."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from infra.checks.wheels import UNREACHABLE, NoIndex, NoWheel

REQUIREMENTS = Path(__file__).with_name("tflite-runtime.txt")
FOLDER = Path(__file__).parents[2] / ".venv-tflite"
VERSION = "3.11"
INSTALL = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries=1"]
INSTALL += ["--only-binary=:all:", "--require-hashes", "--requirement"]


class NoOldPython(Exception):
    """There is no Python 3.11 here; the message says what to do about it."""

    def __init__(self) -> None:
        super().__init__(
            f"tflite-runtime needs Python {VERSION}: install python{VERSION}, with its venv, or uv"
        )


def environment(folder: Path) -> Path:
    """The Python of the environment in `folder`, made where it is not there as it should be.

    Raises NoOldPython, NoWheel, NoIndex.
    """
    python, installed = folder / "bin" / "python", folder / "installed"
    wanted = REQUIREMENTS.read_text()
    if python.exists() and installed.exists() and installed.read_text() == wanted:
        return python
    print(f"Installing {REQUIREMENTS.name} into {folder.name} (once)", file=sys.stderr)
    make(folder)
    install(python)
    installed.write_text(wanted)
    return python


def make(folder: Path) -> None:
    """An environment with pip alone. Raises NoOldPython."""
    for way in ways():
        shutil.rmtree(folder, ignore_errors=True)
        if quiet(*way, str(folder)).returncode == 0:
            return
    shutil.rmtree(folder, ignore_errors=True)
    raise NoOldPython


def ways() -> Iterator[list[str]]:
    """The commands that may make one. A Python may lack venv, or be a shim with nothing behind."""
    if sys.version_info[:2] == (3, 11):
        yield [sys.executable, "-m", "venv"]
    if python := shutil.which(f"python{VERSION}"):
        yield [python, "-m", "venv"]
    if uv := shutil.which("uv"):
        yield [uv, "venv", "--seed", f"--python={VERSION}"]


def install(python: Path) -> None:
    """Install what is pinned, hashes verified. Raises NoWheel, NoIndex."""
    done = quiet(str(python), *INSTALL, str(REQUIREMENTS))
    if done.returncode == 0:
        return
    if UNREACHABLE in done.stderr:
        raise NoIndex("the package index cannot be reached")
    raise NoWheel(done.stderr.rpartition("ERROR: ")[2].strip())


def quiet(*command: str) -> subprocess.CompletedProcess[str]:
    """Run it without a word; it may fail."""
    return subprocess.run(command, capture_output=True, text=True)

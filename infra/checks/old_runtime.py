"""Whether tflite-runtime 2.14 on NumPy 1.26 answers as ai-edge-litert does, on the released model.

    python -m infra.checks.old_runtime

Both read the same drawings on the whole path, and random pixels by the network alone. By the
interpreter's own kernels both must answer every drawing alike; logits are the same to the last bit.
The service runs int8 with XNNPACK, which ai-edge-litert brings and tflite-runtime does not use. It
rounds otherwise, by a few steps of a logit, and so may turn an answer that lay between two, as it
would within ai-edge-litert. These are named, and fail the check where they are more than `TURNED`.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from infra.checks.answers import DRAWINGS, PIXELS, WITHOUT_XNNPACK
from infra.checks.differences import Differences, differences
from infra.checks.old_python import FOLDER, NoOldPython, environment
from infra.checks.sheets import SEED, sheets
from infra.checks.wheels import NoIndex, NoWheel

ROOT = Path(__file__).parents[2]
RANDOM = 300  # pictures of random pixels
OLD = "tflite-runtime 2.14."
TURNED = 0.01  # of the drawings, by rounding; of an earlier model's 5,280 it was 0.06 %
TITLES = ("drawings", "same answers", "logits apart", "at most", "µs a mark")


class CannotRead(Exception):
    """A runtime gave no answers that can be compared; the message says why."""


def main(folder: Path = FOLDER) -> int:
    """Read with each, the old one's environment in `folder`; returns the exit status."""
    try:
        old, new, exact = answers(environment(folder))
    except (NoOldPython, NoWheel, NoIndex, CannotRead) as reason:
        print(reason, file=sys.stderr)
        return 1
    return told(old, new, exact)


def answers(old_python: Path) -> tuple[Any, Any, Any]:
    """What the old runtime answers, and the new: as it is, and without XNNPACK.

    Raises CannotRead.
    """
    with tempfile.TemporaryDirectory() as name:
        folder, python = Path(name), Path(sys.executable)
        draw(folder)
        old, new = ask(old_python, folder), ask(python, folder)
        exact = ask(python, folder, WITHOUT_XNNPACK)
    if not old["runtime"].startswith(OLD) or new["runtime"].startswith(OLD):
        raise CannotRead(f"these are not an old and a new one: {old['runtime']}, {new['runtime']}")
    return old, new, exact


def draw(folder: Path) -> None:
    """Put into a folder what all read."""
    (folder / DRAWINGS).mkdir()
    for name, file in sheets():
        (folder / DRAWINGS / name).write_bytes(file)
    rng = np.random.default_rng(SEED)
    pixels = rng.integers(0, 256, (RANDOM, 28, 28), np.uint8)
    blank = rng.random(pixels.shape) < rng.random((RANDOM, 1, 1))  # from dense to sparse
    np.save(folder / PIXELS, np.where(blank, np.uint8(0), pixels))


def ask(python: Path, folder: Path, *options: str) -> Any:
    """What a Python's runtime answers. Raises CannotRead."""
    command = [str(python), "-m", "infra.checks.answers", str(folder), *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise CannotRead(f"{python} cannot read:\n{done.stderr.strip()}")
    return json.loads(done.stdout)


def told(old: dict[str, Any], new: dict[str, Any], exact: dict[str, Any]) -> int:
    """Print how the new, with XNNPACK and without, differs from the old; the exit status."""
    turned, wrong = differences(old, new), differences(old, exact)
    print(row("", *TITLES))
    print(row(heading(old), "", "", "", "", microseconds(old)))
    print(row(heading(new), *numbers(turned), microseconds(new)))
    print(row("  without XNNPACK", *numbers(wrong), microseconds(exact)))
    for drawing, both in turned.otherwise.items():
        print(f"turned by XNNPACK: {drawing} is {both}")
    for drawing, both in wrong.otherwise.items():
        print(f"✗ {drawing} is {both}")
    too_many = len(turned.otherwise) > TURNED * turned.drawings
    if too_many:
        print(f"✗ XNNPACK answers more than {TURNED:.0%} otherwise")
    return int(too_many or bool(wrong.otherwise))


def numbers(found: Differences) -> tuple[str, str, str, str]:
    """The cells of a comparison."""
    return (str(found.drawings), str(found.same), f"{found.logits:.0%}", f"{found.steps} steps")


def microseconds(answers: dict[str, Any]) -> str:
    """How long a mark takes."""
    return f"{answers['microseconds']:.0f}"


def heading(answers: dict[str, Any]) -> str:
    """Which runtime on which NumPy."""
    return f"{answers['runtime']}, NumPy {answers['numpy']}"


def row(name: str, *cells: str) -> str:
    """A line of the table."""
    return f"{name:<35}" + "".join(
        f"  {cell:>{len(title)}}" for cell, title in zip(cells, TITLES, strict=True)
    )


if __name__ == "__main__":
    sys.exit(main())

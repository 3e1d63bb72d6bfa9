"""The check of the old tflite-runtime: its comparison, its environment, and then the check."""

import hashlib
import os
import sys
import zipfile
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from infra.checks import old_python, wheels
from infra.checks.differences import NONE, differences
from infra.checks.old_python import FOLDER, NoOldPython, environment
from infra.checks.old_runtime import CannotRead, ask, main, told
from infra.checks.sheets import CONDITIONS, sheets
from infra.checks.wheels import NoIndex, pins_for
from tests.needs import missing


def mark(digit: int | None, chance: float, other: int = 1) -> dict[str, Any]:
    """A mark as it is answered: the rest of the chance is another digit's."""
    chances = [0.0] * (NONE + 1)
    chances[other] = 1 - chance
    chances[NONE if digit is None else digit] = chance
    return {"digit": digit, "chances": chances}


def answered(drawing: Any, *, steps: list[int] | None = None) -> dict[str, Any]:
    """All that a runtime says of one drawing, and of one picture of random pixels."""
    return {
        "runtime": "ink 1.0",
        "numpy": "1.26.4",
        "drawings": {"drawn": drawing},
        "steps": [steps or [0] * 11],
        "microseconds": 66.4,
    }


SEVEN = answered([mark(7, 0.99)])


def test_the_same_answer_with_other_chances_is_the_same() -> None:
    found = differences(SEVEN, answered([mark(7, 0.8)]))
    assert (found.same, found.otherwise) == (1, {})


@pytest.mark.parametrize(
    "other",
    [
        [mark(1, 0.99, other=7)],
        [mark(None, 0.96)],
        [mark(7, 0.99), mark(7, 0.99)],
        [],
        "BlankDrawing",
        None,
    ],
)
def test_another_answer_is_found(other: Any) -> None:
    for one, two in ((SEVEN, answered(other)), (answered(other), SEVEN)):
        found = differences(one, two)
        assert (found.same, list(found.otherwise)) == (0, ["drawn"])


def test_a_drawing_that_one_did_not_read_is_found() -> None:
    assert list(differences(SEVEN, SEVEN | {"drawings": {}}).otherwise) == ["drawn"]


def test_logits_are_compared_in_steps() -> None:
    found = differences(SEVEN, answered([mark(7, 0.99)], steps=[0, -3, 2] + [0] * 8))
    assert (found.logits, found.steps) == (pytest.approx(2 / 11), 3)


Said = pytest.CaptureFixture[str]


def test_the_check_passes_where_all_answers_are_the_same(capsys: Said) -> None:
    assert told(SEVEN, SEVEN, SEVEN) == 0
    assert len(capsys.readouterr().out.splitlines()) == 4  # the table alone


@pytest.mark.parametrize("other", ["BlankDrawing", [mark(1, 0.51, other=7)]])
def test_the_check_fails_where_the_same_kernels_answer_otherwise(other: Any, capsys: Said) -> None:
    assert told(SEVEN, SEVEN, answered(other)) == 1
    assert "✗ drawn is 7 (0.990), or " in capsys.readouterr().out


def test_an_answer_turned_by_xnnpack_is_named_and_passes_while_it_is_one_in_a_hundred(
    capsys: Said,
) -> None:
    old = SEVEN | {"drawings": {str(n): [mark(7, 0.51)] for n in range(100)}}
    turned = old["drawings"] | {"41": [mark(1, 0.52, other=7)]}
    assert told(old, SEVEN | {"drawings": turned}, old) == 0
    assert "turned by XNNPACK: 41 is 7 (0.510), or 1 (0.520)\n" in capsys.readouterr().out
    turned["42"] = [mark(None, 0.96, other=7)]
    assert told(old, SEVEN | {"drawings": turned}, old) == 1
    assert "✗ XNNPACK answers more than 1% otherwise" in capsys.readouterr().out


def test_a_runtime_that_fails_is_quoted(tmp_path: Path) -> None:
    with pytest.raises(CannotRead, match="No such file or directory"):
        ask(Path(sys.executable), tmp_path)


def test_without_an_old_python_the_check_says_in_a_line_what_it_needs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    shim = tmp_path / "python3.11"  # as pyenv leaves them for what is not chosen
    shim.write_text("#!/bin/sh\nexit 127\n")
    shim.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "version_info", (3, 12, 0))
    assert main(tmp_path / "environment") == 1
    said = capsys.readouterr().err.splitlines()
    assert said[-1].startswith("tflite-runtime needs Python 3.11: install ")
    assert len(said) == 2  # before it: what was being made
    assert not (tmp_path / "environment").exists()


def shelve(folder: Path) -> str:
    """Put a wheel that can be installed into a folder; the pin that asks for it."""
    wheel, about = folder / "ink-1.0-py3-none-any.whl", "ink-1.0.dist-info"
    with zipfile.ZipFile(wheel, "w") as file:
        file.writestr(f"{about}/METADATA", "Metadata-Version: 2.1\nName: ink\nVersion: 1.0\n")
        file.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        file.writestr(f"{about}/RECORD", f"{about}/METADATA,,\n{about}/WHEEL,,\n{about}/RECORD,,\n")
    return f"ink==1.0 --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}"


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Makes the environment for requirements of which all are on a shelf here."""
    for name, value in (("NO_INDEX", "1"), ("FIND_LINKS", str(tmp_path))):
        monkeypatch.setenv(f"PIP_{name}", value)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setattr(old_python, "REQUIREMENTS", tmp_path / "requirements.txt")

    def make(requirements: str) -> Path:
        (tmp_path / "requirements.txt").write_text(requirements)
        try:
            return environment(tmp_path / "environment")
        except NoOldPython:
            missing("Python 3.11")

    return make


def test_the_environment_is_made_once_and_anew_where_the_pins_change(
    tmp_path: Path, made: Callable[[str], Path], capsys: Said
) -> None:
    pin = shelve(tmp_path)
    python = made(pin)
    (ink,) = python.parents[1].glob("lib/python3.11/site-packages/ink-1.0.dist-info")
    assert capsys.readouterr().err == "Installing requirements.txt into environment (once)\n"
    assert made(pin) == python
    assert capsys.readouterr().err == ""
    with pytest.raises(wheels.NoWheel, match=r"ink==2\.0"):
        made(pin.replace("1.0", "2.0"))
    assert not ink.exists()


def test_the_pillow_is_the_images() -> None:
    pillows = [
        [pin for pin in pins_for("x86_64", path.read_text()) if pin.startswith("pillow==")]
        for path in (wheels.REQUIREMENTS, old_python.REQUIREMENTS)
    ]
    assert pillows[0] == pillows[1], "copy it from lambda_fn/requirements.txt"


def test_the_drawings_are_several_hundred_and_the_same_each_time() -> None:
    drawn = dict(sheets())
    kinds = {name.rpartition("-")[0].rstrip("-0123456789") for name in drawn}
    assert kinds == {*CONDITIONS, "number", "scribble", "speckled"}
    assert len(drawn) == len(set(drawn.values())) == 480
    assert dict(islice(sheets(), 50)).items() <= drawn.items()


def test_the_released_model_answers_on_the_old_runtime_as_on_the_new(capsys: Said) -> None:
    if sys.platform != "linux":
        missing("tflite-runtime 2.14 but for Linux")
    try:
        environment(FOLDER)
    except NoOldPython:
        missing("Python 3.11")
    except NoIndex:
        missing("package index")
    status, said = main(), capsys.readouterr()
    assert status == 0, said
    _, old, new, exact = said.out.splitlines()[:4]
    assert old.startswith("tflite-runtime 2.14.0, NumPy 1.26.4 ")
    assert new.startswith("ai-edge-litert ")
    drawings, same, *_ = exact.removeprefix("  without XNNPACK").split()
    assert drawings == same == "480"

"""The check of the image's pins, on wheels made here, and then on the pins themselves."""

import hashlib
import os
import zipfile
from pathlib import Path

import pytest

from infra.checks import wheels
from infra.checks.wheels import ARCHITECTURES, NoIndex, NoWheel, find_wheels, pins_for
from tests.needs import missing


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of wheels that pip takes for all there are."""
    for name, value in (
        ("NO_INDEX", "1"),
        ("FIND_LINKS", str(tmp_path)),
        ("CONFIG_FILE", os.devnull),
    ):
        monkeypatch.setenv(f"PIP_{name}", value)
    return tmp_path


def put(shelf: Path, tags: str) -> str:
    """Put a wheel on the shelf; the pin that asks for it."""
    wheel = shelf / f"ink-1.0-{tags}.whl"
    with zipfile.ZipFile(wheel, "w") as file:
        file.writestr(
            "ink-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: ink\nVersion: 1.0\n"
        )
        file.writestr("ink-1.0.dist-info/WHEEL", f"Wheel-Version: 1.0\nTag: {tags}\n")
    return f"ink==1.0 --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}"


@pytest.mark.parametrize(
    "tags",
    [
        "cp313-cp313-manylinux_2_34_x86_64",
        "cp313-cp313-manylinux_2_17_x86_64.manylinux2014_x86_64",
        "cp310-abi3-manylinux2014_x86_64",
        "py3-none-manylinux_2_28_x86_64",
        "py2.py3-none-any",
    ],
)
def test_a_wheel_that_runs_on_lambda_is_found(shelf: Path, tags: str) -> None:
    find_wheels([put(shelf, tags)], "x86_64")


@pytest.mark.parametrize(
    "tags",
    [
        "cp313-cp313-manylinux_2_35_x86_64",
        "cp313-cp313-manylinux_2_28_aarch64",
        "cp313-cp313-musllinux_1_2_x86_64",
        "cp313-cp313t-manylinux_2_28_x86_64",
        "cp312-cp312-manylinux_2_28_x86_64",
        "cp314-abi3-manylinux_2_28_x86_64",
    ],
)
def test_a_wheel_for_another_machine_is_none(shelf: Path, tags: str) -> None:
    with pytest.raises(NoWheel, match=r"ink==1\.0"):
        find_wheels([put(shelf, tags)], "x86_64")


def test_a_wheel_with_another_hash_is_refused(shelf: Path) -> None:
    put(shelf, "py3-none-any")
    with pytest.raises(NoWheel, match=r"(?s)DO NOT MATCH THE HASHES.*ink==1\.0"):
        find_wheels([f"ink==1.0 --hash=sha256:{'0' * 64}"], "x86_64")


def test_an_index_that_cannot_be_reached_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    with pytest.raises(NoIndex):
        find_wheels([f"ink==1.0 --hash=sha256:{'0' * 64}"], "x86_64")


def test_a_pin_is_chosen_by_the_images_python_and_machine() -> None:
    requirements = """
# a comment
numpy==2.4.6 ; python_full_version < '3.12' \\
    --hash=sha256:aa
numpy==2.5.5 ; python_full_version >= '3.12' \\
    --hash=sha256:bb \\
    --hash=sha256:cc
    # via digitpad
colorama==0.4.6 ; sys_platform == 'win32' \\
    --hash=sha256:dd
fast==1 ; platform_machine == 'aarch64' \\
    --hash=sha256:ee
"""
    numpy = "numpy==2.5.5 --hash=sha256:bb --hash=sha256:cc"
    assert list(pins_for("x86_64", requirements)) == [numpy]
    assert list(pins_for("aarch64", requirements)) == [numpy, "fast==1 --hash=sha256:ee"]


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_every_pin_of_the_image_has_a_wheel(architecture: str) -> None:
    try:
        find_wheels(list(pins_for(architecture, wheels.REQUIREMENTS.read_text())), architecture)
    except NoIndex:
        missing("package index")


def test_the_command_names_the_pin_that_has_no_wheel(
    shelf: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    requirements = shelf / "requirements.txt"
    requirements.write_text(put(shelf, "cp313-cp313-manylinux_2_28_x86_64"))
    monkeypatch.setattr(wheels, "REQUIREMENTS", requirements)
    assert wheels.main() == 1
    fine, lacking = capsys.readouterr().out.splitlines()[:2]
    assert fine.startswith("✓ x86_64   1 pin")
    assert lacking.startswith("✗ aarch64  ")
    assert "ink==1.0" in lacking

from pathlib import Path
from typing import Any

import pytest

from lambda_fn.errors import BadModel
from lambda_fn.manifest import Manifest
from tests.lambda_fn.models import manifest, tflite

HUGE = 10**400  # an integer in JSON, and too large for a float


def test_a_manifest_tells_what_the_function_goes_by(released: Path) -> None:
    read = Manifest.parse(manifest(released, version="2026-01-02", temperature=2, threshold=0.5))
    assert (read.version, read.temperature, read.threshold) == ("2026-01-02", 2.0, 0.5)
    assert read.record["parameters"] > 0


def test_the_released_manifest_is_of_the_released_model(released: Path) -> None:
    Manifest.parse(manifest(released)).verify(tflite(released))


@pytest.mark.parametrize("flipped", [0, 5000, -1])
def test_a_model_with_another_byte_is_not_its_own(released: Path, flipped: int) -> None:
    model = bytearray(tflite(released))
    model[flipped] ^= 1
    with pytest.raises(BadModel, match="sha256"):
        Manifest.parse(manifest(released)).verify(bytes(model))


NO_MANIFESTS = [b"", b"seven", b"[]", b"7", b"null", b'"version"', b"\xff\xfe\x00", b"[" * 100_000]


@pytest.mark.parametrize("data", NO_MANIFESTS, ids=range(len(NO_MANIFESTS)))
def test_what_is_no_manifest_is_refused(data: bytes) -> None:
    with pytest.raises(BadModel, match="cannot be read"):
        Manifest.parse(data)


REQUIRED = ["version", "sha256", "temperature", "threshold", "labels", "preprocessing"]


@pytest.mark.parametrize("name", REQUIRED)
def test_a_manifest_without_one_of_its_entries_is_refused(released: Path, name: str) -> None:
    with pytest.raises(BadModel, match=name):
        Manifest.parse(manifest(released, **{name: None}))


WRONG: list[tuple[str, Any]] = [
    ("labels", ["0", "1"]),
    ("labels", [*"9876543210", "none"]),
    ("labels", 7),
    ("preprocessing", 0),
    ("preprocessing", "1"),
    ("temperature", 0),
    ("temperature", -1),
    ("temperature", float("nan")),
    ("temperature", float("inf")),
    ("temperature", HUGE),
    ("temperature", "warm"),
    ("threshold", 0),
    ("threshold", 1.01),
    ("threshold", float("nan")),
    ("version", ""),
    ("version", ".."),
    ("version", "../current"),
    ("version", "a/b"),
    ("version", "a" * 65),
    ("version", "line\n"),
]


@pytest.mark.parametrize(("name", "value"), WRONG, ids=[f"{n} {str(v)[:9]!r}" for n, v in WRONG])
def test_a_manifest_with_a_wrong_entry_is_refused(released: Path, name: str, value: Any) -> None:
    with pytest.raises(BadModel):
        Manifest.parse(manifest(released, **{name: value}))

from pathlib import Path
from typing import Any

import pytest

from lambda_fn.manifest import MODEL_FILE
from lambda_fn.s3 import LARGEST
from tests.lambda_fn.models import variant, write_model
from tests.lambda_fn.tiny import tiny
from training.candidate import Candidate
from training.errors import TrainingError
from training.options import RELEASED


def test_a_model_that_fits_its_manifest_is_read() -> None:
    candidate = Candidate.read(RELEASED)
    assert candidate.model == (RELEASED / MODEL_FILE).read_bytes()
    assert candidate.pointer.version == candidate.version


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"sha256": "00"}, "sha256"),
        ({"labels": ["0", "1"]}, "labels"),
        ({"version": "../v1"}, "cannot name a folder"),
        ({"preprocessing": 0}, "preprocessing"),
        ({"temperature": 0}, "temperature"),
        ({"bytes": 1}, "'bytes'"),
        ({"tensors": {}}, "'tensors'"),
        ({"tensors": None}, "'tensors'"),
        ({"model": b"seven", "bytes": 5}, "cannot be loaded"),
        ({"model": tiny(last_pixel=784)}, "cannot read"),
    ],
)
def test_a_model_that_does_not_fit_its_manifest_is_refused(
    tmp_path: Path, changes: dict[str, Any], said: str
) -> None:
    with pytest.raises(TrainingError, match=said):
        Candidate.read(variant(RELEASED, tmp_path / "model", **changes))


def test_a_manifest_that_is_none_is_refused(tmp_path: Path) -> None:
    model = (RELEASED / MODEL_FILE).read_bytes()
    with pytest.raises(TrainingError, match="cannot be read"):
        Candidate.read(write_model(tmp_path, model, b"{"))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match=rf"{tmp_path}/{MODEL_FILE}: No such file"):
        Candidate.read(tmp_path)


def test_a_model_that_the_function_would_not_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="reads no model over"):
        Candidate.read(variant(RELEASED, tmp_path, model=bytes(LARGEST + 1)))

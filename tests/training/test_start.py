"""What a run begins with, and what is known of it through every run before."""

import json
from pathlib import Path

import pytest

from training import start
from training.config import Config
from training.errors import TrainingError
from training.evaluate import check_kept_back


def finished(folder: Path, begun: start.Start | None = None, *, all_data: bool = False) -> Path:
    """A finished run, less its network; what is known of it."""
    folder.mkdir()
    record = {"minutes": 1.0} | ({} if begun is None else {"start": begun.made})
    (folder / "config.json").write_text(Config(all_data=all_data).to_json())
    (folder / "run.json").write_text(json.dumps(record))
    (folder / "model.keras").write_bytes(folder.name.encode())
    return folder / "model.keras"


def test_what_has_learnt_everything_is_known_after_every_run_that_follows(tmp_path: Path) -> None:
    first = start.read(finished(tmp_path / "first"))
    assert not first.knows_all
    last = start.read(finished(tmp_path / "last", first, all_data=True))
    assert last.knows_all
    child = start.read(finished(tmp_path / "child", last))
    assert child.knows_all
    assert start.read(finished(tmp_path / "grandchild", child)).knows_all
    assert child.made["start"]["start"]["sha256"] == first.sha256


def test_what_is_kept_back_does_not_measure_a_model_that_began_with_it(tmp_path: Path) -> None:
    begun = start.read(finished(tmp_path / "last", all_data=True))
    manifest = tmp_path / "manifest.json"
    manifest.write_text(json.dumps({"training": {"start": begun.made}}))
    with pytest.raises(TrainingError, match="began with a model that has learnt from what is kept"):
        check_kept_back(tmp_path)
    manifest.write_text(json.dumps({"training": {}}))
    check_kept_back(tmp_path)

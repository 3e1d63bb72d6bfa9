"""Where the data are: what the options name, and what is silent about it."""

from argparse import Namespace
from pathlib import Path

import pytest

from training.errors import BadData, TrainingError
from training.options import FOLDER, DataPaths, data_paths

SILENT = Namespace(mnist=None, pen=None)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What `training.pen convert` leaves, named as the data's folder."""
    for name in ("digits-train", "digits-test", "others-train", "others-test"):
        (tmp_path / f"pen-{name}.ndjson.gz").write_bytes(name.encode())
    monkeypatch.setenv(FOLDER, str(tmp_path))
    return tmp_path


def test_a_folder_without_mnist_leaves_that_to_keras(folder: Path) -> None:
    found = data_paths(SILENT)
    assert found.mnist is None
    assert [path.name for path in found.pen] == [
        "pen-digits-train.ndjson.gz",
        "pen-others-train.ndjson.gz",
    ]
    (folder / "mnist.npz").touch()
    assert data_paths(SILENT, split="test").mnist == folder / "mnist.npz"


def test_a_folder_without_pen_drawings_is_not_passed_over(folder: Path) -> None:
    for path in folder.glob("*-test.ndjson.gz"):
        path.unlink()
    assert data_paths(SILENT).pen
    with pytest.raises(TrainingError, match=r"holds no pen-\*-test\.ndjson\.gz"):
        data_paths(SILENT, split="test")
    named = Namespace(mnist=Path("m.npz"), pen=[Path("p.ndjson")])
    assert data_paths(named, split="test") == DataPaths(Path("m.npz"), (Path("p.ndjson"),))


def test_files_are_known_by_what_is_in_them(folder: Path) -> None:
    first, second = data_paths(SILENT).pen_sha256()
    assert first != second
    (folder / "pen-others-train.ndjson.gz").rename(folder / "renamed.ndjson.gz")
    assert DataPaths(None, (folder / "renamed.ndjson.gz",)).pen_sha256() == [second]
    with pytest.raises(BadData, match=r"nothing\.ndjson: cannot be read: No such file"):
        DataPaths(None, (folder / "nothing.ndjson",)).pen_sha256()

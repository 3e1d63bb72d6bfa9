"""Many items on every core: the results in order, and an error as it was raised."""

import pickle
from pathlib import Path

import pytest

from tests.training.hands import write_pen
from training import pen
from training.errors import BadData
from training.parallel import FEW, in_parallel


def test_the_results_are_in_the_items_order(tmp_path: Path) -> None:
    files = [write_pen(tmp_path / f"{digit}.ndjson.gz", str(digit), 1) for digit in range(3)]
    found = in_parallel(pen.read, files * FEW, "reading")
    labels = [{drawing.label for drawing in drawings} for drawings in found]
    assert labels == [{"0"}, {"1"}, {"2"}] * FEW


def test_an_error_in_another_process_is_the_error_here(tmp_path: Path) -> None:
    (path := tmp_path / "pen.ndjson").write_text('{"label": "7"}\n')
    with pytest.raises(BadData, match=r"pen\.ndjson, line 1: has no"):
        in_parallel(pen.read, [path] * FEW, "reading")


def test_an_error_is_the_same_after_its_way() -> None:
    error = BadData(Path("pen.ndjson"), "is torn", line=7)
    again = pickle.loads(pickle.dumps(error))
    assert str(again) == str(error) == "pen.ndjson, line 7: is torn"
    assert (again.path, again.line) == (error.path, error.line)

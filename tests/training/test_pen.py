import gzip
import json
from pathlib import Path

import pytest

from tests.needs import data_folder
from training import pen
from training.errors import BadData

SEVEN = {"label": "7", "writer": "a/b", "strokes": [[[0, 10, 5], [0, 0, 20]]]}


def write(path: Path, *rows: object) -> Path:
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    path.write_text("\n".join(lines))
    return path


def test_a_drawing_is_its_label_its_writer_and_its_strokes(tmp_path: Path) -> None:
    (drawing,) = pen.read(write(tmp_path / "pen.ndjson", SEVEN))
    assert (drawing.label, drawing.digit, drawing.writer) == ("7", 7, "a/b")
    assert drawing.strokes[0].tolist() == [[0, 0], [10, 0], [5, 20]]


def test_a_gzipped_file_reads_the_same(tmp_path: Path) -> None:
    plain = write(tmp_path / "pen.ndjson", SEVEN)
    packed = tmp_path / "pen.ndjson.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    assert pen.read(packed)[0].strokes[0].tolist() == pen.read(plain)[0].strokes[0].tolist()


@pytest.mark.parametrize("label", ["A", "#", "", "12", "²"])
def test_what_is_not_one_of_the_ten_digits_is_something_else(label: str, tmp_path: Path) -> None:
    (drawing,) = pen.read(write(tmp_path / "pen.ndjson", {**SEVEN, "label": label}))
    assert drawing.digit is None


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("{", "is not JSON"),
        ("7", "strokes must be pairs"),
        ({"label": "7", "writer": "a"}, "has no 'strokes'"),
        ({**SEVEN, "strokes": []}, "without strokes"),
        ({**SEVEN, "strokes": [[[1, 2], [3]]]}, "strokes must be pairs"),
        ({**SEVEN, "strokes": [[[], []]]}, "a stroke is not"),
        ({**SEVEN, "strokes": [[["x"], ["y"]]]}, "strokes must be pairs"),
        ({**SEVEN, "strokes": [[[1], [float("nan")]]]}, "no number"),
    ],
)
def test_a_malformed_line_is_named(tmp_path: Path, row: object, problem: str) -> None:
    path = write(tmp_path / "pen.ndjson", SEVEN, row)
    with pytest.raises(BadData, match=rf"pen\.ndjson, line 2: .*{problem}"):
        pen.read(path)


def test_a_truncated_gz_is_named(tmp_path: Path) -> None:
    path = tmp_path / "pen.ndjson.gz"
    path.write_bytes(gzip.compress(json.dumps(SEVEN).encode() * 100)[:-12])
    with pytest.raises(BadData, match=r"pen\.ndjson\.gz, line \d+: the gzip data is cut short"):
        pen.read(path)


def test_a_missing_and_an_empty_file_are_named(tmp_path: Path) -> None:
    with pytest.raises(BadData, match="no such file"):
        pen.read(tmp_path / "nowhere.ndjson")
    with pytest.raises(BadData, match="holds no drawings"):
        pen.read(write(tmp_path / "empty.ndjson", ""))


@pytest.mark.data
def test_no_writer_is_in_two_splits() -> None:
    folder = data_folder()
    for kind in ("digits", "others"):
        train = pen.read(folder / f"pen-{kind}-train.ndjson.gz")
        test = pen.read(folder / f"pen-{kind}-test.ndjson.gz")
        held = {drawing.writer for drawing in train if drawing.kept_back}
        fitted = {drawing.writer for drawing in train if not drawing.kept_back}
        tested = {drawing.writer for drawing in test}
        assert not held & fitted
        assert not tested & (held | fitted)
        assert 0.1 < len(held) / len(held | fitted) < 0.3

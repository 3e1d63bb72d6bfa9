import gzip
import json
import sys
from pathlib import Path

import pytest

from tests.needs import data_folder, missing
from tests.training.releases import crowd, file, release
from training import pen


def run(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> None:
    """`python -m training.pen ...`."""
    monkeypatch.setattr(sys, "argv", ["pen", *map(str, arguments)])
    pen.main()


def rows(path: Path) -> list[str]:
    return gzip.decompress(path.read_bytes()).decode().splitlines()


def test_the_command_writes_what_training_reads_and_no_person_is_in_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(monkeypatch, "convert", crowd(tmp_path / "unipen", 60, drawings=2), tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        f"pen-{kind}-{part}.ndjson.gz"
        for kind in ("digits", "others")
        for part in ("test", "train")
    ]
    people = {}
    for part in ("train", "test"):
        read = [
            one
            for kind in ("digits", "others")
            for one in pen.read(tmp_path / "out" / f"pen-{kind}-{part}.ndjson.gz")
        ]
        people[part] = {one.writer.rstrip("ab") for one in read}
        assert {one.writer[-1] for one in read} == {"a", "b"}
    assert not people["train"] & people["test"]
    assert 0.08 < len(people["test"]) / 60 < 0.26
    said = capsys.readouterr().out
    assert said.count("\n") == 1
    assert "skipped: none" in said


def test_test_has_no_more_than_sixty_of_a_writers_drawings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(monkeypatch, "convert", crowd(tmp_path / "unipen", 20, drawings=70), tmp_path / "out")
    for part, most in (("train", 70), ("test", 60)):
        writers = [
            one.writer for one in pen.read(tmp_path / "out" / f"pen-digits-{part}.ndjson.gz")
        ]
        assert {writers.count(writer) for writer in writers} == {most}
    tested = len(set(writers))
    assert f"left out: {10 * tested} beyond 60 of a writer" in capsys.readouterr().out


def test_converting_twice_gives_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = crowd(tmp_path / "unipen", 20)
    for out in ("one", "two", "two"):
        run(monkeypatch, "convert", folder, tmp_path / out)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_the_command_tells_what_it_skipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = release(tmp_path / "unipen", '0 ? "1"', '7 ? "2"', '8-9 ? "3"', '0;1 ? "4"')
    run(monkeypatch, "convert", folder, tmp_path / "out")
    said = capsys.readouterr().out
    assert "skipped: 2 no such component, 1 no list of components; first: " in said
    assert "one.dat, line 5: no such component: 7, of 3" in said


def test_a_file_of_an_earlier_conversion_without_drawings_now_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file(tmp_path, "out/pen-others-test.ndjson.gz", "somebody who is in train now")
    file(tmp_path, "out/mnist.npz", "MNIST")
    run(monkeypatch, "convert", release(tmp_path / "unipen", '0 ? "1"'), tmp_path / "out")
    (made,) = (tmp_path / "out").glob("pen-*")
    assert json.loads(rows(made)[0])["writer"] == "apa/one"
    assert (tmp_path / "out/mnist.npz").read_text() == "MNIST"


def test_what_fails_leaves_the_files_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file(tmp_path, "out/pen-digits-test.ndjson.gz", "earlier")
    (tmp_path / "out/pen-digits-train.ndjson.gz").mkdir()  # in the way of the new one
    with pytest.raises(SystemExit, match=r"^error: .*out: cannot be written to: "):
        run(monkeypatch, "convert", crowd(tmp_path / "unipen", 20), tmp_path / "out")
    assert (tmp_path / "out/pen-digits-test.ndjson.gz").read_text() == "earlier"
    assert len(list((tmp_path / "out").iterdir())) == 2


def test_a_command_that_cannot_work_ends_with_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good, out = release(tmp_path / "unipen", '0 ? "1"'), tmp_path / "out"
    bad = release(tmp_path / "bad", '9 ? "1"')
    with pytest.raises(SystemExit, match=r"^error: .*nowhere: has no data/ and include/, as .*$"):
        run(monkeypatch, "convert", tmp_path / "nowhere", out)
    with pytest.raises(SystemExit, match=r"^error: .*bad: gives no drawings, 1 are skipped.*$"):
        run(monkeypatch, "convert", bad, out)
    with pytest.raises(SystemExit, match=r"^error: .*file: is no folder to write to.*$"):
        run(monkeypatch, "convert", good, file(tmp_path, "file", ""))
    assert list(out.iterdir()) == []


@pytest.mark.data
def test_the_sample_of_the_release_becomes_what_it_must(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample = data_folder() / "unipen-sample"
    if not sample.is_dir():
        missing("sample of UNIPEN's release (unipen-sample, in the data's folder)")
    run(monkeypatch, "convert", sample, tmp_path)
    for kind in ("digits", "others"):
        made = [row for path in tmp_path.glob(f"pen-{kind}-*") for row in rows(path)]
        expected = (sample / f"expected-{kind}.ndjson").read_text().splitlines()
        assert sorted(made) == sorted(expected)
    assert all(pen.read(path) for path in tmp_path.iterdir())

"""The measure itself: its figures, its sets, its table."""

import json
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.training.hands import write_mnist, write_pen
from training import evaluate, mnist, pen
from training.conditions import CONDITIONS
from training.errors import TrainingError
from training.evaluate import NO_DIGIT, TITLES, Answers, table, tasks
from training.options import RELEASED, DataPaths


def answers(*pairs: tuple[str, str], sure: float = 1.0) -> Answers:
    """Of pairs of what a picture is and what was said of it."""
    labels, said = zip(*pairs, strict=True)
    return Answers([b""] * len(pairs), list(labels), list(said), np.full(len(pairs), sure))


def test_an_answer_is_right_where_all_of_it_is() -> None:
    found = answers(("47", "47"), ("47", "41"), ("47", "4"), ("7", "7"), ("?", "?"), ("7", ""))
    assert found.right.tolist() == [True, False, False, True, True, False]


def test_an_answer_is_refused_where_any_mark_is_no_digit() -> None:
    found = answers(("47", "4?"), ("7", "?"), ("?", "?"), ("7", "1"), ("7", ""))
    assert found.refused.tolist() == [True, True, True, False, False]


def test_an_answer_is_parted_wrongly_where_its_marks_are_more_or_fewer() -> None:
    found = answers(("47", "4"), ("47", "471"), ("47", "14"), ("7", ""), ("?", "??"))
    assert found.misparted.tolist() == [True, True, False, True, True]


def test_the_summary_counts_them_in_parts_of_one() -> None:
    found = answers(("1", "1"), ("2", "2"), ("3", "8"), ("47", "4?"), ("5", "51"), sure=0.4)
    assert found.summary() == {
        "pictures": 5,
        "right": 0.4,
        "refused": 0.2,
        "misparted": 0.2,
        "calibration_error": 0.0,  # four in ten were promised, and are right
    }


def test_confidence_that_is_not_borne_out_is_calibration_error() -> None:
    found = answers(("1", "1"), ("2", "2"), ("3", "8"), ("4", "9"), sure=0.9)
    assert found.summary()["calibration_error"] == pytest.approx(0.4)


def test_the_table_is_markdown_with_a_line_for_each_set() -> None:
    row = answers(*[("7", "7")] * 1999, ("7", "?")).summary()
    head, rule, *lines = table({"plain": row, "numbers": row}).splitlines()
    assert len(lines) == 2
    assert len({len(line) for line in (head, rule, *lines)}) == 1
    assert {line.count("|") for line in (head, rule, *lines)} == {7}
    cells = [cell.strip() for cell in lines[0].strip("|").split("|")]
    assert cells == ["pen digits, drawn plainly", "2,000", "99.95%", "0.05%", "0.00%", "0.0005"]


def test_every_condition_has_its_title_in_the_table() -> None:
    assert set(TITLES) == {"mnist", *CONDITIONS, "numbers", "others"}


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> DataPaths:
    folder = tmp_path_factory.mktemp("data")
    digits = write_pen(folder / "digits.ndjson.gz", "0123456789", writers=14)
    others = write_pen(folder / "others.ndjson.gz", "XH", writers=14)
    return DataPaths(write_mnist(folder / "mnist.npz", train=40, test=20), (digits, others))


def drawn(paths: DataPaths) -> list[pen.Drawing]:
    return [drawing for path in paths.pen for drawing in pen.read(path)]


def test_every_digit_is_drawn_under_every_condition(paths: DataPaths) -> None:
    sets = tasks(mnist.load(paths.mnist), drawn(paths))
    assert list(sets) == ["mnist", *CONDITIONS, "numbers", "others"]
    assert len(sets["mnist"]) == 20
    assert {len(sets[name]) for name in CONDITIONS} == {140}
    assert len(sets["numbers"]) == evaluate.NUMBERS
    assert {task.label for task in sets["others"]} == {NO_DIGIT}
    assert [task.label for task in sets["thin"]] == [task.label for task in sets["plain"]]


def test_a_task_is_always_the_same_picture(paths: DataPaths) -> None:
    one, other = (tasks(None, drawn(paths)) for _ in range(2))
    for name in ("photo", "anything", "numbers", "others"):
        assert one[name][5].encoded() == other[name][5].encoded()
    assert len({task.encoded() for task in one["coloured"][:20]}) == 20


def test_the_kept_back_sets_are_of_kept_back_writers_alone(paths: DataPaths) -> None:
    sets = evaluate.kept_back_data(paths, most=1000)
    assert "mnist" not in sets
    kept = [drawing for drawing in drawn(paths) if drawing.kept_back]
    known = {stroke.tobytes() for drawing in kept for stroke in drawing.strokes}
    assert 0 < len(kept) < len(drawn(paths))
    for name in (*CONDITIONS, "others"):
        assert {stroke.tobytes() for task in sets[name] for stroke in task.strokes} <= known
    assert len(sets["plain"]) + len(sets["others"]) == len(kept)
    shapes = {outline(drawing.strokes[0]) for drawing in kept}
    firsts = {outline(task.strokes[0]) for task in sets["numbers"]}
    assert firsts <= shapes


def outline(stroke: np.ndarray) -> bytes:
    """A stroke's points, whatever its place and size."""
    points = stroke.astype(float) - stroke[0]
    return (points / np.abs(points).max() * 1000).round().astype(int).tobytes()


def test_of_the_kept_back_no_more_are_taken_than_asked_for(paths: DataPaths) -> None:
    sets = evaluate.kept_back_data(paths, most=3)
    assert {len(sets[name]) for name in (*CONDITIONS, "others")} == {3}


def test_the_model_that_ships_is_measured_as_it_is_served(paths: DataPaths) -> None:
    sets = tasks(None, drawn(paths)[:20])
    few = {"plain": sets["plain"], "numbers": sets["numbers"][:5]}
    found = evaluate.evaluate(RELEASED, few)
    assert list(found) == ["plain", "numbers"]
    assert found["plain"].labels == [task.label for task in few["plain"]]
    assert found["plain"].right.mean() > 0.7
    assert all(picture.startswith(b"\x89PNG") for picture in found["numbers"].pictures)


def test_what_is_blank_is_no_error_and_says_nothing() -> None:
    blank = evaluate.Task("7", "plain", (np.zeros((1, 2)),))
    found = evaluate.evaluate(RELEASED, {"plain": [blank]})["plain"]
    assert not found.right.any()


def test_figures_are_put_into_the_manifest_beside_what_measured_them(
    tmp_path: Path, paths: DataPaths
) -> None:
    (tmp_path / "manifest.json").write_text('{"version": "v1", "metrics": {"old": 1}}')
    evaluate.write_metrics(tmp_path, {"plain": {"right": 0.98}}, paths)
    assert json.loads((tmp_path / "manifest.json").read_text()) == {
        "version": "v1",
        "metrics": {
            "data": ["mnist.npz", "digits.ndjson.gz", "others.ndjson.gz"],
            "plain": {"right": 0.98},
        },
    }


def test_what_choices_go_by_is_not_written_as_a_measurement(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["evaluate", "--write", "--kept-back"])
    with pytest.raises(SystemExit) as ended:
        evaluate.main()
    assert ended.value.code == 2
    assert "--write is for what the test data say" in capsys.readouterr().err


def test_a_folder_without_a_sound_model_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(TrainingError):
        evaluate.evaluate(tmp_path, {})

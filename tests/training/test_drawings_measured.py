"""Given drawings as a line of their own, and in the record of a model that learnt from some."""

import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

import pytest
from PIL import Image

from lambda_fn.manifest import MANIFEST_FILE, MODEL_FILE
from tests.lambda_fn.models import variant
from tests.needs import missing
from tests.training.commands import options, run, write_data
from tests.training.presents import accept, drawn, drop, named, of_part, pulled, relabel
from training import evaluate, export, report
from training.answers import GIVEN
from training.config import Config
from training.floors import FLOORS
from training.gift import KEPT_BACK, LEARNT, TEST
from training.options import RELEASED, DataPaths
from training.tasks import kept_back_data, measuring_data

SHORT = options(epochs=1, samples=64, batch=32, variants=1, generated=20, touching=20)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Sevens and what is none; one seven is called an eight, one is dropped, one undecided."""
    sevens, nones = of_part(TEST, 8), of_part(TEST, 4, "none")
    folder = pulled(
        tmp_path / "given", *sevens, *nones, *of_part(KEPT_BACK, 3), *of_part(LEARNT, 3)
    )
    accept(folder, *sevens[:5], *nones, *of_part(KEPT_BACK, 3), *of_part(LEARNT, 3))
    relabel(folder, sevens[5], "8")
    drop(folder, sevens[6])
    return folder


def test_the_line_is_of_the_accepted_drawings_of_the_test_part(
    folder: Path, paths: DataPaths
) -> None:
    found = measuring_data(replace(paths, drawings=folder))[GIVEN]
    assert sorted(task.label for task in found) == [*["7"] * 5, "8", *["?"] * 4]
    accepted = [*of_part(TEST, 6), *of_part(TEST, 4, "none")]
    assert {task.picture for task in found} == {gift.png for gift in accepted}
    held = kept_back_data(replace(paths, drawings=folder), most=1)[GIVEN]
    assert {task.picture for task in held} == {gift.png for gift in of_part(KEPT_BACK, 3)}


def test_each_is_read_as_it_was_posted_and_what_is_no_digit_is_rightly_refused(
    folder: Path, paths: DataPaths
) -> None:
    found = measuring_data(replace(paths, drawings=folder))[GIVEN]
    answers = evaluate.evaluate(RELEASED, {GIVEN: found})[GIVEN]
    assert answers.pictures == [task.picture for task in found]
    right = {label: answers.right[[a == label for a in answers.labels]].mean() for label in "78?"}
    assert right["7"] == 1  # plain sevens
    assert right["8"] == 0  # a seven that somebody called an eight
    assert right["?"] == answers.refused[[a == "?" for a in answers.labels]].mean() > 0


def test_in_however_many_marks_what_is_no_digit_is_refused_it_is_right(tmp_path: Path) -> None:
    apart = Image.new("L", (400, 130), 255)
    for x in (0, 270):
        apart.paste(Image.open(io.BytesIO(drawn("none", 1).png)), (x, 5))
    task = evaluate.Task("?", GIVEN, picture=named(apart, "none").png)
    answers = evaluate.evaluate(
        RELEASED, {GIVEN: [task], "others": [replace(task, condition="plain")]}
    )
    assert answers[GIVEN].said == ["?"]
    assert answers["others"].said != ["?"]


def test_without_any_there_is_no_line(
    tmp_path: Path, paths: DataPaths, capsys: pytest.CaptureFixture[str]
) -> None:
    assert GIVEN not in measuring_data(paths)
    assert GIVEN not in measuring_data(replace(paths, drawings=pulled(tmp_path, drawn("7"))))
    assert "nothing accepted is in the part 'test': no line for it" in capsys.readouterr().out


def test_the_figures_say_where_they_are_from(
    tmp_path: Path, folder: Path, paths: DataPaths
) -> None:
    (tmp_path / MANIFEST_FILE).write_text('{"version": "v1"}')
    with_given = replace(paths, drawings=folder)
    evaluate.write_metrics(tmp_path, {GIVEN: {"right": 0.9}}, with_given)
    metrics = json.loads((tmp_path / MANIFEST_FILE).read_text())["metrics"]
    assert metrics["data"][-1] == "given"
    assert metrics[GIVEN] == {"right": 0.9}
    evaluate.write_metrics(tmp_path, {"plain": {"right": 0.9}}, with_given)
    assert "given" not in json.loads((tmp_path / MANIFEST_FILE).read_text())["metrics"]["data"]


def test_there_is_no_floor_under_them() -> None:
    assert GIVEN not in {floor.of for floor in FLOORS}


def test_the_card_has_their_line_and_their_number_but_no_picture_of_them(tmp_path: Path) -> None:
    record = json.loads((RELEASED / MANIFEST_FILE).read_text())
    figures = {"right": 0.9, "told": 0.95, "refused": 0, "misparted": 0, "calibration_error": 0}
    model = (RELEASED / MODEL_FILE).read_bytes()
    plain = variant(RELEASED, tmp_path / "plain", model=model)
    report.write_card(plain, {"mnist": {"pictures": 10, **figures}})
    given = {"learnt": 1234, "kept_back": 0, "test": 321}
    training = {**record["training"], "data": {**record["training"]["data"], "drawings": given}}
    more = variant(RELEASED, tmp_path / "more", model=model, training=training)
    report.write_card(more, {GIVEN: {"pictures": 321, **figures}})
    card = (more / "MODEL_CARD.md").read_text()
    assert "| given drawings              |      321 |  90.00% |" in card
    assert "- 1,234 drawings that visitors gave and a person accepted were learnt\n  from" in card
    assert "visitors" not in (plain / "MODEL_CARD.md").read_text()


@pytest.mark.training
def test_a_model_tells_how_many_of_them_it_has_learnt_and_none_is_left_out_in_doubt(
    tmp_path: Path, folder: Path
) -> None:
    if find_spec("tensorflow") is None:
        missing("tensorflow")
    data = [*write_data(tmp_path), *SHORT, "--drawings", folder]
    first, last = tmp_path / "first", tmp_path / "last"
    trained = run("train", *data, "--out", first)
    assert trained.returncode == 0, trained.stderr
    assert "3 kept back, 3 learnt, 10 test, 0 blank, 0 alike" in trained.stdout
    assert "kept_back_given" in (first / "history.csv").read_text()

    record = json.loads((first / "run.json").read_text())
    manifest = export.describe(b"", 1, Config(), record, datetime.now(UTC))
    drawings = manifest["training"]["data"]["drawings"]
    counts = {name: count for name, count in drawings.items() if isinstance(count, int)}
    assert counts == {
        "accepted": 15,
        "relabelled": 1,
        "dropped": 1,
        "undecided": 1,
        "kept_back": 3,
        "learnt": 3,
        "test": 10,
        "blank": 0,
        "alike": 0,
    }
    assert record["data"]["kept_back"]["given"] == 3
    assert export.choosing(record) == ["mnist", "digits", "others"]

    doubting = ["--doubt", "1.1", "--all-data", "--start", first / "model.keras"]
    again = run("train", *data, *doubting, "--out", last)  # of all else every label is doubted
    assert again.returncode == 0, again.stderr
    record = json.loads((last / "run.json").read_text())
    assert record["left_out"] == record["data"]["pictures"]
    assert record["data"]["drawings"]["learnt"] == 6

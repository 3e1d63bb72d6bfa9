"""The measuring: a folder's model, the way it is served."""

import json
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.training.hands import NO_MNIST, drawn, write_mnist
from training import evaluate, mnist
from training.answers import ALONE
from training.errors import TrainingError
from training.options import RELEASED, DataPaths
from training.tasks import Task, tasks


def test_the_model_that_ships_is_measured_as_it_is_served(paths: DataPaths) -> None:
    sets = tasks(*NO_MNIST, drawn(paths)[:20])
    few = {"plain": sets["plain"], "numbers": sets["numbers"][:5]}
    found = evaluate.evaluate(RELEASED, few)
    assert list(found) == ["plain", "numbers"]
    assert found["plain"].labels == [task.label for task in few["plain"]]
    assert found["plain"].right.mean() > 0.7
    assert all(picture.startswith(b"\x89PNG") for picture in found["numbers"].pictures)


def test_the_file_alone_reads_the_array_and_refuses_nothing(tmp_path: Path) -> None:
    digits = mnist.load(write_mnist(tmp_path / "mnist.npz", train=10, test=20))
    blank = np.zeros((1, 28, 28), np.uint8)
    images, labels = np.concatenate([digits.x_test, blank]), np.append(digits.y_test, 0)
    found = evaluate.evaluate(RELEASED, {ALONE: tasks(images, labels, [])[ALONE]})[ALONE]
    assert found.right[:20].mean() > 0.8
    assert not found.refused.any()
    assert not found.misparted.any()


def test_what_is_blank_is_no_error_and_says_nothing() -> None:
    blank = Task("7", "plain", (np.zeros((1, 2)),))
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

"""What earlier models say of a picture, as a label."""

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("keras")

from lambda_fn.model import softmax
from lambda_fn.model_store import load_folder
from tests.training.hands import font_digit
from training.config import Config
from training.dataset import Samples
from training.errors import TrainingError
from training.fit import Batches
from training.options import RELEASED
from training.teachers import Teachers

DIGITS = np.stack([font_digit(digit, np.random.default_rng(1)) for digit in range(10)])


def test_one_teacher_says_what_its_model_does_and_two_alike_say_the_same() -> None:
    model = load_folder(RELEASED)
    said = softmax(model.logits(DIGITS)[0])
    for folders in ([RELEASED], [RELEASED, RELEASED]):
        teachers = Teachers(folders)
        assert teachers.chances(DIGITS / np.float32(255)) == pytest.approx(said, abs=1e-6)
        assert teachers.versions == (model.manifest.version,) * len(folders)


def test_a_label_is_partly_the_files_and_partly_the_teachers() -> None:
    wrong = Samples(DIGITS, (np.arange(10, dtype=np.uint8) + 1) % 10, np.ones(10))
    config = Config(samples=200, batch=100, taught=0.6)
    batches = Batches(wrong, config, epoch=0, teachers=Teachers([RELEASED]))
    _, labels = batches[0]
    written = wrong.labels[batches.order[:100]]
    assert labels.sum(axis=1) == pytest.approx(1, abs=1e-5)
    assert (labels[np.arange(100), written] >= 0.4 - 1e-6).all()
    assert np.median(labels[np.arange(100), (written - 1) % 10]) > 0.5  # what it is


def test_without_teachers_labels_are_the_files() -> None:
    samples = Samples(DIGITS, np.arange(10, dtype=np.uint8), np.ones(10))
    _, labels = Batches(samples, Config(samples=200, batch=100), epoch=0)[0]
    assert set(np.unique(labels)) == {0.0, 1.0}


def test_a_folder_without_a_model_is_no_teacher(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match=str(tmp_path)):
        Teachers([tmp_path])

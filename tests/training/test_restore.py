"""The released model as a network again: it says the same, and can be trained on."""

import json
from pathlib import Path
from shutil import copy

import numpy as np
import pytest

keras = pytest.importorskip("keras")
pytest.importorskip("tensorflow")

from lambda_fn.manifest import MANIFEST_FILE, MODEL_FILE  # noqa: E402
from lambda_fn.model_store import load_folder  # noqa: E402
from tests.training.hands import font_digit  # noqa: E402
from training import start  # noqa: E402
from training.augment import Augmentation  # noqa: E402
from training.config import Config  # noqa: E402
from training.dataset import Samples  # noqa: E402
from training.errors import TrainingError  # noqa: E402
from training.options import RELEASED  # noqa: E402

STILL = Augmentation(turn=0, slant=0, scale=0, move=0, bend=0, pen=0)


@pytest.fixture(scope="module")
def samples() -> Samples:
    rng = np.random.default_rng(1)
    labels = np.arange(300, dtype=np.uint8) % 10
    pixels = np.stack([font_digit(int(label), rng) for label in labels])
    return Samples(pixels, labels, np.ones(len(labels)))


@pytest.fixture(scope="module")
def network(samples: Samples) -> keras.Model:
    return start.read(RELEASED).network(samples, Config(augmentation=STILL))


def changed(folder: Path, **configuration: object) -> Path:
    """The released model in a folder, its manifest telling of another configuration."""
    copy(RELEASED / MODEL_FILE, folder)
    record = json.loads((RELEASED / MANIFEST_FILE).read_text())
    record["training"]["configuration"] |= configuration
    (folder / MANIFEST_FILE).write_text(json.dumps(record))
    return folder


def test_a_restored_network_says_what_the_file_says(network: keras.Model, samples: Samples) -> None:
    said = network.predict(samples.pixels[..., None] / np.float32(255), verbose=0)
    logits, _, _ = load_folder(RELEASED).judge(samples.pixels)
    assert np.sqrt(np.mean((said - logits) ** 2)) < 0.1 < np.std(logits)


def test_it_says_nearly_the_same_while_it_is_trained(
    network: keras.Model, samples: Samples
) -> None:
    pictures = samples.pixels[..., None] / np.float32(255)
    resting, training = (np.array(network(pictures, training=way)) for way in (False, True))
    assert np.sqrt(np.mean((training - resting) ** 2)) < 0.5 < np.std(resting)
    assert np.mean(training.argmax(axis=1) == resting.argmax(axis=1)) > 0.97


def test_it_is_known_how_it_was_made(samples: Samples) -> None:
    released, record = start.read(RELEASED), load_folder(RELEASED).manifest.record
    assert (released.sha256, released.made["version"]) == (record["sha256"], record["version"])
    assert released.made["epochs"] == record["training"]["configuration"]["epochs"]
    assert released.knows_all


def test_a_file_of_other_layers_than_its_manifest_tells_of_is_refused(
    samples: Samples, tmp_path: Path
) -> None:
    for number, widths in enumerate(([16, 48, 80], [16, 48])):
        folder = tmp_path / str(number)
        folder.mkdir()
        told = start.read(changed(folder, widths=widths, residuals=[0, 1, 1][: len(widths)]))
        with pytest.raises(TrainingError, match="another network than its manifest says"):
            told.network(samples, Config())


def test_what_is_no_model_or_does_not_tell_of_its_training_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="There is no model in"):
        start.read(tmp_path)
    untold = changed(tmp_path)
    record = json.loads((untold / MANIFEST_FILE).read_text())
    del record["training"]["minutes"]
    (untold / MANIFEST_FILE).write_text(json.dumps(record))
    with pytest.raises(TrainingError, match="does not say how it was trained"):
        start.read(untold)

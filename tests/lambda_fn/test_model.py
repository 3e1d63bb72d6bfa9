import struct
from pathlib import Path

import numpy as np
import pytest

from lambda_fn.errors import BadModel
from lambda_fn.manifest import LABELS, NONE, Manifest
from lambda_fn.model import UNTOLD, Model, against, softmax
from lambda_fn.model_store import load_folder
from lambda_fn.normalise import normalise
from tests.lambda_fn.drawings import cover, digit
from tests.lambda_fn.models import manifest, tflite, variant
from tests.lambda_fn.numbers import number
from tests.lambda_fn.tiny import tiny


def ten_digits() -> np.ndarray:
    """(10, 28, 28) uint8."""
    return np.stack([normalise(digit(value).astype(np.float32)) for value in range(10)])


def test_each_picture_gets_logits_and_evidence_for_each_label(model: Model) -> None:
    logits, evidence = model.logits(ten_digits()[:3])
    assert (logits.shape, evidence.shape) == ((3, len(LABELS)), (3, 7, 7, len(LABELS)))
    assert logits.dtype == evidence.dtype == np.float32


def test_of_each_picture_it_says_how_likely_what_is_no_digit_is_whole(model: Model) -> None:
    logits, evidence, whole = model.judge(ten_digits())
    assert (whole.shape, whole.dtype) == ((10,), np.float32)
    assert 0 <= whole.min() <= whole.max() <= 1
    assert all(map(np.array_equal, (logits, evidence), model.logits(ten_digits())))


LETTERS = {
    "X": [[(0, 0), (0.7, 1)], [(0.7, 0), (0, 1)]],
    "H": [[(0, 0), (0, 1)], [(0.7, 0), (0.7, 1)], [(0, 0.5), (0.7, 0.5)]],
    "A": [[(0, 1), (0.35, 0), (0.7, 1)], [(0.15, 0.6), (0.55, 0.6)]],
    "K": [[(0, 0), (0, 1)], [(0.6, 0), (0, 0.5), (0.65, 1)]],
    "M": [[(0, 1), (0, 0), (0.4, 0.6), (0.8, 0), (0.8, 1)]],
}


def test_a_letter_is_found_whole_and_two_digits_at_once_are_not(model: Model) -> None:
    letters = [normalise(cover(strokes).astype(np.float32)) for strokes in LETTERS.values()]
    numbers = [number(figures, gap=0.05) for figures in ("22", "47", "83", "56", "30", "608")]
    several = [normalise(covered.astype(np.float32)) for covered in numbers]
    logits, _, whole = model.judge(np.stack(letters + several))
    assert (logits.argmax(axis=1) == NONE).all()
    assert (whole[: len(letters)] > 0.7).all()
    assert (whole[len(letters) :] < 0.3).all()


def test_a_file_that_does_not_tell_leaves_it_open(released: Path, tmp_path: Path) -> None:
    _, _, whole = load_folder(variant(released, tmp_path, model=tiny())).judge(ten_digits())
    assert set(whole.tolist()) == {UNTOLD}


def test_what_a_file_tells_is_a_chance_however_large_its_logit(
    released: Path, tmp_path: Path
) -> None:
    dark, bright = np.zeros((28, 28), np.uint8), np.full((28, 28), 255, np.uint8)
    told = load_folder(variant(released, tmp_path, model=tiny(whole_scale=50.0)))
    assert told.judge(np.stack([dark, bright]))[2].tolist() == [0.0, 1.0]


def test_ten_clear_digits_are_told_apart(model: Model) -> None:
    logits, _ = model.logits(ten_digits())
    assert logits.argmax(axis=1).tolist() == list(range(10))


def test_logits_are_the_mean_of_the_evidence(model: Model) -> None:
    logits, evidence = model.logits(ten_digits())
    tensors = model.tensors()
    # a vote is off by half a step of its scale at most, and so is their mean; a logit as well
    steps = (tensors["evidence"]["scale"] + tensors["logits"]["scale"]) / 2
    assert np.abs(evidence.mean(axis=(1, 2)) - logits).max() <= steps


def test_pictures_are_read_one_by_one_whatever_comes_before(model: Model) -> None:
    together, _ = model.logits(ten_digits())
    alone = np.concatenate([model.logits(picture[None])[0] for picture in ten_digits()[::-1]])
    assert np.array_equal(together, alone[::-1])


def test_probabilities_sum_to_one_and_keep_the_order(model: Model) -> None:
    logits, _ = model.logits(ten_digits())
    chances = model.probabilities(logits)
    assert chances.sum(axis=1) == pytest.approx(1)
    assert np.array_equal(chances.argmax(axis=1), logits.argmax(axis=1))


def test_a_higher_temperature_is_less_sure(released: Path, tmp_path: Path) -> None:
    cold = load_folder(variant(released, tmp_path / "cold", temperature=0.5))
    warm = load_folder(variant(released, tmp_path / "warm", temperature=3))
    logits, _ = cold.logits(ten_digits())
    assert np.all(warm.probabilities(logits).max(axis=1) < cold.probabilities(logits).max(axis=1))


def test_softmax_bears_any_size_of_logits() -> None:
    chances = softmax(np.array([[1e4, 0, -1e4], [-1e4, -1e4, -1e4]], np.float32))
    assert chances == pytest.approx(np.array([[1, 0, 0], [1 / 3, 1 / 3, 1 / 3]]))


def test_the_manifest_describes_the_models_tensors(model: Model) -> None:
    assert model.tensors() == model.manifest.record["tensors"]


def test_a_model_that_is_not_the_manifests_is_refused(released: Path) -> None:
    with pytest.raises(BadModel, match="sha256"):
        Model(tflite(released) + b"\0", Manifest.parse(manifest(released)))


@pytest.mark.parametrize("data", [b"", b"seven", b"TFL3", bytes(1000)], ids=repr)
def test_bytes_that_are_no_model_are_refused(released: Path, tmp_path: Path, data: bytes) -> None:
    with pytest.raises(BadModel, match="cannot be loaded"):
        load_folder(variant(released, tmp_path, model=data))


def test_half_a_model_is_refused(released: Path, tmp_path: Path) -> None:
    with pytest.raises(BadModel, match="cannot be loaded"):
        load_folder(variant(released, tmp_path, model=tflite(released)[:50_000]))


@pytest.mark.parametrize("shape", [(2, 28, 28, 1), (1, 28, 14, 2), (1, 14, 14, 4)])
def test_a_model_of_another_input_is_refused(
    released: Path, tmp_path: Path, shape: tuple[int, ...]
) -> None:
    ours, other = struct.pack("<5i", 4, 1, 28, 28, 1), struct.pack("<5i", 4, *shape)
    data = tflite(released)
    assert data.count(ours) == 1  # the input's shape, as the file has it
    with pytest.raises(BadModel):
        load_folder(variant(released, tmp_path, model=data.replace(ours, other)))


def test_the_smallest_model_is_read(released: Path, tmp_path: Path) -> None:
    model = load_folder(variant(released, tmp_path, model=tiny()))
    picture = np.zeros((1, 28, 28), np.uint8)
    picture[0, 0, 7] = 9
    assert model.logits(picture)[0].argmax() == 7


@pytest.mark.parametrize("scale", [0, -1.0, float("nan"), float("inf")])
@pytest.mark.parametrize("tensor", ["input", "logits"])
def test_a_model_without_quantisation_is_refused(
    released: Path, tmp_path: Path, tensor: str, scale: float
) -> None:
    data = tiny(**{f"{tensor}_scale": scale})
    with pytest.raises(BadModel, match=r"not quantised|cannot be loaded"):
        load_folder(variant(released, tmp_path, model=data))


def test_a_model_that_loads_but_cannot_read_is_refused(released: Path, tmp_path: Path) -> None:
    with pytest.raises(BadModel, match="cannot read"):
        load_folder(variant(released, tmp_path, model=tiny(last_pixel=784)))


def test_a_model_of_endless_logits_is_refused(released: Path, tmp_path: Path) -> None:
    with pytest.raises(BadModel, match="no finite logits"):
        load_folder(variant(released, tmp_path, model=tiny(logits_scale=3e38)))


def test_no_digit_is_weighed_against_the_likeliest_digit_alone() -> None:
    one, several = np.zeros(len(LABELS)), np.zeros(len(LABELS))
    one[[3, NONE]] = 0.2, 0.8
    several[[3, 5, 8, 9, NONE]] = 0.05, 0.05, 0.05, 0.05, 0.8
    assert against(np.stack([one, several])) == pytest.approx([0.8, 0.8 / 0.85])

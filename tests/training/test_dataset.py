from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from lambda_fn.errors import BlankDrawing
from lambda_fn.seeing import see
from tests.training.hands import write_mnist, write_pen
from training import dataset, mnist, pen, scribbles
from training.config import Config
from training.render import PLAIN, render

CONFIG = Config(variants=2, generated=40, touching=60)


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> tuple[mnist.Mnist, list[pen.Drawing]]:
    folder = tmp_path_factory.mktemp("data")
    drawings = pen.read(write_pen(folder / "digits.ndjson.gz", "0123456789", writers=12))
    drawings += pen.read(write_pen(folder / "others.ndjson.gz", "XH", writers=12))
    return mnist.load(write_mnist(folder / "mnist.npz", train=120, test=20)), drawings


def test_pictures_are_as_the_model_gets_them(
    parts: tuple[mnist.Mnist, list[pen.Drawing]],
) -> None:
    samples = dataset.fitting_set(*parts, CONFIG)
    assert samples.pixels.shape == (len(samples), 28, 28)
    assert samples.pixels.dtype == np.uint8
    assert set(samples.labels.tolist()) == set(range(11))
    assert samples.weights.sum() == pytest.approx(1)
    assert (samples.weights > 0).all()
    assert (samples.pixels.max(axis=(1, 2)) > 150).all()


def test_what_is_kept_back_is_not_learnt_from(
    parts: tuple[mnist.Mnist, list[pen.Drawing]],
) -> None:
    digits, drawings = parts
    held = dataset.kept_back_sets(digits, drawings)
    kept = [drawing for drawing in drawings if drawing.kept_back]
    assert kept
    assert len(held["digits"]) + len(held["others"]) == len(kept)
    assert len(held["mnist"]) == len(digits.x_train) // dataset.MNIST_KEPT_BACK
    everything = dataset.fitting_set(digits, drawings, CONFIG)
    nothing_kept = [drawing for drawing in drawings if not drawing.kept_back]
    assert len(dataset.fitting_set(digits, nothing_kept, CONFIG)) == len(everything)


def test_the_last_fit_learns_from_what_was_kept_back_too(
    parts: tuple[mnist.Mnist, list[pen.Drawing]],
) -> None:
    digits, drawings = parts
    chosen = dataset.fitting_set(digits, drawings, CONFIG)
    last = dataset.fitting_set(digits, drawings, replace(CONFIG, all_data=True))
    held = dataset.kept_back_sets(digits, drawings)
    more = len(held["mnist"]) + 2 * len(held["digits"]) + len(held["others"])
    assert len(last) - len(chosen) == pytest.approx(more, abs=5)  # a pair may come to nothing


def test_a_writer_of_many_drawings_counts_less_by_the_drawing(tmp_path: Path) -> None:
    few = pen.read(write_pen(tmp_path / "few.ndjson.gz", "7", writers=1))
    many = pen.read(write_pen(tmp_path / "many.ndjson.gz", "3", writers=1, each=16))
    jobs = dataset._drawn([*few, *(pen.Drawing("3", "other", d.strokes) for d in many)], 1)
    assert jobs[0].weight == pytest.approx(4 * jobs[1].weight)


def test_the_same_seed_makes_the_same_pictures(
    parts: tuple[mnist.Mnist, list[pen.Drawing]],
) -> None:
    one, other = (dataset.fitting_set(*parts, CONFIG) for _ in range(2))
    assert np.array_equal(one.pixels, other.pixels)


def test_without_pen_drawings_mnist_and_scribbles_remain(
    parts: tuple[mnist.Mnist, list[pen.Drawing]],
) -> None:
    samples = dataset.fitting_set(parts[0], [], CONFIG)
    assert dataset.NONE in samples.labels
    assert len(samples) == 110 + 20  # no pairs without digits to pair


def test_samples_are_saved_and_loaded_whole(tmp_path: Path) -> None:
    samples = dataset.Samples(
        np.ones((2, 28, 28), np.uint8), np.array([3, 10], np.uint8), np.ones(2)
    )
    dataset.save(tmp_path / "samples.npz", samples)
    loaded = dataset.load(tmp_path / "samples.npz")
    assert np.array_equal(loaded.pixels, samples.pixels)
    assert loaded.labels.tolist() == [3, 10]
    assert [path.name for path in tmp_path.iterdir()] == ["samples.npz"]


@pytest.mark.parametrize("kind", ["scribble", "fragment", "blot"])
def test_what_is_made_up_leaves_ink_of_many_shapes(kind: str) -> None:
    seen = []
    for seed in range(30):
        strokes = getattr(scribbles, kind)(np.random.default_rng(seed))
        picture = np.asarray(render(strokes, PLAIN).convert("RGBA"))
        try:
            seen.append(see(picture).pixels)
        except BlankDrawing:
            pytest.fail(f"{kind} {seed} left no ink")
    assert len({pixels.tobytes() for pixels in seen}) > 20


def test_a_pair_stands_side_by_side() -> None:
    bar = [np.array([[0.0, 0.0], [0.0, 2.0]])]
    pair = scribbles.pair(bar, bar, np.random.default_rng(0))
    left, right = (stroke[:, 0].mean() for stroke in pair)
    assert -0.06 < right - left < 0.36

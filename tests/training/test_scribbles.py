from itertools import pairwise

import numpy as np
import pytest

from tests.training.hands import STROKES
from training import scribbles

EIGHT = [np.array(stroke) for stroke in STROKES["8"]]
FOUR = [np.array(stroke) for stroke in STROKES["4"]]
SEEDS = range(40)


def fine(strokes: list[np.ndarray]) -> list[np.ndarray]:
    """The same with many points, as a pen gives them."""
    return [
        np.concatenate([np.linspace(a, b, 30) for a, b in pairwise(stroke)]) for stroke in strokes
    ]


def sliced(seed: int) -> list[np.ndarray]:
    return scribbles.slice_of_next(fine(EIGHT), fine(FOUR), np.random.default_rng(seed))


def test_a_slice_is_the_whole_digit_and_a_part_of_its_neighbour() -> None:
    for seed in SEEDS:
        whole, *rest = sliced(seed)
        assert len(whole) == len(fine(EIGHT)[0])
        ink = sum(len(stroke) for stroke in rest)
        assert 0 < ink < sum(len(stroke) for stroke in fine(FOUR))


def test_a_slice_of_the_neighbour_lies_to_the_right() -> None:
    for seed in SEEDS:
        whole, *rest = sliced(seed)
        assert np.concatenate(rest)[:, 0].mean() > whole[:, 0].mean()
        assert np.concatenate(rest)[:, 0].max() < whole[:, 0].min() + 2.2


def test_a_slice_has_no_stroke_across_the_gap_that_was_cut_out() -> None:
    longest = max(np.hypot(*np.diff(stroke, axis=0).T).max() for stroke in fine(EIGHT) + fine(FOUR))
    for seed in SEEDS:
        for stroke in sliced(seed):
            if len(stroke) > 1:
                assert np.hypot(*np.diff(stroke, axis=0).T).max() < 1.5 * longest


def test_slices_differ_in_how_much_they_hold() -> None:
    held = {sum(len(stroke) for stroke in sliced(seed)) for seed in SEEDS}
    assert len(held) > 10


@pytest.mark.parametrize("make", [scribbles.pair, scribbles.slice_of_next])
def test_the_same_seed_makes_the_same_strokes_and_leaves_the_digits_alone(make: object) -> None:
    assert callable(make)
    one, other = fine(EIGHT), fine(FOUR)
    strokes = [make(one, other, np.random.default_rng(3)) for _ in range(2)]
    assert all(np.array_equal(a, b) for a, b in zip(*strokes, strict=True))
    assert np.array_equal(one[0], fine(EIGHT)[0])

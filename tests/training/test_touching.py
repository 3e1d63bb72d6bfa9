"""Digits that touch, cut apart as the function cuts them: what each part is taught as."""

from itertools import pairwise

import numpy as np

from lambda_fn.manifest import NONE
from lambda_fn.marks import Mark, whole
from tests.training.hands import STROKES
from training.render import Pen, coverage
from training.touching import part_of_one, part_of_two

PEN = Pen(width=9, size=160, canvas=(240, 240))
SEEDS = range(60)


def strokes(figure: str) -> list[np.ndarray]:
    """A digit with many points, as a pen gives them."""
    return [
        np.concatenate([np.linspace(a, b, 30) for a, b in pairwise(stroke)])
        for stroke in STROKES[figure]
    ]


def parts(left: str, right: str) -> list[tuple[Mark, int]]:
    """All parts that come of these two digits, and what each is taught as."""
    labels = int(left), int(right)
    made = [
        part_of_two(strokes(left), strokes(right), labels, PEN, np.random.default_rng(seed))
        for seed in SEEDS
    ]
    return [part for part in made if part is not None]


def test_whole_digits_and_broken_ones_come_of_two_that_touch() -> None:
    found = {label for _, label in parts("3", "6")}
    assert found == {3, 6, NONE}


def test_a_part_that_is_a_whole_digit_looks_like_it() -> None:
    alone = np.asarray(coverage(strokes("5"), PEN)) > 128
    shape = np.ptp(np.argwhere(alone), axis=0) + 1
    fives = [part for part, label in parts("4", "5") if label == 5]
    assert fives
    for five in fives:
        assert abs(five.height / five.width - shape[0] / shape[1]) < 0.2


def test_what_does_not_touch_and_what_is_not_cut_teaches_nothing() -> None:
    ones = strokes("1")
    made = [part_of_two(ones, ones, (1, 1), PEN, np.random.default_rng(seed)) for seed in range(20)]
    assert None in made


def test_a_part_of_what_is_no_digit_is_more_than_a_bar_and_less_than_the_whole() -> None:
    letter = [np.array([[0, 0], [0, 9]]), np.array([[8, 0], [8, 9]]), np.array([[0, 4], [8, 4]])]
    full = whole(np.asarray(coverage(letter, PEN), np.float32) / 255)
    made = [part_of_one(letter, PEN, np.random.default_rng(seed)) for seed in range(20)]
    found = [part for part in made if part is not None]
    assert len(found) > 10
    assert all(0.35 * part.height < part.width < 0.9 * full.width for part in found)


def test_the_same_seed_gives_the_same_part() -> None:
    one, other = parts("4", "5"), parts("4", "5")
    assert [label for _, label in one] == [label for _, label in other]
    assert all((a.ink == b.ink).all() for (a, _), (b, _) in zip(one, other, strict=True))


def test_a_narrow_half_is_not_taught_as_no_digit() -> None:
    """Half a zero is as good a one."""
    broken = [part for part, label in parts("0", "0") if label == NONE]
    assert broken
    assert all(part.width > 0.35 * part.height for part in broken)

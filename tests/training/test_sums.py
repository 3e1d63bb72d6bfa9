import numpy as np
import pytest

from training.answers import NO_DIGIT
from training.numbers import Number
from training.pen import Drawing
from training.sums import FORMS, GAP, SIDE, compose_sums


@pytest.fixture(scope="module")
def sums(drawings: list[Drawing]) -> list[Number]:
    return compose_sums(drawings, 300, seed=1)


def form(figures: str) -> str:
    """A D for each number of one or two digits, a ? for each sign."""
    numbers = ["D" if 1 <= len(part) <= 2 else part for part in figures.split(NO_DIGIT)]
    return NO_DIGIT.join(numbers)


def test_there_is_every_form_with_digits_and_signs_in_it(sums: list[Number]) -> None:
    written = {"".join(part if part == "D" else NO_DIGIT for part in each) for each in FORMS}
    assert {form(one.figures) for one in sums} == written
    assert {figure for one in sums for figure in one.figures} == {*"0123456789", NO_DIGIT}


def test_what_stands_side_by_side_is_apart(sums: list[Number]) -> None:
    for one in sums:
        ends = sorted((float(s[:, 0].min()), float(s[:, 0].max())) for s in one.strokes)
        marks, edge = 0, -np.inf
        for left, right in ends:
            marks += left >= edge + GAP[0] / 2
            edge = max(edge, right)
        assert marks == len(one.figures)


def test_a_minus_before_a_number_is_low_and_half_way_up(sums: list[Number]) -> None:
    minus = [one.strokes[0] for one in sums if one.figures.startswith(NO_DIGIT)]
    assert len(minus) > 30
    for line in minus:
        assert SIDE[0] <= np.ptp(line[:, 0]) <= SIDE[1]
        assert np.ptp(line[:, 1]) < 0.35 * SIDE[1]
        assert 0.4 < (line[:, 1].min() + line[:, 1].max()) / 2 < 0.6


def test_there_are_sums_of_the_signs_that_were_drawn_and_no_others(drawings: list[Drawing]) -> None:
    digits = [drawing for drawing in drawings if drawing.digit is not None]
    times = [drawing for drawing in drawings if drawing.label == "X"]
    assert {form(one.figures) for one in compose_sums(digits + times, 50, seed=1)} == {"D?D"}
    assert compose_sums(digits, 50, seed=1) == compose_sums(times, 50, seed=1) == []


def test_the_same_seed_gives_the_same_sums(drawings: list[Drawing]) -> None:
    one, other, another = (compose_sums(drawings, 20, seed=seed) for seed in (4, 4, 5))
    assert [each.figures for each in one] == [each.figures for each in other]
    assert [each.figures for each in one] != [each.figures for each in another]
    for left, right in zip(one, other, strict=True):
        assert all(np.array_equal(a, b) for a, b in zip(left.strokes, right.strokes, strict=True))

"""When a piece is taken apart by the strokes that drew it, by a judge of the test's own."""

from collections.abc import Callable

import numpy as np
import pytest

from lambda_fn.manifest import NONE
from lambda_fn.marks import Mark, whole
from lambda_fn.pieces import Cut, Row
from lambda_fn.taking_apart import CUTTING, ONE_STROKE, taken_apart
from tests.lambda_fn.blocks import box, part
from tests.lambda_fn.drawings import cover

Stroke = list[tuple[float, float]]

PEN = 10
# Two rings of three sides each that touch, and two lines that cross.
LEFT: Stroke = [(60, 10), (10, 10), (10, 110), (60, 110)]
RIGHT: Stroke = [(66, 10), (116, 10), (116, 110), (66, 110), (66, 10)]
FALLING: Stroke = [(10, 10), (110, 110)]
RISING: Stroke = [(10, 110), (110, 10)]


def drawn(*strokes: Stroke) -> Mark:
    return whole(cover(list(strokes), size=(200, 130), at=(0, 0), height=1, pen=PEN))


def told(*strokes: Stroke) -> list[np.ndarray]:
    return [np.array(stroke, float).T for stroke in strokes]


def judge(several: float, *, digit: float = 0.0) -> Callable[[list[Mark]], np.ndarray]:
    """Of what is wider than one stroke, that it is several; of one stroke, that it is a digit."""

    def chances(mark: Mark) -> np.ndarray:
        found = np.zeros(NONE + 2)
        if mark.width < 80:
            found[[4, NONE + 1]] = 0.95, 0.05
        else:
            found[[4, NONE, NONE + 1]] = digit, (1 - digit) * (1 - several), (1 - digit) * several
        return found

    return lambda marks: np.stack([chances(mark) for mark in marks])


def parts(strokes: tuple[Stroke, ...], how: Callable[[list[Mark]], np.ndarray]) -> list[Mark]:
    return part([drawn(*strokes)], how, strokes=told(*strokes))


def test_what_is_several_is_parted_by_its_strokes() -> None:
    found = parts((LEFT, RIGHT), judge(several=0.9))
    for mark, stroke in zip(found, (LEFT, RIGHT), strict=True):
        assert np.abs(np.array(box(mark)) - box(drawn(stroke))).max() <= 2


@pytest.mark.parametrize("several", [0.1, 0.02])
def test_what_is_rather_one_thing_stays_whole(several: float) -> None:
    (mark,) = parts((LEFT, RIGHT), judge(several))
    assert box(mark) == box(drawn(LEFT, RIGHT))


def test_a_sure_digit_is_not_taken_apart() -> None:
    row = Row([drawn(LEFT, RIGHT)], [])
    for sure, count in ((0.95, 1), (0.85, 2)):
        apart = taken_apart(row, judge(0.9, digit=sure), told(LEFT, RIGHT))
        assert len(apart.pieces) == count


def test_strokes_that_cross_are_dearer_to_part_than_ones_that_touch() -> None:
    touching, crossing = (
        taken_apart(Row([drawn(*strokes)], []), judge(0.9), told(*strokes))
        for strokes in ((LEFT, RIGHT), (FALLING, RISING))
    )
    assert touching.cuts == crossing.cuts
    assert crossing.gaps[0] < touching.gaps[0] < 0


def test_where_nothing_is_told_it_is_cut_along_seams() -> None:
    apart = taken_apart(Row([drawn(LEFT, RIGHT)], []), judge(0.9), [])
    assert len(apart.pieces) > 1
    assert all(cut is not None and cut.is_seam for cut in apart.cuts)
    assert set(apart.gaps) == {0.0}


# An N as wide as two digits, in one stroke.
WIDE: Stroke = [(10, 70), (10, 10), (190, 70), (190, 10)]


def test_what_a_single_stroke_drew_is_dearer_to_cut_and_may_be_whole_however_wide() -> None:
    row = Row([drawn(WIDE)], [])
    for strokes, more in (([], 0.0), (told(WIDE), ONE_STROKE)):
        cuts = taken_apart(row, judge(0.9), strokes).cuts
        assert cuts
        assert all(cut == Cut(CUTTING + more, is_through_one_stroke=bool(more)) for cut in cuts)
    assert len(part([drawn(WIDE)], judge(0.5))) > 1
    (mark,) = part([drawn(WIDE)], judge(0.5), strokes=told(WIDE))
    assert box(mark) == box(drawn(WIDE))


def test_digits_joined_in_one_stroke_are_parted_where_they_are_sure_to_be_several() -> None:
    joined: Stroke = [*LEFT, *RIGHT]
    assert len(parts((joined,), judge(several=1 - 1e-9))) > 1

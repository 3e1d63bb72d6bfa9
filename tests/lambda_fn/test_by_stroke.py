"""A piece of ink by the strokes that drew it."""

import numpy as np
import pytest

from lambda_fn.by_stroke import MOST_INK, MOST_STROKES, by_stroke
from lambda_fn.marks import Mark, whole
from tests.lambda_fn.blocks import box
from tests.lambda_fn.drawings import cover

DOWN = [(20.0, 10.0), (20.0, 90.0)]
ACROSS = [(10.0, 50.0), (90.0, 50.0)]
BESIDE = [(28.0, 10.0), (28.0, 90.0)]
PEN = 10


def drawn(*strokes: list[tuple[float, float]]) -> Mark:
    return whole(cover(list(strokes), size=(120, 120), at=(0, 0), height=1, pen=PEN))


def told(*strokes: list[tuple[float, float]]) -> list[np.ndarray]:
    return [np.array(stroke).T for stroke in strokes]


def missed(parts: list[Mark], piece: Mark) -> float:
    """How much of the piece's ink is in no part."""
    seen = np.zeros((piece.height, piece.width), bool)
    for part in parts:
        y, x = part.y - piece.y, part.x - piece.x
        seen[y : y + part.height, x : x + part.width] |= part.ink > 0
    return float(piece.ink[~seen].sum() / piece.ink.sum())


def test_strokes_that_cross_both_have_the_ink_where_they_do() -> None:
    piece = drawn(DOWN, ACROSS)
    parts = by_stroke(piece, told(DOWN, ACROSS))
    for part, stroke in zip(parts, (DOWN, ACROSS), strict=True):
        alone = drawn(stroke)
        assert np.abs(np.array(box(part)) - box(alone)).max() <= 2
        assert part.ink.sum() == pytest.approx(alone.ink.sum(), rel=0.08)
    assert missed(parts, piece) < 0.01


def test_strokes_side_by_side_are_parted_though_they_touch() -> None:
    left, right = by_stroke(drawn(DOWN, BESIDE), told(DOWN, BESIDE))
    assert left.right < BESIDE[0][0] < right.right
    assert left.x < DOWN[0][0] < right.x


def test_they_come_from_left_to_right_whichever_was_first() -> None:
    piece = drawn(DOWN, BESIDE)
    there, back = (by_stroke(piece, told(*order)) for order in ((DOWN, BESIDE), (BESIDE, DOWN)))
    assert [box(part) for part in there] == [box(part) for part in back]


def test_a_pen_that_presses_leaves_little_undrawn() -> None:
    thin, thick = (
        cover([stroke], size=(120, 120), at=(0, 0), height=1, pen=pen)
        for stroke, pen in ((DOWN, 7), (ACROSS, 13))
    )
    piece = whole(np.maximum(thin, thick))
    parts = by_stroke(piece, told(DOWN, ACROSS))
    assert len(parts) == 2
    assert missed(parts, piece) < 0.08


def test_one_stroke_is_the_piece_itself() -> None:
    piece = drawn(DOWN)
    for strokes in (told(DOWN), told(DOWN, [(60.0, 10.0), (60.0, 90.0)])):
        assert by_stroke(piece, strokes) == [piece]
    assert by_stroke(piece, []) == []


def test_a_stroke_that_only_touches_it_is_no_part_of_it() -> None:
    piece = drawn(ACROSS)
    grazing = [(20.0, 0.0), (20.0, 44.5)]
    assert by_stroke(piece, told(ACROSS, grazing)) == [piece]


@pytest.mark.parametrize("scale", [0.5, 0.8, 1.3, 1000])
def test_strokes_of_another_picture_tell_nothing(scale: float) -> None:
    piece = drawn(DOWN, ACROSS)
    assert by_stroke(piece, [stroke * scale for stroke in told(DOWN, ACROSS)]) == []


def test_a_stroke_from_a_screen_s_end_to_the_other_is_drawn() -> None:
    piece = drawn(DOWN, ACROSS)
    far = [np.array([[-1e6, 1e6], [50.0, 50.0]]), np.array([[20.0, 20.0], [-1e6, 1e6]])]
    assert len(by_stroke(piece, far)) == 2


def test_shading_is_left_as_it_is() -> None:
    for count, parts in ((MOST_STROKES, MOST_STROKES), (MOST_STROKES + 1, 0)):
        strokes = [[(3.0 * i, 10.0), (3.0 * i, 90.0)] for i in range(count)]
        assert len(by_stroke(drawn(*strokes), told(*strokes))) == parts


def test_more_ink_than_is_worth_it_is_left_as_it_is() -> None:
    slash = [(10.0, 10.0), (990.0, 990.0)]
    piece = whole(cover([slash], size=(1000, 1000), at=(0, 0), height=1, pen=PEN))
    most = MOST_INK // piece.ink.size
    for count, parts in ((most, most), (most + 1, 0)):
        assert len(by_stroke(piece, told(*[slash] * count))) == parts

import numpy as np
import pytest

from lambda_fn.errors import BlankDrawing
from lambda_fn.ink import find_ink
from lambda_fn.marks import whole
from tests.lambda_fn.drawings import BLACK, cover, digit, painted
from tests.lambda_fn.numbers import page
from tests.lambda_fn.papers import lined, through_jpeg

THREE = digit(3)
NEAR = digit(3, pen=26) > 0
ASKEW = pytest.mark.parametrize("askew", [0, 0.5, 1, -1, 2, -2])
KINDS = pytest.mark.parametrize("squared", [False, True], ids=["ruled", "squared"])


@KINDS
@ASKEW
@pytest.mark.parametrize("pitch", [20, 24, 37])
def test_the_papers_own_lines_are_no_ink(pitch: int, askew: float, squared: bool) -> None:
    ink = find_ink(lined(THREE, pitch=pitch, askew=askew, squared=squared))
    assert (ink[~NEAR] > 0.25).mean() < 0.001
    assert (ink[THREE > 0.9] > 0.5).mean() > 0.97


@KINDS
@ASKEW
def test_ink_that_crosses_a_line_is_kept(askew: float, squared: bool) -> None:
    """In one piece: no row of an upright stroke is without ink."""
    stroke = digit(1, pen=14)
    ink = find_ink(lined(stroke, askew=askew, squared=squared))
    inked = (stroke > 0.9).any(axis=1)
    assert (ink.max(axis=1)[inked] > 0.5).all()


@pytest.mark.parametrize("margin", [40, 120, 270])
@pytest.mark.parametrize("askew", [0, 1, -2])
def test_an_exercise_books_margin_is_no_ink(askew: float, margin: float) -> None:
    ink = find_ink(lined(THREE, askew=askew, margin=margin))
    assert (ink[~NEAR] > 0.25).mean() < 0.001
    assert (ink[THREE > 0.9] > 0.5).mean() > 0.95


def test_a_one_from_edge_to_edge_across_a_sheets_lines_is_ink() -> None:
    one = cover([[(0.5, -0.5), (0.5, 2.5)]], pen=14)
    ink = find_ink(lined(np.maximum(one, digit(3, at=(170, 60)))))
    assert (ink[one > 0.9] > 0.5).mean() > 0.95


@pytest.mark.parametrize("count", [2, 3, 4])
@pytest.mark.parametrize("margin", [0, 1])
def test_ones_cut_out_at_their_ends_are_ink(count: int, margin: int) -> None:
    ones = cover(
        [[(place * 0.3, -0.5), (place * 0.3, 2.5)] for place in range(count)],
        size=(60 * count + 60, 200),
        at=(60, 60),
        pen=12,
    )
    ones = np.pad(ones, ((margin, margin), (0, 0)))
    assert np.abs(find_ink(painted(ones)) - ones).max() < 0.02


@KINDS
def test_lines_are_no_ink_in_a_jpeg_either(squared: bool) -> None:
    ink = find_ink(through_jpeg(lined(THREE, squared=squared, askew=1), quality=80))
    assert (ink[~NEAR] > 0.25).mean() < 0.001
    assert (ink[THREE > 0.9] > 0.5).mean() > 0.97


@KINDS
@ASKEW
def test_lined_paper_without_a_drawing_is_blank(askew: float, squared: bool) -> None:
    with pytest.raises(BlankDrawing):
        whole(find_ink(lined(np.zeros((300, 300)), askew=askew, squared=squared)))


MINUS = [[(0.0, 0.5), (0.6, 0.5)]]
EQUALS = [[(0.0, 0.3), (0.6, 0.3)], [(0.0, 0.7), (0.6, 0.7)]]
LEVEL = {
    "a seven": digit(7),
    "a two": digit(2),
    "a five": digit(5),
    "a four": digit(4),
    "a minus": cover(MINUS),
    "an equals sign": cover(EQUALS),
    "a seven that fills the canvas": digit(7, height=260, at=(60, 20), pen=24),
    "a long dash": cover([[(0, 0.5), (1.3, 0.5)]], at=(30, 60)),
    "sevens on two lines": page(["77", "77"], gap=0.05),
}


@pytest.mark.parametrize("covered", LEVEL.values(), ids=LEVEL.keys())
def test_a_level_stroke_is_ink_on_plain_paper(covered: np.ndarray) -> None:
    assert np.abs(find_ink(painted(covered, BLACK)) - covered).max() < 0.02


@KINDS
@pytest.mark.parametrize("covered", LEVEL.values(), ids=LEVEL.keys())
def test_a_level_stroke_is_ink_on_lined_paper(covered: np.ndarray, squared: bool) -> None:
    ink = find_ink(lined(covered, squared=squared))
    assert (ink[covered > 0.9] > 0.5).mean() > 0.95

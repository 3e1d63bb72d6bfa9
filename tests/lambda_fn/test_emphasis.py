"""Lines under numbers and rings around them are no part of them; what looks like one stays."""

import numpy as np
import pytest

from lambda_fn.emphasis import without_emphasis
from lambda_fn.ink import find_ink
from lambda_fn.marks import Mark, find_pieces
from lambda_fn.model import Model
from tests.lambda_fn.drawings import STROKES, Point, arc, cover, painted
from tests.lambda_fn.numbers import Strokes, number, page, strokes_of
from tests.lambda_fn.papers import photographed, through_jpeg
from tests.lambda_fn.saying import says

HEIGHT, PEN = 120, 12
AROUND = 130  # pixels of paper on each side, for what is drawn about a number


def wide(figures: str) -> float:
    """In parts of the height."""
    return max(x for stroke in strokes_of(figures) for x, _ in stroke)


def drawn(strokes: Strokes) -> np.ndarray:
    """(H, W) cover of strokes in units of a digit's height."""
    points = np.concatenate([np.array(stroke) for stroke in strokes])
    width, depth = points.max(axis=0) * HEIGHT + 2 * AROUND
    size = round(width), round(depth)
    return cover(strokes, size=size, at=(AROUND, AROUND), height=HEIGHT, pen=PEN)


def moved(strokes: Strokes, by: Point) -> Strokes:
    return [[(x + by[0], y + by[1]) for x, y in stroke] for stroke in strokes]


def underlined(
    figures: str, *, off: float = 0.25, further: float = 0.1, slope: float = 0, lines: int = 1
) -> np.ndarray:
    """A number with lines under it, so far off, and further on both sides; in digits' heights."""
    end = wide(figures) + further
    under: Strokes = [
        [(-further, 1 + off + 0.2 * line), (end, 1 + off + 0.2 * line + slope * (end + further))]
        for line in range(lines)
    ]
    return drawn(strokes_of(figures) + under)


def oval(figures: str, *, beyond: float = 0.35, closed: float = 1.0) -> Strokes:
    """A ring about a number, so far around it."""
    middle = wide(figures) / 2, 0.5
    radii = middle[0] * 1.2 + beyond, middle[1] + beyond
    return [arc(middle, radii, -80, -80 + 360 * closed)]


def box(figures: str, *, beyond: float = 0.3) -> Strokes:
    left, top, right, foot = -beyond, -beyond, wide(figures) + beyond, 1 + beyond
    corners: list[Point] = [(left, top), (right, top), (right, foot), (left, foot), (left, top)]
    return [corners]


@pytest.mark.parametrize("figures", ["3", "47", "2058"])
@pytest.mark.parametrize("off", [0.15, 0.25, 0.4])
@pytest.mark.parametrize("lines", [1, 2])
def test_an_underlined_number_is_read(model: Model, figures: str, off: float, lines: int) -> None:
    assert says(model, painted(underlined(figures, off=off, lines=lines))) == figures


@pytest.mark.parametrize(("further", "slope"), [(-0.2, 0), (0.6, 0), (0.1, 0.07), (0.1, -0.07)])
def test_the_line_may_be_short_or_long_or_slope(model: Model, further: float, slope: float) -> None:
    assert says(model, painted(underlined("476", off=0.35, further=further, slope=slope))) == "476"


@pytest.mark.parametrize("figures", ["1", "5", "8", "47", "310"])
@pytest.mark.parametrize("around", [oval, box])
def test_a_number_in_a_ring_is_read(model: Model, figures: str, around: type) -> None:
    assert says(model, painted(drawn(strokes_of(figures) + around(figures)))) == figures


@pytest.mark.parametrize("closed", [0.95, 1.08])
def test_a_ring_need_not_close(model: Model, closed: float) -> None:
    ringed = strokes_of("47") + oval("47", closed=closed)
    assert says(model, painted(drawn(ringed))) == "47"


def test_a_ring_around_one_digit_of_several_and_a_line_under_all(model: Model) -> None:
    first = strokes_of("4") + oval("4", beyond=0.22)
    line: Strokes = [[(-0.3, 1.55), (2.1, 1.55)]]
    assert says(model, painted(drawn(first + moved(STROKES[7], (1.4, 0)) + line))) == "47"


@pytest.mark.parametrize("covered", [underlined("47"), drawn(strokes_of("47") + oval("47"))])
def test_in_a_photograph(model: Model, covered: np.ndarray) -> None:
    assert says(model, through_jpeg(photographed(covered))) == "47"


def no_judge(marks: list[Mark]) -> np.ndarray:
    """Who is not to be asked."""
    raise AssertionError


def pieces(covered: np.ndarray) -> tuple[list[Mark], tuple[int, ...]]:
    ink = find_ink(painted(covered))
    return find_pieces(ink), ink.shape


ZERO: Strokes = [arc((0.3, 0.5), (0.3, 0.5), -90, 270)]
LEFT = {
    "a number": number("1234567890"),
    "rows": page(["12", "34"]),
    "a sum": number("3-4=7"),
    "an equals sign alone": drawn(
        moved([[(0, 0.4), (0.4, 0.4)], [(0, 0.62), (0.4, 0.62)]], (0, 0))
    ),
    "a fraction": drawn([*STROKES[3], [(-0.1, 1.25), (0.7, 1.25)], *moved(STROKES[4], (0, 1.5))]),
    "a line over a number": drawn([[(-0.1, -0.3), (1.4, -0.3)], *strokes_of("47")]),
    "a line far below": drawn([*strokes_of("47"), [(0, 1.9), (1.4, 1.9)]]),
    "a short line below": drawn([*strokes_of("470"), [(0, 1.3), (0.2, 1.3)]]),
    "a dash beside": drawn([*strokes_of("4"), [(0.9, 1.0), (1.5, 1.0)]]),
    "a steep line": drawn([*strokes_of("47"), [(0, 1.2), (1.4, 1.8)]]),
    "a slashed zero": drawn([*ZERO, [(0.2, 0.83), (0.4, 0.17)]]),
    "a slash that ends within a round zero": drawn(
        [arc((0.5, 0.5), (0.5, 0.5), -90, 270), [(0.38, 0.7), (0.62, 0.3)]]
    ),
    "a row of digits that touch": drawn(
        [
            *moved(strokes_of("47"), (0.6, 0)),
            *moved(strokes_of("600000", gap=-0.02), (0, 1.3)),
        ]
    ),
    "a dotted zero": drawn([*ZERO, [(0.3, 0.48), (0.3, 0.52)]]),
    "a bow over a number": drawn(strokes_of("4") + oval("4", closed=0.6)),
}


@pytest.mark.parametrize("covered", LEFT.values(), ids=LEFT.keys())
def test_what_emphasises_nothing_stays(covered: np.ndarray) -> None:
    found, shape = pieces(covered)
    assert without_emphasis(found, shape, no_judge) == found


def test_only_what_emphasises_is_left_out() -> None:
    found, shape = pieces(underlined("47", lines=2))
    assert len(found) == 4
    kept = without_emphasis(found, shape, no_judge)
    assert [mark.height for mark in kept] == [mark.height for mark in found if mark.height > 60]


FOOTED = drawn([*STROKES[1], [(0.05, 1.14), (0.65, 1.14)]])


def test_the_foot_of_a_one_is_no_line_under_a_seven(model: Model) -> None:
    assert says(model, painted(FOOTED)) == "1"


@pytest.mark.parametrize(("with_it", "without", "stays"), [(0.9, 0.8, True), (0.8, 0.9, False)])
def test_a_line_under_a_single_digit_is_whichever_is_likelier(
    with_it: float, without: float, stays: bool
) -> None:
    asked: list[int] = []

    def judge(marks: list[Mark]) -> np.ndarray:
        """A 1 with its foot, a 7 without, with the chances left to what is none."""
        asked.extend(mark.height for mark in marks)
        found = np.zeros((2, 12))
        found[0, [1, 10]], found[1, [7, 10]] = (with_it, 1 - with_it), (without, 1 - without)
        return found

    found, shape = pieces(FOOTED)
    assert len(without_emphasis(found, shape, judge)) == (2 if stays else 1)
    assert asked[0] > asked[1]


def test_in_a_thumbnail_nothing_does() -> None:
    found, shape = pieces(underlined("47"))
    assert len(without_emphasis(found, shape, no_judge)) == 2
    assert without_emphasis(found, (63, 200), no_judge) == found


@pytest.mark.parametrize("side", [1, 2, 3])
def test_specks_in_specks_are_no_reason_to_fail(side: int) -> None:
    ring = np.ones((side + 4, side + 4), np.float32)
    ring[1:-1, 1:-1] = 0
    marks = [Mark(ring, 10, 10), Mark(np.ones((side, side), np.float32), 12, 12)]
    assert len(without_emphasis(marks, (100, 100), no_judge)) in (1, 2)
    line = Mark(np.full((1, 9), 0.1, np.float32), 8, 20)  # nowhere inked
    assert len(without_emphasis([*marks, line], (100, 100), no_judge)) in (1, 2, 3)

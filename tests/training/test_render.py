from dataclasses import replace

import numpy as np
import pytest

from lambda_fn.components import find_runs
from lambda_fn.normalise import crop_to_ink, ink_box, pen_width
from tests.training.hands import STROKES
from training.render import PLAIN, Pen, coverage, dotted, render, varied, varied_pen

FIVE = [np.array(stroke) for stroke in STROKES["5"]]
BAR = [np.array([[0.0, 0.0], [0.0, 1.0]])]
DASH = [np.array([[0.0, 0.0], [1.0, 0.0]])]


def ink(strokes: list[np.ndarray], pen: Pen) -> np.ndarray:
    return np.asarray(coverage(strokes, pen), np.float32) / 255


def test_a_drawing_has_the_pens_size_and_lies_in_the_middle() -> None:
    top, bottom, left, right = ink_box(ink(FIVE, PLAIN))
    assert max(bottom - top, right - left) == pytest.approx(220 + 12, abs=2)
    assert (top + bottom) / 2 == pytest.approx(150, abs=1)
    assert (left + right) / 2 == pytest.approx(150, abs=1)


def test_a_drawing_lies_where_the_pen_says() -> None:
    top, bottom, left, right = ink_box(ink(FIVE, replace(PLAIN, size=60, centre=(80, 240))))
    assert ((left + right) / 2, (top + bottom) / 2) == pytest.approx((80, 240), abs=1)


@pytest.mark.parametrize("width", [2, 6, 12, 40])
@pytest.mark.parametrize("strokes", [BAR, DASH], ids=["upright", "level"])
def test_a_line_is_as_wide_as_the_pen(strokes: list[np.ndarray], width: float) -> None:
    drawn = crop_to_ink(ink(strokes, replace(PLAIN, width=width)))
    assert min(drawn.shape) == pytest.approx(width, abs=1)
    assert pen_width(drawn) * max(drawn.shape) == pytest.approx(width, rel=0.15)


def test_any_unit_gives_the_same_picture() -> None:
    larger = [stroke * 1000 - 300 for stroke in FIVE]
    assert np.abs(ink(FIVE, PLAIN) - ink(larger, PLAIN)).mean() < 1e-3


def test_ink_and_paper_have_the_pens_colours() -> None:
    colours = np.asarray(render(FIVE, replace(PLAIN, ink=(200, 30, 10), paper=(1, 2, 3))))
    assert colours[0, 0].tolist() == [1, 2, 3]
    inked = ink(FIVE, PLAIN) == 1
    assert (colours[inked] == (200, 30, 10)).all()


def test_a_single_point_is_a_round_dot() -> None:
    top, bottom, left, right = ink_box(ink([np.zeros((1, 2))], replace(PLAIN, width=20)))
    assert (bottom - top, right - left) == pytest.approx((20, 20), abs=2)


def test_dots_lie_on_the_strokes_at_equal_distances_with_both_ends() -> None:
    dots = np.concatenate(dotted(BAR, 0.1))
    assert dots == pytest.approx(np.stack([np.zeros(11), np.linspace(0, 1, 11)], axis=1))


def test_dots_do_not_touch_where_the_pen_is_narrower_than_their_distance() -> None:
    drawn = ink(dotted(BAR, 18 / 220), replace(PLAIN, width=10))
    assert find_runs(drawn > 0).component.max() + 1 == 13


def test_a_drawing_of_one_point_is_one_dot_or_two_in_one_place() -> None:
    dots = dotted([np.ones((1, 2))], 0.1)
    assert np.concatenate(dots).tolist() == [[1, 1]] * len(dots)


def test_another_hand_turns_slants_and_stretches_a_little() -> None:
    ways = [varied(FIVE, np.random.default_rng(seed))[0] for seed in range(30)]
    assert len({way.tobytes() for way in ways}) == 30
    for way in ways:
        assert way.shape == FIVE[0].shape
        assert np.abs(way - FIVE[0]).max() < 1


def test_the_same_seed_gives_the_same_hand_and_pen() -> None:
    one, other = (np.random.default_rng(7) for _ in range(2))
    assert np.array_equal(varied(FIVE, one), varied(FIVE, other))
    assert varied_pen(one) == varied_pen(other)


def test_pens_vary_from_thin_to_thick() -> None:
    rng = np.random.default_rng(0)
    widths = [pen.width / pen.size for pen in (varied_pen(rng) for _ in range(300))]
    assert min(widths) < 0.015
    assert max(widths) > 0.17

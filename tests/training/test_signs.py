import numpy as np
import pytest

from training.pen import Drawing
from training.signs import place, signs

FLAT, STEEP = np.array([[0.0, 2.0], [9.0, 3.0]]), np.array([[0.0, 0.0], [4.0, 9.0]])


def test_signs_are_told_by_their_labels(drawings: list[Drawing]) -> None:
    found = signs(drawings)
    assert {sign: {one.label for one in drawn} for sign, drawn in found.items()} == {
        "x": {"X"},
        "+": {"+"},
        "=": {"="},
        "-": {"-"},
    }
    assert {sign: len(drawn) for sign, drawn in found.items()} == {"x": 5, "+": 5, "=": 5, "-": 10}
    assert signs([drawing for drawing in drawings if drawing.digit is not None]) == {}


def test_a_minus_is_a_level_line_of_an_equals_sign_and_its_writers() -> None:
    (minus,) = signs([Drawing("=", "somebody", (FLAT, STEEP))])["-"]
    assert (minus.writer, len(minus.strokes)) == ("somebody", 1)
    assert np.array_equal(minus.strokes[0], FLAT)


@pytest.mark.parametrize("label", ["+", "X"])
def test_half_a_plus_and_half_a_cross_are_no_signs(label: str) -> None:
    assert not signs([Drawing(label, "somebody", (STEEP,)), Drawing(label, "somebody", (FLAT,))])
    assert len(signs([Drawing(label, "somebody", (STEEP, FLAT))])) == 1


@pytest.mark.parametrize("strokes", [[FLAT], [STEEP], [FLAT, STEEP]])
def test_a_sign_is_placed_as_large_and_where_it_is_said(strokes: list[np.ndarray]) -> None:
    points = np.concatenate(place(strokes, side=0.4, left=3.0, middle=0.5))
    low, high = points.min(axis=0), points.max(axis=0)
    assert max(high - low) == pytest.approx(0.4)
    assert (low[0], (low[1] + high[1]) / 2) == (pytest.approx(3.0), pytest.approx(0.5))

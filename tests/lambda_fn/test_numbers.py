"""Numbers of two to six digits, and of two lines, with the model that ships, the whole way."""

import numpy as np
import pytest

from lambda_fn.model import Model
from lambda_fn.recogniser import read
from tests.lambda_fn.drawings import encoded, painted
from tests.lambda_fn.numbers import number, page
from tests.lambda_fn.saying import says

NUMBERS = ["10", "47", "88", "306", "219", "5512", "7040", "98765", "31415", "123456", "700007"]


@pytest.mark.parametrize("gap", [0.16, 0.3, 0.6, 1.2])
@pytest.mark.parametrize("figures", NUMBERS)
def test_a_number_is_read_close_and_wide(figures: str, gap: float, model: Model) -> None:
    assert says(model, painted(number(figures, gap=gap))) == figures


@pytest.mark.parametrize("slant", [0.2, 0.35])
@pytest.mark.parametrize("figures", NUMBERS)
def test_a_number_is_read_though_it_leans(figures: str, slant: float, model: Model) -> None:
    assert says(model, painted(number(figures, slant=slant))) == figures


@pytest.mark.parametrize("figures", ["22", "23", "27", "47", "57", "74", "83", "472"])
def test_digits_that_touch_are_read(figures: str, model: Model) -> None:
    assert says(model, painted(number(figures, gap=0.08))) == figures


@pytest.mark.parametrize("gap", [0.2, 0.3, 0.6])
@pytest.mark.parametrize(
    ("written", "read_as"),
    [("-42", "?42"), ("2+3", "2?3"), ("6=6", "6?6"), ("2x4", "2?4"), ("4+5=9", "4?5?9")],
)
def test_a_sign_between_digits_is_a_mark_that_is_none(
    written: str, read_as: str, gap: float, model: Model
) -> None:
    assert says(model, painted(number(written, gap=gap))) == read_as


@pytest.mark.parametrize("written", ["3.5", "12.75"])
def test_a_point_between_digits_is_left_out(written: str, model: Model) -> None:
    assert says(model, painted(number(written))) == written.replace(".", "")


@pytest.mark.parametrize("side", [8, 14, 24])
@pytest.mark.parametrize("gap", [0.1, 0.2, 0.4])
def test_a_tap_beside_a_digit_is_outside_its_box(side: int, gap: float, model: Model) -> None:
    drawing = number("7")
    edge = np.flatnonzero(drawing.any(axis=0))[-1]
    x = round(edge + gap * 120)
    drawing = np.pad(drawing, ((0, 0), (0, 80)))
    drawing[100 : 100 + side, x : x + side] = 1
    (mark,) = read(encoded(painted(drawing)), model).digits
    assert mark.digit == 7
    assert mark.box.x + mark.box.width < x


@pytest.mark.parametrize("lead", [0.2, 0.5, 1.0])
@pytest.mark.parametrize(("high", "low"), [("204", "13"), ("7", "8"), ("12", "3456"), ("50", "50")])
def test_two_lines_are_read_top_first(high: str, low: str, lead: float, model: Model) -> None:
    assert says(model, painted(page([high, low], lead=lead))) == high + low


@pytest.mark.parametrize("figures", NUMBERS)
def test_the_boxes_lie_where_the_digits_are(figures: str, model: Model) -> None:
    marks = read(encoded(painted(number(figures, gap=0.4, pen=12))), model).digits
    edges = [(mark.box.x, mark.box.x + mark.box.width) for mark in marks]
    ends = np.array(edges).ravel()
    assert (np.diff(ends) > 0).all()  # none within another, from left to right
    assert np.diff(ends)[1::2] == pytest.approx(0.4 * 120 - 12, abs=3)
    assert {mark.box.height for mark in marks} <= set(range(125, 140))

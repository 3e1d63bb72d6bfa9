"""Numbers whose digits touch, read with the model that ships and told how the pen went."""

import json
from base64 import b64encode
from typing import Any

import numpy as np
import pytest
from PIL import Image

from lambda_fn.model import Model
from lambda_fn.recogniser import read
from tests.lambda_fn.asking import predict, refused
from tests.lambda_fn.drawings import encoded, painted
from tests.lambda_fn.numbers import MARGIN, number, strokes_of
from tests.lambda_fn.saying import said

HEIGHT = 120  # pixels, of a digit
CLOSE = 0.08  # from a digit to the next, in heights: a pen's width is 0.1
TOUCHING = [
    *((figures, CLOSE) for figures in ("10", "12", "5512", "31415", "123456")),
    *((figures, -0.05) for figures in ("306", "219", "7040", "98765", "700007")),
    *((figures, -0.15) for figures in ("45", "54", "306", "5512", "700007")),
]


def picture(figures: str, gap: float) -> bytes:
    return encoded(painted(number(figures, gap=gap, height=HEIGHT)))


def pen(figures: str, gap: float) -> list[np.ndarray]:
    """How it went, in the picture's pixels, (2, points) a stroke."""
    return [np.array(stroke).T * HEIGHT + MARGIN for stroke in strokes_of(figures, gap=gap)]


@pytest.mark.parametrize(("figures", "gap"), TOUCHING)
def test_what_the_picture_alone_does_not_say_the_pen_does(
    figures: str, gap: float, model: Model
) -> None:
    drawn = picture(figures, gap)
    assert said(read(drawn, model)) != figures
    assert said(read(drawn, model, strokes=pen(figures, gap))) == figures


@pytest.mark.parametrize("gap", [CLOSE, 0.25, 0.6])
@pytest.mark.parametrize("figures", ["0", "4", "47", "88", "2025", "98765"])
def test_what_is_read_without_is_read_with(figures: str, gap: float, model: Model) -> None:
    drawn = picture(figures, gap)
    assert said(read(drawn, model)) == figures
    assert said(read(drawn, model, strokes=pen(figures, gap))) == figures


def test_each_digit_s_box_is_that_of_its_strokes(model: Model) -> None:
    (three, nought, six) = read(picture("306", -0.15), model, strokes=pen("306", -0.15)).digits
    strokes = pen("306", -0.15)
    for mark, stroke in zip((three, nought, six), strokes, strict=True):
        left, top = stroke.min(axis=1) - 6
        right, bottom = stroke.max(axis=1) + 6
        drawn = (left, top, right - left, bottom - top)
        found = (mark.box.x, mark.box.y, mark.box.width, mark.box.height)
        assert np.abs(np.array(found) - drawn).max() <= 4


def test_they_go_by_the_posted_picture_s_pixels_however_it_is_shrunk(model: Model) -> None:
    small = number("306", gap=-0.15, height=HEIGHT)
    scale = 20  # a JPEG of as many pixels is decoded at a fraction of its size
    large = Image.fromarray(painted(small)).resize(np.array(small.shape[::-1]) * scale)
    drawn = encoded(np.asarray(large), "JPEG", quality=90)
    strokes = [stroke * scale for stroke in pen("306", -0.15)]
    assert said(read(drawn, model)) != "306"
    assert said(read(drawn, model, strokes=strokes)) == "306"


def test_strokes_of_another_drawing_do_no_harm(model: Model) -> None:
    drawn = picture("47", CLOSE)
    for strokes in (pen("8888", 0.3), [stroke[::-1] for stroke in pen("306", 0)]):
        assert said(read(drawn, model, strokes=strokes)) == "47"


def post(figures: str, gap: float, strokes: Any) -> Any:
    image = b64encode(picture(figures, gap)).decode()
    return predict(json.dumps({"image": image, "strokes": strokes}).encode(), "application/json")


@pytest.mark.usefixtures("function")
def test_the_function_takes_them_beside_the_picture() -> None:
    answer = post("306", -0.15, [stroke.tolist() for stroke in pen("306", -0.15)])
    assert answer.status == 200
    answer.fits("Reading")
    assert answer.body["number"] == "306"
    assert post("306", -0.15, None).body["number"] != "306"


@pytest.mark.usefixtures("function")
def test_strokes_of_another_form_are_refused() -> None:
    assert "strokes" in refused(post("306", -0.15, [[1, 2]]), 400)
    assert "100 strokes" in refused(post("306", -0.15, [[[1], [1]]] * 101), 400)

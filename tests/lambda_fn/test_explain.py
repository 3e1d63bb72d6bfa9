"""Why: the pictures that explain an answer, with the model that ships."""

import io
from base64 import b64decode

import numpy as np
import pytest
from PIL import Image

from lambda_fn.model import Model
from lambda_fn.reading import Digit
from lambda_fn.recogniser import read
from tests.lambda_fn.drawings import digit, encoded, painted


def test_an_explanation_shows_what_was_seen(model: Model) -> None:
    (mark,) = read(encoded(painted(digit(7))), model, explain=True).digits
    seen = picture_of(mark.pictures["seen"])
    assert (seen.size, seen.mode) == ((28, 28), "L")
    assert np.asarray(seen).max() == 255


@pytest.mark.parametrize("at", [(60, 40), (900, 40), (60, 700), (900, 700)])
@pytest.mark.parametrize("figure", range(10))
def test_the_heat_map_lights_where_the_ink_is(
    figure: int, at: tuple[int, int], model: Model
) -> None:
    drawing = painted(digit(figure, size=(1200, 900), at=at, height=150, pen=14))
    (mark,) = read(encoded(drawing), model, explain=True).digits
    heat = heat_of(mark)
    assert heat.shape == (192, 256)  # the picture's own, its longer side at most 256
    down, across = (np.average(axis, weights=heat) for axis in np.indices(heat.shape))
    box, scale = mark.box, 256 / 1200
    assert box.x < across / scale < box.x + box.width
    assert box.y < down / scale < box.y + box.height
    assert heat.max() > 200


def test_each_digit_of_a_number_has_heat_of_its_own(model: Model) -> None:
    both = digit(4, size=(400, 200), at=(40, 20), height=150) + digit(
        7, size=(400, 200), at=(240, 20), height=150
    )
    four, seven = read(encoded(painted(both)), model, explain=True).digits
    assert heat_of(four)[:, :128].sum() > 9 * heat_of(four)[:, 128:].sum()
    assert heat_of(seven)[:, 128:].sum() > 9 * heat_of(seven)[:, :128].sum()


@pytest.mark.parametrize("size", [(1, 4000), (4000, 1), (30, 20), (256, 257)])
def test_a_heat_map_has_the_pictures_shape_whatever_that_is(
    size: tuple[int, int], model: Model
) -> None:
    height, width = size
    paper = np.full((height, width), 255, np.uint8)
    paper[height // 3 : height * 2 // 3 + 1, width // 3 : width * 2 // 3 + 1] = 0
    (mark,) = read(encoded(paper), model, explain=True).digits
    scale = min(1, 256 / max(size))
    assert heat_of(mark).shape == (max(1, round(height * scale)), max(1, round(width * scale)))


def heat_of(mark: Digit) -> np.ndarray:
    """The heat map's opacity, (h, w) in 0..255."""
    return np.asarray(picture_of(mark.pictures["heatmap"]).convert("RGBA"), float)[..., 3]


def picture_of(url: str) -> Image.Image:
    head, encoded_png = url.split(",")
    assert head == "data:image/png;base64"
    return Image.open(io.BytesIO(b64decode(encoded_png)), formats=["PNG"])


def test_without_being_asked_there_is_no_explanation(model: Model) -> None:
    (mark,) = read(encoded(painted(digit(7))), model).digits
    assert mark.pictures == {}

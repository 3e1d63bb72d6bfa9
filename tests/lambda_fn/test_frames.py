"""Frames: a form's box or a screenshot's border is no ink, and what looks like one stays."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from lambda_fn.frames import without_frames
from lambda_fn.model import Model
from tests.lambda_fn.drawings import BLACK, Colour, digit, painted
from tests.lambda_fn.numbers import number
from tests.lambda_fn.papers import lined, photographed, through_jpeg
from tests.lambda_fn.saying import says

NUMBER = np.pad(number("47"), 40)


def framed(
    covered: np.ndarray, inset: int, width: int, *, radius: int = 0, askew: float = 0
) -> np.ndarray:
    """The same (H, W) cover with a frame's."""
    tall, wide = covered.shape
    frame = Image.new("L", (wide, tall))
    box = (inset, inset, wide - 1 - inset, tall - 1 - inset)
    ImageDraw.Draw(frame).rounded_rectangle(box, radius, outline=255, width=width)
    turned = frame.rotate(askew, Image.Resampling.BICUBIC)
    return np.maximum(covered, np.asarray(turned) / 255)


@pytest.mark.parametrize("radius", [0, 20])
@pytest.mark.parametrize(("inset", "width"), [(0, 1), (0, 4), (6, 2), (20, 3), (30, 6)])
def test_a_number_in_a_frame_is_read(model: Model, inset: int, width: int, radius: int) -> None:
    assert says(model, painted(framed(NUMBER, inset, width, radius=radius))) == "47"


@pytest.mark.parametrize("colours", [(BLACK, (250, 220, 90)), ((240, 240, 230), (20, 60, 40))])
def test_of_any_colour_on_any_paper(model: Model, colours: tuple[Colour, Colour]) -> None:
    assert says(model, painted(framed(NUMBER, 8, 3), *colours)) == "47"


@pytest.mark.parametrize("askew", [0, 1, -2])
def test_in_a_photograph_and_askew(model: Model, askew: float) -> None:
    photo = photographed(framed(NUMBER, 12, 4, askew=askew))
    assert says(model, through_jpeg(photo)) == "47"


def test_a_frame_in_a_frame(model: Model) -> None:
    assert says(model, painted(framed(framed(NUMBER, 4, 2), 16, 3))) == "47"


def test_only_the_frame_is_taken_away() -> None:
    levels = (framed(NUMBER, 10, 3) * 441).astype(np.float32)
    assert np.array_equal(without_frames(levels, 12), (NUMBER * 441).astype(np.float32))


LEFT = {
    "nothing": np.zeros((200, 300)),
    "a number": NUMBER,
    "a boxy zero alone": framed(np.zeros((300, 200)), 20, 14),
    "a zero that fills the picture": digit(0, size=(150, 220), at=(20, 10), height=200),
    "a zero within specks": np.maximum(
        framed(np.zeros((300, 200)), 20, 14), np.pad([[1.0]], ((150, 149), (100, 99)))
    ),
    "digits in something open": np.maximum(
        NUMBER, framed(NUMBER, 10, 3) * (np.arange(NUMBER.shape[0]) < NUMBER.shape[0] / 2)[:, None]
    ),
    "a number that lies over its frame": framed(NUMBER, 92, 3),
}


@pytest.mark.parametrize("covered", LEFT.values(), ids=LEFT.keys())
def test_what_is_no_frame_stays(covered: np.ndarray) -> None:
    levels = (covered * 441).astype(np.float32)
    assert without_frames(levels, 12) is levels


@pytest.mark.parametrize("side", [5, 6, 9, 28, 60])
def test_a_ring_round_a_dot_in_a_thumbnail_is_no_frame(side: int) -> None:
    ring = np.pad(np.zeros((side - 4, side - 4), np.float32), 1, constant_values=441)
    ring[ring.shape[0] // 2, ring.shape[1] // 2] = 441
    y = ring.shape[0] // 2
    ring[y - side // 6 : y + side // 6 + 1, y] = 441
    levels = np.pad(ring, 1)
    assert without_frames(levels, 12) is levels


def test_squared_paper_is_no_frame() -> None:
    levels = 255 - lined(NUMBER, squared=True)[..., 0].astype(np.float32)
    assert without_frames(levels, 12) is levels


@pytest.mark.parametrize("shape", [(1, 1), (1, 40), (40, 1), (2, 2), (7, 5)])
def test_tiny_pictures_are_as_they_were(shape: tuple[int, int]) -> None:
    for level in (0, 200):
        levels = np.full(shape, level, np.float32)
        assert without_frames(levels, 12) is levels

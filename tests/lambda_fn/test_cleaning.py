"""What is kept of a picture: its pixels, small, and read as what was posted is read."""

import io
import struct
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image

from lambda_fn.cleaning import LONGEST, clean, png
from lambda_fn.image import decode
from lambda_fn.ink import find_ink
from lambda_fn.model import Model
from tests.lambda_fn.drawings import Colour, digit, encoded, on_transparency, painted
from tests.lambda_fn.papers import lined, photographed
from tests.lambda_fn.saying import says

INKS: dict[str, Colour] = {
    "black": (0, 0, 0),
    "white": (255, 255, 255),
    "red": (255, 0, 0),
    "yellow": (255, 255, 0),
    "blue": (0, 0, 255),
    "grey": (128, 128, 128),
}


def rgba(image: Image.Image) -> np.ndarray:
    return np.asarray(image.convert("RGBA"))


def kept(data: bytes) -> Image.Image:
    return clean(decode(data)[0])


@pytest.mark.parametrize("ink", INKS.values(), ids=INKS.keys())
def test_ink_on_transparency_is_the_same_ink_on_paper(ink: Colour) -> None:
    posted = on_transparency(digit(7), ink)
    assert np.abs(find_ink(rgba(clean(posted))) - find_ink(posted)).max() < 0.02


@pytest.mark.parametrize("value", [2, 4, 7, 8])
@pytest.mark.parametrize("ink", INKS.values(), ids=INKS.keys())
def test_a_digit_on_transparency_reads_as_it_did(model: Model, value: int, ink: Colour) -> None:
    posted = on_transparency(digit(value), ink)
    assert says(model, rgba(clean(posted))) == says(model, posted) == str(value)


HARD: dict[str, Callable[[int], np.ndarray]] = {
    "white on black": lambda value: painted(digit(value), (255, 255, 255), (0, 0, 0)),
    "red on blue": lambda value: painted(digit(value), (200, 30, 30), (20, 40, 160)),
    "faint": lambda value: painted(digit(value), (225, 225, 225)),
    "a thin pen on a large canvas": lambda value: painted(
        digit(value, size=(800, 800), at=(280, 120), height=560, pen=3)
    ),
    "small in a corner": lambda value: painted(
        digit(value, size=(700, 560), at=(570, 450), height=77, pen=6)
    ),
    "a long strip": lambda value: painted(
        digit(value, size=(1000, 200), at=(500, 20), height=150, pen=12)
    ),
    "lined paper": lambda value: lined(digit(value)),
    "a photograph": lambda value: photographed(
        digit(value, size=(600, 600), at=(200, 130), height=330, pen=27), shadow=0.3, seed=value
    ),
}


@pytest.mark.parametrize("value", [2, 4, 7, 8])
@pytest.mark.parametrize("made", HARD.values(), ids=HARD.keys())
def test_a_drawing_reads_as_it_did(
    model: Model, value: int, made: Callable[[int], np.ndarray]
) -> None:
    posted = made(value)
    assert says(model, rgba(kept(encoded(posted)))) == says(model, posted)


def test_a_small_picture_stays_as_it_is_pixel_by_pixel() -> None:
    posted = painted(digit(7, size=(300, 240)), (200, 30, 30))
    assert np.array_equal(rgba(clean(posted)), posted)


@pytest.mark.parametrize("size", [(512, 300), (513, 300), (300, 513), (1000, 700), (4000, 900)])
def test_a_large_one_is_shrunk_with_its_aspect_kept(size: tuple[int, int]) -> None:
    image = kept(encoded(Image.new("L", size, 255)))
    assert max(image.size) == min(LONGEST, max(size))
    assert image.width / image.height == pytest.approx(size[0] / size[1], rel=0.01)


def test_shrinking_averages_by_area() -> None:
    board = np.zeros((1024, 1024, 4), np.uint8)
    board[..., 3] = 255
    board[::2, ::2, :3] = board[1::2, 1::2, :3] = 255
    assert set(np.asarray(clean(board)).ravel()) == {128}


def test_greys_are_kept_as_greys_and_colours_as_colours() -> None:
    assert clean(painted(digit(7))).mode == "L"
    assert clean(painted(digit(7), (0, 0, 1))).mode == "RGB"
    assert clean(on_transparency(digit(7))).mode == "L"


def test_what_transparency_hid_is_not_kept() -> None:
    hidden = on_transparency(digit(7))
    hidden[:40, :, :3] = 255  # under alpha 0
    assert np.array_equal(clean(hidden), clean(on_transparency(digit(7))))


def test_sixteen_bits_become_eight() -> None:
    levels = np.asarray(painted(digit(7))[..., 0], np.uint16) * 257
    image = kept(encoded(Image.fromarray(levels)))
    assert (image.mode, image.getextrema()) == ("L", (0, 255))


def test_a_cmyk_jpeg_becomes_its_colours(model: Model) -> None:
    red = Image.fromarray(painted(digit(7), (200, 30, 30))[..., :3]).convert("CMYK")
    image = kept(encoded(red, "JPEG", quality=95))
    assert image.mode == "RGB"
    assert says(model, rgba(image)) == "7"


def test_a_palette_with_transparency_becomes_its_colours(model: Model) -> None:
    see_through = Image.fromarray(on_transparency(digit(7))).quantize(16)
    assert see_through.mode == "P"
    assert says(model, rgba(kept(encoded(see_through)))) == "7"


@pytest.mark.parametrize("turned", range(1, 9))
def test_a_picture_that_lies_on_its_side_is_kept_upright(turned: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = turned
    upright = painted(digit(7, size=(300, 200), at=(90, 10)))[..., :3]
    laid = {
        1: upright,
        2: upright[:, ::-1],
        3: upright[::-1, ::-1],
        4: upright[::-1],
        5: upright.transpose(1, 0, 2),
        6: np.rot90(upright),
        7: upright[::-1, ::-1].transpose(1, 0, 2),
        8: np.rot90(upright, -1),
    }[turned]
    image = kept(encoded(np.ascontiguousarray(laid), exif=exif.tobytes()))
    assert np.array_equal(np.asarray(image.convert("RGB")), upright)


def test_the_file_holds_pixels_and_nothing_else() -> None:
    for image in (clean(painted(digit(7))), clean(painted(digit(7), (200, 30, 30)))):
        data = png(image)
        assert chunks(data) == ["IHDR", "IDAT", "IEND"]
        with Image.open(io.BytesIO(data)) as again:
            assert (again.mode, again.info) == (image.mode, {})
            assert np.array_equal(again, image)


def chunks(data: bytes) -> list[str]:
    """The names of a PNG's chunks, several alike in a row as one."""
    names, at = list[str](), 8
    while at < len(data):
        length, name = struct.unpack_from(">I4s", data, at)
        if names[-1:] != [name.decode()]:
            names.append(name.decode())
        at += 12 + length
    return names


@pytest.mark.parametrize("paper", [(255, 255, 255), (40, 40, 60)])
def test_a_card_with_clear_corners_reads_as_it_did(model: Model, paper: Colour) -> None:
    ink = (0, 0, 0) if paper[0] > 127 else (250, 250, 240)
    posted = painted(digit(4), ink, paper)
    posted[:20, :20, 3] = posted[-20:, -20:, 3] = 0
    assert says(model, rgba(clean(posted))) == says(model, posted) == "4"

"""From bytes to a reading, with the model that ships: what must not change what is read."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from lambda_fn.errors import BlankDrawing, TooLarge, UnreadableImage
from lambda_fn.model import Model
from lambda_fn.model_store import load_folder
from lambda_fn.reading import Digit
from lambda_fn.recogniser import read
from tests.lambda_fn.drawings import WHITE, cover, digit, encoded, on_transparency, painted
from tests.lambda_fn.models import variant

TEN = range(10)
BLANK = np.zeros((200, 200))

WAYS: dict[str, Callable[[int], np.ndarray]] = {
    "as it comes": lambda value: painted(digit(value)),
    "with a thin pen": lambda value: painted(digit(value, pen=2)),
    "with a thick pen": lambda value: painted(digit(value, pen=34)),
    "small in the upper left": lambda value: painted(digit(value, at=(9, 9), height=50, pen=5)),
    "small in the lower right": lambda value: painted(
        digit(value, at=(255, 235), height=50, pen=5)
    ),
    "white on black": lambda value: painted(digit(value), WHITE, (0, 0, 0)),
    "red on yellow": lambda value: painted(digit(value), (200, 30, 30), (250, 240, 120)),
    "black on transparency": lambda value: on_transparency(digit(value)),
    "white on transparency": lambda value: on_transparency(digit(value), WHITE),
    "on a tall canvas": lambda value: painted(digit(value, size=(300, 900), at=(90, 500))),
    "on a wide canvas": lambda value: painted(digit(value, size=(1200, 300), at=(900, 60))),
    "on a large canvas": lambda value: painted(
        digit(value, size=(1300, 1300), at=(400, 300), height=800, pen=75)
    ),
}


def only(picture: np.ndarray, model: Model) -> Digit:
    """The one mark of a picture."""
    (mark,) = read(encoded(picture), model).digits
    return mark


@pytest.mark.parametrize("paint", WAYS.values(), ids=WAYS.keys())
@pytest.mark.parametrize("value", TEN)
def test_a_digit_is_read_however_it_is_drawn(
    value: int, paint: Callable[[int], np.ndarray], model: Model
) -> None:
    assert only(paint(value), model).digit == value


@pytest.mark.parametrize(("kind", "options"), [("JPEG", {"quality": 60}), ("WEBP", {})])
def test_a_digit_is_read_from_every_format(
    kind: str, options: dict[str, Any], model: Model
) -> None:
    for value in TEN:
        assert read(encoded(painted(digit(value)), kind, **options), model).number == str(value)


def test_specks_beside_a_digit_do_not_change_what_is_read(model: Model) -> None:
    for value in TEN:
        clean = digit(value)
        dusty = clean.copy()
        dusty[20:25, 20:25] = dusty[280:284, 150:158] = 1
        assert only(painted(dusty), model).digit == value
        assert only(painted(dusty), model).box == only(painted(clean), model).box


def test_a_reading_adds_up(model: Model) -> None:
    mark = only(painted(digit(7)), model)
    assert mark.probabilities.sum() + mark.none == pytest.approx(1)
    assert mark.guess == int(mark.probabilities.argmax())
    assert mark.confidence == pytest.approx(mark.probabilities[7])


def test_what_else_it_may_be_is_none_of_what_it_says_and_no_likelier_than_the_rest(
    model: Model,
) -> None:
    found = []
    for value in TEN:
        for pen in (2, 20, 40):
            leaning = Image.fromarray(np.uint8(255 * (1 - digit(value, pen=pen))))
            for angle in (-40, -20, 20, 40):
                reading = read(encoded(leaning.rotate(angle, fillcolor=255)), model)
                others = reading.alternatives
                assert reading.number not in [other.number for other in others]
                said = [reading.confidence, *(other.confidence for other in others)]
                assert sum(said) <= 1 + 1e-9
                assert said[1:] == sorted(said[1:], reverse=True)
                found += others
    assert len(found) > 20


def test_a_four_whose_stroke_stands_further_and_further_off_may_be_a_41(model: Model) -> None:
    angle = [[(0.5, 0.0), (0.0, 0.6), (0.6, 0.6)]]
    left = cover(angle, size=(500, 300), at=(60, 60), height=100, pen=14)
    told = []
    for gap in range(0, 60, 6):
        stroke = [[(0.0, 0.0), (0.0, 1.0)]]
        right = cover(stroke, size=(500, 300), at=(150 + gap, 50), height=170, pen=14)
        reading = read(encoded(painted(np.maximum(left, right))), model)
        other = next((other.number for other in reading.alternatives), None)
        told.append((reading.number, other))
    close, doubtful, apart = ("4", None), ("4", "41"), ("41", "4")
    assert list(dict.fromkeys(told)) == [close, doubtful, apart]


def test_a_reading_names_its_model_and_times_its_steps(model: Model) -> None:
    reading = read(encoded(painted(digit(7))), model)
    assert (reading.version, reading.sha256) == (model.manifest.version, model.manifest.sha256)
    assert set(reading.milliseconds) == {"decode", "ink", "marks", "model"}


def strict(released: Path, folder: Path, threshold: float) -> Model:
    return load_folder(variant(released, folder, threshold=threshold))


def test_a_mark_that_is_likely_enough_no_digit_is_none(released: Path, tmp_path: Path) -> None:
    mark = only(painted(digit(7)), strict(released, tmp_path, threshold=1e-300))
    assert mark.digit is None
    assert mark.guess == 7
    assert mark.confidence == mark.none


def test_a_scribble_is_no_digit(model: Model) -> None:
    corners = np.random.default_rng(2).random((40, 2)).tolist()
    scribble = cover([corners], size=(400, 400), at=(60, 60), height=280, pen=9)
    assert only(painted(scribble), model).digit is None


def square(x: int, y: int, size: tuple[int, int]) -> np.ndarray:
    """A black square of 100 pixels at (x, y) on white paper of this width and height."""
    paper = np.full((size[1], size[0], 4), 255, np.uint8)
    paper[y : y + 100, x : x + 100, :3] = 0
    return paper


@pytest.mark.parametrize("size", [(400, 300), (1900, 1500), (1024, 2048)])
def test_a_box_is_in_pixels_of_the_posted_picture(size: tuple[int, int], model: Model) -> None:
    box = only(square(210, 130, size), model).box
    slack = 2 * max(1, max(size) / 1024)
    assert (box.x, box.y, box.width, box.height) == pytest.approx((210, 130, 100, 100), abs=slack)


def test_a_box_in_a_phones_photograph_is_in_its_pixels(model: Model) -> None:
    paper = np.full((3000, 4000), 255, np.uint8)
    paper[1000:2000, 600:1000] = 0
    (mark,) = read(encoded(paper, "JPEG"), model).digits
    found = (mark.box.x, mark.box.y, mark.box.width, mark.box.height)
    assert found == pytest.approx((600, 1000, 400, 1000), abs=16)


def test_a_box_is_upright_where_the_file_lies_on_its_side(model: Model) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    lying = Image.fromarray(square(210, 30, (400, 300))).transpose(Image.Transpose.ROTATE_90)
    (mark,) = read(encoded(lying, exif=exif), model).digits
    assert (mark.box.x, mark.box.y, mark.box.width, mark.box.height) == (210, 30, 100, 100)


@pytest.mark.parametrize("size", [(4000, 1), (4000, 3), (2, 3000), (1999, 2000)])
def test_a_box_lies_within_the_picture_whatever_its_shape(
    size: tuple[int, int], model: Model
) -> None:
    width, height = size
    paper = np.full((height, width), 255, np.uint8)
    paper[height // 3 : height * 2 // 3 + 1, width // 3 : width * 2 // 3 + 1] = 0
    (mark,) = read(encoded(paper), model).digits
    assert 0 <= mark.box.x < mark.box.x + mark.box.width <= width
    assert 0 <= mark.box.y < mark.box.y + mark.box.height <= height


@pytest.mark.parametrize("paper", [WHITE, (0, 0, 0), (30, 60, 200)])
def test_blank_paper_is_refused(paper: tuple[int, ...], model: Model) -> None:
    with pytest.raises(BlankDrawing):
        only(painted(BLANK, paper=paper), model)


def test_a_transparent_canvas_without_ink_is_refused(model: Model) -> None:
    with pytest.raises(BlankDrawing):
        only(on_transparency(BLANK), model)


def test_noise_on_blank_paper_is_refused(model: Model) -> None:
    grain = np.random.default_rng(4).normal(230, 5, (300, 300, 3))
    paper = np.dstack([np.clip(grain, 0, 255), np.full((300, 300), 255)]).astype(np.uint8)
    with pytest.raises(BlankDrawing):
        only(paper, model)


def test_what_cannot_be_decoded_is_refused(model: Model) -> None:
    with pytest.raises(UnreadableImage):
        read(b"seven", model)
    with pytest.raises(TooLarge):
        read(encoded(Image.new("1", (2001, 2000), 1)), model)


@pytest.mark.parametrize("seed", range(8))
def test_any_pixels_are_read_or_refused_and_nothing_worse(seed: int, model: Model) -> None:
    dice = np.random.default_rng(seed)
    height, width = dice.integers(1, 120, 2)
    pixels = dice.integers(0, 256, (height, width, 4), np.uint8)
    if seed % 2:
        pixels[dice.random((height, width)) < 0.9] = 255
    try:
        reading = read(encoded(pixels), model)
    except BlankDrawing:
        return
    assert len(reading.digits) >= 1

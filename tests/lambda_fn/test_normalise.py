import numpy as np
import pytest

from lambda_fn.normalise import (
    BOX,
    SIDE,
    THICKEST,
    THINNEST,
    crop_to_ink,
    ink_box,
    normalise,
    pen_width,
)
from lambda_fn.seeing import see
from tests.lambda_fn.drawings import WHITE, cover, digit, on_transparency, painted
from tests.needs import data_folder

TEN = range(10)


def ink(value: int, **how: object) -> np.ndarray:
    return digit(value, **how).astype(np.float32)


def pen_of(picture: np.ndarray) -> float:
    return pen_width(crop_to_ink(picture / np.float32(255)))


def difference(one: np.ndarray, other: np.ndarray) -> float:
    """Of two pictures, in grey levels of 255, over all pixels."""
    return float(np.abs(one.astype(int) - other).mean())


@pytest.mark.parametrize("value", TEN)
def test_a_digit_is_twenty_pixels_long_with_its_mass_in_the_middle(value: int) -> None:
    picture = normalise(ink(value, at=(17, 90)))
    assert (picture.shape, picture.dtype) == ((SIDE, SIDE), np.uint8)
    assert max(crop_to_ink(picture / np.float32(255)).shape) == BOX
    places, mass = np.arange(SIDE), picture.sum()
    for axis in (0, 1):
        assert picture.sum(axis=1 - axis) @ places / mass == pytest.approx(SIDE / 2, abs=1)


def test_a_digit_keeps_its_aspect() -> None:
    wide = cover([[(0, 0), (1, 0), (1, 0.4)]]).astype(np.float32)
    height, width = crop_to_ink(normalise(wide) / np.float32(255)).shape
    top, bottom, left, right = ink_box(wide)
    assert width == BOX
    assert height == pytest.approx(BOX * (bottom - top) / (right - left), abs=1)


def test_a_moved_digit_gives_the_same_picture() -> None:
    for value in TEN:
        assert difference(normalise(ink(value)), normalise(ink(value, at=(10, 110)))) < 1


def test_a_larger_digit_gives_nearly_the_same_picture() -> None:
    for value in TEN:
        larger = ink(value, size=(900, 900), height=720, pen=72)
        assert difference(normalise(ink(value)), normalise(larger)) < 3


def test_another_colour_gives_the_same_picture() -> None:
    for value in TEN:
        black = see(painted(digit(value))).pixels
        red = see(painted(digit(value), ink=(200, 30, 30), paper=(250, 240, 120))).pixels
        clear = see(on_transparency(digit(value), WHITE)).pixels
        assert difference(black, red) < 0.1
        assert difference(black, clear) < 0.1


@pytest.mark.parametrize("pen", [1, 2, 6, 18, 30, 45])
@pytest.mark.parametrize("value", TEN)
def test_after_it_every_pen_is_one_that_mnist_has(value: int, pen: float) -> None:
    assert THINNEST <= pen_of(normalise(ink(value, pen=pen))) <= THICKEST


def test_a_thin_pen_gives_nearly_the_picture_of_a_common_one() -> None:
    for value in (0, 2, 3, 5, 6, 7, 8, 9):  # 1 and 4 change their shape with the pen
        thin, common = (normalise(ink(value, pen=pen)) for pen in (2, 18))
        assert difference(thin, common) < 8


def test_a_pen_as_wide_as_mnists_is_left_alone() -> None:
    before = ink(7, pen=22)
    assert THINNEST < pen_width(crop_to_ink(before)) < THICKEST
    assert pen_of(normalise(before)) == pytest.approx(pen_width(crop_to_ink(before)), rel=0.05)


@pytest.mark.parametrize("pen", [4, 10, 20, 40])
def test_the_pens_width_is_measured(pen: int) -> None:
    line = cover([[(0, 0), (0, 1)]], pen=pen, height=200, at=(100, 50)).astype(np.float32)
    drawn = crop_to_ink(line)
    assert pen_width(drawn) * max(drawn.shape) == pytest.approx(pen, rel=0.15)


DOT = np.pad(np.ones((1, 1)), ((0, 299), (0, 299)))  # in the upper left corner
EXTREME = {
    "one pixel": np.ones((1, 1)),
    "a row": np.ones((1, 1000)),
    "a column": np.ones((1000, 1)),
    "all ink": np.ones((400, 400)),
    "ink that hardly is": np.full((30, 30), 0.06),
    "one pixel in a field": DOT,
    "two far corners": DOT + np.rot90(DOT, 2),
    "a diagonal": np.eye(700),
    "a checkerboard": np.indices((99, 99)).sum(axis=0) % 2,
    "a grid of dots": (np.indices((200, 200)) % 5 == 0).all(axis=0),
}


@pytest.mark.parametrize("shape", EXTREME.values(), ids=EXTREME.keys())
def test_extreme_shapes_give_a_picture_too(shape: np.ndarray) -> None:
    picture = normalise(shape.astype(np.float32))
    assert (picture.shape, picture.dtype) == ((SIDE, SIDE), np.uint8)
    assert picture.max() > 0


@pytest.mark.parametrize("dot", [3, 4, 6, 9])
def test_a_dot_in_a_faint_shadow_gives_a_picture_too(dot: int) -> None:
    # the shadow makes the pen wide in the mean, and thinned by so much no dot is left
    for shadow in (0.03, 0.04, 0.048):
        field = np.full((160, 160), shadow, np.float32)
        field[[0, 0, -1, -1], [0, -1, 0, -1]] = 0.06
        y, x = np.mgrid[:160, :160]
        field[np.hypot(y - 80, x - 80) < dot] = 1
        assert normalise(field).max() > 0


def mnist() -> np.ndarray:
    """A thousand of MNIST's training images."""
    with np.load(data_folder() / "mnist.npz") as arrays:
        return np.asarray(arrays["x_train"][:1000])


@pytest.mark.data
def test_mnists_own_pictures_pass_nearly_unchanged() -> None:
    changes, unchanged_pens = [], []
    for image in mnist():
        unchanged_pens.append(THINNEST <= pen_of(image) <= THICKEST)
        changes.append(difference(normalise(image / np.float32(255)), image))
    assert np.mean(unchanged_pens) > 0.95
    # of a few the centre of mass lies so that MNIST rounded it to the next pixel
    assert np.mean(np.array(changes)[unchanged_pens] < 1) > 0.995
    assert np.mean(np.array(changes) == 0) > 0.85


@pytest.mark.data
def test_mnists_pictures_as_uploads_are_seen_as_they_are() -> None:
    images = mnist()[:200]
    seen = [see(painted(image / 255.0, WHITE, (0, 0, 0))).pixels for image in images]
    changes = [difference(one, other) for one, other in zip(seen, images, strict=True)]
    assert np.median(changes) < 1

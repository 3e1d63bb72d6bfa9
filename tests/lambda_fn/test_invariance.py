"""What must not change what is read: drawings of our own, the model that ships, the whole way."""

from collections.abc import Callable

import numpy as np
import pytest

from lambda_fn.model import Model
from tests.lambda_fn.drawings import (
    BLACK,
    STROKES,
    WHITE,
    Point,
    arc,
    cover,
    digit,
    on_transparency,
    painted,
)
from tests.lambda_fn.papers import lined, on_a_table, photographed
from tests.lambda_fn.saying import says

Drawing = Callable[[int], np.ndarray]


def drawn(**how: object) -> Drawing:
    return lambda value: painted(digit(value, **how))


def coloured(ink: tuple[int, ...], paper: tuple[int, ...]) -> Drawing:
    return lambda value: painted(digit(value), ink, paper)


def dotted(value: int) -> np.ndarray:
    """Dots of 11 pixels, 18 apart."""
    dots: list[list[Point]] = []
    for stroke in STROKES[value]:
        points = np.array(stroke)
        walked = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
        stops = np.linspace(0, walked[-1], round(walked[-1] / 0.1) + 1)
        x, y = (np.interp(stops, walked, points[:, axis]) for axis in (0, 1))
        dots += [[dot, dot] for dot in zip(x.tolist(), y.tolist(), strict=True)]
    return painted(cover(dots, pen=11))


def photo(value: int, **how: float) -> np.ndarray:
    covered = digit(value, size=(480, 640), at=(140, 180), height=260, pen=14)
    return photographed(covered, seed=value, **how)


WAYS: dict[str, Drawing] = {
    "at the upper left": drawn(at=(12, 12), height=60, pen=6),
    "at the lower right": drawn(at=(245, 228), height=60, pen=6),
    "small": drawn(height=40, pen=4),
    "large": drawn(at=(70, 25), height=250, pen=24),
    "with a hair": drawn(pen=1.2),
    "with a thin pen": drawn(pen=3),
    "with a thick pen": drawn(pen=36),
    "white on black": coloured(WHITE, BLACK),
    "red on yellow": coloured((200, 30, 30), (250, 240, 120)),
    "pale grey on white": coloured((205, 205, 205), WHITE),
    "on transparency": lambda value: on_transparency(digit(value)),
    "white on transparency": lambda value: on_transparency(digit(value), WHITE),
    "dotted": dotted,
    "on a tall canvas": drawn(size=(450, 700), at=(100, 330), height=280, pen=16),
    "on a wide canvas": drawn(size=(900, 200), at=(600, 30), height=140, pen=9),
    "ruled": lambda value: lined(digit(value, pen=12)),
    "ruled, askew": lambda value: lined(digit(value, pen=12), askew=2),
    "squared": lambda value: lined(digit(value, pen=12), squared=True),
    "squared, askew": lambda value: lined(digit(value, pen=12), squared=True, askew=-1),
}


@pytest.mark.parametrize("draw", WAYS.values(), ids=WAYS.keys())
@pytest.mark.parametrize("value", range(10))
def test_a_digit_is_read_however_it_is_drawn(value: int, draw: Drawing, model: Model) -> None:
    assert says(model, draw(value)) == str(value)


@pytest.mark.parametrize("quality", [90, 70, 40, 20])
@pytest.mark.parametrize("value", range(10))
def test_a_digit_is_read_from_a_jpeg_however_small(value: int, quality: int, model: Model) -> None:
    assert says(model, painted(digit(value)), "JPEG", quality=quality) == str(value)


PHOTOS: dict[str, Drawing] = {
    "by a lamp": photo,
    "in a shadow": lambda value: photo(value, shadow=0.15),
    "on a table": lambda value: on_a_table(photo(value), value % 4, 25, askew=value % 3 - 1),
}


@pytest.mark.parametrize("take", PHOTOS.values(), ids=PHOTOS.keys())
@pytest.mark.parametrize("value", range(10))
def test_a_digit_is_read_from_a_photograph(value: int, take: Drawing, model: Model) -> None:
    assert says(model, take(value), "JPEG", quality=75) == str(value)


HAT = [[(0.1, 0.02), (0.06, 0.45), *arc((0.27, 0.69), (0.31, 0.31), 225, 500)]]
PARTS = {
    "5, its hat apart": [*HAT, [(0.25, -0.08), (0.62, -0.12)]],
    "4, its second stroke apart": [[(0.4, 0), (0, 0.65), (0.6, 0.65)], [(0.75, 0.3), (0.75, 1)]],
    "4, open at the top": [[(0.05, 0), (0, 0.6), (0.45, 0.6)], [(0.58, 0.05), (0.58, 1)]],
}


@pytest.mark.parametrize("pen", [5, 8, 12])
@pytest.mark.parametrize("name", PARTS)
def test_parts_of_one_digit_that_do_not_touch_are_one(name: str, pen: int, model: Model) -> None:
    assert says(model, painted(cover(PARTS[name], pen=pen))) == name[0]


@pytest.mark.parametrize("value", [0, 2, 3, 5, 7, 8])
@pytest.mark.parametrize("wide", [1.4, 1.8, 2.2])
def test_a_wide_digit_is_not_cut(value: int, wide: float, model: Model) -> None:
    strokes = [[(x * wide, y) for x, y in stroke] for stroke in STROKES[value]]
    covered = cover(strokes, at=(40, 60), pen=14, size=(500, 300))
    assert says(model, painted(covered)) == str(value)

"""What is no digit, and must never be read as one: blank paper, specks and a single dot."""

import numpy as np
import pytest

from lambda_fn.model import Model
from tests.lambda_fn.drawings import BLACK, WHITE, cover, on_transparency, painted
from tests.lambda_fn.papers import lined, on_a_table, photographed
from tests.lambda_fn.saying import figures, says


def disc(side: int, diameter: float, x: float, y: float) -> np.ndarray:
    """How far a dot covers each pixel of a square canvas: (side, side)."""
    down, across = np.mgrid[:side, :side] + 0.5
    return np.clip(diameter / 2 + 0.5 - np.hypot(down - y, across - x), 0, 1)


@pytest.mark.parametrize(
    "part", [0.003, 0.006, 0.01, 0.013, 0.015, 0.018, 0.02, 0.03, 0.05, 0.07, 0.1]
)
@pytest.mark.parametrize("side", [100, 300, 500, 900])
def test_a_single_dot_is_no_digit(side: int, part: float, model: Model) -> None:
    places = ((side / 2, side / 2), (side / 3 + 0.5, side / 2), (side / 4 + 0.2, side * 0.7))
    for x, y in places:
        assert figures(says(model, painted(disc(side, part * side, x, y)))) == ""


@pytest.mark.parametrize("pen", [1, 2, 3, 4, 5, 6, 8, 12, 20, 30])
def test_a_tap_of_the_pen_is_no_digit(pen: int, model: Model) -> None:
    tap = cover([[(0.5, 0.5), (0.5, 0.5)]], pen=pen)
    for picture in (painted(tap), painted(tap, WHITE, BLACK), on_transparency(tap)):
        assert figures(says(model, picture)) == ""
    assert figures(says(model, painted(tap), "JPEG", quality=60)) == ""


@pytest.mark.parametrize("seed", range(4))
def test_specks_are_no_digits(seed: int, model: Model) -> None:
    dice = np.random.default_rng(seed)
    paper = np.full((300, 300, 4), 255, np.uint8)
    for y, x in dice.integers(0, 298, (dice.integers(1, 40), 2)):
        paper[y : y + dice.integers(1, 3), x : x + dice.integers(1, 3), :3] = 0
    assert says(model, paper) == ""


@pytest.mark.parametrize("seed", range(4))
def test_a_photograph_of_blank_paper_is_blank(seed: int, model: Model) -> None:
    photo = photographed(np.zeros((640, 480)), seed=seed)
    assert says(model, photo, "JPEG", quality=75) == ""
    beside = on_a_table(photo, seed, 25, askew=1)
    assert figures(says(model, beside, "JPEG", quality=75)) == ""


@pytest.mark.parametrize("shadow", [0.1, 0.15, 0.2])
def test_a_shadow_on_blank_paper_is_no_digit(shadow: float, model: Model) -> None:
    photo = photographed(np.zeros((640, 480)), shadow=shadow)
    assert figures(says(model, photo, "JPEG", quality=75)) == ""


@pytest.mark.parametrize("askew", [0, 1, -2])
@pytest.mark.parametrize("squared", [False, True], ids=["ruled", "squared"])
def test_lined_paper_is_no_digit(squared: bool, askew: float, model: Model) -> None:
    for size in ((300, 300), (640, 480)):
        assert figures(says(model, lined(np.zeros(size), squared=squared, askew=askew))) == ""

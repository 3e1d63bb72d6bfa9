import numpy as np
import pytest

from lambda_fn.ink import find_ink
from lambda_fn.photograph import evened
from tests.lambda_fn.drawings import Colour, digit
from tests.lambda_fn.papers import on_a_table, photographed, through_jpeg

THREE = digit(3, size=(480, 640), at=(140, 180), height=260, pen=16)
PEN = THREE > 0.9
NEAR = np.asarray(digit(3, size=(480, 640), at=(140, 180), height=260, pen=26)) > 0
INKS = {"black": (30, 30, 32), "blue": (30, 50, 140), "red": (180, 35, 45), "pencil": (90, 90, 92)}


def ink_of(photo: np.ndarray) -> np.ndarray:
    return find_ink(through_jpeg(photo))


def is_the_three(ink: np.ndarray) -> None:
    """The strokes are there, and hardly anything beside them."""
    assert (ink[PEN] > 0.5).mean() > 0.97
    assert (ink[~NEAR] > 0.05).mean() < 0.001


@pytest.mark.parametrize("seed", range(3))
def test_the_slope_of_the_light_is_evened_out(seed: int) -> None:
    is_the_three(ink_of(photographed(THREE, seed=seed)))


@pytest.mark.parametrize("ink", INKS.values(), ids=INKS.keys())
def test_the_ink_of_every_common_pen_is_found_in_a_photograph(ink: Colour) -> None:
    is_the_three(ink_of(photographed(THREE, ink=ink)))


@pytest.mark.parametrize("shadow", [0.1, 0.15])
def test_a_shadow_on_the_sheet_is_evened_out(shadow: float) -> None:
    is_the_three(ink_of(photographed(THREE, shadow=shadow)))


@pytest.mark.parametrize("soft", [10, 20, 40])
@pytest.mark.parametrize("depth", [0.4, 0.6])
def test_ink_in_a_shadow_with_an_edge_is_found(depth: float, soft: float) -> None:
    """A hand's or a phone's, over half of the sheet; along its very edge some of it stays."""
    y, x = np.mgrid[:640, :480]
    share = 1 / (1 + np.exp(-(0.8 * x + y - 560) / (soft / 4)))
    found = ink_of((photographed(THREE) * (1 - depth * share[..., None])).astype(np.uint8))
    assert (found[PEN] > 0.5).mean() > 0.97
    assert (found[~NEAR] > 0.25).mean() < 0.01


@pytest.mark.parametrize("askew", [0, 1, -1, 2, -2])
@pytest.mark.parametrize("side", range(4), ids=["top", "left", "bottom", "right"])
def test_a_dark_table_beside_the_sheet_is_no_ink(side: int, askew: float) -> None:
    for depth in (12, 30):
        is_the_three(ink_of(on_a_table(photographed(THREE), side, depth, askew)))


def test_tables_on_two_sides_are_no_ink() -> None:
    for sides in ((0, 1), (0, 2), (2, 3)):
        photo = photographed(THREE)
        for side in sides:
            photo = on_a_table(photo, side, 20, askew=1)
        is_the_three(ink_of(photo))


def test_evened_paper_is_of_one_level_from_corner_to_corner() -> None:
    photo = photographed(np.zeros((640, 480)))
    before = [photo[at].mean() for at in (np.s_[:40, :40], np.s_[-40:, -40:])]
    after = [evened(photo)[at].mean() for at in (np.s_[:40, :40], np.s_[-40:, -40:])]
    assert abs(before[0] - before[1]) > 80
    assert abs(after[0] - after[1]) < 5


@pytest.mark.parametrize("shape", [(64, 64), (64, 1024), (1024, 64), (333, 517)])
def test_pictures_of_any_shape_are_evened(shape: tuple[int, int]) -> None:
    photo = photographed(np.zeros(shape))
    assert evened(photo).shape == (*shape, 3)


WHITE_PEN: Colour = (240, 240, 235)
SHEETS: dict[str, tuple[Colour, Colour]] = {
    "green board": (WHITE_PEN, (90, 120, 105)),
    "grey board": (WHITE_PEN, (150, 150, 150)),
    "blackboard": (WHITE_PEN, (50, 58, 54)),
    "kraft": (WHITE_PEN, (190, 150, 105)),
    "black on kraft": ((25, 25, 30), (190, 150, 105)),
    "black on grey card": ((15, 15, 18), (90, 90, 92)),
    "black on blue card": ((15, 15, 18), (70, 90, 150)),
}


@pytest.mark.parametrize(("ink", "paper"), SHEETS.values(), ids=SHEETS.keys())
def test_what_is_written_is_found_on_paper_lighter_and_darker(ink: Colour, paper: Colour) -> None:
    found = ink_of(photographed(THREE, ink=ink, paper=paper))
    assert (found[PEN] > 0.5).mean() > 0.95
    assert (found[~NEAR] > 0.05).mean() < 0.001


@pytest.mark.parametrize("light", [0.6, 0.45, 0.3])
@pytest.mark.parametrize("pen", [10, 16, 40])
def test_a_sheet_in_dim_light_is_no_board(light: float, pen: float) -> None:
    three = digit(3, size=(480, 640), at=(140, 180), height=260, pen=pen)
    found = ink_of(np.asarray(photographed(three) * light, np.uint8))
    assert (found[three > 0.9] > 0.5).mean() > 0.97
    assert (found[three == 0] > 0.5).mean() < 0.01


@pytest.mark.parametrize("wide", [20, 60])
def test_a_lamp_in_a_whiteboard_is_no_chalk(wide: float) -> None:
    y, x = np.mgrid[:640, :480]
    glare = 60 * np.exp(-((x - 330) ** 2 + (y - 90) ** 2) / (2 * wide**2))[..., None]
    photo = photographed(THREE, ink=(30, 60, 160), paper=(190, 192, 190)) + glare
    found = ink_of(photo.clip(0, 255).astype(np.uint8))
    assert (found[PEN] > 0.5).mean() > 0.97

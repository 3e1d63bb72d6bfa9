"""Two pens, one paler than the other: both are read, and what is no stroke stays left out."""

import numpy as np
import pytest
from PIL import Image, ImageFilter

from lambda_fn.ink import find_ink
from lambda_fn.marks import find_pieces
from lambda_fn.model import Model
from tests.lambda_fn.drawings import BLACK, WHITE, Colour, digit, painted
from tests.lambda_fn.papers import photographed, through_jpeg
from tests.lambda_fn.saying import says

SHEET = (480, 400)
FOUR, SEVEN = (digit(value, size=SHEET, at=(x, 110), pen=14) for value, x in ((4, 80), (7, 270)))
PALE: dict[str, Colour] = {
    "grey": (200, 200, 200),
    "pink": (255, 180, 200),
    "yellow": (255, 245, 150),
    "light blue": (150, 200, 255),
}


def with_seven(picture: np.ndarray, colour: Colour, covered: np.ndarray = SEVEN) -> np.ndarray:
    """A seven drawn over it in another colour: (H, W, 4) uint8."""
    share = covered[..., None]
    over = picture.copy()
    over[..., :3] = np.round(picture[..., :3] * (1 - share) + np.array(colour) * share)
    return over


@pytest.mark.parametrize("colour", PALE.values(), ids=PALE.keys())
def test_a_paler_pen_is_read_beside_the_other(model: Model, colour: Colour) -> None:
    both = with_seven(painted(FOUR), colour)
    four, seven = find_pieces(find_ink(both))
    assert four.ink.max() == 1
    assert (seven.x, seven.right) == pytest.approx((263, 384), abs=3)
    assert says(model, both) == "47"


def test_how_far_each_covers_is_told_by_its_own_strength() -> None:
    _, seven = find_pieces(find_ink(with_seven(painted(FOUR), (215, 215, 215))))
    alone = SEVEN[seven.y : seven.bottom, seven.x : seven.right]
    assert np.abs(seven.ink - alone).max() < 0.3  # the faintest of the edges is lost


@pytest.mark.parametrize("colour", PALE.values(), ids=PALE.keys())
def test_in_a_photograph_too(model: Model, colour: Colour) -> None:
    lit = photographed(FOUR).astype(np.float32)
    lit *= 1 - SEVEN[..., None] * (1 - np.array(colour) / np.array(WHITE))
    assert says(model, through_jpeg(lit.astype(np.uint8))) == "47"


def test_light_chalk_and_dim_chalk_on_a_board(model: Model) -> None:
    board = painted(FOUR, WHITE, (30, 40, 36))
    assert says(model, with_seven(board, (95, 80, 70))) == "47"


def test_what_was_rubbed_out_stays_so(model: Model) -> None:
    rubbed = with_seven(painted(FOUR), (228, 228, 228))
    assert says(model, rubbed) == "4"


@pytest.mark.parametrize("soft", [16, 30])
def test_a_soft_shadow_is_no_stroke(soft: float) -> None:
    blot = Image.fromarray((digit(0, size=SHEET, at=(280, 120), pen=40) * 255).astype(np.uint8))
    spread = np.asarray(blot.filter(ImageFilter.GaussianBlur(soft))) / 255
    shaded = with_seven(painted(FOUR), (190, 190, 190), spread)
    assert np.ptp(shaded[..., 0][FOUR == 0]) > 20, "there is a shadow"
    assert len(find_pieces(find_ink(shaded))) == 1


def test_the_faint_end_of_a_stroke_in_a_thumbnail_is_no_second_pens() -> None:
    thumbnail = np.zeros((28, 28), np.float32)
    thumbnail[4:24, 12:15] = 1
    thumbnail[10:16, 16:18] = 0.2
    assert len(find_pieces(thumbnail)) == 1


def test_a_pale_blot_beside_the_ink_is_no_stroke() -> None:
    blot = np.zeros_like(FOUR)
    blot[150:250, 280:380] = 1
    assert len(find_pieces(find_ink(with_seven(painted(FOUR), (200, 200, 200), blot)))) == 1


def test_a_faint_rule_from_the_papers_side_is_no_stroke() -> None:
    rule = np.zeros_like(FOUR)
    rule[340:343, :390] = 1
    assert len(find_pieces(find_ink(with_seven(painted(FOUR), (205, 205, 205), rule)))) == 1


def test_a_pale_upright_line_is_a_stroke(model: Model) -> None:
    line = np.zeros_like(FOUR)
    line[110:290, 300:314] = 1
    assert says(model, with_seven(painted(FOUR), (200, 200, 200), line)) == "41"


def test_the_ink_itself_is_left_as_it_was() -> None:
    ink = find_ink(with_seven(painted(FOUR), PALE["grey"]))
    before = ink.copy()
    find_pieces(ink)
    assert np.array_equal(ink, before)


def test_pale_ink_alone_is_as_dark_as_any() -> None:
    (piece,) = find_pieces(find_ink(painted(FOUR, PALE["grey"], WHITE)))
    (black,) = find_pieces(find_ink(painted(FOUR, BLACK, WHITE)))
    assert np.abs(piece.ink - black.ink).max() < 0.02

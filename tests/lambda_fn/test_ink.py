import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from lambda_fn.errors import BlankDrawing
from lambda_fn.ink import find_ink
from tests.lambda_fn.drawings import BLACK, WHITE, Colour, digit, on_transparency, painted

THREE = digit(3)
PAIRS: dict[str, tuple[Colour, Colour]] = {
    "black on white": (BLACK, WHITE),
    "white on black": (WHITE, BLACK),
    "red on blue": ((220, 20, 30), (10, 20, 160)),
    "blue on red": ((10, 20, 160), (220, 20, 30)),
    "yellow on white": ((255, 235, 0), WHITE),
    "pencil on grey paper": ((120, 120, 120), (200, 200, 200)),
    "two colours equally light": ((255, 0, 0), (0, 130, 0)),
    "hardly seen": ((235, 235, 235), WHITE),
}


@pytest.mark.parametrize(("ink", "paper"), PAIRS.values(), ids=PAIRS.keys())
def test_any_ink_on_any_paper_is_ink_one_on_paper_zero(ink: Colour, paper: Colour) -> None:
    found = find_ink(painted(THREE, ink, paper))
    assert (found.shape, found.dtype) == (THREE.shape, np.float32)
    levels = np.ptp([ink, paper], axis=0).max()
    assert np.abs(found - THREE).max() < 0.01 + 1.0 / levels  # no closer than its levels allow


@pytest.mark.parametrize("ink", [BLACK, WHITE, (200, 30, 120)])
def test_any_ink_on_a_see_through_canvas_is_found(ink: Colour) -> None:
    assert np.abs(find_ink(on_transparency(THREE, ink)) - THREE).max() < 0.01


def test_colours_under_full_transparency_are_not_seen() -> None:
    hidden = painted(THREE)
    hidden[..., 3] = 0
    with pytest.raises(BlankDrawing):
        find_ink(hidden)


@pytest.mark.parametrize("colour", [WHITE, BLACK, (128, 128, 128), (255, 0, 80)])
def test_blank_paper_of_any_colour_is_blank(colour: Colour) -> None:
    with pytest.raises(BlankDrawing):
        find_ink(painted(np.zeros((200, 300)), paper=colour))


TINY = pytest.mark.parametrize("shape", [(1, 1), (1, 50), (50, 1), (2, 2), (63, 5)])


@TINY
def test_blank_paper_of_any_shape_is_blank(shape: tuple[int, int]) -> None:
    with pytest.raises(BlankDrawing):
        find_ink(painted(np.zeros(shape)))


def test_what_nobody_can_see_is_no_ink() -> None:
    with pytest.raises(BlankDrawing):
        find_ink(painted(THREE, ink=(245, 245, 245)))


def test_the_noise_of_the_paper_is_taken_away() -> None:
    grain = np.random.default_rng(5).normal(0, 6, (*THREE.shape, 1))
    noisy = np.clip(painted(THREE, ink=(60, 60, 60), paper=(200, 200, 200)) + grain, 0, 255)
    noisy[..., 3] = 255
    found = find_ink(noisy.astype(np.uint8))
    assert found[THREE == 0].mean() < 0.01
    assert found[THREE == 1].mean() > 0.9


def test_a_frame_of_another_colour_does_not_pass_for_the_paper() -> None:
    framed = painted(THREE)
    framed[:3] = framed[-3:] = framed[:, :3] = framed[:, -3:] = (0, 0, 0, 255)
    found = find_ink(framed)
    assert found[THREE == 1].min() > 0.99
    assert found[20:40, 20:40].max() == 0


def test_one_odd_pixel_does_not_set_the_inks_level() -> None:
    odd = painted(THREE, ink=(150, 150, 150))
    odd[5, 5, :3] = 0
    assert find_ink(odd)[THREE == 1].min() > 0.99


@pytest.mark.parametrize("number", [0, 1, 8])
def test_a_fat_digit_cut_out_tightly_is_not_taken_for_blank(number: int) -> None:
    whole = digit(number, pen=70)
    rows, columns = np.nonzero(whole > 0.5)
    cut = whole[rows.min() - 8 : rows.max() + 9, columns.min() - 8 : columns.max() + 9]
    assert (cut > 0.5).mean() > 0.5  # most of the picture is ink
    found = find_ink(painted(cut, BLACK, WHITE))
    assert np.abs(found - cut).max() < 0.02


def test_grey_noise_on_the_paper_is_no_ink() -> None:
    noise = np.random.default_rng(0).normal(0, 4, (300, 300, 1))
    noisy = np.clip(painted(THREE, BLACK, (220, 220, 220))[..., :3] + noise, 0, 255)
    opaque = np.full((300, 300, 1), 255.0)
    found = find_ink(np.concatenate([noisy, opaque], axis=-1).astype(np.uint8))
    away = digit(3, pen=26) == 0  # a photograph's light blur leaves a halo of a pixel or two
    assert (found[away] > 0).mean() < 0.005
    assert found[THREE == 1].mean() > 0.95


@TINY
def test_tiny_pictures_of_anything_are_ink_or_blank(shape: tuple[int, int]) -> None:
    dice = np.random.default_rng(shape[1])
    for _ in range(20):
        picture = dice.integers(0, 256, (*shape, 4), np.uint8)
        picture[..., 3] = dice.choice([255, 128, 0])
        try:
            found = find_ink(picture)
        except BlankDrawing:
            continue
        assert found.shape == shape
        assert found.min() >= 0
        assert found.max() == 1


def test_half_transparent_ink_is_ink() -> None:
    faded = on_transparency(THREE, (200, 30, 120))
    faded[..., 3] = (THREE * 128).round()
    assert np.abs(find_ink(faded) - THREE).max() < 0.02


def test_an_opaque_picture_is_read_like_a_transparent_one_on_the_same_paper() -> None:
    clear, opaque = on_transparency(THREE), painted(THREE)
    assert find_ink(clear) == pytest.approx(find_ink(opaque), abs=0.01)


def test_the_picture_itself_is_left_as_it_was() -> None:
    for picture in (painted(THREE), on_transparency(THREE)):
        before = picture.copy()
        find_ink(picture)
        assert np.array_equal(picture, before)


def card(covered: np.ndarray, paper: Colour, margin: int, *, shadow: bool = False) -> np.ndarray:
    """Ink on a card with round corners, on a canvas that can be seen through."""
    height, width = covered.shape
    form = Image.new("L", (width, height))
    box = (margin, margin, width - 1 - margin, height - 1 - margin)
    ImageDraw.Draw(form).rounded_rectangle(box, 40, fill=255)
    alpha = np.asarray(form)
    picture = painted(covered, BLACK, paper)
    picture[alpha == 0, :3] = 0
    if shadow:
        soft = np.asarray(form.filter(ImageFilter.GaussianBlur(12))) * 0.4
        alpha = np.maximum(alpha, soft.astype(np.uint8))
    picture[..., 3] = alpha
    return picture


@pytest.mark.parametrize("paper", [WHITE, (255, 240, 150), (200, 60, 60)])
@pytest.mark.parametrize("shadow", [False, True])
@pytest.mark.parametrize("margin", [0, 3, 24])
def test_a_card_on_a_clear_canvas_is_the_paper(margin: int, shadow: bool, paper: Colour) -> None:
    found = find_ink(card(THREE, paper, margin, shadow=shadow))
    assert np.abs(found - THREE).max() < 0.02


def test_a_thick_pen_that_covers_most_of_a_clear_canvas_is_ink() -> None:
    zero = digit(0, size=(190, 270), at=(40, 40), height=180, pen=70)
    assert (zero == 1).mean() > 0.5
    assert np.abs(find_ink(on_transparency(zero)) - zero).max() < 0.02

"""Each condition is what its docstring says, measured on the picture that it makes."""

import io

import numpy as np
import pytest
from PIL import Image

from lambda_fn.components import boxes, find_runs
from lambda_fn.normalise import crop_to_ink, ink_box, pen_width
from tests.training.hands import STROKES
from training import conditions
from training.conditions import CONDITIONS, LEAST_CONTRAST

ONE = [np.array([[0.0, 0.0], [0.0, 1.0]])]
FIVE = [np.array(stroke) for stroke in STROKES["5"]]
EIGHT = [np.array(stroke) for stroke in STROKES["8"]]


def made(name: str, seed: int = 0, strokes: list[np.ndarray] = FIVE) -> Image.Image:
    return Image.open(io.BytesIO(CONDITIONS[name](strokes, np.random.default_rng(seed))))


def ink(picture: Image.Image) -> np.ndarray:
    """Of black on white: (H, W) float32, ink 1."""
    return 1 - np.asarray(picture.convert("L"), np.float32) / 255


def colours(picture: Image.Image) -> np.ndarray:
    """The commonest two, paper first: (2, 3) float."""
    counts = sorted(picture.getcolors(picture.width * picture.height) or [], reverse=True)
    return np.array([colour for _, colour in counts[:2]], float)


@pytest.mark.parametrize("name", CONDITIONS)
def test_the_same_seed_gives_the_same_picture(name: str) -> None:
    one, other = (CONDITIONS[name](FIVE, np.random.default_rng(3)) for _ in range(2))
    assert one == other


RANDOM = ("corner", "coloured", "tall", "transparent", "photo", "lined", "anything", "emphasised")


@pytest.mark.parametrize("name", RANDOM)
def test_another_seed_gives_another_picture(name: str) -> None:
    assert len({CONDITIONS[name](FIVE, np.random.default_rng(seed)) for seed in range(9)}) >= 4


@pytest.mark.parametrize("name", CONDITIONS)
def test_every_condition_says_what_it_is(name: str) -> None:
    assert CONDITIONS[name].__doc__


@pytest.mark.parametrize(("name", "width"), [("plain", 12), ("thin", 2), ("thick", 40)])
def test_the_pen_is_as_wide_as_it_is_said_to_be(name: str, width: float) -> None:
    picture = made(name, strokes=ONE)
    assert picture.size == (300, 300)
    drawn = crop_to_ink(ink(picture))
    assert min(drawn.shape) == pytest.approx(width, abs=1)
    assert pen_width(drawn) * max(drawn.shape) == pytest.approx(width, rel=0.15)


def test_drawn_plainly_is_black_on_white_in_the_middle() -> None:
    assert colours(made("plain")).tolist() == [[255] * 3, [0] * 3]
    top, bottom, left, right = ink_box(ink(made("plain")))
    assert (left + right) / 2 == pytest.approx(150, abs=1)
    assert (top + bottom) / 2 == pytest.approx(150, abs=1)


def test_in_a_corner_is_a_fifth_of_the_side_and_every_corner_occurs() -> None:
    corners = set()
    for seed in range(20):
        top, bottom, left, right = ink_box(ink(made("corner", seed, EIGHT)))
        assert bottom - top == pytest.approx(60 + 6, abs=2)
        assert min(top, 300 - bottom) < 12
        assert min(left, 300 - right) < 12
        corners.add((top < 150, left < 150))
    assert len(corners) == 4


def test_any_ink_on_any_paper_can_be_told_apart() -> None:
    pairs = [colours(made("coloured", seed)) for seed in range(30)]
    assert all(np.linalg.norm(ink - paper) >= LEAST_CONTRAST for paper, ink in pairs)
    assert len({pair.tobytes() for pair in pairs}) == 30


def test_white_on_black_is_white_on_black() -> None:
    assert colours(made("white_on_black")).tolist() == [[0] * 3, [255] * 3]


def test_a_tall_canvas_holds_the_whole_drawing() -> None:
    for seed in range(20):
        picture = made("tall", seed, EIGHT)
        assert picture.size == (450, 700)
        top, bottom, left, right = ink_box(ink(picture))
        assert bottom - top == pytest.approx(330 + 14, abs=2)
        assert min(top, left, 700 - bottom, 450 - right) > 0


def test_a_dotted_line_is_of_dots_that_do_not_touch() -> None:
    drawn = ink(made("dots", strokes=ONE))
    assert find_runs(drawn > 0).component.max() + 1 == 13
    assert min(crop_to_ink(drawn).shape) == pytest.approx(10, abs=1)


def test_on_a_transparent_canvas_only_the_ink_is_opaque() -> None:
    picture = np.asarray(made("transparent"))
    assert picture.shape == (300, 300, 4)
    assert picture[0, 0, 3] == 0
    assert picture[..., 3].max() == 255
    assert len(np.unique(picture[..., :3].reshape(-1, 3), axis=0)) == 1


def test_a_photograph_is_a_jpeg_of_uneven_light_and_noise() -> None:
    slopes = []
    for seed in range(8):
        picture = made("photo", seed, ONE)
        assert picture.format == "JPEG"
        grey = np.asarray(picture.convert("L"), float)
        blocks = grey[: grey.shape[0] // 40 * 40, : grey.shape[1] // 40 * 40]
        blocks = blocks.reshape(-1, 40, blocks.shape[1] // 40, 40).swapaxes(1, 2)
        slopes.append(np.ptp(np.median(blocks, axis=(2, 3))))
        assert np.median(blocks.std(axis=(2, 3))) > 1
    assert min(slopes) > 15


def test_lined_paper_has_lines_from_edge_to_edge() -> None:
    kinds = set()
    for seed in range(12):
        grey = np.asarray(made("lined", seed).convert("L"), float)
        level, upright = (np.median(grey, axis=axis) < 235 for axis in (1, 0))
        assert level.sum() >= 5
        kinds.add("squared" if upright.sum() >= 5 else "ruled")
    assert kinds == {"squared", "ruled"}


def test_what_emphasises_is_free_of_the_digit_under_it_or_around_it() -> None:
    kinds = set()
    for seed in range(40):
        drawn = ink(made("emphasised", seed, EIGHT))
        low, high = boxes(find_runs(drawn > 0))
        (one, other) = np.argsort(low[0])  # by their tops
        assert low.shape[1] == 2
        if low[0, other] >= high[0, one]:
            kinds.add("a line under it")
            assert np.ptp([low[1, other], high[1, other]]) > 4 * np.ptp(
                [low[0, other], high[0, other]]
            )
        else:
            kinds.add("a ring around it")
            assert (low[:, one] < low[:, other]).all()
            assert (high[:, one] > high[:, other]).all()
    assert len(kinds) == 2


def test_anything_is_of_every_kind_and_size() -> None:
    pictures = [made("anything", seed) for seed in range(60)]
    assert {"PNG", "JPEG"} == {picture.format for picture in pictures}
    assert {"RGB", "RGBA"} == {picture.mode for picture in pictures}
    sizes = {picture.size for picture in pictures}
    assert len(sizes) > 50
    assert all(200 <= side < 700 for size in sizes for side in size)


def test_a_loose_drawing_lies_on_its_canvas() -> None:
    for seed in range(200):
        rng = np.random.default_rng(seed)
        width, height = (int(side) for side in rng.integers(200, 700, 2))
        pen = conditions._loose((width, height), rng)
        reach = (pen.size + pen.width) / 2
        assert pen.centre is not None
        assert reach <= pen.centre[0] <= width - reach
        assert reach <= pen.centre[1] <= height - reach

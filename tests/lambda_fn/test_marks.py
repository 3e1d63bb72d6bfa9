import numpy as np
import pytest

from lambda_fn.errors import BlankDrawing
from lambda_fn.marks import find_marks, find_runs, without_specks
from tests.lambda_fn.drawings import digit


def labels(mask: np.ndarray) -> np.ndarray:
    """What `find_runs` says of each pixel: its component, -1 on paper."""
    runs = find_runs(mask)
    labelled = np.full(mask.shape, -1)
    for row, start, end, component in zip(
        runs.row, runs.start, runs.end, runs.component, strict=True
    ):
        labelled[row, start:end] = component
    return labelled


def flooded(mask: np.ndarray) -> np.ndarray:
    """The same the slow way: from each pixel to its eight neighbours, in reading order."""
    labelled, count = np.full(mask.shape, -1), 0
    for seed in zip(*np.nonzero(mask), strict=True):
        if labelled[seed] >= 0:
            continue
        waiting = [seed]
        while waiting:
            y, x = waiting.pop()
            if (
                0 <= y < mask.shape[0]
                and 0 <= x < mask.shape[1]
                and mask[y, x]
                and labelled[y, x] < 0
            ):
                labelled[y, x] = count
                waiting += [(y + dy, x + dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1)]
        count += 1
    return labelled


@pytest.mark.parametrize("density", [0.02, 0.2, 0.35, 0.5, 0.7, 0.98])
def test_components_are_those_of_a_flood_fill(density: float) -> None:
    dice = np.random.default_rng(round(density * 100))
    for _ in range(40):
        mask = dice.random(dice.integers(1, 24, 2)) < density
        assert np.array_equal(labels(mask), flooded(mask))


SHAPES = {
    "a spiral": ["#######", "......#", "#####.#", "#...#.#", "#.###.#", "#.....#", "#######"],
    "a comb": ["#.#.#.#.#", "#.#.#.#.#", "#########"],
    "corners that touch": ["#.#.#", ".#.#.", "#.#.#"],
    "the edges": ["#...#", ".....", "#...#"],
    "all ink": ["####", "####"],
    "no ink": ["....", "...."],
}


@pytest.mark.parametrize("rows", SHAPES.values(), ids=SHAPES.keys())
def test_awkward_shapes_are_labelled_as_by_a_flood_fill(rows: list[str]) -> None:
    mask = np.array([[pixel == "#" for pixel in row] for row in rows])
    assert np.array_equal(labels(mask), flooded(mask))


def test_runs_of_neighbouring_rows_do_not_join_round_the_edge() -> None:
    mask = np.zeros((4, 9), bool)
    mask[1, 5:] = mask[2, :3] = True
    assert labels(mask).max() == 1


def blots(*boxes: tuple[int, int, int, int], side: int = 400) -> np.ndarray:
    """Paper with a rectangle of ink for each (x, y, width, height)."""
    ink = np.zeros((side, side), np.float32)
    for x, y, width, height in boxes:
        ink[y : y + height, x : x + width] = 1
    return ink


def test_a_mark_is_cut_out_where_it_lies() -> None:
    (mark,) = find_marks(blots((120, 50, 30, 200)))
    assert (mark.x, mark.y, mark.width, mark.height) == (120, 50, 30, 200)
    assert mark.ink.min() == 1


def test_a_faint_edge_belongs_to_its_mark() -> None:
    ink = blots((120, 50, 30, 200))
    ink[50:250, 150] = 0.2
    (mark,) = find_marks(ink)
    assert mark.width == 31


def test_specks_beside_a_digit_are_dropped_with_their_edges() -> None:
    ink = blots((120, 50, 30, 200), (300, 300, 5, 5), (10, 390, 10, 2))
    ink[299:306, 299:306] = np.maximum(ink[299:306, 299:306], 0.2)
    assert np.array_equal(without_specks(ink), blots((120, 50, 30, 200)))


def test_a_stroke_of_its_own_is_no_speck() -> None:
    ink = blots((120, 50, 30, 200), (300, 300, 30, 30))
    assert np.array_equal(without_specks(ink), ink)


def test_a_speck_close_to_a_stroke_takes_nothing_of_the_stroke() -> None:
    ink = blots((120, 50, 30, 200), (151, 100, 3, 3))  # a pixel away from it
    assert np.array_equal(without_specks(ink), blots((120, 50, 30, 200)))


def test_the_drawing_itself_is_left_as_it_was() -> None:
    ink = blots((120, 50, 30, 200), (300, 300, 5, 5))
    before = ink.copy()
    find_marks(ink)
    assert np.array_equal(ink, before)


@pytest.mark.parametrize("side", [1, 2, 4])
def test_specks_alone_are_a_blank_drawing(side: int) -> None:
    with pytest.raises(BlankDrawing):
        find_marks(blots((30, 30, side, side), (200, 90, side, side)))


def test_a_small_drawing_in_a_large_picture_is_no_speck() -> None:
    (mark,) = find_marks(blots((30, 30, 9, 12)))
    assert (mark.width, mark.height) == (9, 12)


def test_a_single_pixel_of_ink_is_a_speck_in_a_picture_of_any_size() -> None:
    for side in (1, 2, 28, 1024):
        with pytest.raises(BlankDrawing):
            find_marks(blots((0, 0, 1, 1), side=side))


def test_all_digits_stay_whole() -> None:
    for value in range(10):
        covered = digit(value).astype(np.float32)
        (mark,) = find_marks(covered)
        assert mark.ink.sum() == pytest.approx(covered.sum(), rel=0.01)


def test_a_faint_spot_far_from_the_digit_does_not_stretch_its_box() -> None:
    ink = digit(7).astype(np.float32)
    (clean,) = find_marks(ink)
    ink[280:283, 280:283] = 0.15
    (spotted,) = find_marks(ink)
    assert (spotted.x, spotted.y, spotted.width, spotted.height) == (
        clean.x,
        clean.y,
        clean.width,
        clean.height,
    )


def test_the_faint_end_of_a_stroke_belongs_to_it() -> None:
    ink = np.zeros((100, 100), np.float32)
    ink[20:70, 48:52] = 1
    ink[72:76, 48:52] = 0.15  # the pen is hardly on the paper any more
    (mark,) = find_marks(ink)
    assert (mark.y, mark.height) == (20, 56)

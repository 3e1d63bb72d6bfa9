import numpy as np
import pytest

from lambda_fn.components import boxes, find_runs, join_near, paint, strongest


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
            inside = 0 <= y < mask.shape[0] and 0 <= x < mask.shape[1]
            if inside and mask[y, x] and labelled[y, x] < 0:
                labelled[y, x] = count
                waiting += [(y + dy, x + dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1)]
        count += 1
    return labelled


def noise(density: float) -> list[np.ndarray]:
    """Forty masks of all sizes, so much of each inked at random."""
    dice = np.random.default_rng(round(density * 100))
    return [dice.random(dice.integers(1, 24, 2)) < density for _ in range(40)]


DENSITIES = pytest.mark.parametrize("density", [0.02, 0.2, 0.35, 0.5, 0.7, 0.98])


@DENSITIES
def test_components_are_those_of_a_flood_fill(density: float) -> None:
    for mask in noise(density):
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


@DENSITIES
def test_painted_components_are_the_pixels_that_have_their_labels(density: float) -> None:
    for mask in noise(density):
        runs, flood = find_runs(mask), flooded(mask)
        chosen = np.arange(flood.max() + 1) % 2 == 0
        assert np.array_equal(paint(runs, chosen, mask.shape), mask & (flood % 2 == 0))


@DENSITIES
def test_a_component_painted_in_its_box_is_cut_out_of_the_whole(density: float) -> None:
    for mask in noise(density):
        runs, flood = find_runs(mask), flooded(mask)
        low, high = boxes(runs)
        for one in range(flood.max() + 1):
            (top, left), (bottom, right) = low[:, one], high[:, one]
            chosen = np.arange(flood.max() + 1) == one
            painted = paint(runs, chosen, (bottom - top, right - left), (top, left))
            assert np.array_equal(painted, (flood == one)[top:bottom, left:right])


@DENSITIES
def test_a_box_is_as_large_as_its_component(density: float) -> None:
    for mask in noise(density):
        (low, high), flood = boxes(find_runs(mask)), flooded(mask)
        for one in range(flood.max() + 1):
            places = np.argwhere(flood == one)
            assert low[:, one].tolist() == places.min(axis=0).tolist()
            assert high[:, one].tolist() == (places.max(axis=0) + 1).tolist()


@DENSITIES
def test_the_most_ink_of_a_component_is_its_own(density: float) -> None:
    for mask in noise(density):
        ink = mask * np.random.default_rng(1).random(mask.shape).astype(np.float32)
        found, flood = strongest(find_runs(mask), ink), flooded(mask)
        assert found.tolist() == [ink[flood == one].max() for one in range(flood.max() + 1)]


def joined(*squares: tuple[int, int, int, float]) -> list[int]:
    """The group of each square (x, y, side, reach)."""
    x, y, side, reach = np.array(squares, float).T
    low = np.stack([y, x])
    return [int(group) for group in join_near(low, low + side, reach)]


def test_boxes_within_reach_of_each_other_are_one_group() -> None:
    assert joined((0, 0, 10, 15), (20, 0, 10, 15), (60, 0, 10, 15)) == [0, 0, 1]


def test_the_reach_of_either_is_enough() -> None:
    assert joined((0, 0, 10, 0), (20, 0, 10, 15)) == [0, 0]
    assert joined((0, 0, 10, 15), (20, 0, 10, 0)) == [0, 0]


def test_without_reach_even_boxes_that_touch_stay_apart() -> None:
    assert joined((0, 0, 10, 0), (10, 0, 10, 0), (5, 5, 10, 0)) == [0, 1, 2]


def test_reach_goes_from_box_to_box_along_a_chain() -> None:
    assert joined(*((20 * place, 0, 10, 12) for place in range(50))) == [0] * 50


def test_reach_is_as_the_crow_flies() -> None:
    assert joined((0, 0, 10, 10), (17, 17, 10, 10)) == [0, 0]  # 9.9 pixels from corner to corner
    assert joined((0, 0, 10, 10), (18, 18, 10, 10)) == [0, 1]  # 11.3

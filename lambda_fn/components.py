"""Connected components, found on runs (the inked stretches of a row) rather than on pixels.

A drawing of 400x400 has some hundreds of runs, and everything here is vectorised over them.
"""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Runs:
    """Inked stretches in reading order: each array is (n,), `component` the label of each."""

    row: np.ndarray
    start: np.ndarray
    end: np.ndarray
    component: np.ndarray


def find_runs(mask: np.ndarray) -> Runs:
    """The runs of a (H, W) bool mask, labelled by 8-connected component, from 0 up."""
    height, width = mask.shape
    stride = width + 2  # a blank column on either side keeps runs of two rows apart
    padded = np.zeros((height, stride), np.int8)
    padded[:, 1:-1] = mask
    steps = np.diff(padded.ravel(), prepend=0)
    start, end = np.flatnonzero(steps == 1), np.flatnonzero(steps == -1)
    component = _components(start, end, stride)
    return Runs(start // stride, start % stride - 1, end - start // stride * stride - 1, component)


def _components(start: np.ndarray, end: np.ndarray, stride: int) -> np.ndarray:
    """Label each run with its component, given flat positions of start and end, both (n,)."""
    first = np.searchsorted(end, start + stride, side="left")
    last = np.searchsorted(start, end + stride, side="right")
    count = np.maximum(last - first, 0)
    above = np.repeat(np.arange(start.size), count)
    below = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count) + first[above]
    return np.unique(_roots(start.size, above, below), return_inverse=True)[1]


def _roots(size: int, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Union-find over edges one[i]-other[i], all at once: hook to the lower root, then halve."""
    parent = np.arange(size)
    while True:
        a, b = parent[one], parent[other]
        if np.array_equal(a, b):
            return parent
        np.minimum.at(parent, np.maximum(a, b), np.minimum(a, b))
        while not np.array_equal(parent, parent[parent]):
            parent = parent[parent]


def join_near(low: np.ndarray, high: np.ndarray, reach: np.ndarray) -> np.ndarray:
    """Number boxes by group: two are of one where they are within both's reach, or either's alone.

    Boxes (2, n) and reach (n,), in pixels -> (n,), from 0 up. A reach of 0 joins nothing by itself.
    """
    apart = np.maximum(low[:, :, None] - high[:, None, :], low[:, None, :] - high[:, :, None])
    distance = np.hypot(*np.maximum(apart, 0))
    one, other = np.nonzero(distance < np.maximum(reach[:, None], reach[None, :]))
    return np.unique(_roots(low.shape[1], one, other), return_inverse=True)[1]


def boxes(runs: Runs) -> tuple[np.ndarray, np.ndarray]:
    """Each component's box: where it begins and ends, row and column, both (2, components)."""
    count = int(runs.component.max(initial=-1)) + 1
    low = np.full((2, count), np.iinfo(np.int64).max)
    high = np.zeros((2, count), np.int64)
    for axis, (least, most) in enumerate(((runs.row, runs.row + 1), (runs.start, runs.end))):
        np.minimum.at(low[axis], runs.component, least)
        np.maximum.at(high[axis], runs.component, most)
    return low, high


def areas(runs: Runs) -> np.ndarray:
    """How many pixels each component has, (components,)."""
    return np.bincount(runs.component, weights=runs.end - runs.start)


def strongest(runs: Runs, ink: np.ndarray) -> np.ndarray:
    """The most ink that a pixel of each component has, 0..1."""
    strongest = np.zeros(int(runs.component.max(initial=-1)) + 1, np.float32)
    if strongest.size:
        row = runs.row * ink.shape[1]
        ends = np.stack([row + runs.start, row + runs.end], axis=1).ravel()
        most = np.maximum.reduceat(np.append(ink, np.float32(0)), ends)[::2]
        np.maximum.at(strongest, runs.component, most)
    return strongest


def without(picture: np.ndarray, runs: Runs, chosen: np.ndarray) -> np.ndarray:
    """The picture less the chosen components: (H, W) float32, (components,) bool -> (H, W)."""
    if not chosen.any():
        return picture
    return np.where(paint(runs, chosen, picture.shape), np.float32(0), picture)


def paint(
    runs: Runs, chosen: np.ndarray, shape: tuple[int, ...], corner: tuple[int, int] = (0, 0)
) -> np.ndarray:
    """The pixels of the chosen components, (H, W) bool: of the whole, or of a box around them all.

    `corner` is the box's, row and column.
    """
    height, width = shape
    top, left = corner
    edges = np.zeros((height, width + 1), np.int32)
    keep = chosen[runs.component]
    np.add.at(edges, (runs.row[keep] - top, runs.start[keep] - left), 1)
    np.add.at(edges, (runs.row[keep] - top, runs.end[keep] - left), -1)
    return edges.cumsum(axis=1)[:, :width] > 0

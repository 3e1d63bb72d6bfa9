"""Ink to the marks that are to be read. Here: all ink but the specks is one mark.

Connected components are found on runs (the inked stretches of a row) rather than on pixels: a
drawing of 400x400 has some hundreds of runs, and everything below is vectorised over them.
"""

from dataclasses import dataclass

import numpy as np

from lambda_fn.errors import BlankDrawing
from lambda_fn.normalise import LEAST_INK, ink_box

INKED = 0.25  # what is nowhere covered this far is faint: a shadow, or the end of a light stroke
# Faint components belong to the drawing where they are within this part of its longest stroke's
# side. MNIST's digits have such ends; further away it is dirt.
NEAR = 0.15
# A speck's longer side is at most this part of the largest component's (dust beside a digit),
# or, where there is nothing larger, of the picture's (dust alone).
SPECK_BESIDE = 0.1
SPECK_ALONE = 0.01


@dataclass(frozen=True)
class Mark:
    """One mark on the paper: its ink, (h, w) float32, and where it lies, in pixels."""

    ink: np.ndarray
    x: int
    y: int

    @property
    def width(self) -> int:
        return int(self.ink.shape[1])

    @property
    def height(self) -> int:
        return int(self.ink.shape[0])


@dataclass(frozen=True)
class Runs:
    """Inked stretches in reading order: each array is (n,), `component` the label of each."""

    row: np.ndarray
    start: np.ndarray
    end: np.ndarray
    component: np.ndarray


def find_marks(ink: np.ndarray) -> list[Mark]:
    """Take a drawing apart into its marks.

    (H, W) float32 in 0..1, ink 1 on paper 0. Raises BlankDrawing where there are only specks.
    """
    clean = without_specks(ink)
    top, bottom, left, right = ink_box(clean)
    return [Mark(clean[top:bottom, left:right], x=left, y=top)]


def without_specks(ink: np.ndarray) -> np.ndarray:
    """The same ink less its specks: (H, W) -> (H, W)."""
    runs = find_runs(ink > LEAST_INK)
    low, high = _boxes(runs)
    strong = _strongest(runs, ink) > INKED
    side = np.where(strong, (high - low).max(axis=0), 0)
    if side.max(initial=0) <= max(1.0, SPECK_ALONE * max(ink.shape)):
        raise BlankDrawing("There are only specks on the paper.")
    reach = NEAR * side.max()
    start, end = low[:, strong].min(axis=1) - reach, high[:, strong].max(axis=1) + reach
    near = ((low < end[:, None]) & (high > start[:, None])).all(axis=0)
    speck = np.where(strong, side <= SPECK_BESIDE * side.max(), ~near)
    if not speck.any():
        return ink
    return np.where(_paint(runs, speck, ink.shape), np.float32(0), ink)


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


def _boxes(runs: Runs) -> tuple[np.ndarray, np.ndarray]:
    """Each component's box: where it begins and ends, row and column, both (2, components)."""
    count = int(runs.component.max(initial=-1)) + 1
    low = np.full((2, count), np.iinfo(np.int64).max)
    high = np.zeros((2, count), np.int64)
    for axis, (least, most) in enumerate(((runs.row, runs.row + 1), (runs.start, runs.end))):
        np.minimum.at(low[axis], runs.component, least)
        np.maximum.at(high[axis], runs.component, most)
    return low, high


def _strongest(runs: Runs, ink: np.ndarray) -> np.ndarray:
    """The most ink that a pixel of each component has, 0..1."""
    strongest = np.zeros(int(runs.component.max(initial=-1)) + 1, np.float32)
    if strongest.size:
        row = runs.row * ink.shape[1]
        ends = np.stack([row + runs.start, row + runs.end], axis=1).ravel()
        most = np.maximum.reduceat(np.append(ink, np.float32(0)), ends)[::2]
        np.maximum.at(strongest, runs.component, most)
    return strongest


def _paint(runs: Runs, chosen: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """The pixels of the chosen components, (H, W) bool."""
    height, width = shape
    edges = np.zeros((height, width + 1), np.int32)
    keep = chosen[runs.component]
    np.add.at(edges, (runs.row[keep], runs.start[keep]), 1)
    np.add.at(edges, (runs.row[keep], runs.end[keep]), -1)
    return edges.cumsum(axis=1)[:, :width] > 0

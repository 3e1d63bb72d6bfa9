"""Digits that touch: where a piece of ink may be cut from top to bottom."""

from itertools import pairwise

import numpy as np
from PIL import Image

from lambda_fn.marks import Mark
from lambda_fn.normalise import LEAST_INK, ink_box

# All of these were chosen on kept-back drawings that touch: with them some cut parts eight pairs of
# ten cleanly whose boxes just meet, and half of those that overlap or slant. Where a seam costs as
# much as the ink that it passes, it is three of ten and a quarter.
CUTS = 2.5  # places at most, for as much of a piece's width as its row is high
ROOM = 0.2  # of the row's height: between two cuts
EDGE = 0.12  # of the row's height: between a cut and the piece's sides
SEAM_ROWS = 40  # a cut is found on ink of so many rows
# What a seam costs. To go into a stroke: 1, as neighbours touch once where a nought is crossed
# twice. To stay in it, each row: little, as neighbours that touch often do so for a while.
INK = 0.03
LEAN = 0.5  # for each column that it leans more than the hand does
SLANT = 1.0  # for a hand that leans by a column a row
SLANTS = (0.0, -0.25, 0.25, -0.5)  # columns a row that the hand may lean; to the right, more often
OUTSIDE = 100.0  # more than any seam costs that keeps away from the piece's sides
STEEPEST = 2  # columns that a seam may lean from a row to the next
STEPS = np.arange(-STEEPEST, STEEPEST + 1)


def cut(piece: Mark, height: int) -> list[Mark]:
    """A piece of ink cut where there are the fewest strokes to cross; `height` is its row's."""
    seams = _seams(piece, height)
    column = np.arange(piece.width)
    edges = [np.zeros(piece.height, int), *seams, np.full(piece.height, piece.width)]
    halves = []
    for left, right in pairwise(edges):
        between = (column >= left[:, None]) & (column < right[:, None])
        halves.append(trimmed(Mark(np.where(between, piece.ink, np.float32(0)), piece.x, piece.y)))
    return [half for half in halves if half is not None]


def _seams(piece: Mark, height: int) -> list[np.ndarray]:
    """The cheapest ways from top to bottom, left to right, each some way from the others.

    Each (h,), the column at which it passes each row. Seams as of Avidan and Shamir (Seam Carving
    for Content-Aware Image Resizing, 2007), found on the ink shrunk to SEAM_ROWS rows.
    """
    scale = max(1.0, piece.height / SEAM_ROWS)
    columns, rows = max(3, round(piece.width / scale)), max(3, round(piece.height / scale))
    small = np.asarray(Image.fromarray(piece.ink).resize((columns, rows), Image.Resampling.BOX))
    apart, away = (max(1, round(part * height / scale)) for part in (ROOM, EDGE))
    ways, total = _cheapest_first(small, away)
    left = total < OUTSIDE
    found: list[np.ndarray] = []
    while left.any() and len(found) < round(CUTS * piece.width / height):
        seam = ways[left.argmax()]
        found.append(seam)
        between = ways - seam
        crossing = (between.min(axis=1) < 0) & (between.max(axis=1) > 0)
        left &= (abs(between.mean(axis=1)) >= apart) & ~crossing
    found.sort(key=lambda seam: float(seam.mean()))
    nearest = np.minimum((np.arange(piece.height) / scale).astype(int), rows - 1)
    return [np.round((seam[nearest] + 0.5) * piece.width / columns).astype(int) for seam in found]


def _cheapest_first(ink: np.ndarray, away: int) -> tuple[np.ndarray, np.ndarray]:
    """The best ways through the ink, (h, w), of each slant and to each end: columns and cost.

    (n, h) and (n,). Those that come closer to its sides than `away` cost OUTSIDE and more.
    """
    rows, columns = ink.shape
    shifts = np.round(np.outer(SLANTS, np.arange(rows) - rows / 2)).astype(int)  # (slants, h)
    most = int(abs(shifts).max())
    source = np.arange(-most, columns + most) - shifts[..., None]  # (slants, h, w'): its column
    inside = (source >= away) & (source < columns - away)
    slanted = np.where(inside, ink[np.arange(rows)[:, None], source.clip(0, columns - 1)], 0.0)
    total, steps = _cheapest(slanted, np.where(inside, INK * slanted, OUTSIDE))
    total = total + SLANT * abs(np.array(SLANTS))[:, None]
    ways = _back(steps) - most - shifts[:, None]
    order = np.argsort(total, axis=None, kind="stable")  # the same whatever the machine
    return ways.reshape(-1, rows)[order], total.ravel()[order]


def _cheapest(ink: np.ndarray, cost: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What the cheapest way down to each column costs, and its last step to each.

    (slants, h, w) each -> (slants, w) and (h, slants, w).
    """
    slants, rows, columns = ink.shape
    above = np.pad(ink, ((0, 0), (1, 0), (STEEPEST, STEEPEST)))[:, :-1]
    step_cost = np.maximum(0.0, ink[..., None] - _neighbours(above)) + LEAN * abs(STEPS)
    padded = np.pad(np.zeros((slants, columns)), ((0, 0), (STEEPEST,) * 2), constant_values=np.inf)
    total, around = padded[:, STEEPEST:-STEEPEST], _neighbours(padded)
    taken = np.empty((rows, slants, columns), int)
    for row in range(rows):
        ways = around + step_cost[:, row]
        taken[row] = ways.argmin(axis=-1)
        np.add(ways.min(axis=-1), cost[:, row], out=total)
    return total, STEPS[taken]


def _neighbours(padded: np.ndarray) -> np.ndarray:
    """A view of each column's neighbours at all STEPS: (..., w + 2 STEEPEST) -> (..., w, steps)."""
    return np.lib.stride_tricks.sliding_window_view(padded, len(STEPS), axis=-1)


def _back(steps: np.ndarray) -> np.ndarray:
    """The way to each column of the last row, by its steps: (h, slants, w) -> (slants, w, h)."""
    rows, slants, columns = steps.shape
    ways = np.empty((slants, columns, rows), int)
    slant, column = np.indices((slants, columns))
    for row in range(rows - 1, -1, -1):
        ways[..., row] = column
        column = (column + steps[row][slant, column]).clip(0, columns - 1)
    return ways


def trimmed(mark: Mark) -> Mark | None:
    """Without blank margins; None where it is blank."""
    if not (mark.ink > LEAST_INK).any():
        return None
    top, bottom, left, right = ink_box(mark.ink)
    return Mark(mark.ink[top:bottom, left:right], mark.x + left, mark.y + top)

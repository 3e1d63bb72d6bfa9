"""Digits that touch: where a piece of ink may be cut from top to bottom."""

from itertools import pairwise

import numpy as np
from PIL import Image

from lambda_fn.marks import Mark
from lambda_fn.normalise import LEAST_INK, ink_box

CUTS = 2  # places at most, for as much of a piece's width as its row is high
ROOM = 0.3  # of the row's height: between two cuts
SEAM_ROWS = 40  # a cut is found on ink of so many rows
LEAN = 0.05  # of a pixel's ink: what a row costs a seam, and each column that it leans
OUTSIDE = 100.0  # more than any seam costs that keeps away from the piece's sides
STEEPEST = 2  # columns that a seam may lean from a row to the next
STEPS = np.arange(-STEEPEST, STEEPEST + 1)


def cut(piece: Mark, height: int) -> list[Mark]:
    """A piece of ink cut where there is the least of it to cross; `height` is its row's."""
    seams = _seams(piece, max(2, round(ROOM * height)), most=round(CUTS * piece.width / height))
    column = np.arange(piece.width)
    edges = [np.zeros(piece.height, int), *seams, np.full(piece.height, piece.width)]
    halves = []
    for left, right in pairwise(edges):
        between = (column >= left[:, None]) & (column < right[:, None])
        halves.append(_trimmed(Mark(np.where(between, piece.ink, np.float32(0)), piece.x, piece.y)))
    return [half for half in halves if half is not None]


def _seams(piece: Mark, room: int, most: int) -> list[np.ndarray]:
    """The cheapest ways from top to bottom, left to right, each `room` pixels from the others.

    Each (h,), the column at which it passes each row. Seams as of Avidan and Shamir (Seam Carving
    for Content-Aware Image Resizing, 2007), found on the ink shrunk to SEAM_ROWS rows.
    """
    scale = max(1.0, piece.height / SEAM_ROWS)
    columns, rows = max(3, round(piece.width / scale)), max(3, round(piece.height / scale))
    small = np.asarray(Image.fromarray(piece.ink).resize((columns, rows), Image.Resampling.BOX))
    closed = max(1, round(room / scale))
    cost = np.full((rows, columns), OUTSIDE)
    cost[:, closed : columns - closed] = small[:, closed : columns - closed] + LEAN
    total, steps = _cheapest(cost)
    found: list[np.ndarray] = []
    for end in np.argsort(total, kind="stable"):  # the same ones whatever the machine
        seam = _back(steps, int(end))
        if total[end] >= OUTSIDE or len(found) >= most:
            break
        if all(abs((seam - other).mean()) >= closed for other in found):
            found.append(seam)
    found.sort(key=lambda seam: float(seam.mean()))
    nearest = np.minimum((np.arange(piece.height) / scale).astype(int), rows - 1)
    return [np.round((seam[nearest] + 0.5) * piece.width / columns).astype(int) for seam in found]


def _cheapest(cost: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What the cheapest way down to each column costs, (w,), and its last step to each, (h, w)."""
    rows, columns = cost.shape
    total, steps = np.zeros(columns), np.zeros((rows, columns), int)
    for row in range(rows):
        padded = np.pad(total, STEEPEST, constant_values=np.inf)
        ways = (
            np.lib.stride_tricks.sliding_window_view(padded, columns) + LEAN * abs(STEPS)[:, None]
        )
        steps[row] = STEPS[ways.argmin(axis=0)]
        total = ways.min(axis=0) + cost[row]
    return total, steps


def _back(steps: np.ndarray, end: int) -> np.ndarray:
    """The way that ends in a column of the last row: its column in each row, (h,)."""
    seam = np.empty(len(steps), int)
    for row in range(len(steps) - 1, -1, -1):
        seam[row] = end
        end += steps[row, end]
    return seam


def _trimmed(mark: Mark) -> Mark | None:
    """Without blank margins; None where it is blank."""
    if not (mark.ink > LEAST_INK).any():
        return None
    top, bottom, left, right = ink_box(mark.ink)
    return Mark(mark.ink[top:bottom, left:right], mark.x + left, mark.y + top)

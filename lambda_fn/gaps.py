"""The paper between two pieces of ink."""

import numpy as np

from lambda_fn.marks import Mark
from lambda_fn.normalise import LEAST_INK

SIDE_BY_SIDE = 0.25  # of the lower piece's height: rows that both have, if they stand side by side


def gap(left: Mark, right: Mark) -> float:
    """Pixels of paper between two pieces, row by row; negative where one stands over the other.

    Boxes of slanted neighbours overlap where their ink does not: so the rows decide that both have.
    """
    top, bottom = max(left.y, right.y), min(left.bottom, right.bottom)
    if bottom - top >= SIDE_BY_SIDE * min(left.height, right.height):
        ends = _edges(left, top, bottom)[1]
        starts = _edges(right, top, bottom)[0]
        if np.isfinite(starts - ends).any():
            return float(np.nanmin(starts - ends))
    return float(right.x - left.right)


def _edges(mark: Mark, top: int, bottom: int) -> tuple[np.ndarray, np.ndarray]:
    """Where each row's ink begins and ends, nan where it has none: (bottom - top,) float each."""
    inked = mark.ink[top - mark.y : bottom - mark.y] > LEAST_INK
    blank = ~inked.any(axis=1)
    start = mark.x + inked.argmax(axis=1).astype(float)
    end = mark.right - inked[:, ::-1].argmax(axis=1).astype(float)
    start[blank] = end[blank] = np.nan
    return start, end

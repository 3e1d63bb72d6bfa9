"""A frame round a drawing, a form's box or a screenshot's border: it is the paper's.

It is hollow, lies along all four sides of its box, is nearly as large as the picture, and all that
was drawn is in it. An empty one stays: that is somebody's boxy zero.
"""

import numpy as np

from lambda_fn.components import Runs, boxes, find_runs, paint, without

LARGE = 0.6  # of the picture's sides, at least
WIDE = 0.06  # of its own longer side, at most: how far in its line, also an askew one, may be
LEAST_WIDE = 3  # pixels, or this
LEAST = 64  # pixels, shorter side: below, a round zero's line is no further in than a frame's
ALONG = 0.85  # of each side of its box; the corners may be round
HOLLOW = 0.002  # of what it encloses, at most: an edge's ragged pixel
NEAR = 0.25  # of the picture: how far from its rim a frame can be, given how large it is
INSIDE = 0.2  # of its shorter side: as long is at least one thing that is drawn in it


def without_frames(stands_out: np.ndarray, least: float) -> np.ndarray:
    """The distance from the paper, less a frame's: (H, W) float32 -> (H, W).

    `least` is the contrast, in levels, from which anything counts. There may be several, one in
    another.
    """
    inked = stands_out > least
    if not _may_be_framed(inked):
        return stands_out
    runs = find_runs(inked)
    low, high = boxes(runs)
    side = high - low
    large = (side >= LARGE * np.array(inked.shape)[:, None]).all(axis=0)
    framed = np.zeros(large.size, bool)
    for one in np.flatnonzero(large):
        others = np.arange(large.size) != one
        within = (low >= low[:, [one]]).all(axis=0) & (high <= high[:, [one]]).all(axis=0)
        drawn = others & (side.max(axis=0) >= INSIDE * side[:, one].min())
        if (drawn & within).any() and not (drawn & ~within & ~large).any():
            framed[one] = _is_frame(runs, ~others, low[:, one], high[:, one])
    return without(stands_out, runs, framed)


def _may_be_framed(inked: np.ndarray) -> bool:
    """Whether something runs along each of the four sides: most pictures need no closer look."""
    if min(inked.shape) < LEAST:
        return False
    for lines in (inked, inked.T):
        rim = max(1, int(NEAR * len(lines)))
        if any(part.any(axis=0).mean() < LARGE * ALONG for part in (lines[:rim], lines[-rim:])):
            return False
    return True


def _is_frame(runs: Runs, chosen: np.ndarray, low: np.ndarray, high: np.ndarray) -> bool:
    (top, left), (bottom, right) = low, high
    own = paint(runs, chosen, (bottom - top, right - left), (top, left))
    deep = max(LEAST_WIDE, round(WIDE * max(own.shape)))
    if own[deep:-deep, deep:-deep].mean() > HOLLOW:
        return False
    sides = (own[:deep], own[-deep:], own[:, :deep].T, own[:, -deep:].T)
    return all(side.any(axis=0).mean() >= ALONG for side in sides)

"""Ink paler than other ink: two pens may have drawn a number, each as dark as it is.

How much a pen covered is told by the darkest ink of the picture. Of a second pen, grey or pink
beside black, that makes a shadow, and shadows are left out. But a shadow has no form: a stroke
does, and an edge. And it ends on the sheet, which a rule of the paper's and many a shadow do not.
"""

from collections.abc import Iterator

import numpy as np

from lambda_fn.components import Runs, areas, paint

FAINTEST = 0.12  # of the strongest ink; what was rubbed out, or shows through the sheet, is less
LONG = 0.3  # of the longest stronger component's side: a digit beside another is no shorter
# Pixels, the picture's longer side. In a thumbnail what is faint is the end of a stroke: both that
# are in MNIST's 60,000 training images were.
LEAST = 64
FILLED, SLENDER = 0.6, 0.35  # less of its box is no blot; nor is what is slender for its length
STEEP = 0.6  # of its strength, what it gains over a few pixels; a shadow does not
EDGE = 0.008  # of the picture's longer side: how wide an edge is, out of focus
INK_PERCENTILE = 90  # of its pixels': the ink's own strength


def paler_pens(
    ink: np.ndarray, runs: Runs, low: np.ndarray, high: np.ndarray, most: np.ndarray, inked: float
) -> tuple[np.ndarray, np.ndarray]:
    """The same ink, with what a paler pen drew as dark as the rest; and which components that are.

    (H, W) float32 in 0..1 with its runs, their components' boxes (2, n) and strongest ink (n,) ->
    (H, W), (n,) bool. Where no more than `inked` is covered anywhere, a component is faint.
    """
    side = (high - low).max(axis=0)
    faint = (most > FAINTEST) & (most <= inked) & (side >= LONG * side[most > inked].max())
    if max(ink.shape) < LEAST:
        faint[:] = False
    if not faint.any():
        return ink, faint
    slender = (high - low).min(axis=0) < SLENDER * side
    faint &= slender | (areas(runs) < FILLED * (high - low).prod(axis=0))
    faint &= ((low > 0) & (high < np.array(ink.shape)[:, None])).all(axis=0)
    reach = max(2, round(EDGE * max(ink.shape)))
    levelled = ink.copy()
    for one, box, inside in _each(runs, low, high, faint):
        alone = np.where(inside, ink[box], np.float32(0))
        if _steepest(alone, reach) < STEEP * most[one]:
            faint[one] = False
            continue
        level = float(np.percentile(alone[inside], INK_PERCENTILE))
        levelled[box][inside] = np.minimum(alone[inside] / level, 1)
    return levelled, faint


def _each(
    runs: Runs, low: np.ndarray, high: np.ndarray, chosen: np.ndarray
) -> Iterator[tuple[int, tuple[slice, slice], np.ndarray]]:
    """Each chosen component: its number, its box, and which pixels of the box are its own."""
    for one in np.flatnonzero(chosen):
        (top, left), (bottom, right) = low[:, one], high[:, one]
        shape, corner = (bottom - top, right - left), (top, left)
        own = paint(runs, np.arange(chosen.size) == one, shape, corner)
        yield int(one), np.s_[top:bottom, left:right], own


def _steepest(alone: np.ndarray, reach: int) -> float:
    """The most that it gains over so many pixels either way, level or upright."""
    wide = np.pad(alone, 2 * reach)
    across = np.abs(wide[:, 2 * reach :] - wide[:, : -2 * reach]).max()
    down = np.abs(wide[2 * reach :] - wide[: -2 * reach]).max()
    return float(max(across, down))

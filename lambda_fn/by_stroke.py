"""A piece of ink by the strokes that drew it, where it is known how the pen went."""

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw

from lambda_fn.cutting import trimmed
from lambda_fn.marks import Mark
from lambda_fn.normalise import pen_width
from lambda_fn.pen import draw_line

EDGE = 1.5  # pixels that a pen covers beyond its mean width: both edges are smoothed
PRESSED = 1.5  # times the mean width, where a hand presses
DRAWN = 0.95  # of a piece's ink, or more: else the pen was wider, or the strokes another picture's
LEAST = 0.02  # of a piece's ink: a stroke that has less of it, only touches it
MASK = 256  # pixels: the longer side on which strokes are drawn
MOST_INK = 8_000_000  # pixels of all parts together: strokes may all lie over each other
MOST_STROKES = 32  # of a piece: more is shading, and takes seconds to read in every grouping


def by_stroke(piece: Mark, strokes: Sequence[np.ndarray]) -> list[Mark]:
    """Each stroke's ink by itself, left to right; where strokes cross, it is of both.

    Strokes are (2, points) float64, in the picture's pixels. The piece alone where a single stroke
    drew it; nothing where these did not.
    """
    near = [stroke for stroke in strokes if _near(piece, stroke)]
    if not 1 <= len(near) <= min(MOST_STROKES, MOST_INK // piece.ink.size):
        return []
    ink = float(piece.ink.sum())
    for width in _widths(piece, near):
        masks = [_covered(piece, stroke, width + EDGE) for stroke in near]
        if float(piece.ink[np.logical_or.reduce(masks)].sum()) >= DRAWN * ink:
            break
    else:
        return []
    parts = [np.where(mask, piece.ink, np.float32(0)) for mask in masks]
    marks = [
        trimmed(Mark(part, piece.x, piece.y)) for part in parts if float(part.sum()) > LEAST * ink
    ]
    found = sorted((mark for mark in marks if mark), key=lambda mark: mark.centre)
    return found if len(found) > 1 else [piece]


def _near(piece: Mark, stroke: np.ndarray) -> bool:
    """Whether their boxes have anything in common."""
    (left, top), (right, bottom) = stroke.min(axis=1), stroke.max(axis=1)
    beside = right < piece.x or left > piece.right
    return not (beside or bottom < piece.y or top > piece.bottom)


def _widths(piece: Mark, strokes: Sequence[np.ndarray]) -> list[float]:
    """What the pen's width may be, in pixels, the least first.

    The ink, over the way that the pen went, is too little where it went twice; the strokes' mean
    width, as it looks, too much where they lie side by side.
    """
    way = sum(float(np.hypot(*np.diff(stroke)).sum()) for stroke in strokes)
    looks = pen_width(piece.ink) * piece.longer
    return sorted(
        [float(piece.ink.sum()) / max(1.0, way + looks * len(strokes)), looks, PRESSED * looks]
    )


def _covered(piece: Mark, stroke: np.ndarray, width: float) -> np.ndarray:
    """Where a pen this wide went over the piece: (h, w) bool."""
    scale = min(1.0, MASK / piece.longer)
    size = (max(1, round(piece.width * scale)), max(1, round(piece.height * scale)))
    mask = Image.new("L", size)
    points = [((x - piece.x) * scale, (y - piece.y) * scale) for x, y in stroke.T.tolist()]
    draw_line(ImageDraw.Draw(mask), points, max(1.0, width * scale))
    return np.asarray(mask.resize((piece.width, piece.height), Image.Resampling.NEAREST)) > 0

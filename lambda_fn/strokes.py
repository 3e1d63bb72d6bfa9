"""How a pen went, as somebody sent it: checked, and to be kept brought to the form of the pen data.

One `[[x, ...], [y, ...]]` a stroke, in writing order, y pointing down. Where they help to read a
picture they are in its pixels; where they are kept, on any scale: kept are whole numbers, moved to
the origin, the longer side 1000: finer than a hand, and no word of the screen.
"""

from typing import Any

import numpy as np

from lambda_fn.errors import BadRequest

MOST_STROKES = 100  # a digit has up to five; a scribble a few dozen
MOST_POINTS = 5_000  # of all strokes: twenty seconds of a pen that tells its place 240 times each
FURTHEST = 1e6  # any screen's pixels are nearer
SIDE = 1000
LEAST_SIDE = 1e-6  # a drawing narrower than this is a dot, and is not scaled

Strokes = list[list[list[int]]]
FORM = "The strokes must be a list of [[x, ...], [y, ...]], as many x as y, at least one of each."


def read_strokes(posted: Any) -> Strokes:
    """Strokes in the form of the pen data; none for None. Raises BadRequest."""
    strokes = checked(posted)
    return _scaled(strokes) if strokes else []


def checked(posted: Any) -> list[np.ndarray]:
    """Strokes as they were sent, (2, points) float64 each; none for None. Raises BadRequest."""
    if posted is None or posted == []:
        return []
    if not isinstance(posted, list) or not all(map(_is_stroke, posted)):
        raise BadRequest(FORM)
    if len(posted) > MOST_STROKES:
        raise BadRequest(f"There are more than {MOST_STROKES} strokes.")
    if sum(len(stroke[0]) for stroke in posted) > MOST_POINTS:
        raise BadRequest(f"The strokes have more than {MOST_POINTS:,} points.")
    if not all(_is_place(place) for stroke in posted for axis in stroke for place in axis):
        raise BadRequest(f"The strokes' x and y must be numbers up to {FURTHEST:,.0f}.")
    return [np.array(stroke, np.float64) for stroke in posted]


def _is_stroke(posted: Any) -> bool:
    if not isinstance(posted, list) or len(posted) != 2:
        return False
    x, y = posted
    return isinstance(x, list) and isinstance(y, list) and len(x) == len(y) > 0


def _is_place(value: Any) -> bool:
    """By type, as True is an int to isinstance; NaN is in no range."""
    return type(value) in (int, float) and -FURTHEST <= value <= FURTHEST


def _scaled(strokes: list[np.ndarray]) -> Strokes:
    """(2, points) float64 each -> the same at the origin, in whole numbers up to 1000."""
    points = np.concatenate(strokes, axis=1)
    side = float(np.ptp(points, axis=1).max())
    scale = SIDE / side if side > LEAST_SIDE else 0.0
    corner = points.min(axis=1, keepdims=True)
    return [_apart(np.rint((stroke - corner) * scale).astype(np.int64)) for stroke in strokes]


def _apart(stroke: np.ndarray) -> list[list[int]]:
    """(2, points) -> lists of x and of y; equal neighbours are one point, as in the pen data."""
    moved = np.append(True, (np.diff(stroke) != 0).any(axis=0))
    axes: list[list[int]] = stroke[:, moved].tolist()
    return axes

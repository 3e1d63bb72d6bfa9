"""Signs as people draw them: out of the drawings of what is no digit.

Nobody drew a minus for us; one line of an equals sign is as good. Not the slash, which by itself
is a 1, nor points and commas, which are left out as specks are. Of some drawings a stroke is
missing: half a plus or half a cross is no sign.
"""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from training.numbers import upright
from training.pen import Drawing

SAY = {"+": "+", "=": "=", "X": "x"}  # what drawings of these labels say between digits
MINUS = "-"
LEVEL = 0.35  # a minus is lower than this part of its length
STRAIGHT = 1.2  # a line's way is less than so many times as long as from end to end


def signs(drawings: Sequence[Drawing]) -> dict[str, list[Drawing]]:
    """The drawings that are signs, in order, by what they say between digits: + - x =."""
    found: dict[str, list[Drawing]] = defaultdict(list)
    for drawing in drawings:
        if drawing.label in SAY and not _is_one_line(drawing):
            found[SAY[drawing.label]].append(drawing)
        if drawing.label == "=":
            lines = [stroke for stroke in drawing.strokes if _is_level(stroke)]
            found[MINUS] += [Drawing(MINUS, drawing.writer, (line,)) for line in lines]
    return dict(found)


def _is_level(stroke: np.ndarray) -> bool:
    wide, high = np.ptp(stroke, axis=0)
    return bool(high < LEVEL * wide)


def _is_one_line(drawing: Drawing) -> bool:
    way = np.concatenate([np.hypot(*np.diff(stroke, axis=0).T) for stroke in drawing.strokes])
    points = np.concatenate(drawing.strokes)
    return bool(way.sum() < STRAIGHT * np.hypot(*np.ptp(points, axis=0)))


def place(
    strokes: Sequence[np.ndarray], side: float, left: float, middle: float
) -> list[np.ndarray]:
    """A sign's strokes, (n, 2) each: its longer side so long, from `left` on, about `middle`."""
    drawn = upright(strokes, side)
    half = max(float(stroke[:, 1].max()) for stroke in drawn) / 2
    return [stroke + np.array([left, middle - half]) for stroke in drawn]

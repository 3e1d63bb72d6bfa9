"""Wide pieces that read badly, taken apart: they may be several digits that touch.

Where it is known how the pen went, by its strokes, of which digits share none; else along seams.
"""

from collections.abc import Callable, Sequence

import numpy as np

from lambda_fn.by_stroke import by_stroke
from lambda_fn.cutting import cut
from lambda_fn.manifest import NONE
from lambda_fn.marks import Mark
from lambda_fn.pieces import Cut, Row

Judge = Callable[[list[Mark]], np.ndarray]
"""Marks -> their calibrated probabilities, (n, 12): of the ten digits, of one whole thing that is
no digit, and of what is neither: several digits, or a part of something."""

# A piece is taken apart where it is this wide for the row's height, and is no digit as surely as
# this. A level line is wider than any number of six that touch. (site/strokes.js tells of single
# strokes from a little less on.)
CUT_WIDTH, CUT_WIDEST, CUT_DOUBT = 0.7, 5.0, 0.9
CUTTING = 2.0  # nats for each cut along a seam
# Nats for each parting by strokes, which is right wherever there are several digits; and for each
# nat that the piece is less likely several things than one: a letter has several strokes too.
STROKES, ONE_THING = -1.5, 2.0
ONE_STROKE = 2.0  # nats more for each cut through what a single stroke drew: few join digits
LEAST = 1e-6  # of a probability


def taken_apart(row: Row, judge: Judge, strokes: Sequence[np.ndarray]) -> Row:
    """The same row, its wide pieces that read badly in parts."""
    wide = [piece for piece in row.pieces if _wide(piece, row.height)]
    if not wide:
        return row
    judged = zip(wide, judge(wide), strict=True)
    doubtful = {piece: found for piece, found in judged if found[:NONE].max() < CUT_DOUBT}
    pieces: list[Mark] = []
    cuts: list[Cut | None] = []
    for piece in row.pieces:
        parts, how = [piece], None
        if piece in doubtful:
            parts, how = _parts(piece, row.height, doubtful[piece], strokes)
        cuts += [None] * bool(pieces) + [how] * (len(parts) - 1)
        pieces += parts
    return Row(pieces, cuts)


def _parts(
    piece: Mark, height: int, chances: np.ndarray, strokes: Sequence[np.ndarray]
) -> tuple[list[Mark], Cut]:
    """A piece's parts, and how each was cut off from the next."""
    parts = by_stroke(piece, strokes)
    if not parts:
        return cut(piece, height), Cut(CUTTING)
    if len(parts) == 1:
        return cut(piece, height), Cut(CUTTING + ONE_STROKE, is_through_one_stroke=True)
    several = chances[NONE + 1 :].sum() / max(LEAST, chances[NONE:].sum())
    return parts, Cut(STROKES - ONE_THING * float(np.log(max(LEAST, several))), is_seam=False)


def _wide(piece: Mark, height: int) -> bool:
    return CUT_WIDTH * height < piece.width < CUT_WIDEST * piece.height

"""What is drawn about a number and is no part of it: a line under it, a ring or a box around it.

A frame that is as large as the picture is the paper's and gone before (`lambda_fn.frames`).
"""

from collections.abc import Sequence

import numpy as np

from lambda_fn.frames import LEAST
from lambda_fn.manifest import NONE
from lambda_fn.marks import INKED, Mark, join
from lambda_fn.normalise import LEAST_INK
from lambda_fn.rows import span, width
from lambda_fn.taking_apart import Judge

# A line under something: so high at most for its length, with nothing beneath, as long as this part
# of what is over it, and no further off than this part of that's height. A little of it may be
# higher than the digits' feet, as what slopes is. Under a single one it may be that's own foot: a 1
# without it is rather a 7.
LEVEL = 0.3
AS_LONG = 0.6
NEAR, OVER = 0.5, 0.15
TALL_ENOUGH = 0.5  # for a digit, in parts of the tallest
# A ring: so much of what is in it has its line on each of the four sides, and on all together; its
# own ink among that is a corner at most. Something in it is as tall as this part of the ring.
EACH_SIDE, AROUND = 0.5, 0.85
HOLLOW = 0.05
TALL = 0.3
# A bar alone is a slashed zero's where it leans to the right by more degrees than these, or the
# ring is narrower for its height and the bar as tall as this part of it. A bar is as straight as
# that: its ink's deviation across for that along.
LEANING = 22
ROUND, SLASH, STRAIGHT = 0.8, 0.65, 0.2


def without_emphasis(pieces: Sequence[Mark], shape: tuple[int, ...], judge: Judge) -> list[Mark]:
    """The pieces of a (height, width) picture in their order, less lines under them and rings.

    Not in a thumbnail: a zero's line is as free there as a ring. `judge` says whether a line under
    a single digit is its foot.
    """
    left = list(pieces)

    def emphasises(piece: Mark) -> bool:
        return _is_ring(piece, left) or _is_under(piece, left, judge)

    while min(shape) >= LEAST and len(left) > 1:
        found = next(filter(emphasises, left), None)
        if found is None:
            break
        left.remove(found)
    return left


def _is_ring(ring: Mark, pieces: list[Mark]) -> bool:
    """Whether something else is in it, free on all sides, that it was drawn around."""
    inside = [piece for piece in pieces if _within(piece, ring)]
    tallest = max((piece.height for piece in inside), default=0) / ring.height
    if tallest < TALL:
        return False
    is_tall = ring.width < ROUND * ring.height and tallest >= SLASH
    if len(inside) == 1 and _is_slash(inside[0], is_tall):
        return False
    inked, (top, bottom) = ring.ink > INKED, np.array(span(inside)) - ring.y
    left = min(piece.x for piece in inside) - ring.x
    right = left + width(inside)
    if inked[top:bottom, left:right].mean() > HOLLOW:
        return False
    down, across = inked[:, left:right], inked[top:bottom].T
    sides = (down[:top], down[bottom:], across[:left], across[right:])
    there = [side.any(axis=0).mean() for side in sides]
    return bool(min(there) >= EACH_SIDE and np.mean(there) >= AROUND)


def _within(piece: Mark, ring: Mark) -> bool:
    """Whether its box lies in the ring's, clear of it on all sides."""
    across = ring.x < piece.x and piece.right < ring.right
    return across and ring.y < piece.y and piece.bottom < ring.bottom


def _is_slash(piece: Mark, is_tall: bool) -> bool:
    """Whether it is a straight line that leans to the right, or, a tall one, however it leans."""
    pixels = np.argwhere(piece.ink > LEAST_INK)
    if len(pixels) < 3:
        return True
    (across, along), axes = np.linalg.eigh(np.cov(pixels.T))
    if across > STRAIGHT**2 * along:
        return False
    down, right = axes[:, 1] if axes[0, 1] > 0 else -axes[:, 1]
    return is_tall or bool(np.degrees(np.arctan2(-right, down)) > LEANING)


def _is_under(line: Mark, pieces: list[Mark], judge: Judge) -> bool:
    """Whether it is a level line with something written over it, and nothing beneath."""
    if line.height > LEVEL * line.width or not _is_single(line):
        return False
    over = [piece for piece in pieces if piece is not line and _shared(piece, line) > 0]
    if not over or any(piece.y + piece.height / 2 > line.y for piece in over):
        return False
    over = [piece for piece in over if _shared(piece, line) > piece.width / 2]
    if not over:
        return False
    if line.width < AS_LONG * width(over):
        return False
    tallest = max(piece.height for piece in over)
    gap = min(_height_at(line, piece) - piece.bottom for piece in over) / tallest
    if not -OVER <= gap <= NEAR:
        return False
    several = sum(piece.height >= TALL_ENOUGH * tallest for piece in over) > 1
    return several or not _is_foot(line, over, judge)


def _is_single(line: Mark) -> bool:
    """Whether most of its columns meet one stroke, as those of digits that hang together do not."""
    starts = np.diff(line.ink > INKED, axis=0, prepend=False) & (line.ink > INKED)
    return bool(np.median(starts.sum(axis=0)) <= 1)


def _is_foot(line: Mark, over: list[Mark], judge: Judge) -> bool:
    """Whether it is likelier a digit with it than without."""
    with_it, without = judge([join([*over, line]), join(over)])[:, :NONE].max(axis=1)
    return bool(with_it > without)


def _shared(one: Mark, other: Mark) -> int:
    """Columns that both are in; 0 and less: none."""
    return min(one.right, other.right) - max(one.x, other.x)


def _height_at(line: Mark, piece: Mark) -> int:
    """The row in which the line begins, in the columns of the piece that it shares."""
    start, end = max(line.x, piece.x) - line.x, min(line.right, piece.right) - line.x
    rows = np.flatnonzero((line.ink[:, start:end] > INKED).any(axis=1))
    return line.y + (int(rows[0]) if rows.size else line.height)

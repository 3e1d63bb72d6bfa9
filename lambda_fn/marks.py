"""Ink to its pieces: what hangs together, less the specks, and with dotted lines drawn through.

Which pieces are parts of one digit, `lambda_fn.parting` finds out; `whole` takes them as one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lambda_fn.components import Runs, areas, boxes, find_runs, join_near, paint, strongest
from lambda_fn.errors import BlankDrawing, TooManyMarks
from lambda_fn.normalise import LEAST_INK
from lambda_fn.paler import paler_pens

INKED = 0.25  # what is nowhere covered this far is faint: a shadow, or the end of a light stroke
# Faint components belong to the drawing where they are within this part of its longest stroke's
# side. MNIST's digits have such ends; further away it is dirt.
NEAR = 0.15
# A speck's longer side is at most this part of the largest component's (dust beside a digit),
# or, where there is nothing larger, of the picture's (dust alone).
SPECK_BESIDE = 0.1
SPECK_ALONE = 0.01
TAP_PIXELS = 6  # or this: a tap of a thin pen would be blown up to a ring
# A dot, round and filled, may be larger: a digit that small would have a form.
DOT_ALONE = 0.03
DOT_PIXELS = 10  # or this, in what is no thumbnail
SOLID = 0.6  # of its box, and of its length in width
CORE = 0.5  # covered further than a halo about it, of JPEG's making
# A dot's longer side is at most this part of the drawing's height, and its square at most so much
# of what it covers, as a short dash's is: a digit in one of many lines is as small, but has a form.
# Where another dot is near, it hangs together with what is no further away than so many times its
# side. Dotted lines have one to two dots' room in between.
DOT, ROUND = 0.2, 3.0
DOT_REACH = 1.6
MOST = 32  # marks that are read
MOST_PIECES = 4 * MOST
# Components that are no specks. Each is compared with each: of 16,000 that takes 20 s and 8 GB.
# Of 11,000 drawings by pen, dotted and photographed ones too, none has more than 110.
MOST_COMPONENTS = 32 * MOST


@dataclass(frozen=True, eq=False)
class Mark:
    """Ink that is read as one: (h, w) float32, and where it lies, in pixels.

    Each is itself alone, whatever another holds, so that it can be looked up.
    """

    ink: np.ndarray
    x: int
    y: int

    @property
    def width(self) -> int:
        return int(self.ink.shape[1])

    @property
    def height(self) -> int:
        return int(self.ink.shape[0])

    @property
    def right(self) -> int:
        """The column just past it."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """The row just past it."""
        return self.y + self.height

    @property
    def longer(self) -> int:
        """Its longer side."""
        return max(self.width, self.height)

    @property
    def centre(self) -> float:
        """The column in the middle of its box."""
        return self.x + self.width / 2


def whole(ink: np.ndarray) -> Mark:
    """All of a drawing as one mark: (H, W) float32 in 0..1, ink 1 on paper 0.

    Raises BlankDrawing where there are only specks.
    """
    return join(find_pieces(ink))


def join(marks: Sequence[Mark]) -> Mark:
    """Several marks as one."""
    if len(marks) == 1:
        return marks[0]
    left, top = min(mark.x for mark in marks), min(mark.y for mark in marks)
    right, bottom = max(mark.right for mark in marks), max(mark.bottom for mark in marks)
    ink = np.zeros((bottom - top, right - left), np.float32)
    for mark in marks:
        y, x = mark.y - top, mark.x - left
        place = ink[y : y + mark.height, x : x + mark.width]
        np.maximum(place, mark.ink, out=place)
    return Mark(ink, left, top)


def find_pieces(ink: np.ndarray) -> list[Mark]:
    """What hangs together, left to right, less the specks.

    (H, W) float32 in 0..1, ink 1 on paper 0. Raises BlankDrawing where there are only specks,
    TooManyMarks where there is more than anybody writes.
    """
    runs = find_runs(ink > LEAST_INK)
    low, high = boxes(runs)
    most = strongest(runs, ink)
    if not (most > INKED).any():
        raise BlankDrawing("There are only specks on the paper.")
    ink, paler = paler_pens(ink, runs, low, high, most, INKED)
    strong = (most > INKED) | paler
    keep = ~_specks(low, high, strong)
    if np.count_nonzero(keep) > MOST_COMPONENTS:
        raise TooManyMarks(MOST)
    piece = np.full(keep.size, -1)
    piece[keep] = _with_dots(low[:, keep], high[:, keep], strong[keep], areas(runs)[keep])
    piece[~np.isin(piece, piece[keep & strong])] = -1  # what is faint all over is a shadow
    piece = np.searchsorted(np.unique(piece[piece >= 0]), piece, side="right") - 1
    count = int(piece.max()) + 1
    if count > MOST_PIECES:
        raise TooManyMarks(MOST)
    pieces = [_cut_out(runs, piece == one, ink, low, high) for one in range(count)]
    if all(_dust(mark, max(ink.shape)) for mark in pieces):
        raise BlankDrawing("There are only specks on the paper.")
    return sorted(pieces, key=lambda mark: mark.centre)


def _specks(low: np.ndarray, high: np.ndarray, strong: np.ndarray) -> np.ndarray:
    """Which components are specks beside the others, (components,) bool."""
    side = np.where(strong, (high - low).max(axis=0), 0)
    reach = NEAR * side.max()
    start, end = low[:, strong].min(axis=1) - reach, high[:, strong].max(axis=1) + reach
    near = ((low < end[:, None]) & (high > start[:, None])).all(axis=0)
    return np.asarray(np.where(strong, side <= SPECK_BESIDE * side.max(), ~near))


def _with_dots(
    low: np.ndarray, high: np.ndarray, strong: np.ndarray, area: np.ndarray
) -> np.ndarray:
    """Number components by piece, dots with what they are close to: boxes (2, n) -> (n,) from 0.

    `area` is how many pixels each has. A single dot makes no dotted line. It is a piece by itself,
    unless it is faint, as the end of a stroke is.
    """
    if low.shape[1] == 1:
        return np.zeros(1, np.int64)
    side = (high - low).max(axis=0)
    small = side <= DOT * (high[0].max() - low[0].min())
    (dots,) = np.nonzero(small & ((side**2 <= ROUND * area) | ~strong))
    line = join_near(low[:, dots], high[:, dots], DOT_REACH * side[dots])
    joined = dots[(np.bincount(line)[line] > 1) | ~strong[dots]]
    reach = np.zeros(side.size)
    reach[joined] = DOT_REACH * side[joined]
    return join_near(low, high, reach)


def _dust(mark: Mark, longer: int) -> bool:
    """Whether it is a speck or a tap of the pen, in a picture whose longer side is that long."""
    core = np.argwhere(mark.ink > CORE)
    if not len(core):
        return False
    height, width = np.ptp(core, axis=0) + 1
    round_ = min(height, width) >= SOLID * max(height, width)
    filled = len(core) >= SOLID * height * width
    tap = max(1.0, min(TAP_PIXELS, longer / 4), SPECK_ALONE * longer)
    dot = max(tap, DOT_ALONE * longer, min(DOT_PIXELS, longer / 8))
    return bool(max(height, width) <= (dot if round_ and filled else tap))


def _cut_out(
    runs: Runs, chosen: np.ndarray, ink: np.ndarray, low: np.ndarray, high: np.ndarray
) -> Mark:
    """The ink of the chosen components alone, in their box."""
    top, left = low[:, chosen].min(axis=1)
    bottom, right = high[:, chosen].max(axis=1)
    box = ink[top:bottom, left:right]
    if not chosen.all():
        box = np.where(paint(runs, chosen, box.shape, (top, left)), box, np.float32(0))
    return Mark(box, int(left), int(top))

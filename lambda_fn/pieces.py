"""A row of pieces, and what their forms and places tell before the network is asked."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from lambda_fn.gaps import gap
from lambda_fn.marks import Mark
from lambda_fn.rows import span

# A sign stands free half way up, as a plus does and a times; the free parts of digits (a five's
# hat) lie at the top or the foot, or over another. Lengths in parts of the row's height.
SIGN_TOP, SIGN_FOOT = 0.4, 0.6  # its middle is between, from the top
SIGN_HIGH = 0.6  # at most so high
LONG = 0.2  # and at least so long; what is less may be a point
# A minus is a level line, and may stand a little higher or lower.
TOP, FOOT, HIGH = 0.3, 0.7, 0.3
LEVEL = 0.6  # at most so high for its length


@dataclass(frozen=True)
class Cut:
    """That two neighbours were one piece, and what it costs to part them, in nats.

    Along a seam they lie side by side, of whatever form they were; two strokes may cross. What a
    single stroke drew may well be one thing, however wide it is.
    """

    price: float
    is_seam: bool = True
    is_through_one_stroke: bool = False


@dataclass(frozen=True)
class Row:
    """Pieces from left to right, and how each was cut off from the next."""

    pieces: list[Mark]
    cuts: list[Cut | None]  # None: the two were never one piece

    @cached_property
    def span(self) -> tuple[int, int]:
        """The top of the highest piece, and the foot of the lowest, in pixels."""
        return span(self.pieces)

    @cached_property
    def height(self) -> int:
        """Pixels, from the top of the highest piece to the foot of the lowest."""
        top, bottom = self.span
        return bottom - top

    @cached_property
    def longest(self) -> int:
        """Pixels, the longer side of the largest piece."""
        return max(piece.longer for piece in self.pieces)

    @cached_property
    def gaps(self) -> list[float]:
        """From each piece to the next, in parts of the height; 0 along a seam.

        Negative where one stands over the other.
        """
        return [
            0.0 if cut and cut.is_seam else gap(left, right) / self.height
            for (left, right), cut in zip(pairwise(self.pieces), self.cuts, strict=True)
        ]

    @cached_property
    def minuses(self) -> list[bool]:
        """Which pieces are level lines half way up, cut off from nothing."""
        return self._of_the_uncut(self._is_minus)

    @cached_property
    def signlike(self) -> list[bool]:
        """Which stand like signs: low, half way up, cut off from nothing, beside what does not.

        An E's bar does not: it lies in the E. A minus does, and a small nought.
        """
        found = self._of_the_uncut(lambda piece: self._is_sign(piece) or self._is_minus(piece))
        others = [piece for piece, like in zip(self.pieces, found, strict=True) if not like]
        return [
            like and not any(other.x <= piece.centre <= other.right for other in others)
            for piece, like in zip(self.pieces, found, strict=True)
        ]

    def _of_the_uncut(self, are: Callable[[Mark], bool]) -> list[bool]:
        whole = [None, *self.cuts, None]
        return [
            whole[place] is None and whole[place + 1] is None and are(piece)
            for place, piece in enumerate(self.pieces)
        ]

    def _is_minus(self, piece: Mark) -> bool:
        high, long = piece.height / self.height, piece.width / self.height
        level = high < HIGH and long > LONG and high < LEVEL * long
        return level and TOP <= self._middle(piece) <= FOOT

    def _is_sign(self, piece: Mark) -> bool:
        low = piece.longer / self.height > LONG and piece.height / self.height < SIGN_HIGH
        return low and SIGN_TOP <= self._middle(piece) <= SIGN_FOOT

    def _middle(self, piece: Mark) -> float:
        """How far down its middle is, in parts of the height."""
        return (piece.y + piece.height / 2 - self.span[0]) / self.height

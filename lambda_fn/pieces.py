"""A row of pieces, and what their forms and places tell before the network is asked."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from lambda_fn.gaps import gap
from lambda_fn.marks import Mark
from lambda_fn.rows import span

# A minus is a line that stands free half way up; the free parts of digits (a five's hat) lie at the
# top or the foot, or over another. Lengths in parts of the row's height.
TOP, FOOT = 0.3, 0.7  # its middle is between, from the top
HIGH, LONG = 0.3, 0.2  # at most so high, and at least so long
LEVEL = 0.6  # at most so high for its length


@dataclass(frozen=True)
class Row:
    """Pieces from left to right, and what a cut cost between each and the next, in nats."""

    pieces: list[Mark]
    cuts: list[float | None]  # None: the two were never one piece

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
        """From each piece to the next, in parts of the height; 0 where the two were one piece.

        Negative where one stands over the other.
        """
        return [
            gap(left, right) / self.height if cut_off is None else 0.0
            for (left, right), cut_off in zip(pairwise(self.pieces), self.cuts, strict=True)
        ]

    @cached_property
    def minuses(self) -> list[bool]:
        """Which pieces are level lines half way up, cut off from nothing."""
        whole = [None, *self.cuts, None]
        return [
            whole[place] is None and whole[place + 1] is None and self._is_minus(piece)
            for place, piece in enumerate(self.pieces)
        ]

    def _is_minus(self, piece: Mark) -> bool:
        middle = (piece.y + piece.height / 2 - self.span[0]) / self.height
        high, long = piece.height / self.height, piece.width / self.height
        return TOP <= middle <= FOOT and high < HIGH and long > LONG and high < LEVEL * long

"""Which pieces of ink are one digit: every likely grouping is read, and the likeliest is kept.

A row of pieces is a lattice: an arc for each group of neighbouring pieces, as long as the network
finds it unlikely to be a digit. The shortest way from left to right is the reading, as in the
graphs of LeCun, Bottou, Bengio and Haffner (Gradient-Based Learning Applied to Document
Recognition, 1998). A wide piece that reads badly is cut first, where the fewest strokes are
crossed, so that neighbours that touch part where both halves then read surer.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lambda_fn.errors import TooManyMarks
from lambda_fn.lattice import SHARPNESS, Lattice
from lambda_fn.manifest import NONE
from lambda_fn.marks import MOST, Mark, join
from lambda_fn.pieces import Row
from lambda_fn.rows import rows, span, width
from lambda_fn.taking_apart import Judge, taken_apart

LONGEST = 5  # pieces in a digit; a dotted line's dots are one piece by now
WIDEST = 1.8  # times the row's height: a digit of several pieces
# What an arc costs, in nats. Of a group that is one whole thing and no digit: as much as of a digit
# at one in four. All of these were chosen on the kept-back writers' drawings and numbers.
NO_DIGIT = 0.25
DOUBT = 2.0  # of a digit, for each nat that "no digit" is likelier
ANOTHER = 0.1  # for each mark: what one digit explains, is one digit
# A row's digits are about as high: a digit that is lower than this part of the row, costs in
# proportion. What is none may be a dash or a plus.
EVEN, UNEVEN = 0.75, 8.0
# A digit's pieces are close: what is further apart than this part of the row's height, costs in
# proportion.
FAR, JOINING = 0.15, 15.0
# A sign is a thing of its own. A minus makes a 2 of a 2 to the network, however close it is; of
# what is no digit, any sign may be a part (an H's bar) if no further off than this.
JOINING_A_SIGN, BAR_OFF = 60.0, 0.1
# What stands over its neighbour is no neighbour in a row: so many nats for a height of overlap.
STANDING_OVER = 10.0
# What is no longer than this part of the row's longest piece, and part of nothing, is dirt: for so
# many nats, as a dot over a letter would rather be part of it.
SPECK, LEFT_OUT = 0.2, 1.5
# Two rows may be one mark. A digit's are no further apart than this part of its height; a thing
# that is none costs so many nats more, or a doubtful digit in two rows would make one of them all.
BETWEEN_ROWS, OF_TWO_ROWS = 0.1, 2.0
# Ways that say something else are told as far as so much of what all come to speaks for them.
RIVAL, RIVALS = 0.01, 4


@dataclass(frozen=True)
class Way:
    """One way to part a drawing, and how much speaks for what it says, 0 to 1."""

    marks: list[Mark]
    share: float


@dataclass(frozen=True)
class Parted:
    """A drawing's marks, and how likely each is parted rightly, given that those before it are.

    `cost` is theirs, in nats, `weight` the logarithm of what all ways to part it come to; `others`
    are the ways that say something else.
    """

    marks: list[Mark]
    shares: list[float]
    cost: float
    weight: float
    others: list[Way]

    @property
    def ways(self) -> list[Way]:
        """This one and the others."""
        return [Way(self.marks, math.prod(self.shares)), *self.others]


def part(
    pieces: Sequence[Mark],
    judge: Judge,
    again: Judge | None = None,
    strokes: Sequence[np.ndarray] = (),
) -> Parted:
    """Group pieces of ink to digits, top row first, left to right. Raises TooManyMarks.

    `again` is the dearer judge of what a reading would consist of: where the marks are less likely
    to that one, another reading may be the likeliest. `strokes`, (2, points) each in pixels, are
    those that drew the pieces, where that is known.
    """
    bands, again = rows(pieces), again or judge
    parted = _row_by_row([_part_row(band, judge, again, strokes) for band in bands])
    if len(bands) == 2:
        parted = _or_one(parted, bands, again)
    if len(parted.marks) > MOST:
        raise TooManyMarks(MOST)
    return parted


def _row_by_row(found: list[Parted]) -> Parted:
    """All rows, top row first."""
    ways = [Way([], 1.0)]
    for row in found:
        longer = [Way(a.marks + b.marks, a.share * b.share) for a in ways for b in row.ways]
        ways = [longer[0], *_likeliest(longer[1:])]
    return Parted(
        [mark for row in found for mark in row.marks],
        [share for row in found for share in row.shares],
        sum(row.cost for row in found),
        sum(row.weight for row in found),
        ways[1:],
    )


def _or_one(apart: Parted, bands: list[list[Mark]], again: Judge) -> Parted:
    """Two rows, or one mark: an eight of two rings is no zero over another."""
    upper, lower = bands
    joined = join([*upper, *lower])
    if joined.width > WIDEST * joined.height:
        return apart
    paper = (span(lower)[0] - span(upper)[1]) / joined.height
    too_far = JOINING * max(0.0, paper - BETWEEN_ROWS)
    chances, wide = again([joined])[0], joined.width / joined.height
    cost = ANOTHER + _surprise(chances, wide, too_far, OF_TWO_ROWS)
    one = -SHARPNESS * cost
    either = float(np.logaddexp(apart.weight, one))
    of_one, of_several = math.exp(one - either), math.exp(apart.weight - either)
    several = [Way(way.marks, of_several * way.share) for way in apart.ways]
    if cost < apart.cost:
        return Parted([joined], [of_one], cost, either, _likeliest(several))
    first, *others = apart.shares
    shares, rivals = [first * of_several, *others], [*several[1:], Way([joined], of_one)]
    return Parted(apart.marks, shares, apart.cost, either, _likeliest(rivals))


def _likeliest(ways: list[Way]) -> list[Way]:
    """Those that are likely enough to be told, the likeliest first."""
    likely = [way for way in ways if way.share >= RIVAL]
    return sorted(likely, key=lambda way: -way.share)[:RIVALS]


def _part_row(
    pieces: list[Mark], judge: Judge, again: Judge, strokes: Sequence[np.ndarray]
) -> Parted:
    row = taken_apart(Row(pieces, [None] * (len(pieces) - 1)), judge, strokes)
    signs, groups = _signs(row, judge), _groups(row)
    marks = [join(row.pieces[first:last]) for first, last in groups]
    costs, says = [LEFT_OUT] * len(groups), list[int | None]([None]) * len(groups)
    judged = [arc for arc, mark in enumerate(marks) if mark.longer > SPECK * row.longest]

    def weigh(arcs: list[int], by: Judge) -> Lattice:
        """What speaks for each way, now that these are judged."""
        for arc, chances in zip(arcs, by([marks[arc] for arc in arcs]), strict=True):
            costs[arc] = _cost(row, signs, *groups[arc], chances)
            says[arc] = int(np.append(chances[:NONE], chances[NONE:].sum()).argmax())
        return Lattice(len(row.pieces), groups, [*costs], [*says])

    lattice, looked = weigh(judged, judge), set[int]()
    while (new := sorted(set(lattice.shortest) & set(judged) - looked)) and len(looked) < MOST:
        looked.update(new)
        lattice = weigh(new, again)

    def kept(way: list[int]) -> list[Mark]:
        return [marks[arc] for arc in way if says[arc] is not None]

    others = [Way(kept(way), share) for way, share in lattice.rivals(RIVAL, RIVALS)]
    shares, cost = lattice.shares(), lattice.cost
    return Parted(kept(lattice.shortest), shares, cost, lattice.weight, others)


def _groups(row: Row) -> list[tuple[int, int]]:
    """Neighbours that may be a digit together: first piece, and the one past the last, in order.

    What was cut may be whole again, in however many parts it is, and with its neighbours too; what
    a single stroke drew, however wide it is.
    """
    count, widest = len(row.pieces), WIDEST * row.height
    uncut = [0, *(at + 1 for at, cut in enumerate(row.cuts) if cut is None), count]
    groups = {
        (first, last)
        for ends in (range(count + 1), uncut)
        for place, first in enumerate(ends)
        for last in ends[place + 1 : place + 1 + LONGEST]
    }
    return [
        (first, last)
        for first, last in sorted(groups)
        if width(row.pieces[first:last]) <= widest
        or all(cut and cut.is_through_one_stroke for cut in row.cuts[first : last - 1])
    ]


def _signs(row: Row, judge: Judge) -> list[bool]:
    """Which pieces are signs: they stand like one, and are likelier no digit than any one digit."""
    signs = list(row.signlike)
    places = [place for place, sign in enumerate(signs) if sign]
    if places:
        for place, chances in zip(places, judge([row.pieces[at] for at in places]), strict=True):
            signs[place] = bool(chances[NONE:].sum() > chances[:NONE].max())
    return signs


def _cost(row: Row, signs: list[bool], first: int, last: int, chances: np.ndarray) -> float:
    """Of reading these pieces as one mark, and of parting it from the next, in nats."""
    pieces = row.pieces[first:last]
    top, bottom = span(pieces)
    low = max(0.0, EVEN - (bottom - top) / row.height)
    no_one_digit, no_one_thing = _apart(row, signs, first, last)
    no_one_digit += UNEVEN * low
    if last == first + 1 and signs[first]:  # the network takes bare lines for parts
        chances = np.append(chances[:NONE], [chances[NONE:].sum(), 0.0])
    cost = ANOTHER + _surprise(chances, width(pieces) / row.height, no_one_digit, no_one_thing)
    if last < len(row.pieces):
        cut = row.cuts[last - 1]
        cost += (cut.price if cut else 0.0) + STANDING_OVER * max(0.0, -row.gaps[last - 1])
    return cost


def _apart(row: Row, signs: list[bool], first: int, last: int) -> tuple[float, float]:
    """What the paper between these pieces says against a digit, and against any one thing; nats."""
    digit = thing = 0.0
    for left, paper in enumerate(row.gaps[first : last - 1], start=first):
        if any(row.minuses[left : left + 2]):
            digit += JOINING_A_SIGN * max(0.0, paper)
        else:
            digit += JOINING * max(0.0, paper - FAR)
        if any(signs[left : left + 2]):
            thing += JOINING_A_SIGN * max(0.0, paper - BAR_OFF)
    return digit, thing


def _surprise(
    chances: np.ndarray, wide: float, no_one_digit: float = 0.0, no_one_thing: float = 0.0
) -> float:
    """How unlikely a mark is, in nats: as a digit, or as one whole thing that is none.

    What is likelier a digit will be called one, and is nothing else. `no_one_digit` is what speaks
    against that, in nats: that the mark is low, or its pieces far apart. Against a thing that is
    none only a sign that is further off does (`no_one_thing`), as the head that tells whole things
    from several knows places itself. What is wider (`wide` times the row's height) is less likely
    to be one.
    """
    digit, whole, none = np.log(
        np.maximum([chances[:NONE].max(), chances[NONE], chances[NONE:].sum()], 1e-12)
    )
    if digit > none:
        return float(no_one_digit - digit)
    as_digit = digit - DOUBT * (none - digit) - no_one_digit
    return -float(max(as_digit, whole + max(1.0, wide) * np.log(NO_DIGIT) - no_one_thing))

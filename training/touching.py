"""Digits that touch, taken apart by the function's own cutter: the parts that it will read.

A part that is one whole digit, and little else, is that digit, whatever scars the cut has left.
Any other part is no digit, nor is a part of what was none. The cutter offers more cuts than are
right and leaves the choice to the network; these pictures teach it the choice.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np

from lambda_fn.cutting import cut
from lambda_fn.manifest import NONE
from lambda_fn.marks import Mark, join, whole
from training.render import Pen, coverage
from training.scribbles import side_by_side

Strokes = Sequence[np.ndarray]

WHOLE = 0.94  # of a digit's ink, and of the part's: then it is that digit
BROKEN = 0.5  # less of either is no digit; what is in between, nobody can say
LOW = 0.5  # of the whole drawing's height
WHOLE_DIGITS = 0.6  # where a cut has parted whole digits, how often one of them is taught
NARROW = 0.35  # times as wide as high: half a zero this narrow is as good a one


def part_of_two(
    left: Strokes, right: Strokes, labels: tuple[int, int], pen: Pen, rng: np.random.Generator
) -> tuple[Mark, int] | None:
    """Two digits drawn so that they touch, cut: one of the parts, and its label in 0..10.

    None where nothing is cut, or where no part is either.
    """
    thick = pen.width / pen.size
    both = side_by_side(left, right, rng.uniform(-0.08, thick), rng.normal(0, 0.08))
    inks = [_ink(strokes, both[0] + both[1], pen) for strokes in both]
    mark = whole(np.maximum(*inks))
    taught = [(part, _taught(part, inks, labels)) for part in _parts(mark)]
    digits = [(part, label) for part, label in taught if label in labels]
    broken = [(part, label) for part, label in taught if label == NONE]
    chosen = digits if digits and (not broken or rng.random() < WHOLE_DIGITS) else broken
    return chosen[rng.integers(len(chosen))] if chosen else None


def _taught(part: Mark, inks: Sequence[np.ndarray], labels: tuple[int, int]) -> int | None:
    """What a part of two digits is taught as; None where nobody can say."""
    shares = [_shares(part, ink) for ink in inks]
    for (of_digit, of_part), label in zip(shares, labels, strict=True):
        if min(of_digit, of_part) > WHOLE:
            return label
    broken = all(min(share) < BROKEN for share in shares)
    return NONE if broken and not _narrow(part) else None


def _narrow(part: Mark) -> bool:
    return part.width <= NARROW * part.height


def part_of_one(strokes: Strokes, pen: Pen, rng: np.random.Generator) -> Mark | None:
    """A drawing cut: one of its parts. None where no part is wide enough to be more than a bar."""
    parts = [part for part in _parts(whole(_ink(strokes, strokes, pen))) if not _narrow(part)]
    return parts[rng.integers(len(parts))] if parts else None


def _parts(mark: Mark) -> list[Mark]:
    """What cutting leaves: each part, and each few neighbours joined, but not all of them.

    Without those so low that parting finds them too low for a digit of this row.
    """
    cut_up = cut(mark, mark.height)
    joined = [
        join(cut_up[first:last])
        for first, last in combinations(range(len(cut_up) + 1), 2)
        if last - first < len(cut_up)
    ]
    return [part for part in joined if part.height > LOW * mark.height]


def _ink(strokes: Strokes, all_strokes: Strokes, pen: Pen) -> np.ndarray:
    """Some of a drawing's strokes, where they lie in the whole: (H, W) float32 in 0..1."""
    (low, high), (start, end) = _box(strokes), _box(all_strokes)
    scale = pen.size / (end - start).max()
    middle = (np.array(pen.canvas) + ((low + high) - (start + end)) * scale) / 2
    placed = replace(
        pen, size=float((high - low).max() * scale), centre=(float(middle[0]), float(middle[1]))
    )
    return np.asarray(coverage(list(strokes), placed), np.float32) / 255


def _box(strokes: Strokes) -> tuple[np.ndarray, np.ndarray]:
    points = np.concatenate(strokes)
    return points.min(axis=0), points.max(axis=0)


def _shares(part: Mark, ink: np.ndarray) -> tuple[float, float]:
    """How much of a digit's ink the part has, and how much of the part's is the digit's."""
    under = ink[part.y : part.bottom, part.x : part.right]
    common = float(np.minimum(under, part.ink).sum())
    return common / float(ink.sum()), common / float(part.ink.sum())

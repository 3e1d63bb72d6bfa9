"""Digits that touch, taken apart by the function's own cutter: the parts that it will read.

A part that is one whole digit, and little else, is that digit, whatever scars the cut has left.
Any other part is no digit. The cutter offers more cuts than are right and leaves the choice to
the network; these pictures teach it the choice.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from lambda_fn.cutting import cut
from lambda_fn.manifest import NONE
from lambda_fn.marks import Mark, join, whole
from training.render import Pen, coverage
from training.scribbles import side_by_side

Strokes = Sequence[np.ndarray]

WHOLE = 0.94  # of a digit's ink, and of the part's: then it is that digit
BROKEN = 0.65  # less of either is no digit; what is in between, nobody can say
NARROW = 0.35  # times as wide as high: half a zero this narrow is as good a one


def part_of_two(
    left: Strokes, right: Strokes, labels: tuple[int, int], pen: Pen, rng: np.random.Generator
) -> tuple[Mark, int] | None:
    """Two digits drawn so that they touch, cut: one of the parts, and its label in 0..10.

    None where they do not touch, where nothing is cut, or where the part is neither.
    """
    thick = pen.width / pen.size
    both = side_by_side(left, right, rng.uniform(-0.15, thick), rng.normal(0, 0.08))
    inks = [_ink(strokes, both[0] + both[1], pen) for strokes in both]
    mark = whole(np.maximum(*inks))
    parts = cut(mark, mark.height)
    if len(parts) < 2:
        return None
    first, last = sorted(rng.choice(len(parts) + 1, 2, replace=False))
    if last - first == len(parts):
        return None
    part = join(parts[first:last])
    shares = [_shares(part, ink) for ink in inks]
    for (of_digit, of_part), label in zip(shares, labels, strict=True):
        if min(of_digit, of_part) > WHOLE:
            return part, label
    broken = all(min(share) < BROKEN for share in shares)
    return (part, NONE) if broken and part.width > NARROW * part.height else None


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

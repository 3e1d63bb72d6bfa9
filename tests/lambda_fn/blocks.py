"""Pieces that are plain blocks, and judges of the test's own."""

from collections.abc import Callable
from typing import Any

import numpy as np

from lambda_fn import parting
from lambda_fn.manifest import NONE
from lambda_fn.marks import Mark

Box = tuple[int, int, int, int]
"""x, y, width, height"""


def block(box: Box) -> Mark:
    x, y, width, height = box
    return Mark(np.ones((height, width), np.float32), x, y)


def box(mark: Mark) -> Box:
    return mark.x, mark.y, mark.width, mark.height


def chances(digit: float) -> np.ndarray:
    """(11,) of a mark that is a digit with this probability, and some four at that."""
    found = np.zeros(NONE + 1)
    found[[4, NONE]] = digit, 1 - digit
    return found


def judge(says: Callable[[Mark], float]) -> Callable[[list[Mark]], np.ndarray]:
    return lambda marks: np.stack([chances(says(mark)) for mark in marks])


def part(pieces: list[Mark], *judges: Any, **told: Any) -> list[Mark]:
    return parting.part(pieces, *judges, **told).marks

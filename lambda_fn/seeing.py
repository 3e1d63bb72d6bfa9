"""Pixels to what the model sees. The function and training both come this way, and no other."""

from dataclasses import dataclass

import numpy as np

from lambda_fn.ink import find_ink
from lambda_fn.marks import Mark, find_marks
from lambda_fn.normalise import normalise


@dataclass(frozen=True)
class Seen:
    """A mark, and the (28, 28) uint8 picture of it that the model gets, ink 255 on paper 0."""

    mark: Mark
    pixels: np.ndarray


def see(rgba: np.ndarray) -> list[Seen]:
    """(H, W, 4) uint8 RGBA -> what there is to read, left to right.

    Raises BlankDrawing where there is nothing, or nothing but specks.
    """
    return [Seen(mark, normalise(mark.ink)) for mark in find_marks(find_ink(rgba))]

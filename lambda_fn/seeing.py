"""Pixels to what the model sees. The function and training both come this way, and no other."""

from dataclasses import dataclass

import numpy as np

from lambda_fn.ink import find_ink
from lambda_fn.marks import Mark, whole
from lambda_fn.normalise import normalise


@dataclass(frozen=True)
class Seen:
    """A mark, and the (28, 28) uint8 picture of it that the model gets, ink 255 on paper 0."""

    mark: Mark
    pixels: np.ndarray


def see(rgba: np.ndarray) -> Seen:
    """(H, W, 4) uint8 RGBA -> all that was drawn, as one mark: how training sees a drawing.

    Raises BlankDrawing where there is nothing, or nothing but specks.
    """
    mark = whole(find_ink(rgba))
    return Seen(mark, normalise(mark.ink))

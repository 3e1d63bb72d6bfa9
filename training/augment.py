"""Other hands for every picture: turned, slanted, scaled, moved, bent, anew each time.

And another pen: thicker or thinner by up to a pixel a side.

The bending is that of Simard, Steinkraus and Platt (Best Practices for Convolutional Neural
Networks Applied to Visual Document Analysis, 2003): random displacements, smooth over the
picture; here they are drawn on a coarse grid and interpolated.
"""

from dataclasses import dataclass

import numpy as np

from lambda_fn.normalise import SIDE

BESIDE = ((1, 1), (0, 1), (2, 1), (1, 0), (1, 2))  # a pixel, and those above, below and beside it
GRID = 5  # points a side of the coarse grid: bends of about a quarter of the picture


@dataclass(frozen=True)
class Augmentation:
    """Standard deviations of what is done to a picture."""

    turn: float = 9.0  # degrees
    slant: float = 0.13
    scale: float = 0.09  # of the logarithm, each axis by itself
    move: float = 0.9  # pixels
    bend: float = 0.8  # pixels
    pen: float = 0.3  # pixels that the ink grows by on each side; never more than one


def augment(pictures: np.ndarray, how: Augmentation, rng: np.random.Generator) -> np.ndarray:
    """(n, 28, 28) uint8 -> (n, 28, 28) float32 in 0..1."""
    where = _affine(len(pictures), how, rng) + _bends(len(pictures), how.bend, rng)
    moved = _sample(pictures, where) * np.float32(1 / 255)
    return _pens(moved, how.pen, rng) if how.pen else moved


def _affine(count: int, how: Augmentation, rng: np.random.Generator) -> np.ndarray:
    """Where each pixel comes from: (n, 2, 28, 28) float32, row and column."""
    turn = np.radians(rng.normal(0, how.turn, count))
    slant = rng.normal(0, how.slant, count)
    scale = np.exp(rng.normal(0, how.scale, (2, count)))
    cosine, sine = np.cos(turn), np.sin(turn)
    matrix = np.array(
        [[cosine * scale[0], sine * scale[1]], [slant - sine * scale[0], cosine * scale[1]]]
    ).transpose(2, 0, 1)
    axis = np.arange(SIDE) - (SIDE - 1) / 2
    pixels = np.stack(np.meshgrid(axis, axis, indexing="ij")).reshape(2, -1)
    moved = matrix @ pixels + rng.normal(0, how.move, (count, 2, 1)) + (SIDE - 1) / 2
    return np.asarray(moved.reshape(count, 2, SIDE, SIDE), np.float32)


def _bends(count: int, bend: float, rng: np.random.Generator) -> np.ndarray:
    """Smooth displacements, (n, 2, 28, 28) float32 in pixels."""
    coarse = rng.normal(0, bend, (count, 2, GRID, GRID)).astype(np.float32)
    place = np.linspace(0, GRID - 1, SIDE)
    weights = np.maximum(0, 1 - np.abs(place[:, None] - np.arange(GRID))).astype(np.float32)
    return np.asarray(weights @ coarse @ weights.T)


def _sample(pictures: np.ndarray, where: np.ndarray) -> np.ndarray:
    """Bilinear, paper beyond the edge: (n, 28, 28), (n, 2, 28, 28) -> (n, 28, 28) float32."""
    padded = np.pad(pictures, ((0, 0), (1, 1), (1, 1))).astype(np.float32)
    side = SIDE + 2
    row, column = np.clip(where.swapaxes(0, 1) + 1, 0, side - 1.001)
    top, left = row.astype(np.int32), column.astype(np.int32)
    down, right = row - top.astype(np.float32), column - left.astype(np.float32)
    first = np.arange(len(pictures), dtype=np.int32)[:, None, None] * side * side
    start = first + top * side + left
    flat = padded.ravel()
    upper = flat[start] * (1 - right) + flat[start + 1] * right
    lower = flat[start + side] * (1 - right) + flat[start + side + 1] * right
    return np.asarray(upper * (1 - down) + lower * down)


def _pens(pictures: np.ndarray, pen: float, rng: np.random.Generator) -> np.ndarray:
    """The ink grown or shrunk, each picture's by another part of a pixel: (n, 28, 28) float32."""
    grows = np.clip(rng.normal(0, pen, len(pictures)), -1, 1).astype(np.float32)
    for chosen, extreme in ((grows > 0, np.maximum), (grows < 0, np.minimum)):
        around = np.pad(pictures[chosen], ((0, 0), (1, 1), (1, 1)), mode="edge")
        shifted = [around[:, row : row + SIDE, column : column + SIDE] for row, column in BESIDE]
        whole = extreme.reduce(shifted)
        pictures[chosen] += np.abs(grows[chosen, None, None]) * (whole - pictures[chosen])
    return pictures

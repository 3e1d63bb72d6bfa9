"""A mark to the 28x28 picture that the model knows, made as MNIST was made.

MNIST's digits were fitted into 20x20 pixels with their aspect ratio kept, and placed with their
centre of mass in the middle of 28x28 (LeCun, Cortes, Burges). Before that comes what MNIST had
no need of: the pen's width, relative to the digit, is brought to what MNIST's pens had. A pen
of 2 pixels on a canvas of 300 would otherwise vanish when the digit shrinks.

Training passes its drawings through `normalise` too, so that the model learns what it will see.
"""

import numpy as np
from PIL import Image

# What the steps below do is part of what a model was trained on: a model says in its manifest
# which version it knows, and the function refuses one that knows another.
VERSION = 1
SIDE = 28
BOX = 20  # pixels: the longer side of the digit within SIDE
LEAST_INK = 0.05  # fainter than this is the tail of an edge, and no part of the bounding box
# Pen width over the digit's longer side (`python -m training.mnist --pens` prints MNIST's). Between
# the first two, where 97 % of MNIST lies, nothing is changed; what is outside is redrawn with
# the nearer of the other two, a pen as common there.
THINNEST, THICKEST = 0.075, 0.22
THIN, THICK = 0.1, 0.18
WORKING_BOX = 96  # pixels: the longer side while the pen is changed, several for one of BOX
BLOT = 0.45  # a mark this wide for its size is a blot, not a stroke: thinning would draw it anew


def normalise(ink: np.ndarray) -> np.ndarray:
    """Bring a mark to the model's input.

    (H, W) float32 in 0..1, ink 1 on paper 0, with some ink -> (28, 28) uint8, ink 255.
    """
    digit = crop_to_ink(ink)
    width = pen_width(digit)
    if width < THINNEST:
        digit = _redraw(digit, THIN - width)
    elif THICKEST < width < BLOT:
        digit = _redraw(digit, THICK - width)
    return _centre(_fit(digit, BOX))


def crop_to_ink(ink: np.ndarray) -> np.ndarray:
    """Cut away blank margins: (H, W) -> (h, w), h <= H, w <= W."""
    top, bottom, left, right = ink_box(ink)
    return ink[top:bottom, left:right]


def ink_box(ink: np.ndarray) -> tuple[int, int, int, int]:
    """Where the ink is: top, bottom, left, right, the second of each pair just past it."""
    inked = ink > LEAST_INK
    rows, columns = np.flatnonzero(inked.any(axis=1)), np.flatnonzero(inked.any(axis=0))
    return int(rows[0]), int(rows[-1]) + 1, int(columns[0]), int(columns[-1]) + 1


def pen_width(digit: np.ndarray) -> float:
    """The mean width of the strokes over the longer side of the digit.

    A stroke of width w and length l has an area of w l and an outline of about 2 l. Both are
    measured on grey levels, the outline as total variation, so that anti-aliasing does no harm.
    """
    padded = np.zeros((digit.shape[0] + 2, digit.shape[1] + 2), digit.dtype)
    padded[1:-1, 1:-1] = digit  # np.pad would take longer than the sums
    down = padded[1:, 1:] - padded[:-1, 1:]
    across = padded[1:, 1:] - padded[1:, :-1]
    outline = float(np.sqrt(down**2 + across**2).sum())
    return 2.0 * float(digit.sum()) / outline / float(max(digit.shape))


def _redraw(digit: np.ndarray, change: float) -> np.ndarray:
    """The same strokes, cropped, with a pen wider by `change` (of the longer side), or narrower."""
    radius = abs(change) / 2 * WORKING_BOX
    work = np.pad(_fit(digit, WORKING_BOX), int(np.ceil(radius)) + 1)
    if change > 0:
        wide = _dilate(work, radius)
        return crop_to_ink(wide / wide.max())  # a hair shrinks to grey; its core is ink
    narrow = 1.0 - _dilate(1.0 - work, radius)
    # of a dot in a faint shadow, which is wide in the mean, nothing is left
    return crop_to_ink(narrow) if narrow.max() > LEAST_INK else digit


def _dilate(ink: np.ndarray, radius: float) -> np.ndarray:
    """Grey dilation with a disc of a fractional radius, in pixels: its edge is anti-aliased."""
    reach = int(np.ceil(radius))
    padded = np.pad(ink, reach, mode="edge")
    height, width = ink.shape
    wide = ink.copy()
    for dy in range(reach + 1):
        rows = np.maximum(padded[reach - dy :][:height], padded[reach + dy :][:height])
        for dx in range(reach + 1):  # the four that are each other's mirror images at once
            cover = min(1.0, radius + 0.5 - float(np.hypot(dy, dx)))
            if cover > 0:
                most = np.maximum(
                    rows[:, reach - dx :][:, :width], rows[:, reach + dx :][:, :width]
                )
                np.maximum(wide, most * np.float32(cover), out=wide)
    return wide


def _fit(digit: np.ndarray, side: int) -> np.ndarray:
    """Scale so that the longer side is `side` pixels: area averaging, aspect ratio kept."""
    height, width = digit.shape
    scale = side / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    if size == (width, height):
        return digit
    way = Image.Resampling.BOX if scale < 1 else Image.Resampling.BILINEAR
    return np.asarray(Image.fromarray(digit).resize(size, way))


def _centre(digit: np.ndarray) -> np.ndarray:
    """Place it with its centre of mass in the middle: (h, w) <= 20 -> (28, 28) uint8."""
    height, width = digit.shape
    mass = digit.sum()
    down = float(digit.sum(axis=1) @ np.arange(height) / mass)
    across = float(digit.sum(axis=0) @ np.arange(width) / mass)
    top = int(np.clip(round(SIDE / 2 - down), 0, SIDE - height))
    left = int(np.clip(round(SIDE / 2 - across), 0, SIDE - width))
    placed = np.zeros((SIDE, SIDE), np.uint8)
    placed[top : top + height, left : left + width] = np.round(digit * 255)
    return placed

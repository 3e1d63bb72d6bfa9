"""Several hundred drawn sheets, the same each time: digits by many pens, numbers, scribbles.

They are for comparing readers with each other, not for measuring one: nobody drew them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import product

import numpy as np
from PIL import Image, ImageDraw

SEED = 2024
HANDS = 4  # that draw each digit under each condition
NUMBERS = SCRIBBLES = SPECKLED = 40  # sheets of each
SPECKLES = 25  # grey levels, the standard deviation
FINER = 3  # drawn so many times as large, then averaged: Pillow's lines have hard edges
ROUNDINGS = 3  # times that a stroke's corners are cut: once more changes less than a pixel

Colour = tuple[int, int, int]
BLACK, WHITE = (0, 0, 0), (255, 255, 255)

# Each digit's strokes: points of two figures, right and down, in a box four wide and eight high.
STROKES = (
    ("20 00 02 06 08 28 48 46 42 40 20 10",),
    ("02 20 20 28 28",),
    ("02 00 10 30 40 43 25 08 08 08 48 48",),
    ("00 00 40 41 33 14 14 44 47 48 28 08 06",),
    ("30 30 05 05 05 45 45", "32 32 38 38"),
    ("40 40 00 00 00 04 04 33 45 48 28 08 07",),
    ("40 20 03 06 08 28 48 46 44 24 05",),
    ("00 00 40 40 40 18 18",),
    ("20 00 02 13 35 46 48 28 08 06 15 33 42 40 20",),
    ("41 30 10 01 03 14 34 41 41 41 38 38",),
)


@dataclass(frozen=True)
class Sheet:
    """How a drawing is put on paper. Lengths in pixels."""

    pen: float = 13
    height: float = 120  # of a digit
    size: tuple[int, int] = (200, 200)  # width, height
    middle: tuple[float, float] = (100, 100)  # of the digit
    ink: Colour = BLACK
    paper: Colour | None = WHITE  # None: transparent
    format: str = "PNG"


PLAIN = Sheet()
WIDE = Sheet(pen=7, height=80, size=(360, 140))
CONDITIONS = {
    "plain": PLAIN,
    "thin": replace(PLAIN, pen=3),
    "thick": replace(PLAIN, pen=26),
    "corner": replace(PLAIN, pen=5, height=44, middle=(160, 40)),
    "coloured": replace(PLAIN, ink=(178, 34, 60), paper=(236, 232, 190)),
    "white-on-black": replace(PLAIN, ink=WHITE, paper=BLACK),
    "transparent": replace(PLAIN, paper=None),
    "jpeg": replace(PLAIN, format="JPEG"),
    "webp": replace(PLAIN, pen=7, ink=(30, 50, 140), format="WEBP"),
}


def sheets() -> Iterator[tuple[str, bytes]]:
    """Each sheet's name, which says what is on it, and its file: PNG, JPEG or WebP."""
    rng = np.random.default_rng(SEED)
    for condition, sheet in CONDITIONS.items():
        for digit, hand in product(range(10), range(HANDS)):
            drawn = _hand(digit, sheet.height, sheet.middle, rng)
            yield f"{condition}-{digit}-{hand}", encoded(on_paper(drawn, sheet), sheet.format)
    for number in range(NUMBERS):
        figures = rng.integers(0, 10, rng.integers(2, 5))
        middles = [(60 + 75 * place, WIDE.size[1] / 2) for place in range(len(figures))]
        digits = [_hand(f, WIDE.height, m, rng) for f, m in zip(figures, middles, strict=True)]
        drawn = [stroke for digit in digits for stroke in digit]
        yield f"number-{number}", encoded(on_paper(drawn, WIDE))
    for scribble in range(SCRIBBLES):
        yield f"scribble-{scribble}", encoded(on_paper(_scribble(PLAIN.size, rng), PLAIN))
    for speckled in range(SPECKLED):
        drawn = _hand(speckled % 10, PLAIN.height, PLAIN.middle, rng)
        yield f"speckled-{speckled}", encoded(_speckled(on_paper(drawn, PLAIN), rng))


def on_paper(strokes: Sequence[np.ndarray], sheet: Sheet) -> Image.Image:
    """The strokes, each (n, 2) pixels, right and down, drawn with the sheet's pen."""
    covered = Image.new("L", (sheet.size[0] * FINER, sheet.size[1] * FINER))
    brush, radius = ImageDraw.Draw(covered), sheet.pen * FINER / 2
    for stroke in strokes:
        points = [(float(x), float(y)) for x, y in stroke * FINER]
        brush.line(points, fill=255, width=round(2 * radius))
        for x, y in points:
            brush.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
    covered = covered.resize(sheet.size, Image.Resampling.BOX)
    inked = Image.new("RGB", sheet.size, sheet.ink)
    if sheet.paper is None:
        inked.putalpha(covered)
        return inked
    return Image.composite(inked, Image.new("RGB", sheet.size, sheet.paper), covered)


def encoded(picture: Image.Image, kind: str = "PNG") -> bytes:
    """A picture file."""
    file = BytesIO()
    picture.save(file, kind)
    return file.getvalue()


def _hand(
    digit: int, height: float, middle: tuple[float, float], rng: np.random.Generator
) -> list[np.ndarray]:
    """A digit's strokes as some hand draws them: each (n, 2) pixels."""
    turn, stretch, slant = rng.normal(0, 0.1), np.exp(rng.normal(0, 0.15)), rng.normal(0, 0.15)
    turned = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    way = turned @ np.array([[stretch, slant], [0, 1]]) * height
    strokes = []
    for stroke in STROKES[digit]:
        points = np.array([[int(figure) for figure in point] for point in stroke.split()]) / 8
        strokes.append(_rounded(points + rng.normal(0, 0.025, points.shape)) @ way.T)
    ends = np.concatenate(strokes)
    shift = middle + rng.normal(0, 4, 2) - (ends.min(axis=0) + ends.max(axis=0)) / 2
    return [stroke + shift for stroke in strokes]


def _scribble(size: tuple[int, int], rng: np.random.Generator) -> list[np.ndarray]:
    """One to three strokes that mean nothing."""
    margin = 30  # pixels
    corners = [rng.uniform(0, 1, (rng.integers(2, 8), 2)) for _ in range(rng.integers(1, 4))]
    return [_rounded(margin + points * (np.array(size) - 2 * margin)) for points in corners]


def _rounded(points: np.ndarray) -> np.ndarray:
    """Cut the corners (Chaikin, 1974): (n, 2) -> (m, 2), both ends kept."""
    for _ in range(ROUNDINGS):
        cut = [points[:-1] * 0.75 + points[1:] * 0.25, points[:-1] * 0.25 + points[1:] * 0.75]
        points = np.concatenate([points[:1], np.stack(cut, axis=1).reshape(-1, 2), points[-1:]])
    return points


def _speckled(picture: Image.Image, rng: np.random.Generator) -> Image.Image:
    """The same in bad light: each pixel lighter or darker by chance."""
    levels = np.asarray(picture) + rng.normal(0, SPECKLES, (*picture.size[::-1], 1))
    return Image.fromarray(levels.clip(0, 255).astype(np.uint8))

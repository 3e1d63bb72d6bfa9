"""Numbers of several digits, put together from single drawings of one writer."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from training.papers import png
from training.pen import Drawing
from training.render import Pen, render

HEIGHT = 150  # pixels: of a digit, about
LENGTHS = (2, 3, 4, 5, 6)
# From a digit to the next, in heights of a digit: from close to wide, and so close that most touch.
GAPS, TOUCHING = (0.04, 0.45), (-0.12, 0.04)
# One under another: so many rows, so many digits in each, and from a row to the next so much paper.
ROWS, ROW_LENGTHS, LEADING = (2, 3, 4, 5, 6), (1, 2, 3, 4), (0.2, 0.7)


@dataclass(frozen=True)
class Number:
    """What was written, and its strokes, (n, 2) each, a digit about one unit high."""

    figures: str
    strokes: tuple[np.ndarray, ...]


def compose(
    drawings: Sequence[Drawing], count: int, seed: int, gaps: tuple[float, float] = GAPS
) -> list[Number]:
    """`count` numbers of two to six digits, each of one writer's own drawings."""
    found = hands(drawings)
    rng = np.random.default_rng(seed)
    return [_number(found[rng.integers(len(found))], gaps, rng) for _ in range(count)]


def compose_rows(drawings: Sequence[Drawing], count: int, seed: int) -> list[Number]:
    """`count` times two to six numbers, one under another, each of one writer's own drawings."""
    found = hands(drawings)
    rng = np.random.default_rng(seed)
    return [_rows(found[rng.integers(len(found))], rng) for _ in range(count)]


def hands(drawings: Sequence[Drawing]) -> list[list[Drawing]]:
    """The digits of each writer, writers in order."""
    by_writer: dict[str, list[Drawing]] = defaultdict(list)
    for drawing in drawings:
        if drawing.digit is not None:
            by_writer[drawing.writer].append(drawing)
    return [hand for _, hand in sorted(by_writer.items())]


def _rows(hand: list[Drawing], rng: np.random.Generator) -> Number:
    """Numbers one under another, each begun a little further left or right."""
    figures, strokes, top = "", list[np.ndarray](), 0.0
    for _ in range(rng.choice(ROWS)):
        row = _number(hand, GAPS, rng, ROW_LENGTHS)
        above = min(float(stroke[:, 1].min()) for stroke in row.strokes)
        shift = np.array([rng.normal(0, 0.2), top - above])
        strokes += [stroke + shift for stroke in row.strokes]
        figures += row.figures
        top = max(float(stroke[:, 1].max()) for stroke in strokes) + rng.uniform(*LEADING)
    return Number(figures, tuple(strokes))


def _number(
    hand: list[Drawing],
    gaps: tuple[float, float],
    rng: np.random.Generator,
    lengths: Sequence[int] = LENGTHS,
) -> Number:
    """One number: digits of about one height, a little up and down, closer or wider apart."""
    chosen = [hand[i] for i in rng.integers(0, len(hand), rng.choice(lengths))]
    gap = rng.uniform(*gaps)
    strokes: list[np.ndarray] = []
    edge = 0.0
    for drawing in chosen:
        digit = upright(drawing.strokes, height=float(np.exp(rng.normal(0, 0.07))))
        shift = np.array([edge, rng.normal(0, 0.05)])
        strokes += [stroke + shift for stroke in digit]
        edge = max(float(stroke[:, 0].max()) for stroke in strokes)
        edge += gap * rng.uniform(0.6, 1.4)
    return Number("".join(drawing.label for drawing in chosen), tuple(strokes))


def picture(strokes: list[np.ndarray], rng: np.random.Generator) -> bytes:
    """A number's strokes, black on white on a canvas wide enough, as PNG."""
    return png(render(strokes, pen_for(strokes, rng)))


def pen_for(strokes: Sequence[np.ndarray], rng: np.random.Generator) -> Pen:
    """The pen, and the canvas, that a number's picture is drawn with."""
    points = np.concatenate(strokes)
    width, height = np.ptp(points, axis=0) * HEIGHT
    margin = rng.uniform(0.2, 0.5) * HEIGHT
    canvas = (round(width + 2 * margin), round(max(height, HEIGHT) + 2 * margin))
    return Pen(width=rng.uniform(5, 14), size=max(width, height), canvas=canvas)


def upright(strokes: Sequence[np.ndarray], height: float) -> list[np.ndarray]:
    """Scaled to this height, the upper left of its box at the origin.

    What is wider than high (a bare level line, a lying digit) goes by its width.
    """
    points = np.concatenate(strokes)
    low, high = points.min(axis=0), points.max(axis=0)
    scale = height / max(float((high - low).max()), 1e-6)
    return [(stroke - low) * scale for stroke in strokes]

"""Numbers of several of our own digits."""

from collections.abc import Sequence

import numpy as np

from tests.lambda_fn.drawings import STROKES, Point, cover

MARGIN = 50  # pixels round a number
Strokes = list[list[Point]]
SIGNS: dict[str, Strokes] = {
    "-": [[(0.0, 0.5), (0.4, 0.5)]],
    "+": [[(0.0, 0.5), (0.44, 0.5)], [(0.22, 0.28), (0.22, 0.72)]],
    "=": [[(0.0, 0.4), (0.4, 0.4)], [(0.0, 0.62), (0.4, 0.62)]],
    "x": [[(0.0, 0.3), (0.4, 0.7)], [(0.4, 0.3), (0.0, 0.7)]],
    ".": [[(0.0, 0.99), (0.01, 0.99)]],
}


def strokes_of(figures: str, *, gap: float = 0.25, slant: float = 0.0, down: float = 0) -> Strokes:
    """Digits of one unit's height side by side, `gap` between their pens, leaning by `slant`.

    And signs between them, as a sum has them.
    """
    found: Strokes = []
    edge = 0.0
    for figure in figures:
        strokes = SIGNS[figure] if figure in SIGNS else STROKES[int(figure)]
        left = min(x for stroke in strokes for x, _ in stroke)
        found += [[(x - left + edge, y) for x, y in stroke] for stroke in strokes]
        edge = gap + max(x for stroke in found for x, _ in stroke)
    return [[(x + slant * (1 - y), y + down) for x, y in stroke] for stroke in found]


def page(
    lines: Sequence[str],
    *,
    gap: float = 0.25,
    lead: float = 0.35,
    slant: float = 0.0,
    height: float = 120,
    pen: float = 12,
) -> np.ndarray:
    """How far a pen covers each pixel of numbers one under another: (H, W) float in 0..1."""
    strokes = [
        stroke
        for place, figures in enumerate(lines)
        for stroke in strokes_of(figures, gap=gap, slant=slant, down=place * (1 + lead))
    ]
    points = np.concatenate([np.array(stroke) for stroke in strokes])
    width, depth = points.max(axis=0) * height + 2 * MARGIN
    return cover(
        strokes, size=(round(width), round(depth)), at=(MARGIN, MARGIN), height=height, pen=pen
    )


def number(
    figures: str, *, gap: float = 0.25, slant: float = 0.0, height: float = 120, pen: float = 12
) -> np.ndarray:
    """`page` of one line."""
    return page([figures], gap=gap, slant=slant, height=height, pen=pen)

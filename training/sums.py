"""Sums of one writer's digits with signs between, as pupils and accountants write them.

The pen data have no signs. These are lines of our own, each a little different: larger or smaller,
turned and bent, as far from the digits as they are from each other.
"""

from collections.abc import Sequence

import numpy as np

from training.answers import NO_DIGIT
from training.numbers import Number, hands, upright
from training.pen import Drawing

# Strokes in a box of one unit's side, y downwards. Not the slash, which by itself is a 1, nor the
# points and commas, which are left out as specks are.
SIGNS = {
    "-": (((0.0, 0.5), (0.5, 0.49), (1.0, 0.5)),),
    "+": (((0.0, 0.5), (0.5, 0.5), (1.0, 0.5)), ((0.5, 0.0), (0.5, 0.5), (0.5, 1.0))),
    "x": (((0.0, 0.0), (0.5, 0.5), (1.0, 1.0)), ((1.0, 0.0), (0.5, 0.5), (0.0, 1.0))),
    "=": (((0.0, 0.25), (0.5, 0.25), (1.0, 0.25)), ((0.0, 0.75), (0.5, 0.75), (1.0, 0.75))),
}
# What is written: each D a number of one or two digits.
FORMS = ("-D", "D-D", "D+D", "DxD", "D=D", "D+D=D", "-D-D", "DxD=D")
SIDE = (0.3, 0.5)  # of a sign, in heights of a digit
GAP = (0.1, 0.4)  # on either side of it; between digits the half of that


def compose_sums(drawings: Sequence[Drawing], count: int, seed: int) -> list[Number]:
    """`count` sums, each of one writer's own digits; a sign's figure is `?`, for no digit."""
    found = hands(drawings)
    rng = np.random.default_rng(seed)
    return [_sum(found[rng.integers(len(found))], rng) for _ in range(count)]


def _sum(hand: list[Drawing], rng: np.random.Generator) -> Number:
    figures, strokes, edge = "", list[np.ndarray](), 0.0
    for part in FORMS[rng.integers(len(FORMS))]:
        for place in range(int(rng.integers(1, 3)) if part == "D" else 1):
            gap = rng.uniform(*GAP) * (0.5 if place else 1.0)
            if part == "D":
                drawing = hand[rng.integers(len(hand))]
                figure, drawn = drawing.label, upright(drawing.strokes, 1.0)
            else:
                figure, drawn = NO_DIGIT, _sign(part, rng)
            left = min(float(stroke[:, 0].min()) for stroke in drawn)
            strokes += [stroke + np.array([edge + gap - left, 0.0]) for stroke in drawn]
            edge = max(float(stroke[:, 0].max()) for stroke in strokes)
            figures += figure
    return Number(figures, tuple(strokes))


def _sign(sign: str, rng: np.random.Generator) -> list[np.ndarray]:
    """A sign half way up a digit of one unit's height, as a hand draws it: strokes, (3, 2) each."""
    side, turn = rng.uniform(*SIDE), rng.normal(0, np.radians(4))
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    return [
        ((np.array(stroke) - 0.5) @ rotation + rng.normal(0, 0.03, (3, 2))) * side
        + (side / 2, 0.5 + rng.normal(0, 0.02))
        for stroke in SIGNS[sign]
    ]

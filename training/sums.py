"""Sums of one writer's digits with signs between, as pupils and accountants write them.

A sign is one that somebody drew, as large and as far from the digits as signs are.
"""

from collections.abc import Sequence

import numpy as np

from training.answers import NO_DIGIT
from training.numbers import Number, hands, upright
from training.pen import Drawing
from training.signs import place, signs

# What is written: each D a number of one or two digits.
FORMS = ("-D", "D-D", "D+D", "DxD", "D=D", "D+D=D", "-D-D", "DxD=D")
SIDE = (0.3, 0.5)  # of a sign, in heights of a digit
GAP = (0.1, 0.4)  # on either side of it; between digits the half of that


def compose_sums(drawings: Sequence[Drawing], count: int, seed: int) -> list[Number]:
    """`count` sums, each of one writer's own digits; a sign's figure is `?`, for no digit.

    None where there are no signs among the drawings; and only with those that there are.
    """
    found, drawn = hands(drawings), signs(drawings)
    forms = [form for form in FORMS if {*form} <= {"D", *drawn}]
    rng = np.random.default_rng(seed)
    return [
        _sum(forms[rng.integers(len(forms))], found[rng.integers(len(found))], drawn, rng)
        for _ in range(count if found and forms else 0)
    ]


def _sum(
    form: str, hand: list[Drawing], drawn: dict[str, list[Drawing]], rng: np.random.Generator
) -> Number:
    figures, strokes, edge = "", list[np.ndarray](), 0.0
    for part in form:
        for number in range(int(rng.integers(1, 3)) if part == "D" else 1):
            left = edge + rng.uniform(*GAP) * (0.5 if number else 1.0)
            if part == "D":
                drawing = hand[rng.integers(len(hand))]
                figures += drawing.label
                strokes += [
                    stroke + np.array([left, 0.0]) for stroke in upright(drawing.strokes, 1.0)
                ]
            else:
                sign = drawn[part][rng.integers(len(drawn[part]))].strokes
                figures += NO_DIGIT
                strokes += place(sign, rng.uniform(*SIDE), left, 0.5 + rng.normal(0, 0.02))
            edge = max(float(stroke[:, 0].max()) for stroke in strokes)
    return Number(figures, tuple(strokes))

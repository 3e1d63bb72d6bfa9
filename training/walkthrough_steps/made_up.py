"""Examples of what is no digit, by kind, made with the makers that training uses."""

from collections.abc import Sequence

import numpy as np

from lambda_fn.errors import BlankDrawing
from lambda_fn.manifest import LABELS
from lambda_fn.normalise import normalise
from lambda_fn.seeing import see
from training import scribbles
from training.dataset import GENERATED, OF_DIGITS
from training.pen import Drawing
from training.render import render, thin_pen, varied, varied_pen
from training.touching import part_of_two

LETTERS, TOUCHING = "letters, symbols", "touching, cut"
KINDS = (LETTERS, *GENERATED, TOUCHING)
TRIES = 400  # two digits that are to touch often do not
Panel = tuple[np.ndarray, str]
"""What the network sees, (28, 28) uint8, and what it is."""


def no_digits(held: Sequence[Drawing], columns: int, seed: int) -> dict[str, list[Panel]]:
    """So many of each kind. Of digits that touch also those parts that are digits."""
    digits = [drawing for drawing in held if drawing.digit is not None]
    others = [drawing for drawing in held if drawing.digit is None]
    found: dict[str, list[Panel]] = {}
    for number, kind in enumerate(KINDS):
        rng = np.random.default_rng([seed, number])
        tried = (_one(kind, digits, others, rng) for _ in range(TRIES))
        made = (one for one in tried if one is not None)
        found[kind.replace("_", " ")] = [one for one, _ in zip(made, range(columns), strict=False)]
    return found


def _one(
    kind: str, digits: Sequence[Drawing], others: Sequence[Drawing], rng: np.random.Generator
) -> Panel | None:
    """One of a kind, or None where it came to nothing."""
    one, other = (digits[i] for i in rng.integers(0, len(digits), 2))
    if kind == TOUCHING:
        left, right = (varied(list(drawing.strokes), rng) for drawing in (one, other))
        labels = int(one.label), int(other.label)
        part = part_of_two(left, right, labels, thin_pen(rng), rng)
        return None if part is None else (normalise(part[0].ink), LABELS[part[1]])
    if kind == LETTERS:
        letter = others[int(rng.integers(len(others)))]
        return _seen(varied(list(letter.strokes), rng), letter.label, rng)
    if kind in OF_DIGITS:
        join = getattr(scribbles, kind)
        return _seen(join(list(one.strokes), list(other.strokes), rng), "", rng)
    return _seen(getattr(scribbles, kind)(rng), "", rng)


def _seen(strokes: list[np.ndarray], title: str, rng: np.random.Generator) -> Panel | None:
    """Drawn with a pen of any width, as the function sees it."""
    try:
        return see(np.asarray(render(strokes, varied_pen(rng)).convert("RGBA"))).pixels, title
    except BlankDrawing:
        return None

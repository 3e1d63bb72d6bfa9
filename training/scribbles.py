"""Drawings of what is not a digit, made up: scribbles, blots, and digits wrongly taken apart.

A person's pen-others teach letters and symbols; these teach the rest of what lands on a canvas.
Every maker returns strokes, each (n, 2) float in any unit, y pointing down.
"""

from collections.abc import Sequence

import numpy as np

Strokes = list[np.ndarray]


def scribble(rng: np.random.Generator) -> Strokes:
    """A line to and fro: a smooth random walk with many turns, one to three of them."""
    return [_wander(rng) + rng.normal(0, 0.3, 2) for _ in range(rng.integers(1, 4))]


def _wander(rng: np.random.Generator) -> np.ndarray:
    turns = int(rng.integers(9, 22))
    corners = rng.uniform(-1, 1, (turns, 2)) * rng.uniform(0.4, 1.0, 2)
    if rng.random() < 0.5:  # a zigzag, as a child fills a field
        corners[:, 0] = np.linspace(-1, 1, turns) * rng.choice([-1, 1])
        corners[:, 1] = np.where(np.arange(turns) % 2, -1, 1) * rng.uniform(0.4, 1.0, turns)
    fine = np.linspace(0, turns - 1, turns * 8)
    line = np.stack([np.interp(fine, np.arange(turns), corners[:, axis]) for axis in (0, 1)], 1)
    if rng.random() < 0.7:
        kernel = np.ones(7) / 7
        line = np.stack([np.convolve(line[:, axis], kernel, "valid") for axis in (0, 1)], 1)
    return np.asarray(line @ _rotation(rng.uniform(0, 2 * np.pi)))


def fragment(rng: np.random.Generator) -> Strokes:
    """A piece of a drawing: an open arc, a dash, an angle, a cross or a ring of several turns."""
    kind = rng.choice(["arc", "dash", "cross", "spiral", "waves", "strokes"])
    if kind == "arc":  # open by more than a third of the circle, so that it is not yet a zero
        start, sweep = rng.uniform(0, 2 * np.pi), rng.uniform(0.9, 1.25) * np.pi
        angle = np.linspace(start, start + sweep, 40)
        return [np.stack([np.cos(angle), rng.uniform(0.8, 1.3) * np.sin(angle)], 1)]
    if kind == "dash":  # within 20 degrees of level: some ones lean by 50 from upright
        return [_line(rng.uniform(-0.35, 0.35))]
    if kind == "cross":
        lean = rng.uniform(0, np.pi)
        return [_line(lean), _line(lean + rng.uniform(0.8, 2.3))]
    if kind == "spiral":
        angle = np.linspace(0, rng.uniform(4.2, 8) * np.pi, 150)
        return [np.stack([angle * np.cos(angle), angle * np.sin(angle)], 1)]
    if kind == "waves":
        along = np.linspace(0, rng.uniform(4.5, 8) * np.pi, 120)
        wave = np.stack([along, rng.uniform(1, 5) * np.sin(along)], 1)
        return [wave @ _rotation(rng.uniform(0, 2 * np.pi))]
    count = int(rng.integers(3, 7))
    return [rng.uniform(-1, 1, (2, 2)) for _ in range(count)]


def blot(rng: np.random.Generator) -> Strokes:
    """A dot, a blob or a filled patch: strokes so close that any pen fills them."""
    angle = np.linspace(0, 2 * np.pi, 40)
    lobes = 1 + rng.choice([0.0, 0.3]) * rng.random() * np.sin(
        rng.integers(2, 6) * angle + rng.uniform(0, 6)
    )
    rim = np.stack([np.cos(angle) * lobes, np.sin(angle) * lobes], 1)
    rim *= [1.0, np.exp(rng.normal(0, 0.3))]
    return [rim * part for part in np.linspace(0.05, 1, 12)]


def pair(one: Strokes, other: Strokes, rng: np.random.Generator) -> Strokes:
    """Two digits side by side, apart or touching: a number, and no digit."""
    left, right = side_by_side(one, other, rng.uniform(-0.05, 0.35), rng.normal(0, 0.08))
    return left + right


def side_by_side(
    one: Sequence[np.ndarray], other: Sequence[np.ndarray], gap: float, drop: float
) -> tuple[Strokes, Strokes]:
    """Two digits, each one unit high, the other to the right of the one and `drop` lower."""
    left, right = _upright(one), _upright(other)
    edge = max(float(stroke[:, 0].max()) for stroke in left)
    start = min(float(stroke[:, 0].min()) for stroke in right)
    shift = np.array([edge + gap - start, drop])
    return left, [stroke + shift for stroke in right]


def slice_of_next(one: Strokes, other: Strokes, rng: np.random.Generator) -> Strokes:
    """A digit and a part of its neighbour, as where a number is cut in the wrong place."""
    both = pair(one, other, rng)
    across = np.concatenate(both[len(one) :])[:, 0]
    cut = across.min() + np.ptp(across) * rng.uniform(0.25, 0.6)
    return _left_of(both, float(cut), rng.normal(0, 0.1))


def _left_of(strokes: Strokes, cut: float, slant: float) -> Strokes:
    """What lies left of a line through (cut, 0.5) that leans by `slant`."""
    parts: Strokes = []
    for stroke in strokes:
        left = stroke[:, 0] + slant * (stroke[:, 1] - 0.5) <= cut
        breaks = np.flatnonzero(np.diff(left)) + 1
        pieces = zip(np.split(stroke, breaks), np.split(left, breaks), strict=True)
        parts += [piece for piece, inside in pieces if inside.all()]
    return parts


def _upright(strokes: Sequence[np.ndarray]) -> Strokes:
    """Scaled to a height of 1, its top at 0."""
    points = np.concatenate(strokes)
    low, high = points.min(axis=0), points.max(axis=0)
    return [(stroke - low) / max(float(high[1] - low[1]), 1e-6) for stroke in strokes]


def _line(angle: float) -> np.ndarray:
    end = np.array([np.cos(angle), np.sin(angle)])
    return np.linspace(-end, end, 20)


def _rotation(angle: float) -> np.ndarray:
    return np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])

"""Digits as a hand writes them: strokes, in units of the paper's width (it is 0.8 high)."""

from math import cos, pi, sin

Point = tuple[float, float]
Stroke = list[Point]

X, Y = 0.5, 0.4  # the middle of the paper


def arc(centre: Point, radii: Point, start: float, end: float, points: int = 24) -> Stroke:
    """Part of an ellipse; angles in turns, 0 to the right and 0.25 down."""
    turns = [start + (end - start) * i / points for i in range(points + 1)]
    (x, y), (rx, ry) = centre, radii
    return [(x + rx * cos(2 * pi * t), y + ry * sin(2 * pi * t)) for t in turns]


DIGITS: dict[int, list[Stroke]] = {
    0: [arc((X, Y), (0.14, 0.24), -0.25, -1.25)],
    1: [[(0.53, 0.16), (0.51, 0.32), (0.49, 0.48), (0.47, 0.64)]],
    2: [[*arc((X, 0.28), (0.13, 0.12), -0.55, 0.08), (0.48, 0.52), (0.36, 0.64), (0.66, 0.64)]],
    3: [arc((0.49, 0.28), (0.12, 0.11), -0.45, 0.2) + arc((0.49, 0.52), (0.14, 0.13), -0.22, 0.42)],
    4: [[(0.44, 0.16), (0.40, 0.30), (0.36, 0.44), (0.66, 0.44)], [(0.59, 0.20), (0.57, 0.66)]],
    5: [
        [(0.43, 0.17), (0.41, 0.36), *arc((0.48, 0.50), (0.14, 0.14), -0.3, 0.4)],
        [(0.43, 0.17), (0.64, 0.16)],
    ],
    6: [[(0.58, 0.16), (0.48, 0.27), *arc((X, 0.52), (0.12, 0.12), -0.55, -1.55)]],
    7: [[(0.36, 0.18), (0.50, 0.175), (0.64, 0.17), (0.56, 0.34), (0.50, 0.50), (0.47, 0.64)]],
    8: [
        arc((X, 0.28), (0.10, 0.11), -0.1, -0.75)
        + arc((X, 0.52), (0.13, 0.13), -0.25, 0.75)
        + arc((X, 0.28), (0.10, 0.11), 0.25, -0.1)
    ],
    9: [[*arc((X, 0.29), (0.12, 0.12), -0.05, -1.0), (0.61, 0.42), (0.58, 0.54), (0.55, 0.66)]],
}


def number(figures: str, size: float = 0.5, apart: float = 0.42) -> list[Stroke]:
    """Several digits from left to right, each `size` times as large as one alone.

    Their middles are `apart` of a large one's height apart.
    """
    step = apart * size
    left = X - step * (len(figures) - 1) / 2
    return [
        [(left + step * place + (x - X) * size, Y + (y - Y) * size) for x, y in stroke]
        for place, figure in enumerate(figures)
        for stroke in DIGITS[int(figure)]
    ]

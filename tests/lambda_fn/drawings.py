"""Digits drawn by hand-written polylines, for any pen, place and colour."""

import math
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import numpy as np
from PIL import Image, ImageDraw

Point = tuple[float, float]
Colour = tuple[int, ...]

BLACK, WHITE = (0, 0, 0), (255, 255, 255)
FINER = 4  # drawn so many times as large, then shrunk: Pillow's lines have hard edges


def arc(centre: Point, radii: Point, start: float, end: float) -> list[Point]:
    """Points on an ellipse; degrees, clockwise from the right, as y grows downward."""
    angles = [math.radians(start + (end - start) * step / 24) for step in range(25)]
    return [
        (centre[0] + radii[0] * math.cos(angle), centre[1] + radii[1] * math.sin(angle))
        for angle in angles
    ]


# Each digit's strokes, in a box one high and about 0.6 wide.
STROKES: dict[int, list[list[Point]]] = {
    0: [arc((0.3, 0.5), (0.3, 0.5), -90, 270)],
    1: [[(0.12, 0.2), (0.35, 0), (0.35, 1)]],
    2: [[*arc((0.3, 0.27), (0.29, 0.27), 190, 390), (0.02, 1), (0.62, 1)]],
    3: [
        [
            *arc((0.27, 0.25), (0.28, 0.25), 210, 450),
            *arc((0.27, 0.74), (0.32, 0.26), -90, 150),
        ]
    ],
    4: [[(0.4, 0), (0, 0.65), (0.65, 0.65)], [(0.47, 0.3), (0.47, 1)]],
    5: [[(0.55, 0), (0.1, 0), (0.06, 0.45), *arc((0.27, 0.69), (0.31, 0.31), 225, 500)]],
    6: [[(0.45, 0), (0.15, 0.35), *arc((0.3, 0.7), (0.28, 0.3), 180, 540)]],
    7: [[(0, 0), (0.6, 0), (0.22, 1)]],
    8: [
        [
            *arc((0.3, 0.25), (0.24, 0.25), 90, 450),
            *arc((0.3, 0.75), (0.3, 0.25), -90, 270),
        ]
    ],
    9: [[*arc((0.3, 0.28), (0.27, 0.28), 0, 360), (0.57, 0.28), (0.5, 1)]],
}


def cover(
    strokes: Sequence[Sequence[Point]],
    *,
    size: tuple[int, int] = (300, 300),
    at: Point = (90, 60),
    height: float = 180,
    pen: float = 18,
) -> np.ndarray:
    """How far a pen covers each pixel: (H, W) float in 0..1. `at` is the strokes' upper left."""
    paper = Image.new("L", (size[0] * FINER, size[1] * FINER), 0)
    brush = ImageDraw.Draw(paper)
    for stroke in strokes:
        points = [((at[0] + x * height) * FINER, (at[1] + y * height) * FINER) for x, y in stroke]
        brush.line(points, fill=255, width=round(pen * FINER), joint="curve")
        for x, y in (points[0], points[-1]):
            radius = pen * FINER / 2
            brush.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
    return np.asarray(paper.resize(size, Image.Resampling.BOX)) / 255.0


def digit(value: int, **how: Any) -> np.ndarray:
    """`cover` of one of the ten digits."""
    return cover(STROKES[value], **how)


def painted(covered: np.ndarray, ink: Colour = BLACK, paper: Colour = WHITE) -> np.ndarray:
    """(H, W) cover -> (H, W, 4) uint8 RGBA, ink on paper, both RGB."""
    shares = covered[..., None]
    mixed = np.asarray(ink) * shares + np.asarray(paper) * (1 - shares)
    return np.dstack([mixed.round(), np.full(covered.shape, 255)]).astype(np.uint8)


def on_transparency(covered: np.ndarray, ink: Colour = BLACK) -> np.ndarray:
    """(H, W) cover -> (H, W, 4) uint8 RGBA, where the paper is see-through."""
    colour = np.ones((*covered.shape, 3)) * np.asarray(ink)
    return np.dstack([colour, (covered * 255).round()]).astype(np.uint8)


def encoded(picture: np.ndarray | Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    """A file of PNG, JPEG, WEBP or whatever else Pillow writes."""
    if not isinstance(picture, Image.Image):
        picture = Image.fromarray(picture)
    if kind == "JPEG" and picture.mode == "RGBA":
        picture = picture.convert("RGB")
    file = BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()

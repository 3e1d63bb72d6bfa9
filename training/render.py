"""A drawing's strokes as a picture, as a canvas would show it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from lambda_fn.pen import draw_line

HAIR = 1.5  # pixels, oversampled: a line no wider has no joins to be seen
OVERSAMPLING = 2  # drawn this many times larger, then averaged: Pillow's lines have hard edges
Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Pen:
    """How a drawing is put on paper. Lengths in pixels."""

    width: float = 12.0
    size: float = 220.0  # the longer side of the drawing
    canvas: tuple[int, int] = (300, 300)  # width, height
    ink: Colour = (0, 0, 0)
    paper: Colour = (255, 255, 255)
    centre: tuple[float, float] | None = None  # of the drawing; None: the canvas's own


PLAIN = Pen()  # "drawn plainly": dark on white, in the middle, a pen of 4 % of a 300-pixel canvas


def render(strokes: list[np.ndarray], pen: Pen) -> Image.Image:
    """Draw strokes, each (n, 2) in any unit: an RGB picture of the pen's ink on its paper."""
    return on_paper(coverage(strokes, pen), pen.ink, Image.new("RGB", pen.canvas, pen.paper))


def on_paper(covered: Image.Image, ink: Colour, paper: Image.Image) -> Image.Image:
    """Ink on a picture of paper, as far as the pen covers each pixel (mode L)."""
    return Image.composite(Image.new("RGB", paper.size, ink), paper, covered)


def coverage(strokes: list[np.ndarray], pen: Pen) -> Image.Image:
    """How far the pen covers each pixel of its canvas: mode L, 255 is wholly."""
    scale = OVERSAMPLING
    width, height = (side * scale for side in pen.canvas)
    covered = Image.new("L", (width, height), 0)
    draw = ImageDraw.Draw(covered)
    for stroke in placed(strokes, pen):
        points = [(float(x), float(y)) for x, y in stroke * scale]
        draw_line(draw, points, pen.width * scale, is_round=pen.width * scale > HAIR)
    return covered.resize(pen.canvas, Image.Resampling.BOX)


def dotted(strokes: list[np.ndarray], spacing: float) -> list[np.ndarray]:
    """Points along the strokes, each a stroke of its own; `spacing` of the drawing's longer side.

    Strokes (n, 2) -> many of (1, 2).
    """
    points = np.concatenate(strokes)
    step = spacing * max(float(np.ptp(points, axis=0).max()), 1e-6)
    return [point[None] for stroke in strokes for point in _along(stroke, step)]


def _along(stroke: np.ndarray, step: float) -> np.ndarray:
    """The stroke's points at equal distances, both ends among them: (n, 2) -> (m, 2)."""
    lengths = np.hypot(*np.diff(stroke, axis=0).T)
    walked = np.concatenate([[0.0], np.cumsum(lengths)])
    stops = np.linspace(0, walked[-1], max(1, round(walked[-1] / step)) + 1)
    return np.stack([np.interp(stops, walked, stroke[:, axis]) for axis in (0, 1)], axis=1)


def varied(strokes: list[np.ndarray], rng: np.random.Generator) -> list[np.ndarray]:
    """The strokes as another hand might have drawn them: turned, slanted, stretched."""
    turn = rng.normal(0, np.radians(5))
    slant, stretch = rng.normal(0, 0.12), np.exp(rng.normal(0, 0.12))
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    shear = np.array([[stretch, slant], [0.0, 1.0]])
    return [points @ (rotation @ shear).T for points in strokes]


def varied_pen(rng: np.random.Generator) -> Pen:
    """Thin to thick, small to large. Canvases are small: the model sees 28 pixels of them."""
    size = rng.uniform(90, 150)
    width = size * np.exp(rng.uniform(np.log(0.012), np.log(0.25)))
    return Pen(width=width, size=size, canvas=(200, 200))


def thin_pen(rng: np.random.Generator) -> Pen:
    """As one writes numbers with, on a canvas for two digits."""
    size = rng.uniform(140, 180)
    width = size * np.exp(rng.uniform(np.log(0.01), np.log(0.09)))
    return Pen(width=width, size=size, canvas=(240, 240))


def placed(strokes: Sequence[np.ndarray], pen: Pen) -> list[np.ndarray]:
    """Where the pen goes on its canvas, in pixels: strokes (n, 2) in any unit -> (n, 2) each."""
    points = np.concatenate(strokes)
    low, high = points.min(axis=0), points.max(axis=0)
    scale = pen.size / max(float((high - low).max()), 1e-6)
    centre = np.array(pen.centre or (pen.canvas[0] / 2, pen.canvas[1] / 2))
    shift = centre - (low + high) / 2 * scale
    return [stroke * scale + shift for stroke in strokes]

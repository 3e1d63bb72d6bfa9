"""The ways in which people draw, by name: each makes an encoded picture of a pen's trajectory.

A condition is a function of the strokes, each (n, 2), and a random generator; what it returns is
what a client would post. The same seed gives the same picture.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from PIL import Image

from training.papers import jpeg, photographed, png, ruled, squared
from training.render import PLAIN, Colour, Pen, coverage, dotted, on_paper, render

Strokes = list[np.ndarray]
LEAST_CONTRAST = 60.0  # RGB levels between ink and paper, of 441: clearly visible
WHITE = (255, 255, 255)
SHEET = (245, 244, 240)  # unlined paper, before it is photographed


def plain(strokes: Strokes, rng: np.random.Generator) -> bytes:
    """Black on white, in the middle, a pen of 12 pixels on a canvas of 300."""
    return png(render(strokes, PLAIN))


def thin(strokes: Strokes, rng: np.random.Generator) -> bytes:
    """A pen of 2 pixels on a canvas of 300."""
    return png(render(strokes, replace(PLAIN, width=2)))


def thick(strokes: Strokes, rng: np.random.Generator) -> bytes:
    """A pen of 40 pixels on a canvas of 300: a fifth of the digit."""
    return png(render(strokes, replace(PLAIN, width=40, size=200)))


def corner(strokes: Strokes, rng: np.random.Generator) -> bytes:
    """A fifth of the canvas's side high, in one of its corners."""
    size = PLAIN.canvas[0] / 5
    pen = replace(PLAIN, width=6, size=size, centre=_corner(PLAIN.canvas, size, rng))
    return png(render(strokes, pen))


def coloured(strokes: Strokes, rng: np.random.Generator) -> bytes:
    """Any ink on any paper that one can tell apart."""
    ink, paper = _colours(rng)
    return png(render(strokes, replace(PLAIN, ink=ink, paper=paper)))


def white_on_black(strokes: Strokes, rng: np.random.Generator) -> bytes:
    """As on a blackboard, and as MNIST is kept."""
    return png(render(strokes, replace(PLAIN, ink=WHITE, paper=(0, 0, 0))))


def tall(strokes: Strokes, rng: np.random.Generator) -> bytes:
    """A canvas of 450x700, as on a phone held upright."""
    size, canvas = 330, (450, 700)
    centre = (rng.uniform(180, 270), rng.uniform(180, 520))
    return png(render(strokes, Pen(width=14, size=size, canvas=canvas, centre=centre)))


def dots(strokes: Strokes, rng: np.random.Generator) -> bytes:
    """A dotted line: dots of 10 pixels, 18 apart."""
    return png(render(dotted(strokes, 18 / PLAIN.size), replace(PLAIN, width=10)))


def transparent(strokes: Strokes, rng: np.random.Generator) -> bytes:
    """Ink of any colour on a canvas that nothing was painted on."""
    ink, _ = _colours(rng)
    return png(_on_nothing(coverage(strokes, PLAIN), ink))


def photo(strokes: Strokes, rng: np.random.Generator) -> bytes:
    """A photograph of pen on paper: uneven light, blur, noise, JPEG."""
    canvas = (480, 360)
    sheet = Image.new("RGB", canvas, SHEET)
    picture = on_paper(coverage(strokes, _loose(canvas, rng)), _dark(rng), sheet)
    return jpeg(photographed(picture, rng), int(rng.integers(55, 90)))


def lined(strokes: Strokes, rng: np.random.Generator) -> bytes:
    """Ruled or squared paper, scanned."""
    paper = _lines(PLAIN.canvas, rng)
    pen = replace(PLAIN, width=rng.uniform(7, 14))
    return png(on_paper(coverage(strokes, pen), _dark(rng), paper))


def anything(strokes: Strokes, rng: np.random.Generator) -> bytes:
    """Everything at random: pen, size, place, canvas, colours, paper, camera."""
    canvas = (int(rng.integers(200, 700)), int(rng.integers(200, 700)))
    pen = _loose(canvas, rng)
    kind = rng.choice(
        ["screen", "transparent", "lined", "photo", "dots"], p=[0.5, 0.1, 0.15, 0.15, 0.1]
    )
    if kind == "dots":
        spacing = rng.uniform(0.05, 0.08)
        pen = replace(pen, width=rng.uniform(0.5, 0.65) * spacing * pen.size)
        strokes = dotted(strokes, spacing)
    covered = coverage(strokes, pen)
    if kind in ("lined", "photo"):
        lines = rng.random() < (1.0 if kind == "lined" else 0.3)
        paper = _lines(canvas, rng) if lines else Image.new("RGB", canvas, SHEET)
        sheet = on_paper(covered, _dark(rng), paper)
        return jpeg(photographed(sheet, rng), 80) if kind == "photo" else png(sheet)
    ink, paper_colour = _colours(rng)
    if kind == "transparent":
        return png(_on_nothing(covered, ink))
    return png(on_paper(covered, ink, Image.new("RGB", canvas, paper_colour)))


def emphasised(strokes: Strokes, rng: np.random.Generator) -> bytes:
    """With a line under it or a ring around it, by hand: an eighth of the digit away and more."""
    points = np.concatenate(strokes)
    low, high = points.min(axis=0), points.max(axis=0)
    about = (_line_under if rng.random() < 0.5 else _ring_around)(low, high, rng)
    return png(render([*strokes, about], replace(PLAIN, width=10, size=260)))


CONDITIONS: dict[str, Callable[[Strokes, np.random.Generator], bytes]] = {
    make.__name__: make
    for make in (
        plain,
        thin,
        thick,
        corner,
        coloured,
        white_on_black,
        tall,
        dots,
        transparent,
        photo,
        lined,
        anything,
        emphasised,  # the last: the others' seeds go by their place
    )
}


def _line_under(low: np.ndarray, high: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Under a box, from (2,) to (2,): as long and longer, a little askew and not quite straight."""
    long = float((high - low).max())
    across = np.linspace(
        low[0] - rng.uniform(0.05, 0.4) * long, high[0] + rng.uniform(0.05, 0.4) * long, 12
    )
    down = high[1] + rng.uniform(0.125, 0.4) * long
    slope = rng.uniform(-0.06, 0.06) * (across - across.mean())
    return np.column_stack([across, down + slope + _wavering(across.size, 0.01 * long, rng)])


def _ring_around(low: np.ndarray, high: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Around a box, from (2,) to (2,): wavering, and nearly or more than closed."""
    long = float((high - low).max())
    around = np.linspace(0, 2 * np.pi * rng.uniform(0.97, 1.08), 48) + rng.uniform(0, 2 * np.pi)
    # an ellipse that runs an eighth and more outside of the box's corners
    radii = np.maximum(high - low, 0.3 * long) * np.sqrt(0.5) + rng.uniform(0.125, 0.35) * long
    spokes = 1 + _wavering(around.size, 0.03, rng)
    circle = np.column_stack([np.cos(around), np.sin(around)])
    return np.asarray((low + high) / 2 + radii * spokes[:, None] * circle)


def _wavering(count: int, by: float, rng: np.random.Generator) -> np.ndarray:
    """A hand's, (count,): two waves of any phase, `by` at most each."""
    along = np.linspace(0, 2 * np.pi, count)
    waves = (np.sin(turns * along + rng.uniform(0, 2 * np.pi)) for turns in (1, 2))
    return np.asarray(by * rng.uniform(0, 1) * sum(waves))


def _loose(canvas: tuple[int, int], rng: np.random.Generator) -> Pen:
    """A pen of any width in common use, on a drawing of any size that fits, anywhere."""
    size = rng.uniform(0.35, 0.8) * min(canvas)
    width = max(1.5, size * np.exp(rng.uniform(np.log(0.015), np.log(0.15))))
    room = (size + width) / 2 + 0.02 * min(canvas)
    centre = tuple(float(rng.uniform(room, side - room)) for side in canvas)
    return Pen(width=float(width), size=float(size), canvas=canvas, centre=(centre[0], centre[1]))


def _lines(size: tuple[int, int], rng: np.random.Generator) -> Image.Image:
    return (ruled if rng.random() < 0.5 else squared)(size, rng)


def _on_nothing(covered: Image.Image, ink: Colour) -> Image.Image:
    """Ink on a canvas that is see-through where there is none."""
    picture = Image.new("RGBA", covered.size, (*ink, 0))
    picture.putalpha(covered)
    return picture


def _corner(canvas: tuple[int, int], size: float, rng: np.random.Generator) -> tuple[float, float]:
    room = size / 2 + 6
    x, y = (room if rng.random() < 0.5 else side - room for side in canvas)
    return x, y


def _colours(rng: np.random.Generator) -> tuple[Colour, Colour]:
    """Ink and paper, of any colours that one can tell apart."""
    while True:
        ink, paper = rng.integers(0, 256, (2, 3))
        if np.linalg.norm(ink - paper) >= LEAST_CONTRAST:
            return _colour(ink), _colour(paper)


def _dark(rng: np.random.Generator) -> Colour:
    """The ink of a common pen: black, blue or red, or a pencil's grey."""
    inks = [(25, 25, 30), (30, 50, 140), (180, 35, 45), (85, 85, 90)]
    return _colour(np.clip(np.array(inks[rng.integers(4)]) + rng.integers(-15, 16, 3), 0, 255))


def _colour(levels: np.ndarray) -> Colour:
    red, green, blue = (int(level) for level in levels)
    return red, green, blue

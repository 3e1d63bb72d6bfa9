"""Papers and cameras: lined sheets, and what becomes of a drawing that is photographed."""

import io

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from training.render import Colour

GRID = 3  # points a side of the coarse grid that the light is drawn on


def ruled(size: tuple[int, int], rng: np.random.Generator) -> Image.Image:
    """A sheet with level lines, as in an exercise book; `size` is width and height."""
    return _lined(size, rng, upright=False)


def squared(size: tuple[int, int], rng: np.random.Generator) -> Image.Image:
    """A sheet with level and upright lines."""
    return _lined(size, rng, upright=True)


def _lined(size: tuple[int, int], rng: np.random.Generator, *, upright: bool) -> Image.Image:
    sheet = Image.new("RGB", size, _near((250, 250, 246), 5, rng))
    draw = ImageDraw.Draw(sheet)
    colour = _near((165, 190, 222) if rng.random() < 0.6 else (178, 178, 178), 18, rng)
    pitch = max(size) / rng.uniform(9, 16) / (1.6 if upright else 1.0)
    thick = int(rng.integers(1, 3))
    for axis in (1, 0) if upright else (1,):
        for place in np.arange(rng.uniform(0, pitch), size[axis], pitch):
            start, end = [0, 0], list(size)
            start[axis] = end[axis] = round(float(place))
            draw.line([*start, *end], fill=colour, width=thick)
    return sheet


def photographed(sheet: Image.Image, rng: np.random.Generator) -> Image.Image:
    """The sheet as a phone sees it: uneven light, a blur, noise, at times the table's dark edge."""
    width, height = sheet.size
    light = np.asarray(
        Image.fromarray(rng.uniform(0.7, 1.0, (GRID, GRID)).astype(np.float32)).resize(
            sheet.size, Image.Resampling.BICUBIC
        )
    )
    slope = np.linspace(1, rng.uniform(0.65, 1), width, dtype=np.float32)
    tint = rng.uniform([0.95, 0.92, 0.85], [1.0, 1.0, 1.0]).astype(np.float32)  # lamps are yellow
    levels = np.asarray(sheet, np.float32) * (light * slope)[..., None] * tint
    if rng.random() < 0.3:
        levels = _edged(levels, rng)
    blurred = Image.fromarray(np.clip(levels, 0, 255).astype(np.uint8)).filter(
        ImageFilter.GaussianBlur(rng.uniform(0.4, 1.4))
    )
    noise = rng.standard_normal((height, width, 3), np.float32) * np.float32(rng.uniform(2, 7))
    return Image.fromarray(np.clip(np.asarray(blurred) + noise, 0, 255).astype(np.uint8))


def _edged(levels: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The same with a dark table along one side or two, up to a twelfth of the picture."""
    height, width = levels.shape[:2]
    edged = levels.copy()
    for side in rng.choice(4, rng.integers(1, 3), replace=False):
        depth = round(rng.uniform(0.02, 0.08) * min(height, width))
        turned = np.rot90(edged, int(side))
        turned[:depth] = rng.uniform(15, 70, 3)
    return edged


def jpeg(picture: Image.Image, quality: int) -> bytes:
    """Encoded as JPEG."""
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()


def png(picture: Image.Image) -> bytes:
    """Encoded as PNG."""
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", compress_level=1)
    return buffer.getvalue()


def _near(colour: Colour, spread: float, rng: np.random.Generator) -> Colour:
    red, green, blue = (int(np.clip(level + rng.normal(0, spread), 0, 255)) for level in colour)
    return red, green, blue

"""Papers and cameras of our own: lined sheets, and what a photograph makes of a drawing."""

from io import BytesIO

import numpy as np
from PIL import Image, ImageFilter

from tests.lambda_fn.drawings import Colour, painted


def lined(
    covered: np.ndarray,
    *,
    pitch: int = 24,
    askew: float = 0,
    squared: bool = False,
    margin: float = 0,
    ink: Colour = (30, 40, 120),
) -> np.ndarray:
    """Ink on ruled or squared paper that lies askew by so many degrees: (H, W, 4) uint8.

    With a margin, in pixels from the left, there is a red line there.
    """
    y, x = np.mgrid[: covered.shape[0], : covered.shape[1]].astype(float)
    turn = np.radians(askew)
    ways = [y * np.cos(turn) + x * np.sin(turn)]
    if squared:
        ways.append(x * np.cos(turn) - y * np.sin(turn))
    away = np.min([np.abs((way + 7) % pitch - pitch / 2) for way in ways], axis=0)
    line = np.clip(1.3 - away, 0, 1)[..., None]
    paper = np.array((250, 250, 246)) * (1 - line) + np.array((165, 190, 222)) * line
    if margin:
        red = np.clip(1.3 - np.abs(x * np.cos(turn) - y * np.sin(turn) - margin), 0, 1)[..., None]
        paper = paper * (1 - red) + np.array((222, 90, 100)) * red
    levels = painted(covered)
    levels[..., :3] = np.array(ink) * covered[..., None] + paper * (1 - covered[..., None])
    return levels


def photographed(
    covered: np.ndarray,
    *,
    ink: Colour = (35, 40, 60),
    paper: Colour = (245, 244, 240),
    shadow: float = 0.0,
    seed: int = 0,
) -> np.ndarray:
    """Ink on paper by a lamp at the left, at times a shadow across it: (H, W, 3) uint8."""
    height, width = covered.shape
    y, x = np.mgrid[:height, :width].astype(float)
    edge = (0.8 * x + y - 0.9 * height) / (0.05 * width)
    light = 1 - 0.35 * x / width - 0.15 * y / height - shadow / (1 + np.exp(-edge))
    levels = painted(covered, ink, paper)[..., :3] * light[..., None] * (1, 0.97, 0.9)
    blurred = Image.fromarray(levels.clip(0, 255).astype(np.uint8)).filter(
        ImageFilter.GaussianBlur(1.0)
    )
    noise = np.random.default_rng(seed).normal(0, 4, (height, width, 3))
    return np.asarray(np.clip(np.asarray(blurred) + noise, 0, 255), np.uint8)


def on_a_table(photo: np.ndarray, side: int, depth: int, askew: float) -> np.ndarray:
    """The same with a dark table beside the sheet: side 0 is the top, then counter-clockwise."""
    turned = np.rot90(photo, -side).astype(float)
    y, x = np.mgrid[: turned.shape[0], : turned.shape[1]].astype(float)
    slope = np.tan(np.radians(askew))
    table = np.clip(depth - y + (x - turned.shape[1] / 2) * slope, 0, 1)[..., None]
    return np.rot90(turned * (1 - table) + 40 * table, side).astype(np.uint8)


def through_jpeg(picture: np.ndarray, quality: int = 75) -> np.ndarray:
    """What a JPEG of it shows: (H, W, 3 or 4) uint8 -> (H, W, 4) uint8."""
    file = BytesIO()
    Image.fromarray(picture[..., :3]).save(file, "JPEG", quality=quality)
    return np.asarray(Image.open(file).convert("RGBA"))

"""What is posted: a digit on a canvas of some sizes, six of them, and a phone's photograph."""

import io
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageFilter

from tests.lambda_fn.drawings import STROKES, cover, digit, encoded, painted

INK, PHONE = (34, 34, 51), (4000, 3000)  # RGB; pixels, twelve million of them


@dataclass(frozen=True)
class Picture:
    """A file, its content type, and the number on it."""

    name: str
    content: bytes
    number: str
    kind: str = "image/png"


def canvas(side: int) -> Picture:
    """A three on a square canvas of so many pixels a side."""
    how = {"size": (side, side), "at": (side * 0.3, side * 0.2)}
    drawn = digit(3, height=side * 0.6, pen=side * 0.06, **how)
    return Picture(f"{side}x{side} PNG", encoded(painted(drawn, INK)), "3")


def six() -> Picture:
    """Six digits on a canvas of 800x400."""
    number = "314259"
    strokes = [
        [(x + place * 0.95, y) for x, y in stroke]
        for place, value in enumerate(number)
        for stroke in STROKES[int(value)]
    ]
    drawn = cover(strokes, size=(800, 400), at=(60, 140), height=120, pen=12)
    return Picture("six digits, 800x400 PNG", encoded(painted(drawn, INK)), number)


def photograph() -> Picture:
    """A three on paper, in uneven light and with the sensor's noise, by a phone."""
    width, height = PHONE
    drawn = cover(STROKES[3], size=(width // 4, height // 4), at=(350, 175), height=400, pen=30)
    light = np.linspace(0.95, 0.6, width // 4)[None, :] * np.linspace(1, 0.85, height // 4)[:, None]
    paper = (np.asarray(INK) * drawn[..., None] + 240 * (1 - drawn[..., None])) * light[..., None]
    image = Image.fromarray(paper.astype(np.uint8)).resize(PHONE, Image.Resampling.BICUBIC)
    noise = np.random.default_rng(1).normal(0, 4, (height, width, 1))
    pixels = np.clip(np.asarray(image.filter(ImageFilter.GaussianBlur(2))) + noise, 0, 255)
    file = io.BytesIO()
    Image.fromarray(pixels.astype(np.uint8)).save(file, "JPEG", quality=85)
    return Picture("4000x3000 JPEG, a phone's", file.getvalue(), "3", "image/jpeg")


def all_pictures() -> list[Picture]:
    """What the warm times are of."""
    return [canvas(280), canvas(400), canvas(1024), six(), photograph()]

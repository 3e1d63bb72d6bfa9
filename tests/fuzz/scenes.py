"""Hostile drawings: sound files of what nobody draws, to wear out what looks for digits in them."""

from collections.abc import Callable

import numpy as np
from hypothesis import strategies as st
from PIL import Image

from tests.fuzz.damage import Draw, File
from tests.fuzz.pictures import TYPES
from tests.lambda_fn.drawings import digit, encoded

Rng = np.random.Generator
Scene = Callable[[Rng, tuple[int, int]], np.ndarray]
"""How far each pixel is covered, (H, W) in 0..1, at random."""


def specks(rng: Rng, shape: tuple[int, int], most: int = 12_000) -> np.ndarray:
    """Up to so many specks of one size, by themselves or beside a digit."""
    ink, side, count = np.zeros(shape), int(rng.integers(1, 6)), int(rng.integers(1, most))
    for y, x in zip(*(rng.integers(0, length, count) for length in shape), strict=True):
        ink[y : y + side, x : x + side] = 1
    return np.maximum(ink, _digit(rng, shape)) if rng.random() < 0.3 else ink


def grid(rng: Rng, shape: tuple[int, int]) -> np.ndarray:
    """Dots, bars or boxes at even distances."""
    (high, wide), (down, across) = rng.integers(1, 40, 2), rng.integers(1, 30, 2)
    y, x = np.mgrid[: shape[0], : shape[1]]
    return ((y % (high + down) < high) & (x % (wide + across) < wide)).astype(float)


def bars(rng: Rng, shape: tuple[int, int]) -> np.ndarray:
    """Bars from top to bottom, lying or leaning; half of them joined like a comb."""
    pitch, lean = int(rng.integers(2, 60)), rng.choice([0.0, 0.0, 0.5, -1.0, 3.0])
    y, x = np.mgrid[: shape[0], : shape[1]]
    ink = ((x + lean * y) % pitch < rng.integers(1, pitch + 1)).astype(float)
    ink[: int(rng.integers(0, 3))] = 1
    return ink if rng.random() < 0.5 else ink[::-1]


def noise(rng: Rng, shape: tuple[int, int]) -> np.ndarray:
    """Grains of any size, dense or sparse, hard or soft."""
    grain = int(rng.choice([1, 1, 2, 4, 9, 20]))
    coarse = rng.random((shape[0] // grain + 1, shape[1] // grain + 1))
    share = rng.choice([0.02, 0.2, 0.4, 0.5, 0.6, 0.9])
    fine = np.kron(coarse, np.ones((grain, grain)))[: shape[0], : shape[1]]
    return np.where(fine < share, 1.0, 0.0) if rng.random() < 0.7 else fine


def rings(rng: Rng, shape: tuple[int, int]) -> np.ndarray:
    """Rings or one long spiral: much ink that hangs together in a roundabout way."""
    y, x = np.mgrid[: shape[0], : shape[1]]
    y, x, pitch = y - shape[0] / 2, x - shape[1] / 2, float(rng.integers(2, 30))
    arms = int(rng.integers(0, 4))
    return np.where(
        (np.hypot(y, x) / pitch + arms * np.arctan2(y, x) / (2 * np.pi)) % 1 < 0.5, 1.0, 0
    )


def snake(rng: Rng, shape: tuple[int, int]) -> np.ndarray:
    """One line to and fro over the whole paper."""
    pitch, ink = int(rng.integers(2, 20)), np.zeros(shape)
    ink[::pitch] = 1
    for turn, y in enumerate(range(0, shape[0], pitch)):
        ink[y : y + pitch, -1 if turn % 2 else 0] = 1
    return ink


def scrawl(rng: Rng, shape: tuple[int, int]) -> np.ndarray:
    """Digits on one another, here and there cut off by the paper."""
    ink = np.zeros(shape)
    for _ in range(int(rng.integers(1, 15))):
        ink = np.maximum(ink, _digit(rng, shape))
    return ink


def photo(rng: Rng, shape: tuple[int, int]) -> np.ndarray:
    """Light that falls off, noise, a digit, a dark border: what goes the photograph's way."""
    y, x = np.mgrid[: shape[0], : shape[1]] / max(shape)
    ink = 0.6 * x * rng.random() + 0.4 * y * rng.random() + rng.normal(0, 0.04, shape)
    ink[:, : int(rng.integers(0, shape[1]))] += rng.choice([0, 0, 0.5])
    return np.clip(np.maximum(ink, 0.8 * _digit(rng, shape)), 0, 1)


def _digit(rng: Rng, shape: tuple[int, int]) -> np.ndarray:
    height, pen = (
        float(rng.uniform(0.1, 1.2) * shape[0]),
        float(rng.uniform(0.5, 0.5 + shape[0] / 6)),
    )
    at = (float(rng.uniform(-0.2, 0.8) * shape[1]), float(rng.uniform(-0.2, 0.8) * shape[0]))
    return digit(int(rng.integers(10)), size=shape[::-1], at=at, height=height, pen=pen)


SCENES: dict[str, Scene] = {
    scene.__name__: scene for scene in (grid, bars, noise, rings, snake, scrawl, photo)
}
SIDES = (1, 2, 3, 5, 9, 17, 28, 60, 64, 90, 150, 280)


@st.composite
def scenes(draw: Draw, sides: tuple[int, ...] = SIDES, names: tuple[str, ...] = ()) -> File:
    """Any of them, in any colours, as a file."""
    scene = SCENES[draw(st.sampled_from(names or sorted(SCENES)))]
    shape = draw(st.sampled_from(sides)), draw(st.sampled_from(sides))
    return _as_file(draw, scene, shape)


@st.composite
def specked(draw: Draw) -> File:
    """Specks, thousands of them, on paper as large as is looked at."""
    return _as_file(draw, specks, (1024, draw(st.sampled_from((300, 1024)))))


def _as_file(draw: Draw, scene: Scene, shape: tuple[int, int]) -> File:
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    levels = scene(rng, shape)[..., None]
    ink, paper = rng.integers(0, 256, (2, int(rng.choice([1, 1, 3, 4]))))
    pixels = (ink * levels + paper * (1 - levels)).astype(np.uint8)
    image = Image.fromarray(pixels[..., 0] if pixels.shape[2] == 1 else pixels)
    format = draw(st.sampled_from(("PNG", "PNG", "JPEG", "WEBP")))
    options = {"PNG": {"compress_level": 1}, "WEBP": {"method": 0}}.get(format, {})
    return encoded(image, format, **options), TYPES[format]

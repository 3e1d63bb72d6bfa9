"""Small data of our own, for tests: digits set in Pillow's font, and strokes drawn by rule."""

import gzip
import json
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from training import pen
from training.options import DataPaths

NO_MNIST = np.zeros((0, 28, 28), np.uint8), np.zeros(0, np.uint8)  # images, labels

# Each digit as one or two polylines in a unit square, y pointing down.
STROKES = {
    "0": [[(0.5, 0), (0.1, 0.3), (0.1, 0.7), (0.5, 1), (0.9, 0.7), (0.9, 0.3), (0.5, 0)]],
    "1": [[(0.5, 0), (0.5, 1)]],
    "2": [[(0.1, 0.2), (0.5, 0), (0.9, 0.25), (0.1, 1), (0.9, 1)]],
    "3": [[(0.1, 0), (0.9, 0), (0.5, 0.4), (0.9, 0.7), (0.5, 1), (0.1, 0.9)]],
    "4": [[(0.6, 0), (0.1, 0.6), (0.9, 0.6)], [(0.7, 0.3), (0.7, 1)]],
    "5": [[(0.9, 0), (0.2, 0), (0.2, 0.45), (0.8, 0.5), (0.8, 0.9), (0.1, 1)]],
    "6": [[(0.8, 0), (0.2, 0.5), (0.2, 0.9), (0.7, 1), (0.8, 0.6), (0.2, 0.6)]],
    "7": [[(0.1, 0), (0.9, 0), (0.4, 1)]],
    "8": [
        [(0.5, 0.5), (0.1, 0.2), (0.5, 0), (0.9, 0.2), (0.1, 0.8), (0.5, 1), (0.9, 0.8), (0.5, 0.5)]
    ],
    "9": [[(0.8, 0.4), (0.3, 0.4), (0.3, 0.1), (0.8, 0.05), (0.8, 0.4), (0.7, 1)]],
    "+": [[(0, 0.5), (1, 0.5)], [(0.5, 0), (0.5, 1)]],
    "=": [[(0, 0.3), (1, 0.3)], [(0, 0.7), (1, 0.7)]],
    "X": [[(0, 0), (1, 1)], [(1, 0), (0, 1)]],
    "H": [[(0, 0), (0, 1)], [(1, 0), (1, 1)], [(0, 0.5), (1, 0.5)]],
}


def font_digit(digit: int, rng: np.random.Generator) -> np.ndarray:
    """A digit in Pillow's own font, white on black, turned a little: (28, 28) uint8."""
    picture = Image.new("L", (28, 28), 0)
    font = ImageFont.load_default(size=24)
    ImageDraw.Draw(picture).text((14, 14), str(digit), fill=255, font=font, anchor="mm")
    return np.asarray(picture.rotate(rng.uniform(-12, 12), Image.Resampling.BILINEAR))


def write_mnist(path: Path, train: int = 360, test: int = 60) -> Path:
    """An `.npz` with MNIST's keys."""
    rng = np.random.default_rng(0)
    arrays = {}
    for name, count in (("train", train), ("test", test)):
        labels = np.arange(count, dtype=np.uint8) % 10
        arrays[f"x_{name}"] = np.stack([font_digit(int(label), rng) for label in labels])
        arrays[f"y_{name}"] = labels
    np.savez(path, **arrays)
    return path


def write_pen(path: Path, labels: str, writers: int, each: int = 1) -> Path:
    """Drawings by several writers, each with a hand of their own."""
    rng = np.random.default_rng(len(labels))
    rows = []
    for writer in range(writers):
        slant, wobble = rng.normal(0, 0.1), rng.uniform(5, 25)
        for label in labels * each:
            strokes = []
            for stroke in STROKES[label]:
                points = np.array(stroke, float) * 1000
                points[:, 0] -= slant * points[:, 1]
                points = points + rng.normal(0, wobble, points.shape)
                strokes.append([[int(x) for x in points[:, 0]], [int(y) for y in points[:, 1]]])
            row = {"label": label, "source": "test", "writer": f"w{writer}", "strokes": strokes}
            rows.append(json.dumps(row))
    path.write_bytes(gzip.compress("\n".join(rows).encode()))
    return path


def drawn(paths: DataPaths) -> list[pen.Drawing]:
    """All that the pen files hold."""
    return [drawing for path in paths.pen for drawing in pen.read(path)]

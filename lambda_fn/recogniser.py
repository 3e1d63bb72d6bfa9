"""The whole way from an encoded picture to what it says."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from lambda_fn.explain import heatmap_url, seen_url
from lambda_fn.image import decode
from lambda_fn.manifest import NONE
from lambda_fn.marks import Mark
from lambda_fn.model import Model
from lambda_fn.reading import Box, Digit, Reading
from lambda_fn.seeing import see


def read(data: bytes, model: Model, *, explain: bool = False) -> Reading:
    """Read a picture: PNG, JPEG or WebP bytes -> a Reading.

    `explain` adds to each digit what the model saw, and where in it the evidence lies.
    Raises UnreadableImage, TooLarge or BlankDrawing.
    """
    milliseconds: dict[str, float] = {}
    with _timed(milliseconds, "decode"):
        rgba, posted = decode(data)
    with _timed(milliseconds, "see"):
        seen = see(rgba)
    with _timed(milliseconds, "model"):
        logits, evidence = model.logits(np.stack([one.pixels for one in seen]))
        probabilities = model.probabilities(logits)
    height, width = rgba.shape[:2]
    scale = posted[0] / width, posted[1] / height
    digits = [
        _digit(chances, model.manifest.threshold, _box(one.mark, scale))
        for one, chances in zip(seen, probabilities, strict=True)
    ]
    if explain:
        with _timed(milliseconds, "explain"):
            for digit, one, votes in zip(digits, seen, evidence, strict=True):
                label = NONE if digit.digit is None else digit.digit
                digit.pictures["seen"] = seen_url(one.pixels)
                digit.pictures["heatmap"] = heatmap_url(votes, label)
    return Reading(digits, model.manifest.version, model.manifest.sha256, milliseconds)


def _digit(chances: np.ndarray, threshold: float, box: Box) -> Digit:
    """What a mark's probabilities, (11,), amount to."""
    none, guess = float(chances[NONE]), int(chances[:NONE].argmax())
    refused = none >= threshold
    return Digit(
        digit=None if refused else guess,
        guess=guess,
        confidence=none if refused else float(chances[guess]),
        probabilities=chances[:NONE],
        none=none,
        box=box,
    )


def _box(mark: Mark, scale: tuple[float, float]) -> Box:
    """Where the mark lies in the posted picture: `scale` of its pixels are one of ours."""
    across, down = scale
    left, top = round(mark.x * across), round(mark.y * down)
    right, bottom = round((mark.x + mark.width) * across), round((mark.y + mark.height) * down)
    return Box(left, top, right - left, bottom - top)


@contextmanager
def _timed(milliseconds: dict[str, float], step: str) -> Iterator[None]:
    started = time.perf_counter()
    yield
    milliseconds[step] = round((time.perf_counter() - started) * 1e3, 2)

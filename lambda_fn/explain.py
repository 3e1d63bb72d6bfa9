"""Why: pictures of what the model saw, and of where in it the evidence for its answer lies."""

import base64
import io
from typing import Any

import numpy as np
from PIL import Image

from lambda_fn.normalise import SIDE, ink_box
from lambda_fn.reading import Box

HEAT = (255, 122, 0)  # orange: told from ink on a dark and on a light page, and by the colour-blind
HEAT_SIDE = 256  # pixels: a digit of a long number still has some
HEAT_LEVELS = 16  # of opacity: a smooth slope of all 256 takes five times the bytes


def seen_url(pixels: np.ndarray) -> str:
    """(28, 28) uint8 -> a PNG, ink white on black, as a data URL."""
    return _url(Image.fromarray(pixels))


def heatmap_url(
    evidence: np.ndarray, label: int, pixels: np.ndarray, box: Box, size: tuple[int, int]
) -> str:
    """Where a label has more votes than labels have on average, over the whole posted picture.

    (7, 7, 11) float32 votes on the (28, 28) `pixels` that were seen of the mark in `box`, in a
    posted picture of `size`, width and height -> a PNG with the posted picture's shape, at most
    HEAT_SIDE pixels long, as a data URL: laid over the picture, it is opaque where the votes are
    strongest. This is the class activation map of Zhou et al. (2016), see `training/network.py`.
    """
    heat = np.maximum(evidence[..., label] - evidence.mean(axis=-1), 0)
    heat = heat / max(float(heat.max()), 1e-6)
    seen = Image.fromarray((heat * 255).astype(np.uint8)).resize(
        (SIDE, SIDE), Image.Resampling.BICUBIC
    )
    scale = min(1.0, HEAT_SIDE / max(size))
    width, height = (max(1, round(side * scale)) for side in size)
    top, bottom, left, right = ink_box(pixels / np.float32(255))
    across, down = (right - left) / box.width, (bottom - top) / box.height
    place = (  # in what was seen, of a pixel of the heat map: Pillow's six coefficients
        across * size[0] / width,
        0.0,
        left - across * box.x,
        0.0,
        down * size[1] / height,
        top - down * box.y,
    )
    alpha = seen.transform(
        (width, height), Image.Transform.AFFINE, place, Image.Resampling.BILINEAR
    )
    step = 256 // HEAT_LEVELS
    picture = Image.fromarray(np.asarray(alpha) // step).convert("P")
    picture.putpalette(HEAT * HEAT_LEVELS)
    return _url(picture, bits=4, transparency=bytes(range(0, 256, step)))


def _url(picture: Image.Image, **options: Any) -> str:
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", **options)
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()

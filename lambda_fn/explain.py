"""Why: pictures of what the model saw, and of where in it the evidence for its answer lies."""

import base64
import io

import numpy as np
from PIL import Image

from lambda_fn.normalise import SIDE

HEAT = (255, 122, 0)  # orange: told from ink on a dark and on a light page, and by the colour-blind


def seen_url(pixels: np.ndarray) -> str:
    """(28, 28) uint8 -> a PNG, ink white on black, as a data URL."""
    return _url(Image.fromarray(pixels))


def heatmap_url(evidence: np.ndarray, label: int) -> str:
    """Where a label has more votes than labels have on average, over the picture that was seen.

    (7, 7, 11) float32 votes -> a 28x28 RGBA PNG as a data URL, opaque where they are strongest.
    This is the class activation map of Zhou et al. (2016), see `training/network.py`.
    """
    heat = np.maximum(evidence[..., label] - evidence.mean(axis=-1), 0)
    heat = heat / max(float(heat.max()), 1e-6)
    alpha = Image.fromarray((heat * 255).astype(np.uint8)).resize(
        (SIDE, SIDE), Image.Resampling.BICUBIC
    )
    picture = Image.new("RGBA", (SIDE, SIDE), (*HEAT, 0))
    picture.putalpha(alpha)
    return _url(picture)


def _url(picture: Image.Image) -> str:
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()

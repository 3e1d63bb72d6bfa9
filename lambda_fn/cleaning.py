"""A picture as it is kept: its pixels and nothing else, no larger than is learnt from."""

import io

import numpy as np
from PIL import Image

from lambda_fn.paper import with_margins

LONGEST = 512  # pixels, longer side: a digit of a fifth of it still has five times the model's 20
LIGHT = 127.5  # of 0 to 255


def clean(rgba: np.ndarray) -> Image.Image:
    """(H, W, 4) uint8 RGBA -> a picture of mode L, or RGB where it has colours, to be read alike.

    Larger ones are shrunk by area, as what the function reads is; smaller ones stay as they are.
    """
    colours = _flat(rgba)
    grey = (colours == colours[..., :1]).all()
    image = Image.fromarray(np.ascontiguousarray(colours[..., 0] if grey else colours))
    scale = LONGEST / max(image.size)
    if scale >= 1:
        return image
    width, height = (max(1, round(side * scale)) for side in image.size)
    return image.resize((width, height), Image.Resampling.BOX)


def png(image: Image.Image) -> bytes:
    """A PNG file of the pixels alone."""
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def _flat(rgba: np.ndarray) -> np.ndarray:
    """(H, W, 4) uint8 -> (H, W, 3) uint8: what can be seen through gets a paper behind it.

    White or black, whichever is further from what is drawn. On paper of one colour a stroke's edge
    is as much ink as it covers, which is what `find_ink` makes of transparency too.
    """
    rgba = with_margins(rgba)
    colours, alpha = rgba[..., :3], rgba[..., 3:]
    if alpha.min() == 255:
        return colours
    cover = alpha.astype(np.float32) / np.float32(255)
    drawn = colours * cover
    light = float(drawn.sum()) / max(1.0, 3 * float(cover.sum())) > LIGHT
    paper = np.float32(0 if light else 255)
    return np.asarray(np.rint(drawn + paper * (1 - cover)), np.uint8)

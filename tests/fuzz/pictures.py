"""Valid pictures of every kind that is read, small: what damage begins with."""

from functools import cache
from typing import Any

import numpy as np
from PIL import Image

from tests.lambda_fn.drawings import digit, encoded, on_transparency, painted
from tests.lambda_fn.files import interlaced, segment

SIZE = (120, 90)
TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp"}
PLACE = {"size": SIZE, "at": (30, 10), "height": 68, "pen": 7}


@cache
def pictures() -> dict[str, bytes]:
    """Files by name; its first word is the format."""
    levels = painted(digit(5, **PLACE))
    colours = Image.fromarray(levels).convert("RGB")
    grey, clear = colours.convert("L"), Image.fromarray(on_transparency(digit(3, **PLACE)))
    frames: dict[str, Any] = {"save_all": True, "append_images": [colours.rotate(90)] * 2}
    palette = colours.quantize(16)
    made = {
        "PNG": encoded(colours),
        "PNG 1 bit": encoded(grey.convert("1")),
        "PNG 2 bits": encoded(colours.quantize(4), bits=2),
        "PNG grey": encoded(grey),
        "PNG grey, alpha": encoded(clear.convert("LA")),
        "PNG alpha": encoded(clear),
        "PNG palette": encoded(palette),
        "PNG palette, see-through": encoded(palette, transparency=bytes(range(0, 256, 17))),
        "PNG one colour see-through": encoded(colours, transparency=(255, 255, 255)),
        "PNG 16 bits": encoded(Image.fromarray(np.asarray(grey, np.uint16) * 257)),
        "PNG interlaced": interlaced(np.asarray(grey)),
        "PNG animated": encoded(colours, **frames),
        "JPEG": encoded(colours, "JPEG"),
        "JPEG grey": encoded(grey, "JPEG"),
        "JPEG fine": encoded(colours, "JPEG", quality=100, subsampling=0),
        "JPEG coarse": encoded(colours, "JPEG", quality=1),
        "JPEG progressive": encoded(colours, "JPEG", progressive=True),
        "JPEG restarts": encoded(colours, "JPEG", restart_marker_blocks=3),
        "JPEG CMYK": encoded(colours.convert("CMYK"), "JPEG"),
        "JPEG of two": encoded(colours, "MPO", save_all=True, append_images=[grey]),
        "WEBP": encoded(colours, "WEBP"),
        "WEBP lossless": encoded(colours, "WEBP", lossless=True),
        "WEBP alpha": encoded(clear, "WEBP"),
        "WEBP animated": encoded(colours, "WEBP", **frames),
    }
    return made | {f"JPEG turned {way}": _turned(made["JPEG"], way) for way in range(10)}


def _turned(jpeg: bytes, way: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = way
    return jpeg[:2] + segment(0xE1, exif.tobytes()) + jpeg[2:]

"""Bytes to pixels, with every limit against hostile input."""

import io
import struct
import warnings

import numpy as np
from PIL import Image

from lambda_fn.errors import TooLarge, UnreadableImage
from lambda_fn.metadata import JPEG, orientation, pixels_only

FORMATS = ("PNG", "JPEG", "WEBP")
MAX_BYTES = 4 * 1024 * 1024
MAX_PIXELS = 4_000_000
# A phone's photograph. JPEG alone can be decoded at a fraction of its size, so it may be larger.
MAX_JPEG_PIXELS = 25_000_000
# pixels, longer side: a digit of a fifth of the side still has 200 of them, ten times what the
# model sees, and every later step takes a bounded time.
WORKING_SIDE = 1024
# Pillow raises any of these on truncated or forged data.
BROKEN = (OSError, SyntaxError, ValueError, TypeError, LookupError, EOFError, struct.error)
TURNS = {  # EXIF's orientation -> what brings the picture upright
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def decode(data: bytes) -> tuple[np.ndarray, tuple[int, int]]:
    """Decode an encoded picture, upright (its EXIF orientation applied).

    Returns the pixels, (H, W, 4) uint8 RGBA with the longer side at most `WORKING_SIDE`, and
    the width and height that the picture was posted with, upright as well.
    Raises UnreadableImage where the bytes are no PNG, JPEG or WebP, TooLarge above the limits.
    """
    if len(data) > MAX_BYTES:
        raise TooLarge("bytes", MAX_BYTES)
    picture, exif = pixels_only(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # oddities are no reason to refuse a picture
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(picture), formats=FORMATS) as image:
                return _pixels(image, orientation(exif or image.info.get("exif", b"")))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise TooLarge("pixels", _limit(data.startswith(JPEG))) from error
    except BROKEN as error:
        raise UnreadableImage("The picture could not be read as PNG, JPEG or WebP.") from error


def _pixels(image: Image.Image, turned: int) -> tuple[np.ndarray, tuple[int, int]]:
    width, height = image.size
    limit = _limit(image.format == "JPEG")
    if width * height > limit:
        raise TooLarge("pixels", limit)
    image.draft("RGB", _working_size(image.size))  # of the formats only JPEG heeds it
    image.load()
    rgba = _shrink(_to_rgba(image))
    if turned in TURNS:
        rgba = rgba.transpose(TURNS[turned])
    return np.asarray(rgba), (height, width) if turned >= 5 else (width, height)


def _limit(is_jpeg: bool) -> int:
    return MAX_JPEG_PIXELS if is_jpeg else MAX_PIXELS


def _to_rgba(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):  # 16 bits: Pillow would clip, not scale
        levels = np.asarray(image).astype(np.float32) / 257.0
        image = Image.fromarray(np.clip(levels, 0, 255).astype(np.uint8))
    return image.convert("RGBA")


def _shrink(rgba: Image.Image) -> Image.Image:
    """Area-average down to the working size; Pillow weighs the colours by alpha."""
    if max(rgba.size) <= WORKING_SIDE:
        return rgba
    return rgba.resize(_working_size(rgba.size), Image.Resampling.BOX)


def _working_size(size: tuple[int, int]) -> tuple[int, int]:
    scale = min(1.0, WORKING_SIDE / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))

"""Bytes to pixels, with every limit against hostile input."""

import io
import struct
import warnings

import numpy as np
from PIL import Image

from lambda_fn.errors import TooLarge, UnreadableImage

FORMATS = ("PNG", "JPEG", "WEBP")
MAX_BYTES = 4 * 1024 * 1024
MAX_PIXELS = 4_000_000
# A phone's photograph. JPEG alone can be decoded at a fraction of its size, so it may be larger.
MAX_JPEG_PIXELS = 25_000_000
# pixels, longer side: a digit of a fifth of the side still has 200 of them, ten times what the
# model sees, and every later step takes a bounded time.
WORKING_SIDE = 1024
# Pillow raises any of these on truncated or forged data, in a picture or in its EXIF block.
BROKEN = (OSError, SyntaxError, ValueError, TypeError, LookupError, EOFError, struct.error)
EXIF_ORIENTATION = 0x0112
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def decode(data: bytes) -> tuple[np.ndarray, float]:
    """Decode an encoded picture, upright (its EXIF orientation applied).

    Returns the pixels, (H, W, 4) uint8 RGBA with the longer side at most `WORKING_SIDE`, and
    the scale, >= 1: how many pixels of the posted picture one of these is wide.
    Raises UnreadableImage where the bytes are no PNG, JPEG or WebP, TooLarge above the limits.
    """
    if len(data) > MAX_BYTES:
        raise TooLarge("bytes", MAX_BYTES)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # odd metadata is no reason to refuse a picture
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=FORMATS) as image:
                return _pixels(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise TooLarge("pixels", MAX_PIXELS) from error
    except BROKEN as error:
        raise UnreadableImage("The picture could not be read as PNG, JPEG or WebP.") from error


def _pixels(image: Image.Image) -> tuple[np.ndarray, float]:
    limit = MAX_JPEG_PIXELS if image.format == "JPEG" else MAX_PIXELS
    posted_width, posted_height = image.size
    if posted_width * posted_height > limit:
        raise TooLarge("pixels", limit)
    image.draft("RGB", (WORKING_SIDE, WORKING_SIDE))  # of the formats only JPEG heeds it
    image.load()
    rgba = _upright(_shrink(_to_rgba(image)), _orientation(image))
    return np.asarray(rgba), max(posted_width, posted_height) / max(rgba.size)


def _to_rgba(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I") or image.mode == "F":  # 16 bits: Pillow would clip, not scale
        levels = np.asarray(image).astype(np.float32) / 257.0
        image = Image.fromarray(np.clip(levels, 0, 255).astype(np.uint8))
    return image.convert("RGBA")


def _shrink(rgba: Image.Image) -> Image.Image:
    """Area-average down to the working size; Pillow weighs the colours by alpha."""
    if max(rgba.size) <= WORKING_SIDE:
        return rgba
    scale = WORKING_SIDE / max(rgba.size)
    width, height = (max(1, round(side * scale)) for side in rgba.size)
    return rgba.resize((width, height), Image.Resampling.BOX)


def _orientation(image: Image.Image) -> int | None:
    try:
        return image.getexif().get(EXIF_ORIENTATION)
    except BROKEN:  # a forged EXIF block tells nothing; the picture itself was read
        return None


def _upright(rgba: Image.Image, orientation: int | None) -> Image.Image:
    turn = UPRIGHT.get(orientation) if isinstance(orientation, int) else None
    return rgba if turn is None else rgba.transpose(turn)

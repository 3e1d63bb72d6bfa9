"""Small files that are costly to read: as large as is allowed, or in as many pieces; or larger."""

from collections.abc import Callable
from functools import cache
from typing import Any

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from lambda_fn.image import MAX_BYTES
from tests.fuzz.damage import File
from tests.fuzz.pictures import TYPES, pictures
from tests.lambda_fn.drawings import encoded
from tests.lambda_fn.files import chunk, png, segment


def _file(format: str, mode: str, size: tuple[int, int], **options: Any) -> Callable[[], bytes]:
    return lambda: encoded(Image.new(mode, size), format, **options)


def _scans(size: int, count: int) -> bytes:
    """A progressive JPEG whose last scan comes again and again."""
    data = encoded(Image.new("L", (size, size), 255), "JPEG", progressive=True)
    last = data.rindex(b"\xff\xda")
    return data[:-2] + data[last:-2] * count + data[-2:]


def _texts() -> bytes:
    """A PNG with 16 MB of text, packed into 16 kB."""
    text = PngInfo()
    text.add_text("Comment", "7" * 2**24, zip=True)
    return encoded(Image.new("L", (90, 90)), pnginfo=text)


def _inserted(name: str, at: int, piece: bytes) -> Callable[[], bytes]:
    def made() -> bytes:
        data = pictures()[name]
        room = (MAX_BYTES - len(data)) // len(piece)
        return data[:at] + piece * min(room, 40_000) + data[at:]

    return made


def _frames(format: str) -> bytes:
    frames = [Image.new("RGB", (1000, 1000), (0, 0, level)) for level in range(40)]
    return encoded(frames[0], format, save_all=True, append_images=frames[1:])


BOMBS: dict[str, Callable[[], bytes]] = {
    "PNG of 4 megapixels, 1 bit": _file("PNG", "1", (2000, 2000)),
    "PNG of 4 megapixels, alpha": _file("PNG", "RGBA", (2000, 2000)),
    "PNG of 4 megapixels, 16 bits": _file("PNG", "I;16", (2000, 2000)),
    "PNG of a column more": _file("PNG", "1", (2001, 2000)),
    "PNG of one row": _file("PNG", "L", (4_000_000, 1)),
    "PNG of one column": _file("PNG", "L", (1, 4_000_000)),
    "PNG of 900 megapixels": _file("PNG", "1", (30_000, 30_000)),
    "PNG that claims more": lambda: png(2**31 - 1, 2**31 - 1, depth=8, interlaced=True, rows=b""),
    "PNG with texts": _texts,
    "PNG in pieces": _inserted("PNG", 33, chunk(b"IDAT", b"")),
    "PNG with profiles": _inserted("PNG", 33, chunk(b"iCCP", b"a\0\0" + bytes(90))),
    "PNG of 40 pictures": lambda: _frames("PNG"),
    "JPEG of 25 megapixels": _file("JPEG", "RGB", (5000, 5000)),
    "JPEG of 25 megapixels, CMYK": _file("JPEG", "CMYK", (5000, 5000)),
    "JPEG of more": _file("JPEG", "L", (5001, 5000)),
    "JPEG of 20 scans": lambda: _scans(5000, 12),
    "JPEG of 400 scans": lambda: _scans(2000, 400),
    "JPEG with EXIF": _inserted("JPEG", 2, segment(0xE1, b"Exif\0\0II*\0" + bytes(90))),
    "JPEG in pieces": _inserted("JPEG", 2, segment(0xE5, b"")),
    "WEBP of 4 megapixels": _file("WEBP", "RGBA", (2000, 2000), method=0),
    "WEBP of more": _file("WEBP", "RGB", (16_383, 1000), method=0),
    "WEBP, long": _file("WEBP", "RGB", (16_383, 240), method=0),
    "WEBP of 40 pictures": lambda: _frames("WEBP"),
    "PNG, that is none: too many bytes": lambda: bytes(MAX_BYTES + 1),
    "PNG, that is none: as many as allowed": lambda: bytes(MAX_BYTES),
}


@cache
def bomb(name: str) -> File:
    """One of them, with its content type."""
    return BOMBS[name](), TYPES[name.replace(",", "").split()[0]]

"""A drawn seven and a blank sheet, as PNG, with the standard library alone."""

import struct
import zlib
from functools import cache
from itertools import pairwise
from math import hypot

SIDE = 200  # pixels
PEN = 18  # pixels
SEVEN = ((55.0, 50.0), (145.0, 50.0), (90.0, 160.0))  # from corner to corner

INK, PAPER = 0, 255


@cache
def seven() -> bytes:
    """Black on white, with a pen of the width that people choose."""
    strokes = list(pairwise(SEVEN))

    def pixel(x: int, y: int) -> int:
        return INK if any(distance(x, y, *stroke) < PEN / 2 for stroke in strokes) else PAPER

    return png([bytes(pixel(x, y) for x in range(SIDE)) for y in range(SIDE)])


def blank() -> bytes:
    """White paper."""
    return png([bytes([PAPER]) * SIDE] * SIDE)


def distance(x: float, y: float, start: tuple[float, float], end: tuple[float, float]) -> float:
    """From a point to a straight stroke."""
    (ax, ay), (bx, by) = start, end
    dx, dy = bx - ax, by - ay
    along = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)
    nearest = min(max(along, 0.0), 1.0)
    return hypot(x - ax - nearest * dx, y - ay - nearest * dy)


def png(rows: list[bytes]) -> bytes:
    """Rows of grey pixels, a byte each, as a file (https://www.w3.org/TR/png-3/)."""
    header = struct.pack(">2I5B", len(rows[0]), len(rows), 8, 0, 0, 0, 0)  # 8 bits, grey
    pixels = zlib.compress(b"".join(b"\0" + row for row in rows))  # each row: no filter
    chunks = chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def chunk(kind: bytes, data: bytes) -> bytes:
    """One part of a PNG file: its length, kind, data and checksum."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

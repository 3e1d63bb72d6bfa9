"""Picture files put together by hand, for what no encoder writes."""

import struct
import zlib

import numpy as np

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def chunk(name: bytes, content: bytes) -> bytes:
    """A PNG chunk: length, name, content, checksum."""
    checksum = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", checksum)


def png(
    width: int, height: int, *, depth: int, interlaced: bool, rows: bytes, colours: int = 0
) -> bytes:
    """A PNG from its header's fields and its filtered rows; `colours` 0 is grey."""
    header = struct.pack(">IIBBBBB", width, height, depth, colours, 0, 0, int(interlaced))
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return SIGNATURE + body


def interlaced(levels: np.ndarray) -> bytes:
    """An 8-bit grey PNG in Adam7's seven passes, which Pillow reads and cannot write."""
    passes = [(0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2)]
    passes.append((1, 0, 2, 1))
    rows = b"".join(
        b"\0" + row.tobytes()
        for top, left, down, across in passes
        for row in levels[top::down, left::across]
        if row.size
    )
    height, width = levels.shape
    return png(width, height, depth=8, interlaced=True, rows=rows)


def segment(marker: int, content: bytes) -> bytes:
    """A JPEG segment: marker, length, content."""
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content

"""A picture's file without what its pixels do not need: colour profiles, texts, thumbnails.

The decoder reads such pieces too, one by one: 4 MiB of EXIF in small segments kept it busy for
52 seconds. So they are left out first, and the one thing wanted of them, which way is up, is read
here. What is left is limited in number: 400 scans, in 120 KB of JPEG, took 20 seconds.
"""

import re
import struct

from lambda_fn.errors import TooLarge, UnreadableImage

MOST_PIECES = 10_000  # libpng cuts 4 MiB into 512; some encoders write one for each row
MOST_SCANS = 32  # each goes over the whole picture, however few its bytes; encoders write ten

PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
PNG_KEPT = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND")
# Those with a length after them; what libjpeg skips (stuffing, restarts) is none.
JPEG_MARKER = re.compile(rb"\xff([\xc0-\xcf\xd8-\xfe])")
APP1, END, SCAN = 0xE1, 0xD9, 0xDA
# Frame headers, Huffman, arithmetic and quantisation tables, restarts; JFIF's and Adobe's
# segments say what the colours are.
JPEG_KEPT = (*range(0xC0, 0xC8), *range(0xC9, 0xD0), 0xDB, 0xDD, 0xE0, 0xEE)

UPRIGHT = 1  # of EXIF's eight orientations
ORIENTATION = 0x0112
KINDS = {3: "H", 4: "I"}  # a short, as EXIF wants it, or a long, as some write it
BYTE_ORDERS = {b"II*\0": "<", b"MM\0*": ">"}


def pixels_only(data: bytes) -> tuple[bytes, bytes]:
    """Split a PNG or JPEG file: the same picture without metadata, and its EXIF block.

    Anything else comes back as it is. Raises TooLarge, and UnreadableImage on a JPEG cut short.
    """
    if data.startswith(PNG):
        return _png(data)
    if data.startswith(JPEG):
        return _jpeg(data)
    return data, b""


def orientation(exif: bytes) -> int:
    """Which way is up, 1 to 8, in a block of EXIF; 1 where it does not say or is forged."""
    tiff = exif.removeprefix(b"Exif\0\0")
    order = BYTE_ORDERS.get(tiff[:4])
    if order is None:
        return UPRIGHT
    try:
        (start,) = struct.unpack_from(order + "I", tiff, 4)
        (count,) = struct.unpack_from(order + "H", tiff, start)
        for entry in range(count):
            at = start + 2 + 12 * entry
            tag, kind = struct.unpack_from(order + "HH", tiff, at)
            if tag == ORIENTATION and kind in KINDS:
                (value,) = struct.unpack_from(order + KINDS[kind], tiff, at + 8)
                return int(value) if 1 <= value <= 8 else UPRIGHT
    except struct.error:  # it points out of itself
        pass
    return UPRIGHT


def _png(data: bytes) -> tuple[bytes, bytes]:
    kept, exif, at = [PNG], b"", len(PNG)
    for _ in range(MOST_PIECES):
        if at >= len(data) or kept[-1].startswith(b"IEND", 4):
            return b"".join(kept), exif
        name, end = data[at + 4 : at + 8], at + 12 + int.from_bytes(data[at : at + 4])
        if name in PNG_KEPT:
            kept.append(data[at:end])
        elif name == b"eXIf":
            exif = data[at + 8 : end - 4]
        at = end
    raise TooLarge("pieces", MOST_PIECES)


def _jpeg(data: bytes) -> tuple[bytes, bytes]:
    """Up to the first scan only what is kept; from there the file as it is, its scans counted."""
    kept, exif, at, scans, first_scan = [JPEG[:2]], b"", 2, 0, len(data)
    for _ in range(MOST_PIECES):
        found = JPEG_MARKER.search(data, at)
        if found is None or found[1][0] == END:
            return b"".join([*kept, data[first_scan:]]), exif
        marker, start = found[1][0], found.start()
        at = found.end() + int.from_bytes(data[found.end() : found.end() + 2])
        if at < found.end() + 2:
            raise UnreadableImage("The JPEG has a segment shorter than its own length.")
        if marker == SCAN:
            first_scan, scans = min(first_scan, start), scans + 1
            if scans > MOST_SCANS:
                raise TooLarge("scans", MOST_SCANS)
        elif scans == 0 and marker in JPEG_KEPT:
            kept.append(data[start:at])
        elif marker == APP1 and data.startswith(b"Exif\0\0", start + 4):
            exif = exif or data[start + 4 : at]
    raise TooLarge("pieces", MOST_PIECES)

"""Hypothesis strategies for damaged picture files, each with its content type."""

import re
import struct
import zlib

from hypothesis import strategies as st
from hypothesis.configuration import set_hypothesis_home_dir

from tests.fuzz.pictures import TYPES, pictures
from tests.fuzz.watch import CASES
from tests.lambda_fn.files import SIGNATURE, chunk, png

set_hypothesis_home_dir(CASES / "hypothesis")  # now: strategies of text write tables when made

File = tuple[bytes, str]
"""A file, and its content type."""
Draw = st.DrawFn
SIDES = (0, 1, 2, 7, 90, 2000, 2001, 5000, 16_383, 65_535, 2**31 - 1, 2**31, 2**32 - 1)
FRAME = re.compile(rb"\xff[\xc0-\xc2]")  # a JPEG's header that tells its size
PNG_FIELDS = "IIBBBBB"  # width, height, depth, colours, compression, filter, interlacing


@st.composite
def whole(draw: Draw, format: str = "") -> File:
    """A picture that can be read."""
    names = [name for name in pictures() if name.startswith(format)]
    name = draw(st.sampled_from(names))
    return pictures()[name], TYPES[name.split()[0]]


@st.composite
def truncated(draw: Draw) -> File:
    """Cut off anywhere."""
    data, kind = draw(whole())
    return data[: draw(st.integers(0, len(data) - 1))], kind


@st.composite
def flipped(draw: Draw) -> File:
    """With bits turned over; a PNG's checksums are right again half of the time."""
    data, kind = draw(whole())
    turned = bytearray(data)
    places = st.tuples(st.integers(0, len(data) - 1), st.integers(0, 7))
    for place, bit in draw(st.lists(places, min_size=1, max_size=12)):
        turned[place] ^= 1 << bit
    return (mended(bytes(turned)) if draw(st.booleans()) else bytes(turned)), kind


@st.composite
def spliced(draw: Draw) -> File:
    """A stretch of a file left out, doubled, blanked, or put in from elsewhere."""
    data, kind = draw(whole())
    a, b = sorted((draw(st.integers(0, len(data))), draw(st.integers(0, len(data)))))
    other, _ = draw(whole())
    start = draw(st.integers(0, len(other)))
    times = draw(st.sampled_from((2, 3, 50)))
    middle = draw(
        st.sampled_from((b"", data[a:b] * times, bytes(b - a), other[start:], b"\xff" * (b - a)))
        | st.binary(max_size=40)
    )
    return mended(data[:a] + middle + data[b:]), kind


@st.composite
def forged(draw: Draw) -> File:
    """With a header that lies about the size, the depth, the colours."""
    data, kind = draw(whole())
    across, down = draw(st.sampled_from(SIDES)), draw(st.sampled_from(SIDES))
    if data.startswith(SIGNATURE):
        fields = list(struct.unpack_from(">" + PNG_FIELDS, data, 16))
        for field in draw(st.lists(st.integers(2, 6), max_size=2)):
            fields[field] = draw(st.integers(0, 17))
        if draw(st.booleans()):
            fields[:2] = across, down
        return SIGNATURE + chunk(b"IHDR", struct.pack(">" + PNG_FIELDS, *fields)) + data[33:], kind
    lying = bytearray(data)
    if frame := FRAME.search(data):
        precision = draw(st.sampled_from((8, 8, 8, 0, 12, 16)))
        components = draw(st.sampled_from((data[frame.start() + 9], 0, 1, 2, 4, 255)))
        size = (precision, down & 0xFFFF, across & 0xFFFF, components)
        struct.pack_into(">BHHB", lying, frame.start() + 4, *size)
    else:  # WebP: the canvas, or the size of a still picture's only frame
        struct.pack_into(
            "<HH", lying, 24 if data[12:16] == b"VP8X" else 26, across & 0xFFFF, 65_535
        )
        struct.pack_into("<I", lying, draw(st.sampled_from((4, 16, 40))), down)
    return bytes(lying), kind


@st.composite
def rewoven(draw: Draw) -> File:
    """A PNG sound on the outside whose rows are of any filters, of any content and length."""
    width, height = draw(st.integers(0, 40)), draw(st.integers(0, 40))
    depth, colours = draw(
        st.sampled_from([(1, 0), (2, 0), (4, 0), (8, 0), (16, 0), (8, 2), (16, 2), (8, 4), (16, 6)])
        | st.tuples(st.integers(0, 17), st.integers(0, 7))
    )
    stride = 1 + (width * {2: 3, 4: 2, 6: 4}.get(colours, 1) * depth + 7) // 8
    pattern = draw(st.binary(min_size=1, max_size=60))
    rows = bytearray((pattern * (stride * height // len(pattern) + 1))[: stride * height])
    filters = draw(st.binary(min_size=1, max_size=9))
    kinds = draw(st.sampled_from((5, 5, 5, 6)))  # five there are; a sixth refuses the whole
    for row in range(height):
        rows[row * stride] = filters[row % len(filters)] % kinds
    rows += bytes(draw(st.sampled_from((0, 0, 0, 1, 999))))
    rows = rows[: len(rows) - draw(st.sampled_from((0, 0, 0, 1, stride)))]
    interlaced = draw(st.sampled_from((False, False, True)))
    return (
        png(width, height, depth=depth, colours=colours, interlaced=interlaced, rows=bytes(rows)),
        TYPES["PNG"],
    )


def mended(data: bytes) -> bytes:
    """A PNG with right checksums, so that they do not refuse what is wrong; others as they are."""
    if not data.startswith(SIGNATURE):
        return data
    made, at = [SIGNATURE], len(SIGNATURE)
    while at + 12 <= len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4])
        body = data[at + 4 : min(end, len(data)) - 4]
        made.append(data[at : at + 4] + body + struct.pack(">I", zlib.crc32(body)))
        at = end
    return b"".join([*made, data[at:]])

import struct
import zlib

import numpy as np
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from lambda_fn.errors import TooLarge, UnreadableImage
from lambda_fn.image import decode
from lambda_fn.metadata import orientation, pixels_only
from tests.lambda_fn.drawings import digit, encoded, painted
from tests.lambda_fn.files import chunk, segment

SEVEN = painted(digit(7))


def jpeg(inserted: bytes = b"") -> bytes:
    """A seven, with something right after the start of the file."""
    data = encoded(SEVEN, "JPEG")
    return data[:2] + inserted + data[2:]


def png(inserted: bytes = b"") -> bytes:
    """A seven, with something right after its header."""
    data = encoded(SEVEN)
    return data[:33] + inserted + data[33:]


def tiff(entries: bytes, *, order: str = "<", count: int = 1, start: int = 8) -> bytes:
    """A block of EXIF whose directory holds these entries."""
    head = b"II*\0" if order == "<" else b"MM\0*"
    return head + struct.pack(order + "IH", start, count) + entries


def entry(value: int, *, order: str = "<", tag: int = 0x0112, kind: int = 3) -> bytes:
    """One entry of a directory; its value a short, or of the kind 4 a long."""
    form = "HHII" if kind == 4 else "HHIHxx"
    return struct.pack(order + form, tag, kind, 1, value)


def test_profiles_texts_and_thumbnails_are_left_out_and_the_pixels_stay() -> None:
    text = PngInfo()
    text.add_text("Author", "a secret name", zip=True)
    full = encoded(SEVEN, pnginfo=text, icc_profile=b"profile" * 99, dpi=(300, 300))
    bare, _ = pixels_only(full)
    assert bare == encoded(SEVEN)
    full = encoded(SEVEN, "JPEG", icc_profile=b"profile" * 99, comment=b"a secret name")
    bare, _ = pixels_only(full)
    assert bare == encoded(SEVEN, "JPEG")


def test_what_is_no_png_or_jpeg_stays_as_it_is() -> None:
    webp = encoded(SEVEN, "WEBP")
    assert pixels_only(webp) == (webp, b"")
    assert pixels_only(b"") == (b"", b"")


@pytest.mark.parametrize(("transform", "colour"), [(0, (255, 128, 128)), (1, (255, 255, 255))])
def test_an_adobe_jpeg_keeps_what_tells_its_colours(
    transform: int, colour: tuple[int, int, int]
) -> None:
    white = encoded(Image.new("RGB", (8, 8), "white"), "JPEG")  # Y 255, Cb 128, Cr 128
    jfif_ends = 4 + int.from_bytes(white[4:6])
    adobe = segment(0xEE, b"Adobe" + struct.pack(">HHHB", 100, 0, 0, transform))
    pixels, _ = decode(white[:2] + adobe + white[jfif_ends:])
    assert pixels[4, 4, :3] == pytest.approx(colour, abs=2)


def test_a_text_that_is_named_like_a_property_of_the_picture_changes_nothing() -> None:
    for name in (b"transparency", b"bbox", b"exif", b"interlace", b"xmp", b"default_image"):
        pixels, _ = decode(png(chunk(b"tEXt", name + b"\0abc")))
        assert np.array_equal(pixels, SEVEN)


def test_the_two_pictures_of_a_phones_file_are_read_as_one_jpeg() -> None:
    photograph = Image.new("L", (4000, 3000), 255)
    second = Image.new("L", (40, 30), 0)
    data = encoded(photograph, "MPO", save_all=True, append_images=[second])
    assert b"MPF\0" in data
    pixels, posted = decode(data)
    assert posted == (4000, 3000)
    assert pixels.min() == 255


FLOODS = {
    "PNG, unknown": png(chunk(b"abCd", b"") * 10_000),
    "PNG, after the pixels": encoded(SEVEN)[:-12] + chunk(b"tEXt", b"a\0b") * 10_000,
    "PNG, empty pixels": png(chunk(b"IDAT", b"") * 10_000),
    "JPEG, unknown": jpeg(segment(0xE5, b"") * 10_000),
    "JPEG, EXIF": jpeg(segment(0xE1, b"Exif\0\0" + b"7" * 10) * 10_000),
    "JPEG, tables": jpeg(segment(0xC4, b"") * 10_000),
}


@pytest.mark.parametrize("data", FLOODS.values(), ids=FLOODS.keys())
def test_a_file_in_ten_thousand_pieces_is_too_large(data: bytes) -> None:
    with pytest.raises(TooLarge, match="pieces"):
        decode(data)


def test_a_png_written_row_by_row_is_read() -> None:
    data, size = encoded(SEVEN, compress_level=0), 900
    at = data.index(b"IDAT") - 4
    pixels = zlib.compress(b"".join(b"\0" + row.tobytes() for row in SEVEN), 0)
    pieces = [chunk(b"IDAT", pixels[i : i + size]) for i in range(0, len(pixels), size)]
    assert len(pieces) > 300
    assert np.array_equal(decode(data[:at] + b"".join(pieces) + chunk(b"IEND", b""))[0], SEVEN)


def scans(count: int, between: bytes = b"") -> bytes:
    """A progressive JPEG with its last scan, which adds nothing any more, again and again."""
    data = encoded(Image.new("L", (64, 64), 255), "JPEG", progressive=True)
    last = data.rindex(b"\xff\xda")
    return data[:-2] + (between + data[last:-2]) * count + data[-2:]


def test_as_many_scans_as_an_encoder_writes_are_read() -> None:
    assert decode(scans(20))[1] == (64, 64)


@pytest.mark.parametrize("between", [b"", b"\xff\x01", b"\xff\x02\xff\xff", b"\xff\xd0\xff\x00"])
def test_too_many_scans_are_refused_however_they_are_hidden(between: bytes) -> None:
    with pytest.raises(TooLarge, match="32 scans"):
        decode(scans(40, between))


def test_a_jpeg_with_a_segment_shorter_than_its_length_is_unreadable() -> None:
    with pytest.raises(UnreadableImage):
        decode(jpeg(b"\xff\xe5\0\1"))


@pytest.mark.parametrize("kind", [3, 4])
@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("value", range(1, 9))
def test_the_orientation_is_found_in_either_byte_order_short_or_long(
    value: int, order: str, kind: int
) -> None:
    other = entry(7, order=order, tag=0x0100)
    block = tiff(other + entry(value, order=order, kind=kind), order=order, count=2)
    assert orientation(block) == orientation(b"Exif\0\0" + block) == value


FORGED = {
    "nothing": b"",
    "no EXIF": b"seven",
    "cut off in its head": b"II*\0\1",
    "a directory outside": tiff(entry(6), start=4_000_000_000),
    "more entries than there are": tiff(entry(6, tag=0x0100), count=65535),
    "no such orientation": tiff(entry(9)),
    "no orientation at all": tiff(entry(0)),
    "of another type": tiff(entry(6, kind=7)),
    "a long that is far too large": tiff(entry(0x10006, kind=4)),
}


@pytest.mark.parametrize("block", FORGED.values(), ids=FORGED.keys())
def test_a_forged_orientation_leaves_the_picture_as_it_is(block: bytes) -> None:
    assert orientation(block) == 1
    for data in (png(chunk(b"eXIf", block)), jpeg(segment(0xE1, b"Exif\0\0" + block))):
        assert decode(data)[0][:20, :20].min() > 250


def test_the_picture_is_turned_by_the_files_own_exif_and_not_by_its_thumbnails() -> None:
    first = segment(0xE1, b"Exif\0\0" + tiff(entry(3)))
    second = segment(0xE1, b"Exif\0\0" + tiff(entry(6)))
    pixels, posted = decode(jpeg(first + second))
    assert posted == (300, 300)
    upright = decode(jpeg())[0]
    assert np.array_equal(pixels, upright[::-1, ::-1])

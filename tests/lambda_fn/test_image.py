import random
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw

from lambda_fn.errors import TooLarge, UnreadableImage
from lambda_fn.image import MAX_BYTES, MAX_JPEG_PIXELS, MAX_PIXELS, WORKING_SIDE, decode
from tests.lambda_fn.drawings import digit, encoded, on_transparency, painted
from tests.lambda_fn.files import interlaced, png

SIZE = (60, 40)
# EXIF orientation -> how the picture lies in the file, of one that is upright when shown
LYING = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def corner(mode: str = "RGB") -> Image.Image:
    """Black in the upper left quarter, white elsewhere."""
    picture = Image.new("RGB", SIZE, "white")
    ImageDraw.Draw(picture).rectangle((0, 0, 29, 19), fill="black")
    return picture.convert(mode)


def see_through(mode: str) -> Image.Image:
    """The same with paper that is see-through."""
    picture = corner("RGBA")
    picture.putalpha(corner("L").point(lambda level: 255 - level))
    return picture.convert(mode)


def transparent_palette() -> bytes:
    picture = corner("L").quantize(2)
    paper = int(np.asarray(picture)[-1, -1])
    return encoded(picture, transparency=paper)


OPAQUE = {
    "PNG, 1 bit": encoded(corner("1")),
    "PNG, grey": encoded(corner("L")),
    "PNG, colours": encoded(corner("RGB")),
    "PNG, palette": encoded(corner("RGB").quantize(4)),
    "PNG, 16 bits": encoded(Image.fromarray(np.asarray(corner("L"), np.uint16) * 257)),
    "PNG, interlaced": interlaced(np.asarray(corner("L"))),
    "PNG, opaque alpha": encoded(corner("RGBA")),
    "JPEG": encoded(corner(), "JPEG"),
    "JPEG, progressive": encoded(corner(), "JPEG", progressive=True),
    "JPEG, grey": encoded(corner("L"), "JPEG"),
    "JPEG, CMYK": encoded(corner("CMYK"), "JPEG"),
    "WebP, lossy": encoded(corner(), "WEBP"),
    "WebP, lossless": encoded(corner(), "WEBP", lossless=True),
}
SEE_THROUGH = {
    "PNG, alpha": encoded(see_through("RGBA")),
    "PNG, grey and alpha": encoded(see_through("LA")),
    "PNG, one colour of the palette": transparent_palette(),
    "PNG, one grey": encoded(corner("L"), transparency=255),
    "PNG, one colour": encoded(corner("RGB"), transparency=(255, 255, 255)),
    "WebP, alpha": encoded(see_through("RGBA"), "WEBP", lossless=True),
}


@pytest.mark.parametrize("data", OPAQUE.values(), ids=OPAQUE.keys())
def test_every_kind_of_opaque_picture_is_read(data: bytes) -> None:
    pixels, posted = decode(data)
    assert (pixels.shape, pixels.dtype, posted) == ((40, 60, 4), np.uint8, SIZE)
    assert pixels[4, 4] == pytest.approx((0, 0, 0, 255), abs=8)
    assert pixels[35, 55] == pytest.approx((255, 255, 255, 255), abs=8)


@pytest.mark.parametrize("data", SEE_THROUGH.values(), ids=SEE_THROUGH.keys())
def test_what_is_see_through_stays_so(data: bytes) -> None:
    pixels, _ = decode(data)
    assert tuple(pixels[4, 4]) == (0, 0, 0, 255)
    assert pixels[35, 55, 3] == 0


def test_sixteen_bits_of_grey_are_scaled_and_not_clipped() -> None:
    levels = np.array([[0, 90 * 257, 200 * 257, 65535]], np.uint16)
    pixels, _ = decode(encoded(Image.fromarray(levels)))
    assert pixels[0, :, 0].tolist() == [0, 90, 200, 255]


def test_an_interlaced_png_is_read_pixel_for_pixel() -> None:
    levels = np.random.default_rng(1).integers(0, 256, (21, 13), np.uint8)
    pixels, _ = decode(interlaced(levels))
    assert np.array_equal(pixels[..., 0], levels)


def test_the_first_picture_of_an_animation_is_read() -> None:
    frames: dict[str, Any] = {"save_all": True, "append_images": [Image.new("RGB", SIZE, "red")]}
    for kind, options in (("PNG", {}), ("WEBP", {"lossless": True})):
        pixels, _ = decode(encoded(corner(), kind, **frames, **options))
        assert np.array_equal(pixels, np.asarray(corner("RGBA")))


@pytest.mark.parametrize("orientation", LYING)
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_every_exif_orientation_gives_the_same_upright_pixels(kind: str, orientation: int) -> None:
    upright, turn = corner(), LYING[orientation]
    exif = Image.Exif()
    exif[0x0112] = orientation
    lying = upright if turn is None else upright.transpose(turn)
    options = {"JPEG": {"quality": 95, "subsampling": 0}, "WEBP": {"lossless": True}}
    pixels, posted = decode(encoded(lying, kind, exif=exif, **options.get(kind, {})))
    assert posted == SIZE
    off = np.abs(pixels.astype(int) - np.asarray(upright.convert("RGBA")))
    assert off.max() <= (12 if kind == "JPEG" else 0)


def test_a_large_picture_is_shrunk_and_its_posted_size_told() -> None:
    pixels, posted = decode(encoded(Image.new("L", (2000, 1000), 255)))
    assert pixels.shape == (WORKING_SIDE // 2, WORKING_SIDE, 4)
    assert posted == (2000, 1000)


def test_shrinking_averages_so_that_a_thin_line_stays() -> None:
    levels = np.full((1600, 1600), 255, np.uint8)
    levels[:, 800] = 0
    pixels, _ = decode(encoded(Image.fromarray(levels)))
    assert 50 < pixels[500, :, 0].min() < 150


def test_see_through_black_does_not_darken_what_it_is_averaged_with() -> None:
    colours = np.zeros((2048, 1500, 4), np.uint8)
    colours[::2] = (255, 0, 0, 255)
    pixels, _ = decode(encoded(colours))
    assert tuple(pixels[500, 500]) == (255, 0, 0, 128)


@pytest.mark.parametrize("size", [(4000, 1), (1, 4000), (1, 1), (3, 2000)])
def test_a_picture_of_any_shape_keeps_at_least_a_pixel_each_way(size: tuple[int, int]) -> None:
    pixels, posted = decode(encoded(Image.new("L", size, 255)))
    assert min(pixels.shape[:2]) >= 1
    assert max(pixels.shape[:2]) <= WORKING_SIDE
    assert posted == size


def drawn(kind: str, **options: Any) -> bytes:
    return encoded(painted(digit(5)), kind, **options)


@pytest.mark.parametrize("share", [0.02, 0.3, 0.7, 0.95])
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_truncated_file_is_unreadable(kind: str, share: float) -> None:
    data = drawn(kind)
    assert decode(data)[0].shape == (300, 300, 4)
    with pytest.raises(UnreadableImage):
        decode(data[: int(len(data) * share)])


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_flipped_bits_give_a_picture_or_a_refusal_and_nothing_worse(kind: str) -> None:
    data, dice = drawn(kind), random.Random(7)
    outcomes = []
    for _ in range(150):
        flipped = bytearray(data)
        for _ in range(dice.randint(1, 4)):
            flipped[dice.randrange(min(len(data), 600))] ^= 1 << dice.randrange(8)
        try:
            outcomes.append(decode(bytes(flipped))[0].shape[2])
        except (UnreadableImage, TooLarge) as error:
            outcomes.append(type(error))
    assert UnreadableImage in outcomes
    assert set(outcomes) <= {4, UnreadableImage, TooLarge}


NO_PICTURES = {
    "nothing": b"",
    "text": b"seven",
    "an SVG": b"<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0h9'/></svg>",
    "zeros": bytes(1000),
    "noise": random.Random(3).randbytes(5000),
    "noise after PNG's signature": b"\x89PNG\r\n\x1a\n" + random.Random(3).randbytes(5000),
    "noise after JPEG's signature": b"\xff\xd8\xff\xe0" + random.Random(3).randbytes(5000),
    "noise after WebP's signature": b"RIFF\x90\x13\0\0WEBPVP8 " + random.Random(3).randbytes(5000),
    "a PNG of no width": png(0, 5, depth=8, interlaced=False, rows=bytes(5)),
    "a PNG of no height": png(5, 0, depth=8, interlaced=False, rows=b""),
    "a PNG of 5 bits a pixel": png(5, 5, depth=5, interlaced=False, rows=bytes(99)),
    **{kind: encoded(corner(), kind) for kind in ("GIF", "BMP", "TIFF", "PPM", "ICO")},
}


@pytest.mark.parametrize("data", NO_PICTURES.values(), ids=NO_PICTURES.keys())
def test_what_is_no_png_jpeg_or_webp_is_unreadable(data: bytes) -> None:
    with pytest.raises(UnreadableImage):
        decode(data)


def test_four_megapixels_are_read_and_a_column_more_is_too_large() -> None:
    assert decode(encoded(Image.new("1", (2000, 2000), 1)))[1] == (2000, 2000)
    with pytest.raises(TooLarge, match="4,000,000 pixels"):
        decode(encoded(Image.new("1", (2001, 2000), 1)))


def test_a_webp_of_more_than_four_megapixels_is_too_large() -> None:
    with pytest.raises(TooLarge):
        decode(encoded(Image.new("RGB", (2001, 2000)), "WEBP", lossless=True, method=0))


def test_a_phones_photograph_of_twelve_megapixels_is_read() -> None:
    pixels, posted = decode(encoded(Image.new("L", (4000, 3000), 255), "JPEG"))
    assert posted == (4000, 3000)
    assert pixels.shape == (768, 1024, 4)


def test_a_jpeg_of_more_than_twenty_five_megapixels_is_too_large() -> None:
    with pytest.raises(TooLarge, match="25,000,000 pixels"):
        decode(encoded(Image.new("L", (5001, 5000)), "JPEG"))


@pytest.mark.parametrize("side", [6000, 14_000, 65_000])
def test_a_jpeg_that_claims_to_be_huge_is_told_the_limit_of_a_jpeg(side: int) -> None:
    bomb = bytearray(encoded(Image.new("L", (64, 64)), "JPEG"))
    size = bomb.index(b"\xff\xc0") + 5
    bomb[size : size + 4] = 2 * side.to_bytes(2)
    with pytest.raises(TooLarge, match=f"{MAX_JPEG_PIXELS:,} pixels"):
        decode(bytes(bomb))


@pytest.mark.parametrize("side", [2001, 9000, 12000, 50_000, 2_000_000_000])
def test_a_png_that_claims_to_be_huge_is_refused_by_its_header_alone(side: int) -> None:
    bomb = png(side, side, depth=8, interlaced=False, rows=b"")
    assert len(bomb) < 100
    with pytest.raises(TooLarge, match=f"{MAX_PIXELS:,} pixels"):
        decode(bomb)


def test_too_many_bytes_are_refused_before_they_are_looked_at() -> None:
    with pytest.raises(TooLarge, match="bytes"):
        decode(bytes(MAX_BYTES + 1))


def test_just_as_many_bytes_as_allowed_are_read() -> None:
    data = encoded(on_transparency(digit(3)))
    filled = data + bytes(MAX_BYTES - len(data))
    assert decode(filled)[1] == (300, 300)

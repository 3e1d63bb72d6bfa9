"""Nothing of who gave a drawing is kept with it, however much was sent."""

import json
import subprocess
import sys
from base64 import b64encode
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.lambda_fn.asking import SEVEN, ask, log
from tests.lambda_fn.drawings import digit, encoded, painted
from tests.lambda_fn.giving import BUCKET, Given, give, give_json

SECRETS = ("198.51.100.7", "Agent-Smith", "elsewhere.example", "a-cookie", "Jane Doe", "Stockholm")
HEADERS = {
    "X-Forwarded-For": "198.51.100.7",
    "User-Agent": "Agent-Smith/1.0",
    "Referer": "https://elsewhere.example/Stockholm",
    "Cookie": "session=a-cookie",
    "X-Amz-Meta-Name": "Jane Doe",
}


def signed_picture(kind: str) -> bytes:
    """A seven that says who drew it and where, as its file can."""
    exif = Image.Exif()
    exif[0x013B] = "Jane Doe"  # artist
    exif[0x010E] = "Stockholm"
    exif.get_ifd(0x8825)[1] = "N"  # GPS
    text = PngInfo()
    text.add_text("Author", "Jane Doe")
    options = {"pnginfo": text} if kind == "PNG" else {}
    return encoded(painted(digit(7)), kind, exif=exif.tobytes(), **options)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_no_object_holds_a_word_of_who_gave_it(given: Given, kind: str) -> None:
    picture = signed_picture(kind)
    assert b"Jane Doe" in picture
    posted = {
        "image": f"data:image/{kind.lower()};name=Jane Doe;base64," + b64encode(picture).decode(),
        "label": "7",
        "guess": "1",
        "strokes": [[[1, 2], [3, 4]]],
        "name": "Jane Doe",
        "place": {"city": "Stockholm"},
    }
    assert give_json(posted, HEADERS).status == 201
    assert len(given) == 3
    for key in given.keys(""):
        found = given.s3.get_object(Bucket=BUCKET, Key=key)
        body = found.pop("Body").read()
        told = key + str(body) + json.dumps(found, default=str)
        assert [secret for secret in SECRETS if secret in told] == []
        assert b"Exif" not in body
        assert not given.s3.get_object_tagging(Bucket=BUCKET, Key=key)["TagSet"]
    assert given.told().keys() == {"label", "guess", "model", "date"}
    assert given.picture().info == {}


def test_nor_does_the_log(given: Given) -> None:
    with log() as lines:
        give_json({"image": b64encode(SEVEN).decode(), "label": "7", "by": "Jane Doe"}, HEADERS)
    assert '"given"' in lines.getvalue()
    assert [secret for secret in SECRETS if secret in lines.getvalue()] == []


@pytest.mark.parametrize(
    "picture",
    [
        encoded(np.asarray(painted(digit(7))[..., 0], np.uint16) * 257),
        encoded(Image.fromarray(painted(digit(7))[..., :3]).convert("CMYK"), "JPEG"),
        encoded(Image.fromarray(painted(digit(7))).quantize(8)),
        encoded(painted(digit(7, size=(1200, 900), at=(400, 100), height=600, pen=60)), "WEBP"),
    ],
    ids=["16 bits", "CMYK", "palette", "large"],
)
def test_whatever_kind_of_picture_is_kept_as_a_plain_png_that_reads_the_same(
    given: Given, picture: bytes
) -> None:
    assert give(picture).status == 201
    image = given.picture()
    assert (image.format, image.mode in ("L", "RGB"), max(image.size) <= 512) == ("PNG", True, True)
    (key,) = given.keys(".png")
    answer = ask("POST", "/api/predict", "image/png", given.object(key)[0])
    assert answer.body["number"] == "7"


def test_a_function_that_reads_drawings_loads_no_boto3_for_those_it_might_be_given() -> None:
    code = (
        "import os; os.environ['DRAWINGS_BUCKET'] = 'drawings'\n"
        "import lambda_fn.handler as h, sys\n"
        "h.model_store()\n"
        "assert 'boto3' not in sys.modules\n"
        "h.collection()\n"
        "assert 'boto3' in sys.modules"
    )
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", code], cwd=root, check=True)

import json
from base64 import b64encode, encodebytes
from typing import Any

import pytest

from lambda_fn.body import read_drawing
from lambda_fn.errors import BadRequest, TooLarge, UnservedType
from lambda_fn.image import MAX_BYTES

PICTURE = b"\x89PNG\r\n\x1a\n\x00\xff"
BASE64 = b64encode(PICTURE).decode()


def event(body: bytes, content_type: str | None) -> dict[str, Any]:
    """A body as API Gateway hands on what is not text."""
    headers = {} if content_type is None else {"content-type": content_type}
    return {"headers": headers, "body": b64encode(body).decode(), "isBase64Encoded": True}


def text_event(body: str, content_type: str = "application/json") -> dict[str, Any]:
    """A body as API Gateway hands on what is text."""
    return {"headers": {"content-type": content_type}, "body": body, "isBase64Encoded": False}


def json_event(image: Any, **more: Any) -> dict[str, Any]:
    return text_event(json.dumps({"image": image, **more}))


def read_picture(event: dict[str, Any]) -> bytes:
    picture, strokes = read_drawing(event)
    assert strokes == []
    return picture


@pytest.mark.parametrize(
    "content_type",
    [
        "image/png",
        "image/jpeg",
        "image/webp",
        "image/jpg",
        "IMAGE/PNG",
        "image/png; charset=binary",
    ],
)
def test_a_picture_is_the_body_itself(content_type: str) -> None:
    assert read_picture(event(PICTURE, content_type)) == PICTURE


@pytest.mark.parametrize(
    "image",
    [
        BASE64,
        f"data:image/png;base64,{BASE64}",
        f"data:image/jpeg;base64,{BASE64}",
        f"DATA:Image/PNG;base64,{BASE64}",
        f"data:image/png;name=seven.png;base64,{BASE64}",
        f" {BASE64}\n",
    ],
)
def test_json_holds_a_data_url_or_bare_base64(image: str) -> None:
    assert read_picture(json_event(image)) == PICTURE


def test_base64_may_be_in_lines() -> None:
    picture = 20 * PICTURE
    assert read_picture(json_event(encodebytes(picture).decode())) == picture
    in_lines = encodebytes(picture).decode().replace("\n", "\r\n")
    assert read_picture(json_event(f"data:image/jpg;base64,{in_lines}")) == picture


def test_json_is_read_with_parameters_and_as_base64_too() -> None:
    body = json.dumps({"image": BASE64, "more": [1, 2]})
    assert read_picture(text_event(body, "application/json; charset=utf-8")) == PICTURE
    assert read_picture(event(body.encode(), "application/json")) == PICTURE


UNREADABLE = {
    "nothing": text_event(""),
    "no JSON": text_event("{"),
    "a list": text_event('["image"]'),
    "no image": text_event("{}"),
    "not UTF-8": event(b'{"image": "\xff"}', "application/json"),
    "a lone surrogate": text_event('{"image": "\ud800"}'),
    "a deep nest": text_event("[" * 200_000),
    "a huge number": text_event("9" * 10_000),
    "null": json_event(None),
    "a number": json_event(7),
    "a nested image": json_event({"image": BASE64}),
    "no base64": json_event("seven!"),
    "cut base64": json_event(BASE64[:-1]),
    "letters beyond ASCII": json_event("siebenü"),
    "a data URL without base64": json_event("data:image/png,seven"),
    "a data URL without data": json_event("data:image/png;base64"),
}


@pytest.mark.parametrize("posted", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_json_without_a_readable_image_is_a_bad_request(posted: dict[str, Any]) -> None:
    with pytest.raises(BadRequest):
        read_picture(posted)


def test_a_body_said_to_be_base64_that_is_none_is_a_bad_request() -> None:
    broken = {"headers": {"content-type": "image/png"}, "body": "=", "isBase64Encoded": True}
    with pytest.raises(BadRequest):
        read_picture(broken)


@pytest.mark.parametrize(
    "content_type", [None, "", "text/plain", "image/gif", "image/svg+xml", "image/*", "png", ";"]
)
def test_another_content_type_is_not_served(content_type: str | None) -> None:
    with pytest.raises(UnservedType):
        read_picture(event(PICTURE, content_type))


@pytest.mark.parametrize("url", [f"data:image/gif;base64,{BASE64}", f"data:;base64,{BASE64}"])
def test_a_data_url_of_another_type_is_not_served(url: str) -> None:
    with pytest.raises(UnservedType):
        read_picture(json_event(url))


def test_the_refusal_of_a_type_does_not_repeat_megabytes_of_it() -> None:
    with pytest.raises(UnservedType) as refused:
        read_picture(json_event("data:" + "\N{GRINNING FACE}" * 200_000))
    assert len(str(refused.value)) < 1000


def test_the_body_has_a_limit_and_its_size_is_looked_at_first() -> None:
    assert read_picture(event(bytes(MAX_BYTES), "image/png")) == bytes(MAX_BYTES)
    for content_type in ("image/png", "application/json", "text/plain"):
        with pytest.raises(TooLarge, match="bytes"):
            read_picture(event(bytes(MAX_BYTES + 1), content_type))


def test_an_event_with_neither_headers_nor_body_is_of_no_served_type() -> None:
    for bare in ({}, {"headers": None, "body": None}, {"headers": {}, "isBase64Encoded": True}):
        with pytest.raises(UnservedType):
            read_picture(bare)


def test_json_may_tell_how_the_pen_went() -> None:
    posted = [[[10, 12.5, 30], [1, 2, 3]], [[7], [8]]]
    picture, strokes = read_drawing(json_event(BASE64, strokes=posted))
    assert picture == PICTURE
    assert [stroke.tolist() for stroke in strokes] == posted


@pytest.mark.parametrize("nothing", [None, []])
def test_to_tell_nothing_of_the_pen_is_as_well(nothing: Any) -> None:
    assert read_drawing(json_event(BASE64, strokes=nothing)) == (PICTURE, [])


@pytest.mark.parametrize("strokes", ["", {}, 7, [[1, 2]], [[[1], [2, 3]]], [[["1"], ["2"]]]])
def test_strokes_of_another_form_are_refused(strokes: Any) -> None:
    with pytest.raises(BadRequest, match="strokes"):
        read_drawing(json_event(BASE64, strokes=strokes))

"""A request's body to the bytes of a picture, or to the JSON around one."""

import base64
import binascii
import json
from typing import Any

import numpy as np

from lambda_fn.errors import BadRequest, TooLarge, UnservedType
from lambda_fn.image import MAX_BYTES
from lambda_fn.strokes import checked

# What many call a JPEG, no registered name, is read as well; the decoder goes by the bytes anyway.
PICTURES = ("image/png", "image/jpeg", "image/webp", "image/jpg")
JSON = "application/json"


def read_drawing(event: dict[str, Any]) -> tuple[bytes, list[np.ndarray]]:
    """The posted picture, out of an HTTP API event (payload 2.0): the body itself, or JSON's.

    And, where JSON tells it, how the pen went: (2, points) float64 a stroke, in its pixels.
    Raises TooLarge, UnservedType or BadRequest. Size comes first: it is the cheapest to refuse.
    """
    body = _body(event)
    content_type = _content_type(event)
    if content_type in PICTURES:
        return body, []
    if content_type == JSON:
        posted = _object(body)
        return picture_in(posted), checked(posted.get("strokes"))
    raise UnservedType(content_type)


def read_json(event: dict[str, Any]) -> dict[str, Any]:
    """The posted JSON object. Raises TooLarge, UnservedType or BadRequest.

    Only where it is called JSON: what a form on another site can send is called otherwise.
    """
    body = _body(event)
    content_type = _content_type(event)
    if content_type != JSON:
        raise UnservedType(content_type, served=JSON)
    return _object(body)


def picture_in(posted: dict[str, Any]) -> bytes:
    """The picture that a JSON object holds as a data URL or as base64.

    Raises UnservedType or BadRequest.
    """
    image = posted.get("image")
    if not isinstance(image, str):
        raise BadRequest('The body must be {"image": "<data URL or base64>"}.')
    return _from_base64(_without_data_url(image))


def _body(event: dict[str, Any]) -> bytes:
    text = event.get("body") or ""
    if event.get("isBase64Encoded"):
        body = _from_base64(text)
    else:
        body = text.encode("utf-8", "surrogatepass")
    if len(body) > MAX_BYTES:
        raise TooLarge("bytes", MAX_BYTES)
    return body


def _content_type(event: dict[str, Any]) -> str:
    headers = event.get("headers") or {}
    return str(headers.get("content-type", "")).split(";")[0].strip().lower()


def _object(body: bytes) -> dict[str, Any]:
    try:
        posted = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadRequest("The body is not JSON.") from error
    return posted if isinstance(posted, dict) else {}


def _without_data_url(image: str) -> str:
    scheme, _, rest = image.partition(":")
    if scheme.strip().lower() != "data":
        return image
    head, comma, encoded = rest.partition(",")
    content_type, *parameters = head.split(";")
    if content_type.strip().lower() not in PICTURES:
        raise UnservedType(content_type)
    if not comma or "base64" not in parameters:
        raise BadRequest("The data URL must be base64.")
    return encoded


def _from_base64(encoded: str) -> bytes:
    try:  # in lines, as MIME wants it and Android's encoder writes it, or in one
        return base64.b64decode("".join(encoded.split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadRequest("The image is not base64.") from error

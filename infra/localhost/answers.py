"""What a function returned -> the HTTP answer that API Gateway's HTTP API makes of it."""

import json
import re
from base64 import b64decode
from http import HTTPStatus
from typing import Any

from infra.localhost.messages import Answer, Headers

JSON = ("content-type", "application/json")
TEXT = ("content-type", "text/plain; charset=utf-8")  # the gateway's default beside a statusCode

TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
FIELD = re.compile(r"[\t\x20-\x7e\x80-\xff]*")  # no line break: it would start another header
# The gateway writes these itself.
OWN_HEADERS = {"connection", "content-length", "date", "server", "transfer-encoding"}


class MalformedAnswer(ValueError):
    """The function returned what the gateway cannot send on; the client gets a 500."""


def answer_from(payload: Any) -> Answer:
    """The answer for a function's result, as it is after its journey through JSON.

    A result without a `statusCode` is the body itself, 200 and JSON. Raises MalformedAnswer.
    """
    if not isinstance(payload, dict) or "statusCode" not in payload:
        return Answer(HTTPStatus.OK, (JSON,), json.dumps(payload).encode())
    headers = _headers(payload.get("headers"))
    if not any(name.lower() == "content-type" for name, _ in headers):
        headers += (TEXT,)
    return Answer(_status(payload["statusCode"]), headers + _cookies(payload), _body(payload))


def refusal(status: HTTPStatus, message: str = "") -> Answer:
    """The gateway's own refusal, in its own words, which cannot be changed."""
    body = json.dumps({"message": message or status.phrase}, separators=(",", ":"))
    return Answer(status, (JSON,), body.encode())


def _status(code: Any) -> int:
    """The gateway takes 200 and "200"."""
    if isinstance(code, bool) or not re.fullmatch(r"[2-5]\d\d", str(code)):
        raise MalformedAnswer(f"statusCode is {code!r}")
    return int(code)


def _headers(headers: Any) -> Headers:
    if not isinstance(headers, dict | None):
        raise MalformedAnswer(f"headers is {headers!r}")
    return tuple(
        (name, _field(name, value))
        for name, value in (headers or {}).items()
        if name.lower() not in OWN_HEADERS
    )


def _field(name: str, value: Any) -> str:
    if isinstance(value, bool):
        value = str(value).lower()
    if not isinstance(value, str | int | float) or not TOKEN.fullmatch(name):
        raise MalformedAnswer(f"header {name!r} is {value!r}")
    if not FIELD.fullmatch(str(value)):
        raise MalformedAnswer(f"header {name!r} holds what no header may: {value!r}")
    return str(value)


def _cookies(payload: dict[str, Any]) -> Headers:
    cookies = payload.get("cookies") or []
    if not isinstance(cookies, list) or not all(isinstance(cookie, str) for cookie in cookies):
        raise MalformedAnswer(f"cookies is {cookies!r}")
    return tuple(("set-cookie", _field("set-cookie", cookie)) for cookie in cookies)


def _body(payload: dict[str, Any]) -> bytes:
    body = payload.get("body") or ""
    if not isinstance(body, str):
        raise MalformedAnswer(f"body is a {type(body).__name__}, not a string")
    if not payload.get("isBase64Encoded"):
        return body.encode()
    try:
        return b64decode(body, validate=True)
    except ValueError as error:
        raise MalformedAnswer("body is not base64") from error

"""Answers that are no problem: JSON, or nothing at all. No cache keeps one."""

import json
from http import HTTPStatus
from typing import Any

from aws_lambda_powertools.event_handler import Response

Headers = dict[str, str | list[str]]
UNKEPT: Headers = {"Cache-Control": "no-store"}


def json_answer(
    body: dict[str, Any], headers: Headers | None = None, status: HTTPStatus = HTTPStatus.OK
) -> Response[str]:
    """A body in JSON."""
    return Response(
        status_code=int(status),
        content_type="application/json",
        body=json.dumps(body, ensure_ascii=False, separators=(",", ":")),
        headers={**UNKEPT, **(headers or {})},
    )


def created(body: dict[str, Any], location: str) -> Response[str]:
    """201: something is at `location` now."""
    return json_answer(body, {"Location": location}, HTTPStatus.CREATED)


def nothing() -> Response[str]:
    """204: done, and there is nothing to say."""
    return Response(status_code=int(HTTPStatus.NO_CONTENT), body="", headers=dict(UNKEPT))

"""What HTTP makes of each error: one table, and the body that RFC 9457 describes."""

import json
from http import HTTPStatus

from aws_lambda_powertools.event_handler import Response

from lambda_fn.errors import (
    BadRequest,
    BlankDrawing,
    DigitpadError,
    MethodNotAllowed,
    NoModel,
    NotFound,
    StoreUnavailable,
    TooLarge,
    TooManyMarks,
    UnreadableImage,
    UnservedType,
)

PROBLEMS: dict[type[DigitpadError], tuple[HTTPStatus, str]] = {
    BadRequest: (HTTPStatus.BAD_REQUEST, "The request could not be read"),
    UnreadableImage: (HTTPStatus.BAD_REQUEST, "The image could not be read"),
    NotFound: (HTTPStatus.NOT_FOUND, "There is nothing here"),
    MethodNotAllowed: (HTTPStatus.METHOD_NOT_ALLOWED, "This method is not served here"),
    TooLarge: (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The image is too large"),
    UnservedType: (HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "This type is not read"),
    BlankDrawing: (HTTPStatus.UNPROCESSABLE_ENTITY, "The drawing is blank"),
    TooManyMarks: (HTTPStatus.UNPROCESSABLE_ENTITY, "The drawing has too many marks"),
    NoModel: (HTTPStatus.SERVICE_UNAVAILABLE, "No model is loaded"),
    StoreUnavailable: (HTTPStatus.SERVICE_UNAVAILABLE, "The drawings cannot be reached"),
}
RETRY_AFTER = "5"  # seconds, after 503: when the model store tries again


def problem(error: DigitpadError) -> Response[str]:
    """The answer to an error: `application/problem+json`."""
    status, title = PROBLEMS[type(error)]
    return problem_response(status, title, str(error), _headers(error))


def problem_response(
    status: HTTPStatus, title: str, detail: str, headers: dict[str, str | list[str]] | None = None
) -> Response[str]:
    """A problem of any kind; `type` is "about:blank" where the status alone says what it is."""
    body = {"type": "about:blank", "title": title, "status": int(status), "detail": detail}
    return Response(
        status_code=int(status),
        content_type="application/problem+json",
        body=json.dumps(body),
        headers={"Cache-Control": "no-store", **(headers or {})},
    )


def _headers(error: DigitpadError) -> dict[str, str | list[str]]:
    if isinstance(error, MethodNotAllowed):
        return {"Allow": error.allowed}
    unavailable = PROBLEMS[type(error)][0] == HTTPStatus.SERVICE_UNAVAILABLE
    return {"Retry-After": RETRY_AFTER} if unavailable else {}

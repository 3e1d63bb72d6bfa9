"""API Gateway's HTTP API on this machine: requests in, events to the function, answers out."""

import sys
import uuid
from datetime import UTC, datetime
from http import HTTPStatus

from infra.localhost.answers import MalformedAnswer, answer_from, refusal
from infra.localhost.events import event_from
from infra.localhost.function import Function, FunctionFailed, FunctionUnavailable
from infra.localhost.messages import Answer, Request
from infra.localhost.throttle import TokenBucket
from infra.route import GIVING, route_of

MAX_BODY = 10 * 1024 * 1024  # bytes: API Gateway's documented limit; exactly this many pass

# Error -> the gateway's own answer. It tells the client nothing of what went wrong.
REFUSALS = {
    FunctionFailed: HTTPStatus.INTERNAL_SERVER_ERROR,
    MalformedAnswer: HTTPStatus.INTERNAL_SERVER_ERROR,
    FunctionUnavailable: HTTPStatus.SERVICE_UNAVAILABLE,
}


class Gateway:
    """Answers requests under `/api/` by asking the function; an `App`.

    In AWS, Lambda takes at most 6 MB of event (base64 included), and the gateway refuses what is
    larger. Here every body up to the gateway's own limit reaches the function, so that the
    function's 413 can be seen.
    """

    def __init__(
        self, function: Function, *, throttle: TokenBucket, giving: TokenBucket | None = None
    ) -> None:
        """`giving` throttles that route, in the place of `throttle`."""
        self._function, self._throttle, self._giving = function, throttle, giving or throttle

    def __call__(self, request: Request) -> Answer:
        """The function's answer, or the gateway's own refusal."""
        request_id = str(uuid.uuid4())
        answer = self._answer(request, request_id)
        return Answer(
            answer.status, (*answer.headers, ("apigw-requestid", request_id)), answer.body
        )

    def _answer(self, request: Request, request_id: str) -> Answer:
        route = route_of(request.method, request.path)
        if not (self._giving if route == GIVING else self._throttle).take():
            return refusal(HTTPStatus.TOO_MANY_REQUESTS)
        if len(request.body) > MAX_BODY:
            return refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "Request Entity Too Large")
        event = event_from(request, request_id=request_id, now=datetime.now(UTC))
        try:
            return answer_from(self._function.invoke(event, request_id=request_id))
        except tuple(REFUSALS) as error:
            print(f"gateway: {type(error).__name__}: {error}", file=sys.stderr)
            return refusal(REFUSALS[type(error)])

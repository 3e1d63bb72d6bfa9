"""Asking the real handler as API Gateway does, and what it answers."""

import io
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from infra.localhost.events import event_from
from infra.localhost.function import LambdaContext
from infra.localhost.messages import Request
from lambda_fn import handler
from tests.lambda_fn.drawings import digit, encoded, painted
from tests.posting import posted

OPENAPI = json.loads((Path(__file__).parents[2] / "site" / "openapi.json").read_text())
SEVEN = encoded(painted(digit(7)))


class Answer:
    """What the handler returned."""

    def __init__(self, result: dict[str, Any]) -> None:
        self.status: int = result["statusCode"]
        self.headers: dict[str, str] = result["headers"]
        self.body: dict[str, Any] = json.loads(result["body"] or "{}")

    def fits(self, schema: str) -> None:
        """Fail unless the body is what `site/openapi.json` says."""
        root = {"$ref": f"#/components/schemas/{schema}", "components": OPENAPI["components"]}
        Draft202012Validator(root).validate(self.body)


def invoke(event: dict[str, Any]) -> Answer:
    return Answer(handler.handler(event, LambdaContext(aws_request_id="1")))


def ask(
    method: str,
    path: str,
    content_type: str | None = None,
    body: bytes = b"",
    query: str = "",
    headers: Mapping[str, str] | None = None,
) -> Answer:
    told = {**({"Content-Type": content_type} if content_type else {}), **(headers or {})}
    request = Request(method, path, query, tuple(told.items()), body)
    return invoke(event_from(request, request_id="1", now=datetime.now(UTC)))


def predict(body: bytes = SEVEN, content_type: str | None = "image/png", query: str = "") -> Answer:
    return invoke(posted(body, content_type, query))


def predict_json(image: Any) -> Answer:
    return predict(json.dumps({"image": image}).encode(), "application/json")


def refused(answer: Answer, status: int) -> str:
    """Hold a refusal to RFC 9457 and to the contract; its detail."""
    assert answer.status == status, answer.body
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert set(answer.body) == {"type", "title", "status", "detail"}
    assert answer.body["status"] == status
    assert answer.headers["Cache-Control"] == "no-store"
    answer.fits("Problem")
    return str(answer.body["detail"])


@contextmanager
def log() -> Iterator[io.StringIO]:
    """What the function writes meanwhile: its log, and its metrics, which it prints."""
    written, lines = io.StringIO(), handler.logger.registered_handler
    before = lines.setStream(written)
    try:
        with redirect_stdout(written):
            yield written
    finally:
        lines.setStream(before)

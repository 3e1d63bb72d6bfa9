"""What the function gets when a picture is posted: the gateway's event."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from infra.localhost.events import event_from
from infra.localhost.messages import Request

SEVEN = Path(__file__).with_name("seven.png").read_bytes()


def posted(
    body: bytes = SEVEN, content_type: str | None = "image/png", query: str = ""
) -> dict[str, Any]:
    """The event of a picture posted to `/api/predict`."""
    headers = (("Content-Type", content_type),) if content_type else ()
    request = Request("POST", "/api/predict", query, headers, body)
    return event_from(request, request_id="1", now=datetime.now(UTC))

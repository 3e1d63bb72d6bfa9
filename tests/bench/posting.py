"""Posting a picture to the real handler, in this process, as the gateway does."""

import io
import json
import os
from contextlib import redirect_stdout
from typing import Any

from infra.localhost.function import LambdaContext
from tests.bench.pictures import Picture
from tests.posting import posted
from training.options import RELEASED

CONTEXT = LambdaContext(aws_request_id="1")


def event(picture: Picture) -> dict[str, Any]:
    """The gateway's event for a picture that is posted."""
    return posted(picture.content, picture.kind)


class Nowhere(io.TextIOBase):
    """Forgets what is written."""

    def write(self, text: str) -> int:
        """Written, in a way."""
        return len(text)


class Posting:
    """The handler of this process, with the released model; its log goes nowhere."""

    def __init__(self) -> None:
        os.environ.pop("MODEL_BUCKET", None)
        os.environ["MODEL_DIR"] = str(RELEASED)
        self._nowhere = Nowhere()
        with redirect_stdout(self._nowhere):  # which the logger takes hold of when it is made
            from lambda_fn.handler import handler

        self._handler = handler

    def __call__(self, posted: dict[str, Any]) -> dict[str, Any]:
        """The function's answer."""
        with redirect_stdout(self._nowhere):
            answer: dict[str, Any] = self._handler(posted, CONTEXT)
        return answer

    def check(self, picture: Picture) -> None:
        """Fail unless the picture is read rightly: what is timed must be what works."""
        number = json.loads(self(event(picture))["body"]).get("number")
        assert number == picture.number, f"{picture.name} was read as {number}"

"""A Digitpad somewhere, asked over HTTP with the standard library alone."""

import json
import time
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

PATIENCE = 35  # seconds: the gateway gives up after 30


class Wrong(Exception):
    """An answer is not what it should be; the message says in what."""


@dataclass(frozen=True)
class Answer:
    """What came back; header names in any case."""

    status: int
    headers: Message
    body: bytes

    @property
    def json(self) -> Any:
        """The body, read as JSON. Raises Wrong."""
        try:
            return json.loads(self.body)
        except ValueError as error:
            raise Wrong(f"the body is not JSON: {self.body[:60]!r}") from error


class Site:
    """Where to ask: `https://name` or `http://name:port`; `seconds` is how long it took last."""

    def __init__(self, url: str) -> None:
        self._place = urlsplit(url)
        self.seconds = 0.0

    @property
    def secure(self) -> bool:
        """Whether it is asked over TLS, so through a CDN, and not on this machine."""
        return self._place.scheme == "https"

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        """One request on a connection of its own; `Content_Type=` is the header Content-Type.

        Raises OSError and HTTPException where no answer comes.
        """
        connection = HTTPSConnection if self.secure else HTTPConnection
        client = connection(self._place.netloc, timeout=PATIENCE)
        started = time.monotonic()
        try:
            client.request(method, path, body, {k.replace("_", "-"): v for k, v in headers.items()})
            answer = client.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            client.close()
            self.seconds = time.monotonic() - started


def expect(what: str, found: object, wanted: object) -> None:
    """Raise Wrong unless `found` is what is wanted."""
    if found != wanted:
        raise Wrong(f"{what} is {found!r}, not {wanted!r}")


def expect_type(answer: Answer, *wanted: str) -> None:
    """Raise Wrong unless the body is of a type that is wanted, whatever its parameters."""
    found = answer.headers.get_content_type()
    if found not in wanted:
        raise Wrong(f"the content type is {found!r}, not {' or '.join(wanted)}")

"""An HTTP request and the answer to it, as plain values."""

from collections.abc import Callable
from dataclasses import dataclass

Headers = tuple[tuple[str, str], ...]
"""Names and values in the order sent; a name may come more than once."""


@dataclass(frozen=True)
class Request:
    """What a client asked; `path` and `query` as sent, percent-encoding and all."""

    method: str
    path: str
    query: str = ""
    headers: Headers = ()
    body: bytes = b""
    source_ip: str = "127.0.0.1"
    protocol: str = "HTTP/1.1"

    def header(self, name: str) -> str | None:
        """The header's value, a repeated one joined by commas; None where it was not sent."""
        values = [value for sent, value in self.headers if sent.lower() == name.lower()]
        return ",".join(values) if values else None


@dataclass(frozen=True)
class Answer:
    """What the client gets; Content-Length and Date are the server's to add."""

    status: int
    headers: Headers = ()
    body: bytes = b""


App = Callable[[Request], Answer]
"""What answers requests: the pages, the gateway, or the two behind one front."""

AccessLog = Callable[[Request, Answer, float], None]
"""Called after each answer, with the seconds it took."""

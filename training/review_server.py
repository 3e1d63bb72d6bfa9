"""The review's page and what it asks for, on this machine and for whoever has the address alone.

The address holds a secret made anew at each start: without it a request, from another page in the
same browser or from another user of the machine, finds nothing. A name that somebody else points
to 127.0.0.1 is refused by its Host, another page's request by its Origin.
"""

import hmac
import json
import secrets
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from training.errors import TrainingError
from training.review_desk import BadDecision, Desk

PAGE = Path(__file__).parent / "review_page"
FILES = {
    "": ("index.html", "text/html; charset=utf-8"),
    "review.css": ("review.css", "text/css; charset=utf-8"),
    "review.js": ("review.js", "text/javascript; charset=utf-8"),
    "queue.js": ("queue.js", "text/javascript; charset=utf-8"),
}
JSON = "application/json"
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self';"
    " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
LARGEST = 1000  # bytes of a decision


class ReviewServer(ThreadingHTTPServer):
    """Serves a desk at `address`, until it is shut down. Port 0 is any that is free."""

    daemon_threads = True

    def __init__(self, desk: Desk, port: int) -> None:
        try:
            super().__init__(("127.0.0.1", port), Answer)
        except (OSError, OverflowError) as error:
            raise TrainingError(f"port {port} cannot be used ({error}): --port") from error
        self.desk = desk
        self.secret = secrets.token_urlsafe(16)
        self.hosts = {f"{name}:{self.server_port}" for name in ("127.0.0.1", "localhost")}

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"http://127.0.0.1:{self.server_port}/{self.secret}/"


class Answer(BaseHTTPRequestHandler):
    """One connection."""

    server: ReviewServer
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        """The page, its files, the list of drawings, a drawing."""
        path = self._path()
        if path in FILES:
            name, content_type = FILES[path]
            self._send(HTTPStatus.OK, (PAGE / name).read_bytes(), content_type)
        elif path == "drawings":
            self._tell(self.server.desk.listing)
        elif path and (gift := self.server.desk.gifts.get(path.removeprefix("drawings/"))):
            self._send(HTTPStatus.OK, gift.png, "image/png")
        else:
            self._refuse(HTTPStatus.NOT_FOUND)

    def do_POST(self) -> None:
        """A decision, or that the last is undone."""
        path = self._path()
        if path not in ("decisions", "undo"):
            self._refuse(HTTPStatus.NOT_FOUND)
        elif (asked := self._body()) is None:
            self._refuse(HTTPStatus.BAD_REQUEST)
        elif path == "undo":
            self._tell(self.server.desk.undo)
        else:
            named = (asked.get(name) for name in ("id", "decision", "label"))
            self._tell(partial(self.server.desk.decide, *named))

    def _tell(self, ask: Callable[[], Any]) -> None:
        """What is asked for, as JSON, or what is wrong with that."""
        try:
            self._send_json(ask())
        except BadDecision as error:
            self._send_json({"problem": str(error)}, HTTPStatus.UNPROCESSABLE_ENTITY)
        except TrainingError as error:
            self._send_json({"problem": str(error)}, HTTPStatus.INTERNAL_SERVER_ERROR)

    def _path(self) -> str | None:
        """What is asked for, without the secret; None where it may not be asked for."""
        host, origin = self.headers.get("Host"), self.headers.get("Origin")
        secret, _, path = self.path.removeprefix("/").partition("/")
        known = hmac.compare_digest(secret.encode(), self.server.secret.encode())
        if host not in self.server.hosts or origin not in (None, f"http://{host}") or not known:
            return None
        return path.partition("?")[0]

    def _body(self) -> dict[str, Any] | None:
        """The JSON object that was sent; None where it is none, which ends the connection."""
        length = self.headers.get("Content-Length", "")
        if self.headers.get_content_type() != JSON or not length.isdecimal():
            return None
        if int(length) > LARGEST:
            return None
        try:
            asked = json.loads(self.rfile.read(int(length)))
        except (ValueError, RecursionError):
            return None
        return asked if isinstance(asked, dict) else None

    def _refuse(self, status: HTTPStatus) -> None:
        self.close_connection = True  # what else was sent may not have been read
        self._send(status, f"{status.phrase}\n".encode(), "text/plain; charset=utf-8")

    def _send_json(self, answer: Any, status: HTTPStatus = HTTPStatus.OK) -> None:
        self._send(status, json.dumps(answer).encode(), JSON)

    def _send(self, status: HTTPStatus, body: bytes, content_type: str) -> None:
        self.send_response_only(status)
        for name, value in HEADERS.items():
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Not a line for each picture."""

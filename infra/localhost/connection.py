"""One client's HTTP/1.1 connection: requests read, answers written, doubtful ones refused."""

import contextlib
import re
import socket
import time
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING

from infra.localhost.answers import refusal
from infra.localhost.bodies import BadBody, BodyError, BodyTooLarge, announced_length, read_body
from infra.localhost.gateway import MAX_BODY
from infra.localhost.messages import Answer, Request

if TYPE_CHECKING:
    from infra.localhost.server import LocalServer

LINGER = 5.0  # seconds: how long a refused body is read and thrown away
ABSOLUTE = re.compile(r"^https?://[^/?#]*", re.IGNORECASE)  # as a client asks a proxy
BODILESS = {HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED}
REFUSALS = {
    BadBody: (HTTPStatus.BAD_REQUEST, "Bad Request"),
    BodyTooLarge: (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "Request Entity Too Large"),
}


class Connection(BaseHTTPRequestHandler):
    """One client's connection, and its requests one after the other."""

    server: "LocalServer"
    protocol_version = "HTTP/1.1"
    timeout = 60  # seconds without a word
    # Without these two an answer leaves in two packets and Nagle holds the second for 40 ms.
    disable_nagle_algorithm = True
    wbufsize = -1

    def answer(self) -> None:
        """Read a request, ask the app, send its answer."""
        started = time.monotonic()
        try:
            request = self._request(self._body())
        except BodyError as error:
            request, answer = self._request(b""), refusal(*REFUSALS[type(error)])
            self._send(answer, close=True)
            self._linger()
        else:
            answer = self.server.app(request)
            self._send(answer)
        self.server.access_log(request, answer, time.monotonic() - started)

    # http.server calls a method by its name
    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = answer  # noqa: N815

    def handle_expect_100(self) -> bool:
        """Nothing yet: a client that waits for leave to send is told once the length is known."""
        return True

    def version_string(self) -> str:
        """What the Server header says."""
        return "digitpad-local"

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Nothing: `access_log` knows how long it took, too."""

    def _body(self) -> bytes:
        length = announced_length(self.headers, MAX_BODY)
        if self.headers.get("Expect", "").lower() == "100-continue":
            self.send_response_only(HTTPStatus.CONTINUE)
            self.end_headers()
            self.wfile.flush()
        return read_body(self.rfile, length, MAX_BODY)

    def _request(self, body: bytes) -> Request:
        target = ABSOLUTE.sub("", self.path) or "/"
        path, _, query = target.partition("?")
        return Request(
            method=self.command,
            path=path,
            query=query,
            headers=tuple(self.headers.items()),
            body=body,
            source_ip=self.client_address[0],
            protocol=self.request_version,
        )

    def _send(self, answer: Answer, *, close: bool = False) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers:
            self.send_header(name, value)
        if answer.status not in BODILESS:
            self.send_header("Content-Length", str(len(answer.body)))
        if close:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD" and answer.status not in BODILESS:
            self.wfile.write(answer.body)
        self.wfile.flush()

    def _linger(self) -> None:
        """Throw away what the client still sends, so that it gets to read the refusal.

        Closing at once would reset the connection, and the client report a broken pipe.
        """
        until = time.monotonic() + LINGER
        with contextlib.suppress(OSError):
            self.connection.shutdown(socket.SHUT_WR)
            self.connection.settimeout(1)
            while time.monotonic() < until and self.connection.recv(65536):
                pass

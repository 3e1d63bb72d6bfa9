"""A proxy before an S3 server that fails where a test wants it to, over real HTTP."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum, auto
from http import HTTPStatus
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

ERROR = "<Error><Code>{}</Code><Message>so it is</Message></Error>"


class Fault(Enum):
    """What becomes of a request."""

    LOST = auto()  # the connection breaks before the server has it
    ANSWER_LOST = auto()  # the server does it, and the connection breaks
    CUT = auto()  # half of the answer, and the connection breaks
    SPOILT = auto()  # a bit of the body is flipped on its way to the server
    SILENT = auto()  # never answered
    SLOW_DOWN = (HTTPStatus.SERVICE_UNAVAILABLE, "SlowDown")
    INTERNAL = (HTTPStatus.INTERNAL_SERVER_ERROR, "InternalError")
    DENIED = (HTTPStatus.FORBIDDEN, "AccessDenied")
    CONFLICT = (HTTPStatus.CONFLICT, "ConditionalRequestConflict")


@dataclass(frozen=True)
class Seen:
    """A request: the how-manieth it is, its method and its path."""

    number: int
    method: str
    path: str


Plan = Callable[[Seen], Fault | None]


@dataclass
class Proxy:
    """Where it listens, and what it has seen."""

    endpoint: str
    seen: list[Seen] = field(default_factory=list)
    before: Callable[[Seen], None] = lambda seen: None

    def wrote(self) -> list[str]:
        """The paths that were written, or tried to be."""
        return [seen.path for seen in self.seen if seen.method == "PUT"]


@contextmanager
def unreliable(endpoint: str, plan: Plan = lambda seen: None) -> Iterator[Proxy]:
    """A proxy before the server at `endpoint`; `plan` says what becomes of each request."""
    upstream, stopping = urlsplit(endpoint).netloc, threading.Event()

    class Answer(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.take()

        def do_PUT(self) -> None:
            self.take()

        def do_POST(self) -> None:
            self.take()

        def take(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            seen = Seen(len(proxy.seen) + 1, self.command, urlsplit(self.path).path)
            proxy.seen.append(seen)
            proxy.before(seen)
            self.close_connection = True  # to break it is to answer nothing
            self.meet(plan(seen), body)

        def meet(self, fault: Fault | None, body: bytes) -> None:
            if fault is Fault.SILENT:
                stopping.wait()
            elif fault is not None and isinstance(fault.value, tuple):
                status, code = fault.value
                self.reply(status, [], ERROR.format(code).encode())
            elif fault is not Fault.LOST:
                self.forward(fault, body)

        def forward(self, fault: Fault | None, body: bytes) -> None:
            if fault is Fault.SPOILT:
                body = bytes([body[0] ^ 1]) + body[1:]
            server = HTTPConnection(upstream)
            server.request(self.command, self.path, body, dict(self.headers.items()))
            answer = server.getresponse()
            content = answer.read()
            server.close()
            if fault is not Fault.ANSWER_LOST:
                self.reply(answer.status, answer.getheaders(), content, cut=fault is Fault.CUT)

        def reply(
            self, status: int, headers: list[tuple[str, str]], body: bytes, *, cut: bool = False
        ) -> None:
            self.send_response_only(status)
            for name, value in headers:
                if name.lower() not in ("content-length", "connection"):
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(body[: len(body) // 2] if cut else body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    proxy = Proxy("http://{}:{}".format(*server.server_address[:2]))
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield proxy
    finally:
        stopping.set()
        server.shutdown()
        server.server_close()


@contextmanager
def silent() -> Iterator[str]:
    """A server that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"

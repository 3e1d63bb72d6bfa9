"""Lambda's Runtime API, the side that Lambda plays: hands out events and takes answers.

With it the real runtime client (`awslambdaric`) runs a handler in a process of its own, as in
the cloud: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
"""

import json
import queue
import sys
import threading
import time
import uuid
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

NEXT = "/2018-06-01/runtime/invocation/next"
ARN = "arn:aws:lambda:us-east-1:000000000000:function:digitpad"


@dataclass(frozen=True)
class Outcome:
    """What the runtime posted: `kind` is "response" or "error"."""

    request_id: str
    kind: str
    payload: Any


class RuntimeApi:
    """A Runtime API on a free port of this machine, for one function process in its life."""

    def __init__(self) -> None:
        self.events: queue.Queue[tuple[str, Any] | None] = queue.Queue()
        self.outcomes: queue.Queue[Outcome] = queue.Queue()
        self._server = _Server(("127.0.0.1", 0), _Connection)
        self._server.api = self

    @property
    def address(self) -> str:
        """The value of AWS_LAMBDA_RUNTIME_API."""
        return "{}:{}".format(*self._server.server_address[:2])

    def invoke(self, event: Any, *, timeout: float = 30) -> Any:
        """The handler's answer to `event`.

        Raises AssertionError with the runtime's report where the handler raises or does not load,
        queue.Empty where nothing comes.
        """
        request_id = str(uuid.uuid4())
        self.events.put((request_id, event))
        outcome = self.outcomes.get(timeout=timeout)
        assert (outcome.request_id, outcome.kind) == (request_id, "response"), outcome
        return outcome.payload

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.events.put(None)  # lets go of a runtime that still waits for an event
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    api: RuntimeApi

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Report what went wrong, unless it is only that the function's process has ended."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Connection(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    # Without these two each trip takes 44 ms: Nagle holds the second packet back.
    disable_nagle_algorithm = True
    wbufsize = -1

    def do_GET(self) -> None:
        """Hand out the next event; the runtime waits for it as long as it takes."""
        if self.path != NEXT:
            return self._reply(HTTPStatus.NOT_FOUND, {})
        if (waiting := self.server.api.events.get()) is None:
            self.close_connection = True
            return None
        request_id, event = waiting
        deadline = int((time.time() + 30) * 1000)
        headers = {
            "Lambda-Runtime-Aws-Request-Id": request_id,
            "Lambda-Runtime-Deadline-Ms": str(deadline),
            "Lambda-Runtime-Invoked-Function-Arn": ARN,
            "Lambda-Runtime-Trace-Id": "Root=1-00000000-000000000000000000000000;Sampled=0",
        }
        return self._reply(HTTPStatus.OK, event, headers)

    def do_POST(self) -> None:
        """Take `…/{request id}/response`, `…/{request id}/error` or `…/init/error`."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        request_id, kind = self.path.split("/")[-2:]
        self.server.api.outcomes.put(Outcome(request_id, kind, json.loads(body)))
        self._reply(HTTPStatus.ACCEPTED, {"status": "OK"})

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Nothing: the tests tell what they need."""

    def _reply(self, status: HTTPStatus, body: Any, headers: dict[str, str] | None = None) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

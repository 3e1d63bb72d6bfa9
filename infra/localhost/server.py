"""An HTTP/1.1 server on this machine for one `App`: a function from request to answer."""

import socketserver
import sys
import threading
from http.server import ThreadingHTTPServer
from typing import Any

from infra.localhost.connection import Connection
from infra.localhost.messages import AccessLog, Answer, App, Request


def quiet(request: Request, answer: Answer, seconds: float) -> None:
    """The access log that writes nothing."""


class LocalServer(ThreadingHTTPServer):
    """Listens from the start, so that a taken port shows at once; answers from `start` on.

    Raises OSError where it cannot listen.
    """

    request_queue_size = 128
    daemon_threads = True

    app: App

    def __init__(self, host: str, port: int) -> None:
        self.access_log: AccessLog = quiet
        self._answering: threading.Thread | None = None
        super().__init__((host, port), Connection)

    @property
    def url(self) -> str:
        """The address to open in a browser, without a slash at its end."""
        host = "127.0.0.1" if self.server_name == "0.0.0.0" else self.server_name
        return f"http://{host}:{self.server_port}"

    def start(self, app: App, access_log: AccessLog = quiet) -> None:
        """Answer requests with `app`, in threads of their own."""
        self.app, self.access_log = app, access_log
        self._answering = threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True)
        self._answering.start()

    def stop(self) -> None:
        """Stop answering and free the port."""
        self.access_log = quiet  # what is still under way ends without a word
        if self._answering:  # shutdown() of a server that never started waits for ever
            self.shutdown()
            self._answering.join()
        self.server_close()

    def server_bind(self) -> None:
        """Bind without asking the network for this machine's name, which can take seconds."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), self.server_address[1]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Report what went wrong, unless it is only that the client has gone."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection

import pytest

from infra.localhost.messages import App
from infra.localhost.server import LocalServer

Serve = Callable[[App], HTTPConnection]


@contextmanager
def served(app: App) -> Iterator[HTTPConnection]:
    server = LocalServer("127.0.0.1", 0)
    server.start(app)
    client = HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    try:
        yield client
    finally:
        client.close()
        server.stop()


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Starts a server for an app and gives a client that is connected to it."""
    with ExitStack() as running:
        yield lambda app: running.enter_context(served(app))

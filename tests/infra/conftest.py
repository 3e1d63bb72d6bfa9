import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection

import pytest

from infra.localhost.messages import App
from infra.localhost.server import LocalServer
from tests.infra.stacks import EVERYTHING, PLAIN, Stack, synthesise
from tests.needs import missing

Serve = Callable[[App], HTTPConnection]
Synth = Callable[[dict[str, str]], list[Stack]]


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


@pytest.fixture(scope="session")
def synth(tmp_path_factory: pytest.TempPathFactory) -> Synth:
    """The stacks for a set of options; each set is synthesised once, as it takes seconds."""
    if not shutil.which("node"):
        missing("Node.js, in which the CDK runs")
    made: dict[frozenset[tuple[str, str]], list[Stack]] = {}

    def stacks(options: dict[str, str]) -> list[Stack]:
        key = frozenset(options.items())
        if key not in made:
            made[key] = synthesise(tmp_path_factory.mktemp("cdk"), options)
        return made[key]

    return stacks


@pytest.fixture(scope="session")
def plain(synth: Synth) -> Stack:
    """The stack without any option."""
    return synth(PLAIN)[0]


@pytest.fixture(scope="session")
def full(synth: Synth) -> Stack:
    """The stack with every option that goes with the others."""
    return synth(EVERYTHING)[0]

"""Several processes of the function behind the local gateway, as Lambda keeps them."""

import queue
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from infra.environment import TIMEOUT
from infra.localhost.environment import function_environment
from infra.localhost.function import FunctionFailed, FunctionUnavailable
from infra.localhost.gateway import Gateway
from infra.localhost.server import LocalServer
from infra.localhost.throttle import TokenBucket
from tests.faults.stage import RELEASED
from tests.function_process import FunctionProcess, function_process

PATIENCE = 2.0  # seconds that a request waits for a free instance, as for one that is started


class Instances:
    """Takes a request to one that is free: each answers one at a time. The gateway's function."""

    def __init__(self, functions: list[FunctionProcess]) -> None:
        self._free: queue.Queue[FunctionProcess] = queue.Queue()
        for function in functions:
            self._free.put(function)

    def invoke(self, event: dict[str, Any], *, request_id: str) -> Any:
        """The handler's result. Raises FunctionUnavailable and FunctionFailed."""
        try:
            function = self._free.get(timeout=PATIENCE)
        except queue.Empty as error:
            raise FunctionUnavailable(f"all busy for {PATIENCE} s") from error
        try:
            return function.invoke(event)
        except queue.Empty as error:
            raise FunctionUnavailable(f"no answer within {TIMEOUT} s") from error
        except AssertionError as error:
            raise FunctionFailed(str(error)) from error
        finally:
            self._free.put(function)


@contextmanager
def served(instances: int, throttle: TokenBucket) -> Iterator[str]:
    """The API's address, answered by so many processes with the released model."""
    environment = function_environment(s3="", bucket="", model_dir=RELEASED)
    del environment["MODEL_BUCKET"]
    server = LocalServer("127.0.0.1", 0)
    with ExitStack() as running:
        functions = [running.enter_context(function_process(environment)) for _ in range(instances)]
        server.start(Gateway(Instances(functions), throttle=throttle))
        running.callback(server.stop)
        yield server.url

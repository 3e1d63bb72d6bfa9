"""One instance of a function, in this process: one request at a time, as Lambda runs it."""

import json
import threading
import time
import traceback
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

Handler = Callable[[dict[str, Any], Any], Any]

TIMEOUT = 29.0  # seconds: API Gateway itself gives up on a function after 30
PATIENCE = 10.0  # seconds: how long a request waits while another one is being answered
MAX_RESULT = 6 * 1024 * 1024  # bytes: Lambda's limit on what an invocation returns


class FunctionFailed(Exception):
    """The function raised, ran out of its time, or returned what Lambda cannot carry."""


class FunctionUnavailable(Exception):
    """The function is busy."""


@dataclass(frozen=True)
class LambdaContext:
    """What a handler gets beside the event, with the names that Lambda uses."""

    aws_request_id: str
    function_name: str = "digitpad"
    function_version: str = "$LATEST"
    memory_limit_in_mb: int = 1024
    timeout: float = TIMEOUT
    identity: None = None
    client_context: None = None
    started: float = field(default_factory=time.monotonic)

    @property
    def invoked_function_arn(self) -> str:
        """The function's name in full, in an account that nobody has."""
        return f"arn:aws:lambda:us-east-1:000000000000:function:{self.function_name}"

    @property
    def log_group_name(self) -> str:
        """Where Lambda would put the log."""
        return f"/aws/lambda/{self.function_name}"

    @property
    def log_stream_name(self) -> str:
        """Which part of the log this instance would write."""
        return "local"

    def get_remaining_time_in_millis(self) -> int:
        """Milliseconds until the function is given up on."""
        return max(0, int((self.started + self.timeout - time.monotonic()) * 1000))


class Function:
    """Calls a handler for one request at a time; the others wait, though not for ever.

    Lambda starts another instance where this one makes a request wait. It also kills a function
    that overruns its time, which cannot be done to a thread: here it stays busy until it is done.
    """

    def __init__(
        self, handler: Handler, *, timeout: float = TIMEOUT, patience: float = PATIENCE
    ) -> None:
        self._handler, self._timeout, self._patience = handler, timeout, patience
        self._free = threading.Lock()

    def invoke(self, event: dict[str, Any], *, request_id: str) -> Any:
        """The handler's result after a journey through JSON, as Lambda returns it.

        Raises FunctionFailed and FunctionUnavailable.
        """
        if not self._free.acquire(timeout=self._patience):
            raise FunctionUnavailable(f"busy for more than {self._patience} s")
        result: Future[Any] = Future()
        context = LambdaContext(aws_request_id=request_id, timeout=self._timeout)
        # a thread of its own, so that a function that never returns does not hold the client
        threading.Thread(target=self._run, args=(event, context, result), daemon=True).start()
        try:
            return result.result(timeout=self._timeout)
        except TimeoutError as error:
            raise FunctionFailed(f"no answer within {self._timeout} s") from error

    def _run(self, event: dict[str, Any], context: LambdaContext, result: Future[Any]) -> None:
        try:
            result.set_result(_through_json(self._handler(event, context)))
        except BaseException as error:  # a handler that calls sys.exit() fails like any other
            traceback.print_exc()
            result.set_exception(FunctionFailed(repr(error)))
        finally:
            self._free.release()


def _through_json(result: Any) -> Any:
    text = json.dumps(result, ensure_ascii=False)
    if len(text.encode()) > MAX_RESULT:
        raise FunctionFailed(f"the result has {len(text)} characters; Lambda carries 6 MB")
    return json.loads(text)

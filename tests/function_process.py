"""The real handler under the real runtime client, in a process of its own, as Lambda runs it."""

import json
import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.runtime_api import RuntimeApi

ROOT = Path(__file__).parents[1]


@dataclass
class FunctionProcess:
    """One process of the function, for one event at a time."""

    api: RuntimeApi
    process: "subprocess.Popen[str]"
    started: float  # time.monotonic()
    said: list[str] = field(default_factory=list)  # its log, line by line

    def invoke(self, event: dict[str, Any], *, timeout: float = 30) -> dict[str, Any]:
        """The answer, as the gateway gets it; queue.Empty where none comes within so many s."""
        answer: dict[str, Any] = self.api.invoke(event, timeout=timeout)
        return answer

    def take_and_be_killed(self, event: dict[str, Any]) -> None:
        """Kill the process as soon as it has this event, before it can answer."""
        self.api.events.put(("killed", event))
        while not self.api.events.empty():
            time.sleep(0.0001)
        self.process.kill()
        self.process.wait()

    def peak(self) -> float:
        """The most memory that the process has held, MB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        (line,) = (line for line in status.splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024 / 1e6

    def warnings(self) -> list[str]:
        """What the function's log says that did not go well."""
        lines = [json.loads(line) for line in self.said if '"level":"WARNING"' in line]
        return [f"{line['message']}: {line['why']}" for line in lines]


@contextmanager
def function_process(
    environment: dict[str, str],
    *python: str,
    handler: str = "lambda_fn.handler.handler",
    before: Callable[[], None] | None = None,
) -> Iterator[FunctionProcess]:
    """Start one with no variables but `environment`'s, and with these options of Python's.

    `before` runs in the process, before Python does.
    """
    with RuntimeApi() as api:
        process = subprocess.Popen(
            [sys.executable, *python, "-m", "awslambdaric", handler],
            cwd=ROOT,
            env=environment | {"AWS_LAMBDA_RUNTIME_API": api.address, "PATH": os.environ["PATH"]},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            preexec_fn=before,
        )
        function = FunctionProcess(api, process, time.monotonic())
        reader = threading.Thread(target=_listen, args=(function,))
        reader.start()
        try:
            yield function
        finally:
            process.kill()
            process.wait()
            reader.join()


def _listen(function: FunctionProcess) -> None:
    assert function.process.stdout is not None
    with function.process.stdout as lines:
        function.said.extend(lines)


def write_no_file() -> None:
    """For `before`: every write to any file fails, as on a full disk."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))

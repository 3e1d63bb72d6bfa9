"""A process of the function, asked over a pipe: it is measured from within, and dies alone.

It has as much memory as Lambda gives it: what wants more fails here as it would there.
"""

import ctypes
import gc
import json
import multiprocessing
import os
import resource
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from infra.localhost.environment import enter
from infra.localhost.function import LambdaContext
from infra.settings import Settings

Event = dict[str, Any]
MEMORY = Settings().memory  # MB
MEGABYTE = 2**20
PATIENCE = 60.0  # seconds of wall time on a busy machine; what takes longer is killed
SELF = Path("/proc/self")


@dataclass(frozen=True)
class Outcome:
    """What became of an event; `result` is None where the function died or did not answer."""

    result: Any
    cpu: float = 0.0  # seconds, of all threads of the process
    wall: float = 0.0  # seconds


@dataclass(frozen=True)
class Memory:
    """In MB: what it cannot give back now, and the most that it had since it was last asked."""

    kept: float
    peak: float


class Instance:
    """A process of the function; one that dies is started anew with the next event."""

    def __init__(self, environment: Mapping[str, str], *, talks: bool = False) -> None:
        """`talks`: its log goes to the console."""
        self._start_with = (dict(environment), talks)
        self.name = f"function {os.getpid()}"
        self._process: Any = None
        self._pipe: Any = None

    def ask(self, event: Event) -> Outcome:
        """Have an event answered.

        Once more after a 503: on a busy machine our S3 may not answer within the function's time.
        """
        outcome = self._ask(event)
        if outcome.result is not None and outcome.result["statusCode"] == 503:
            outcome = self._ask(event)
        return outcome

    def _ask(self, event: Event) -> Outcome:
        began = time.perf_counter()
        outcome: Outcome | None = self._tell(event)
        if outcome is None:
            self.close()
            return Outcome(None, wall=time.perf_counter() - began)
        return outcome

    def memory(self) -> Memory | None:
        """What it holds; None where the system does not tell."""
        weight: Memory | None = self._tell(None)
        return weight

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._pipe.close()
            self._process = None

    def _tell(self, message: Event | None) -> Any:
        if self._process is None:
            self._start()
        try:
            self._pipe.send(message)
            return self._pipe.recv() if self._pipe.poll(PATIENCE) else None
        except (EOFError, OSError):
            return None

    def _start(self) -> None:
        fresh = multiprocessing.get_context("spawn")
        self._pipe, theirs = fresh.Pipe()
        self._process = fresh.Process(target=_serve, args=(theirs, *self._start_with), daemon=True)
        self._process.start()
        theirs.close()


def _serve(pipe: Connection, environment: Mapping[str, str], talks: bool) -> None:
    enter(environment)
    if not talks:
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY * MEGABYTE, MEMORY * MEGABYTE))
    from lambda_fn.handler import handler  # as late as Lambda: in its own environment

    while True:
        try:
            event = pipe.recv()
        except EOFError:
            return
        pipe.send(measured(handler, event) if event is not None else weighed())


def measured(handler: Any, event: Event) -> Outcome:
    """What a handler in this process makes of an event, after its journey through JSON."""
    wall, cpu = time.perf_counter(), time.process_time()
    try:
        result = json.loads(json.dumps(handler(event, LambdaContext(aws_request_id="1"))))
    except Exception as error:
        result = {"statusCode": 502, "body": f"The function raised {error!r}."}
    return Outcome(result, time.process_time() - cpu, time.perf_counter() - wall)


def weighed() -> Memory | None:
    """What this process holds; its peak begins anew. None where the system does not tell."""
    if not (SELF / "clear_refs").exists():
        return None
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)  # what the allocator keeps for the next picture is no leak
    told = dict(line.split(":", 1) for line in (SELF / "status").read_text().splitlines())
    kept, peak = (int(told[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))
    (SELF / "clear_refs").write_text("5")  # the peak begins anew, see proc(5)
    return Memory(kept, peak)

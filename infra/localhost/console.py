"""Keeps the console for the few lines that a person wants, and the rest in a log file."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path

from infra.localhost.messages import AccessLog, Answer, Request
from infra.route import PREFIX

Say = Callable[[str], None]
"""Writes one line to the console."""

STREAMS = (1, 2)  # the file descriptors of standard output and error


@contextmanager
def output_to(log: Path) -> Iterator[Say]:
    """Send all that this process writes to the file `log`; yields what still says a line aloud.

    By descriptor and not by `sys.stdout`: the interpreter's C++ writes past Python.
    """
    with log.open("wb") as file:
        console = [os.dup(stream) for stream in STREAMS]
        _flush()
        for stream in STREAMS:
            os.dup2(file.fileno(), stream)
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    try:
        with os.fdopen(os.dup(console[0]), "w", buffering=1) as out:
            yield lambda line: print(line, file=out)
    finally:
        _flush()
        for stream, kept in zip(STREAMS, console, strict=True):
            os.dup2(kept, stream)
            os.close(kept)


def _flush() -> None:
    sys.stdout.flush()
    sys.stderr.flush()


def access_log(say: Say) -> AccessLog:
    """A line for what a developer wants to see go by: the API's answers, and whatever failed."""

    def write(request: Request, answer: Answer, seconds: float) -> None:
        if request.path.startswith(PREFIX) or answer.status >= HTTPStatus.BAD_REQUEST:
            milliseconds = f"{seconds * 1000:.0f} ms"
            say(f"  {answer.status:d} {request.method} {request.path}  {milliseconds}")

    return write

"""What can be wrong with the data and the files that training reads."""

import sys
from collections.abc import Callable
from functools import partial, wraps
from pathlib import Path
from typing import Any


class TrainingError(Exception):
    """The root: its message is one line for the person at the terminal."""


class BadData(TrainingError):
    """A data file that is missing, cut short or malformed; names the file, and the line."""

    def __init__(self, path: Path, problem: str, *, line: int | None = None) -> None:
        place = f"{path}, line {line}" if line is not None else f"{path}"
        super().__init__(f"{place}: {problem}")
        self.path = path
        self.problem = problem
        self.line = line

    def __reduce__(self) -> tuple[Any, ...]:
        """So that it comes back from another process: by default only its message would."""
        return partial(BadData, line=self.line), (self.path, self.problem)


def one_line_errors(command: Callable[[], None]) -> Callable[[], None]:
    """A command that ends with an error's one line and status 1, not with a traceback."""

    @wraps(command)
    def wrapped() -> None:
        try:
            command()
        except TrainingError as error:
            sys.exit(f"error: {error}")
        except KeyboardInterrupt:
            sys.exit(130)

    return wrapped

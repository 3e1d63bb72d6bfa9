"""Drawings made with a pen, as trajectories: one JSON object a line, gzipped or not.

    {"label": "7", "source": "unipen/syn", "writer": "syn/rkt-dig19",
     "strokes": [[[x, x, ...], [y, y, ...]], ...]}

One [[x...], [y...]] pair a stroke, in writing order, y pointing down, any scale.

python -m training.pen convert UNIPEN OUT    # out of UNIPEN's release, for training
"""

import argparse
import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from training.errors import BadData, one_line_errors
from training.pen_files import convert

DIGITS = "0123456789"
KEPT_BACK = 5  # one writer in so many is kept back for choices
PAIRS = "strokes must be pairs of equally long lists of numbers"


@dataclass(frozen=True)
class Drawing:
    """What somebody drew: strokes are (n, 2) float32, x right and y down."""

    label: str
    writer: str
    strokes: tuple[np.ndarray, ...]

    @property
    def digit(self) -> int | None:
        """0 to 9, or None where it is something else."""
        return int(self.label) if self.label in tuple(DIGITS) else None

    @property
    def kept_back(self) -> bool:
        """Whether this writer is kept back from fitting; fixed for ever by the name's hash."""
        return sha256(self.writer.encode()).digest()[0] % KEPT_BACK == 0


def read(path: Path) -> list[Drawing]:
    """Read a `.ndjson` or `.ndjson.gz`. Raises BadData, which names the file and the line."""
    drawings = [_parse(path, number, line) for number, line in _lines(path) if line.strip()]
    if not drawings:
        raise BadData(path, "holds no drawings")
    return drawings


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    number = 0
    try:
        opened = gzip.open if path.suffix == ".gz" else open
        with opened(path, "rt", encoding="utf-8") as file:
            for number, line in enumerate(file, start=1):
                yield number, line
    except FileNotFoundError as error:
        raise BadData(path, "there is no such file") from error
    except UnicodeDecodeError as error:
        raise BadData(path, "is not UTF-8", line=number + 1) from error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise BadData(
            path, f"the gzip data is cut short or broken: {error}", line=number
        ) from error
    except OSError as error:
        raise BadData(path, f"cannot be read: {error.strerror}") from error


def _parse(path: Path, number: int, line: str) -> Drawing:
    try:
        row = json.loads(line)
        return Drawing(str(row["label"]), str(row["writer"]), strokes_of(row["strokes"]))
    except json.JSONDecodeError as error:
        raise BadData(path, f"is not JSON: {error.msg}", line=number) from error
    except KeyError as error:
        raise BadData(path, f"has no {error}", line=number) from error
    except TypeError as error:
        raise BadData(path, PAIRS, line=number) from error
    except ValueError as error:
        raise BadData(path, str(error), line=number) from error


def strokes_of(rows: Any) -> tuple[np.ndarray, ...]:
    """[[[x, ...], [y, ...]], ...] as JSON has it -> strokes, (n, 2) float32 each.

    Raises ValueError or TypeError where it is something else.
    """
    try:
        strokes = tuple(np.array(row, np.float32).T for row in rows)
    except ValueError as error:
        raise ValueError(PAIRS) from error
    for stroke in strokes:
        if stroke.ndim != 2 or stroke.shape[1] != 2 or len(stroke) == 0:
            raise ValueError("a stroke is not [[x, ...], [y, ...]]")
        if not np.isfinite(stroke).all():
            raise ValueError("a stroke has a coordinate that is no number")
    if not strokes:
        raise ValueError("a drawing without strokes")
    return strokes


@one_line_errors
def main() -> None:
    """Make the pen files that training reads."""
    parser = argparse.ArgumentParser(prog="python -m training.pen", description=main.__doc__)
    commands = parser.add_subparsers(required=True, metavar="convert")
    about = "turn UNIPEN's release into pen-digits-*.ndjson.gz and pen-others-*.ndjson.gz"
    command = commands.add_parser("convert", help=about, description=about)
    command.add_argument(
        "release",
        type=Path,
        metavar="UNIPEN",
        help="its folder train_r01_v07, with data/, include/",
    )
    command.add_argument("out", type=Path, metavar="OUT", help="the folder to write to")
    arguments = parser.parse_args()
    print(convert(arguments.release, arguments.out))


if __name__ == "__main__":
    main()

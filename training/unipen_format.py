"""UNIPEN's format: statements, and the ink and the segments that they tell of.

A statement is a line that begins with a dot and a keyword, and the lines down to the next one.
Components are counted from 0 over the included files in their order; only pen-down ink is one.
The format: http://unipen.nici.ru.nl/unipen.def (Guyon, 1994).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite
from pathlib import Path

from training.errors import BadData

KEYWORD = re.compile(r"\.[A-Za-z]")
SEGMENT = re.compile(r'CHARACTER\s+([^"]*)"((?:[^"\\]|\\.)*)"', re.IGNORECASE)
SPAN = re.compile(r"(\d+)(?::(\d+))?(?:-(\d+)(?::(\d+))?)?")  # 12, 12-15, 12:3-14:20


Stroke = list[tuple[float, float]]


@dataclass(frozen=True)
class Statement:
    """A keyword in capitals, without its dot; lines[0] is what follows on its own line."""

    keyword: str
    lines: list[str]
    path: Path
    line: int


class Unusable(BadData):
    """What a release gets wrong about some of its drawings; `why` is the same for all such."""

    def __init__(self, where: Statement, why: str, detail: str, *, below: int = 0) -> None:
        super().__init__(where.path, f"{why}: {detail}", line=where.line + below)
        self.why = why


@dataclass(frozen=True)
class Component:
    """A stretch of ink as the file has it, and in which columns x and y stand."""

    statement: Statement
    columns: tuple[int, int]

    def points(self) -> Stroke:
        """x right and y up, in the tablet's units. Raises Unusable, which names the line."""
        found = []
        for below, text in enumerate(self.statement.lines):
            if words := text.split():
                try:
                    x, y = (float(words[column]) for column in self.columns)
                    if not isfinite(x + y):
                        raise ValueError(text)
                except (IndexError, ValueError) as error:
                    what = text.strip()
                    raise Unusable(self.statement, "no point", what, below=below) from error
                found.append((x, y))
        return found


@dataclass(frozen=True)
class Segment:
    """Which components make a character: `12`, `12-15`, `12,14` or `12:3-14:20`."""

    statement: Statement
    components: str
    label: str

    def spans(self) -> Iterator[tuple[int, int, int | None]]:
        """Component, first and last point: 12:3-14:20 is (12, 3, None), (13, 0, None), ..."""
        for part in self.components.split(","):
            if not (found := SPAN.fullmatch(part)):
                raise Unusable(self.statement, "no list of components", self.components)
            first, last = int(found[1]), int(found[3] or found[1])
            end = found[4] if found[3] else found[2]
            for component in range(first, last + 1):
                begins, ends = component == first, component == last
                start = int(found[2] or 0) if begins else 0
                yield component, start, int(end) if ends and end else None

    def strokes(self, components: list[Component]) -> list[Stroke]:
        """Its ink. Raises Unusable where there is none, or no more than a dot."""
        strokes = []
        for component, first, last in self.spans():
            if component >= len(components):
                there = f"{component}, of {len(components)}"
                raise Unusable(self.statement, "no such component", there)
            points = components[component].points()
            if max(first, last or 0) >= max(len(points), 1):
                raise Unusable(self.statement, "no such point", self.components)
            strokes.append(points[first : None if last is None else last + 1])
        if len({point for stroke in strokes for point in stroke}) < 2:
            raise Unusable(self.statement, "no more than a dot", self.components)
        return [stroke for stroke in strokes if stroke]


def statements(path: Path) -> Iterator[Statement]:
    """A file's statements. Raises BadData where it cannot be read."""
    try:
        lines = path.read_text(encoding="latin-1").split("\n")  # every byte is a letter in it
    except OSError as error:
        raise BadData(path, f"cannot be read: {error.strerror}") from error
    starts = [number for number, line in enumerate(lines) if KEYWORD.match(line)]
    for start, end in pairwise([*starts, len(lines)]):
        keyword = lines[start].split()[0]
        first = lines[start][len(keyword) :]
        yield Statement(keyword[1:].upper(), [first, *lines[start + 1 : end]], path, start + 1)


def expanded(path: Path, include: Path, within: tuple[Path, ...] = ()) -> Iterator[Statement]:
    """A file's statements, with those of the files that it includes in their place."""
    for statement in statements(path):
        if statement.keyword != "INCLUDE":
            yield statement
            continue
        name = statement.lines[0].strip()
        included = find(include, name)
        if included is None or not included.is_file():
            raise Unusable(statement, "no such file to include", name)
        if included in (*within, path):
            raise Unusable(statement, "a file includes itself", name)
        yield from expanded(included, include, (*within, path))


def find(folder: Path, name: str) -> Path | None:
    """What the release calls `name` below a folder; unpacked, it may have another case."""
    found = folder
    for part in filter(None, name.replace("\\", "/").split("/")):
        if part == ".." or not found.is_dir():
            return None
        exact = found / part
        if not exact.exists():
            alike = (e for e in sorted(found.iterdir()) if e.name.casefold() == part.casefold())
            exact = next(alike, exact)
        found = exact
    return found if found.exists() else None

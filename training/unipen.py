"""UNIPEN's release train_r01_v07, as it is distributed, to drawings made with a pen.

data/1a/apb/apb02/app0237.dat         which components make which character, what to include
include/apb/data/apb02/app0237.dat    the components: stretches of ink, and who wrote them
include/apb/app.doc                   the tablet, and which column of a point is x
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from training.errors import BadData
from training.parallel import in_parallel
from training.unipen_format import (
    SEGMENT,
    Component,
    Segment,
    Stroke,
    Unusable,
    expanded,
    find,
    statements,
)

# What is used of isolated digits, capitals and symbols: of the latter two nothing that passes for
# a digit, as an O, an S, a Z or a slash may.
WANTED = {
    "1a": tuple("0123456789"),
    "1b": tuple("AEFHKMNRWX"),
    "1d": tuple("#&@*+=%"),
}
# Not cea, ceb, lou and tos: they count their components otherwise, which gives wrong drawings.
CONTRIBUTORS = ("apa", "apb", "app", "ced", "ibm", "syn", "uqb")
SIDE = 1000  # a drawing's longer side: finer than a canvas shows it, and short to write


@dataclass(frozen=True)
class DataFile:
    """A file below data/: characters of one category, in a writer's hand."""

    path: Path
    category: str
    contributor: str
    include: Path

    @property
    def writer(self) -> str:
        """The writer's name: the file's, in small letters wherever the release was unpacked."""
        return f"{self.contributor}/{self.path.stem.lower()}"


@dataclass(frozen=True)
class Traced:
    """A drawing out of the release: whole points, y down, the longer side SIDE."""

    file: DataFile
    label: str
    person: str
    strokes: list[list[tuple[int, int]]]


class Skipped(NamedTuple):
    """A drawing that cannot be made: why, as it is counted, and the error's whole line."""

    why: str
    where: str


Converted = tuple[list[Traced], list[Skipped]]


def data_files(release: Path) -> list[DataFile]:
    """The files below data/ that are used. Raises BadData where this is no release."""
    folders = {name: find(release, name) for name in ("data", "include")}
    data, include = folders.values()
    if data is None or include is None:
        missing = " and ".join(f"{name}/" for name, folder in folders.items() if folder is None)
        raise BadData(release, f"has no {missing}, as UNIPEN's folder train_r01_v07 would")
    found = [
        DataFile(path, category, contributor, include)
        for category in WANTED
        for contributor in CONTRIBUTORS
        if (folder := find(data, f"{category}/{contributor}")) is not None
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() == ".dat"
    ]
    if not found:
        raise BadData(data, f"holds none of the files that are used, in {', '.join(WANTED)}")
    return found


def convert(files: list[DataFile]) -> Converted:
    """The drawings, in the files' order, and what was skipped."""
    parts = in_parallel(drawings_of, files, "Reading UNIPEN")
    return [one for made, _ in parts for one in made], [one for _, out in parts for one in out]


def drawings_of(file: DataFile) -> Converted:
    """What a file's segments draw. Where an included file is missing, all are skipped."""
    segments = list(wanted(file))
    made: list[Traced] = []
    skipped: list[Skipped] = []
    try:
        components, hand = read_ink(file) if segments else ([], "")
    except Unusable as error:
        return made, [Skipped(error.why, str(error))] * len(segments)
    for segment in segments:
        try:
            strokes = scaled(segment.strokes(components))
        except Unusable as error:
            skipped.append(Skipped(error.why, str(error)))
            continue
        made.append(Traced(file, segment.label, hand, strokes))
    return made, skipped


def wanted(file: DataFile) -> Iterator[Segment]:
    """The file's own segments that have a wanted label."""
    for statement in statements(file.path):
        text = "\n".join(statement.lines).strip()
        if statement.keyword == "SEGMENT" and (found := SEGMENT.match(text)):
            components = "".join(found[1].split()[:-1])  # the last word tells the quality
            label = re.sub(r"\\(.)", r"\1", found[2])
            if label in WANTED[file.category]:
                yield Segment(statement, components, label)


def read_ink(file: DataFile) -> tuple[list[Component], str]:
    """The components that a file's segments count, and who wrote them."""
    components, columns, writer_id = [], (0, 1), ""
    for statement in expanded(file.path, file.include):
        words = statement.lines[0].split()
        if statement.keyword == "PEN_DOWN":
            components.append(Component(statement, columns))
        elif statement.keyword == "COORD":
            names = [word.upper() for word in words]
            if not {"X", "Y"} <= set(names):
                raise Unusable(statement, "no columns X and Y", statement.lines[0].strip())
            columns = names.index("X"), names.index("Y")
        elif statement.keyword == "WRITER_ID" and not writer_id:
            writer_id = " ".join(words)
    return components, person(file.contributor, writer_id) or file.writer


def person(contributor: str, writer_id: str) -> str:
    """Whose hand it is, as one may have written many files; empty where the release is silent.

    IBM's r04-14 is recording 4 of person 14; the others give the person's name or number.
    """
    name = "".join(filter(str.isalnum, writer_id)).casefold()
    return f"ibm{name[-2:]}" if contributor == "ibm" and name else name


def scaled(strokes: list[Stroke]) -> list[list[tuple[int, int]]]:
    """At the origin, y down, the longer side SIDE; of equal neighbouring points one is left."""
    xs, ys = zip(*(point for stroke in strokes for point in stroke), strict=True)
    left, top = min(xs), max(ys)
    side = max(max(xs) - left, top - min(ys))
    whole = [
        [(round((x - left) * SIDE / side), round((top - y) * SIDE / side)) for x, y in stroke]
        for stroke in strokes
    ]
    return [[point for point, _ in groupby(stroke)] for stroke in whole]

"""UNIPEN's drawings into the pen files of a data folder, split into train and test by person."""

import json
from collections import Counter
from gzip import GzipFile
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from training import unipen
from training.errors import BadData

TESTED = 6  # one person in so many is in test
TEST_AT_MOST = 60  # drawings of a writer in test, as some drew 500 and would be all of the figure
KINDS = {"1a": "digits", "1b": "others", "1d": "others"}  # which file a category's drawings are in


def split(drawings: list[unipen.Traced]) -> dict[str, list[unipen.Traced]]:
    """The drawings of each file of a data folder. A person is in train or in test, never in both.

    Of a writer, test has those TEST_AT_MOST whose hash is least; the others are in no file.
    """
    files: dict[str, list[unipen.Traced]] = {
        f"pen-{kind}-{part}.ndjson.gz": []
        for kind in sorted(set(KINDS.values()))
        for part in ("train", "test")
    }
    people: dict[str, str] = {}
    writers: dict[tuple[str, str], list[unipen.Traced]] = {}
    for drawing in drawings:
        people.setdefault(drawing.file.writer, drawing.person)
        kind = KINDS[drawing.file.category]
        writers.setdefault((kind, drawing.file.writer), []).append(drawing)
    for (kind, writer), theirs in writers.items():
        part = "test" if _tested(people[writer]) else "train"
        files[f"pen-{kind}-{part}.ndjson.gz"] += _at_most(theirs) if part == "test" else theirs
    return files


def _tested(person: str) -> bool:
    # "test " keeps this hash apart from the one that `kept_back` goes by.
    return sha256(f"test {person}".encode()).digest()[0] % TESTED == 0


def _at_most(drawings: list[unipen.Traced]) -> list[unipen.Traced]:
    ranks = sorted(range(len(drawings)), key=lambda i: sha256(_line(drawings[i])).digest())
    return [drawings[i] for i in sorted(ranks[:TEST_AT_MOST])]


def _line(drawing: unipen.Traced) -> bytes:
    row = {
        "label": drawing.label,
        "source": f"unipen/{drawing.file.contributor}",
        "writer": drawing.file.writer,
        "strokes": [list(zip(*stroke, strict=True)) for stroke in drawing.strokes],
    }
    return json.dumps(row, separators=(",", ":")).encode() + b"\n"


def write(folder: Path, files: dict[str, list[unipen.Traced]]) -> None:
    """Write the files, each one whole, and none before all are made.

    The same drawings give the same bytes. A file without drawings is not written, and is removed
    where there was one of that name.
    """
    try:
        with TemporaryDirectory(prefix=".pen-", dir=folder) as parts:
            for name, drawings in files.items():
                # No name and no time in the header: they would differ from run to run.
                with Path(parts, name).open("wb") as file, GzipFile("", "wb", 9, file, 0) as packed:
                    packed.writelines(map(_line, drawings))
            for name, drawings in files.items():
                if drawings:
                    Path(parts, name).replace(folder / name)
                else:
                    (folder / name).unlink(missing_ok=True)
    except OSError as error:
        raise BadData(folder, f"cannot be written to: {error.strerror}") from error


def convert(release: Path, out: Path) -> str:
    """Turn UNIPEN's release into a data folder's pen files; returns what came of it, in a line.

    Raises BadData where the release is none, or nothing comes of it, or OUT cannot be written.
    """
    found = unipen.data_files(release)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadData(out, f"is no folder to write to: {error.strerror}") from error
    drawings, skipped = unipen.convert(found)
    if not drawings:
        first = f"; first: {skipped[0].where}" if skipped else ""
        raise BadData(release, f"gives no drawings, {len(skipped):,} are skipped{first}")
    files = split(drawings)
    write(out, files)
    return _summary(out, files, len(drawings), skipped)


def _summary(
    out: Path, files: dict[str, list[unipen.Traced]], made: int, skipped: list[unipen.Skipped]
) -> str:
    counts = [
        f"{name} {len(drawings):,} by {len({drawing.file.writer for drawing in drawings}):,}"
        for name, drawings in files.items()
        if drawings
    ]
    left = made - sum(map(len, files.values()))
    reasons = Counter(one.why for one in skipped).most_common()
    told = ", ".join(f"{count:,} {why}" for why, count in reasons)
    return (
        f"{out}: drawings and writers: {', '.join(counts)};"
        f" left out: {left:,} beyond {TEST_AT_MOST} of a writer in test;"
        f" skipped: {f'{told}; first: {skipped[0].where}' if skipped else 'none'}"
    )

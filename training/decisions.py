"""What was decided of the given drawings: `decisions.ndjson`, which is only ever added to.

    {"id": "…", "decision": "relabel", "label": "7", "date": "2026-11-21T12:00:00+00:00"}

"accept" and "relabel" say what a drawing is; "drop" that it is not to be learnt from; "undo" takes
back the last of these on that drawing. The last one stands. A line is on the disk before anybody
is told that it was decided. A line that a crash cut short is not there; any other that cannot be
read is an error, because a decision would be lost. The file is worth keeping: it is the only thing
in the folder that cannot be pulled again.
"""

import fcntl
import json
import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from lambda_fn.drawings import ID
from lambda_fn.manifest import LABELS
from training.errors import BadData

FILE = "decisions.ndjson"
ACCEPT, RELABEL, DROP, UNDO = "accept", "relabel", "drop", "undo"


@dataclass(frozen=True)
class Decision:
    """What was decided of a drawing; `label`, what it is, is None where that does not matter."""

    id: str
    decision: str
    label: str | None
    date: str

    @property
    def admits(self) -> bool:
        """Whether the drawing may be learnt from."""
        return self.label is not None


class Decisions:
    """The decisions of a folder of drawings. Nothing is kept in memory: the file is what counts."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE

    def standing(self) -> dict[str, Decision]:
        """What stands, by drawing; those that are undecided are not in it. Raises BadData."""
        return {decision.id: decision for decision in self._in_force()}

    def decide(self, id: str, decision: str, label: str | None) -> None:
        """Add a decision; it is safe on the disk when this returns."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        self._append(Decision(id, decision, None if decision == DROP else label, now))

    def undo(self) -> str | None:
        """Take back the last decision of all; returns of which drawing, None where there is none.

        What stood before stands again.
        """
        in_force = self._in_force()
        if not in_force:
            return None
        self.decide(in_force[-1].id, UNDO, None)
        return in_force[-1].id

    def _in_force(self) -> list[Decision]:
        """What was not undone, in the order in which it was decided."""
        found: list[Decision] = []
        for decision in self._read():
            if decision.decision != UNDO:
                found.append(decision)
            elif undone := [i for i, one in enumerate(found) if one.id == decision.id]:
                found.pop(undone[-1])
        return found

    def _read(self) -> list[Decision]:
        try:
            content = self.path.read_bytes()
        except FileNotFoundError:
            return []
        except OSError as error:
            raise BadData(self.path, f"cannot be read: {error.strerror}") from error
        return [
            self._parse(number, line)
            for number, line in enumerate(_whole(content).split(b"\n"), start=1)
            if line.strip()
        ]

    def _parse(self, number: int, line: bytes) -> Decision:
        try:
            row: dict[str, Any] = json.loads(line)
            decision = Decision(row["id"], row["decision"], row.get("label"), row["date"])
            labels = LABELS if decision.decision in (ACCEPT, RELABEL) else (None,)
            if decision.decision not in (ACCEPT, RELABEL, DROP, UNDO):
                raise ValueError(f"no decision is called {decision.decision!r}")
            if decision.label not in labels or not ID.fullmatch(decision.id):
                raise ValueError("a label or an id that is none")
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise BadData(self.path, f"is no decision: {error!r}", line=number) from error
        return decision

    def _append(self, decision: Decision) -> None:
        row = {name: value for name, value in asdict(decision).items() if value is not None}
        try:
            with self.path.open("a+b") as file:
                fcntl.flock(file, fcntl.LOCK_EX)
                _end_last_line(file)
                file.write(json.dumps(row).encode() + b"\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise BadData(self.path, f"cannot be written: {error.strerror}") from error


def _whole(content: bytes) -> bytes:
    """The file without a last line that a crash cut short; an editor may leave one unended."""
    before, _, last = content.rpartition(b"\n")
    try:
        json.loads(last)
    except (ValueError, RecursionError):
        return before
    return content


def _end_last_line(file: BinaryIO) -> None:
    """See to it that what is added begins a line."""
    file.seek(0)
    content = file.read()
    if content and not content.endswith(b"\n"):
        file.truncate(len(_whole(content)))
        file.write(b"\n")

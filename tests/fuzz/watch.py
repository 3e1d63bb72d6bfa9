"""What is seen of answers: how many of each status, the slowest, and those that must not be."""

import json
import os
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.fuzz.contract import broken
from tests.fuzz.instance import MEMORY, Event, Memory, Outcome

CASES = Path(__file__).parents[2] / "build" / "fuzz"  # of the offending requests
LONGEST = 2.0  # seconds of processor time for an answer; a busy machine does not change it
GROWTH = 32.0  # MB that an instance may hold more at the end than when it was warm
MOST_CASES = 5  # kept of each kind, where they have no names


def fault(event: Event, outcome: Outcome, longest: float | None = LONGEST) -> str | None:
    """What is wrong with an answer; None where nothing is. `longest` None leaves time out."""
    if outcome.result is None:
        return f"no answer: the function died, or took {outcome.wall:.0f} s"
    if longest is not None and outcome.cpu > longest:
        return f"it took {outcome.cpu:.1f} s of processor time"
    return broken(event, outcome.result)


@dataclass
class Tally:
    """Answers to requests of one kind."""

    kind: str
    statuses: Counter[int] = field(default_factory=Counter)
    cpu: float = 0.0  # seconds, the slowest
    wall: float = 0.0
    peak: float = 0.0  # MB
    wrong: dict[str, str] = field(default_factory=dict)  # case -> why

    def add(
        self,
        event: Event,
        outcome: Outcome,
        *,
        longest: float | None,
        where: str,
        name: str = "",
    ) -> bool:
        """Count an answer; False where it must not be, and then the request is kept in a file.

        Of those of the same `name` the last is kept.
        """
        self.statuses[outcome.result["statusCode"] if outcome.result else 0] += 1
        self.cpu, self.wall = max(self.cpu, outcome.cpu), max(self.wall, outcome.wall)
        why = fault(event, outcome, longest)
        if why and (name or len(self.wrong) < MOST_CASES):
            name = f"{self.kind}-{name or len(self.wrong)}".replace(" ", "-")
            self.wrong[shown(keep(name, event, why, where))] = why
        return why is None

    def weigh(self, memory: Memory | None) -> None:
        """Note what the instance held since it was last weighed."""
        if memory:
            self.peak = max(self.peak, memory.peak)
            if memory.peak > MEMORY:
                self.wrong[f"{self.kind}, one of many"] = f"it held {memory.peak:.0f} MB"

    def join(self, other: "Tally") -> None:
        """Take another's answers in."""
        self.statuses += other.statuses
        self.cpu, self.wall = max(self.cpu, other.cpu), max(self.wall, other.wall)
        self.peak = max(self.peak, other.peak)
        self.wrong |= other.wrong


def keep(name: str, event: Event, why: str, where: str) -> Path:
    """Write a request down, so that `python -m tests.fuzz --case` asks it again; returns where."""
    CASES.mkdir(parents=True, exist_ok=True)
    path = CASES / f"{name}.json"
    path.write_text(json.dumps({"why": why, "from": where, "event": event}, indent=1))
    return path


def shown(path: Path) -> str:
    """As one would type it in the repository's folder."""
    return os.path.relpath(path)


def kept(path: Path) -> dict[str, Any]:
    """The request in a file, with what was wrong."""
    case: dict[str, Any] = json.loads(path.read_text())
    return case

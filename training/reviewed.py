"""Given drawings and what was decided of them. Only what a person accepted is ever learnt from."""

import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from training import gifts
from training.decisions import ACCEPT, DROP, RELABEL, Decision, Decisions
from training.gift import Gift, part_of

TOLD_OF = 5  # unsound drawings that are named one by one


@dataclass(frozen=True)
class Reviewed:
    """The drawings of a folder, and the decision on each, by its id, where there is one.

    A decision on a drawing that was taken back is not in it.
    """

    given: list[Gift]
    decided: dict[str, Decision]

    @classmethod
    def read(cls, folder: Path) -> "Reviewed":
        """What the folder holds; unsound drawings are told of and left out. Raises BadData."""
        given, unsound = gifts.read(folder)
        for problem in unsound[:TOLD_OF]:
            print(f"skipped {problem}", file=sys.stderr)
        if len(unsound) > TOLD_OF:
            print(f"skipped {len(unsound) - TOLD_OF:,} more", file=sys.stderr)
        return cls.of(given, Decisions(folder))

    @classmethod
    def of(cls, given: list[Gift], decisions: Decisions) -> "Reviewed":
        """These drawings, and what stands of each. Raises BadData."""
        standing = decisions.standing()
        return cls(given, {gift.id: standing[gift.id] for gift in given if gift.id in standing})

    def admitted(self, part: str) -> list[tuple[Gift, str]]:
        """The accepted and the relabelled drawings of a part, each with the label it was given."""
        return [
            (gift, label)
            for gift in self.given
            if part_of(gift.id) == part and (label := self._label(gift)) is not None
        ]

    def _label(self, gift: Gift) -> str | None:
        """What a person says that it is; None where nobody said that it may be learnt from."""
        decision = self.decided.get(gift.id)
        return None if decision is None else decision.label

    def counts(self) -> dict[str, int]:
        """How many were accepted, relabelled, dropped, and are still to be decided."""
        made = Counter(decision.decision for decision in self.decided.values())
        return {
            "accepted": made[ACCEPT],
            "relabelled": made[RELABEL],
            "dropped": made[DROP],
            "undecided": len(self.given) - len(self.decided),
        }

    def __str__(self) -> str:
        counts = ", ".join(f"{count:,} {name}" for name, count in self.counts().items())
        return f"{len(self.given):,} drawings: {counts}"

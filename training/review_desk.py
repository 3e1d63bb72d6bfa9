"""What the reviewer has on the desk: the given drawings, what was read, what was decided."""

from dataclasses import dataclass
from typing import Any

from lambda_fn.manifest import LABELS
from training.decisions import ACCEPT, DROP, RELABEL, Decision, Decisions
from training.gift import Gift
from training.opinions import Opinion, doubtful_first


class BadDecision(Exception):
    """A decision that cannot be; the message says why."""


@dataclass(frozen=True)
class Desk:
    """Drawings by id, with the opinions of the model `version`; decisions are in their file."""

    gifts: dict[str, Gift]
    said: dict[str, Opinion]
    version: str
    decisions: Decisions

    def listing(self) -> dict[str, Any]:
        """All that the page shows, the drawings to be looked at first first."""
        standing = self.decisions.standing()
        ordered = doubtful_first(self.gifts.values(), self.said)
        drawings = [self._shown(gift, standing.get(gift.id)) for gift in ordered]
        return {"model": self.version, "drawings": drawings}

    def decide(self, id: Any, decision: Any, label: Any = None) -> dict[str, Any]:
        """Record a decision, and return the drawing as it is shown now. Raises BadDecision.

        To relabel a drawing as what it is already is to accept it.
        """
        gift = self.gifts.get(id) if isinstance(id, str) else None
        if gift is None:
            raise BadDecision("there is no such drawing")
        if decision == DROP:
            self.decisions.decide(gift.id, DROP, None)
        elif decision == ACCEPT or (decision == RELABEL and label == gift.label):
            self.decisions.decide(gift.id, ACCEPT, gift.label)
        elif decision == RELABEL and label in LABELS:
            self.decisions.decide(gift.id, RELABEL, label)
        else:
            raise BadDecision("a decision is accept, relabel to a label, or drop")
        return self._now(gift)

    def undo(self) -> dict[str, Any] | None:
        """Take the last decision back, and return its drawing as it is shown now.

        None where nothing was decided. Raises BadDecision where its drawing is not here.
        """
        id = self.decisions.undo()
        if id is None:
            return None
        if id not in self.gifts:
            raise BadDecision("the last decision was of a drawing that was taken back; undone")
        return self._now(self.gifts[id])

    def _now(self, gift: Gift) -> dict[str, Any]:
        return self._shown(gift, self.decisions.standing().get(gift.id))

    def _shown(self, gift: Gift, decision: Decision | None) -> dict[str, Any]:
        opinion = self.said[gift.id]
        return {
            "id": gift.id,
            **gift.told(),
            "said": opinion.said,
            "confidence": round(opinion.confidence, 4),
            "decision": decision and decision.decision,
            "decided": decision and decision.label,
        }

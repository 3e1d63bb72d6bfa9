"""What a model reads in the given drawings, and the order in which that makes them worth a look."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from lambda_fn.manifest import LABELS, NONE
from training.answers import GIVEN, NO_DIGIT
from training.evaluate import evaluate
from training.gift import Gift
from training.tasks import given_task


@dataclass(frozen=True)
class Opinion:
    """What was read: figures, "none" for no digit, "" for nothing; and how surely, 0 to 1."""

    said: str
    confidence: float


def opinions(model: Path, gifts: list[Gift]) -> dict[str, Opinion]:
    """What the model in the folder `model` reads in each drawing, by its id."""
    if not gifts:
        return {}
    tasks = [given_task(gift, gift.label) for gift in gifts]
    answers = evaluate(model, {GIVEN: tasks})[GIVEN]
    read = zip(gifts, answers.said, answers.confidence, strict=True)
    return {gift.id: Opinion(_named(said), float(sure)) for gift, said, sure in read}


def _named(said: str) -> str:
    return LABELS[NONE] if said == NO_DIGIT else said


def doubtful_first(gifts: Iterable[Gift], said: dict[str, Opinion]) -> list[Gift]:
    """Those that the model reads otherwise than they were given, the surest first.

    Then the others, the least sure first.
    """

    def doubt(gift: Gift) -> tuple[bool, float, str]:
        opinion = said[gift.id]
        agrees = opinion.said == gift.label
        return agrees, opinion.confidence if agrees else -opinion.confidence, gift.id

    return sorted(gifts, key=doubt)

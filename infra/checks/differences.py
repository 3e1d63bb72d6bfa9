"""How the answers of two runtimes differ, as `infra.checks.answers` prints them."""

from dataclasses import dataclass
from typing import Any

import numpy as np

NONE = 10  # where in a mark's eleven chances "not a digit" stands


@dataclass(frozen=True)
class Differences:
    """What differs: drawings by name, each with both answers, and logits of random pixels."""

    drawings: int
    otherwise: dict[str, str]
    logits: float  # the share that differs at all
    steps: int  # of int8: the largest difference

    @property
    def same(self) -> int:
        """How many drawings are answered alike."""
        return self.drawings - len(self.otherwise)


def differences(old: dict[str, Any], new: dict[str, Any]) -> Differences:
    """Compare all that two runtimes answered."""
    olds, news = old["drawings"], new["drawings"]
    pairs = {name: (olds.get(name), news.get(name)) for name in sorted(olds.keys() | news.keys())}
    apart = np.abs(np.array(old["steps"]) - np.array(new["steps"]))
    return Differences(
        drawings=len(pairs),
        otherwise={
            name: f"{words(one)}, or {words(other)}"
            for name, (one, other) in pairs.items()
            if said(one) != said(other)
        },
        logits=float((apart > 0).mean()),
        steps=int(apart.max()),
    )


def said(answer: Any) -> Any:
    """What must be the same: each mark's digit, or that it is none; or the refusal."""
    return [mark["digit"] for mark in answer] if isinstance(answer, list) else answer


def words(answer: Any) -> str:
    """`7 (0.503)` for each mark, with its chance, or the refusal."""
    if not isinstance(answer, list):
        return str(answer)
    names = ["none" if mark["digit"] is None else mark["digit"] for mark in answer]
    labels = [NONE if mark["digit"] is None else mark["digit"] for mark in answer]
    chances = [mark["chances"][label] for mark, label in zip(answer, labels, strict=True)]
    return " ".join(f"{n} ({chance:.3f})" for n, chance in zip(names, chances, strict=True))

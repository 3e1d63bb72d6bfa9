"""What was read: digits left to right, and the number that they make."""

import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np

WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
UNREAD = "?"


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels of the posted picture, upright."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class Digit:
    """One mark as it was read; `digit` is None where it is judged not to be one.

    `confidence`: how likely that is right, and that the mark is one at all, given that those before
    it are right.
    """

    digit: int | None
    guess: int
    confidence: float
    probabilities: np.ndarray  # (10,), of the digits 0 to 9; with `none` they sum to 1
    none: float
    box: Box
    pictures: dict[str, str] = field(default_factory=dict)  # seen, heatmap: data URLs

    def to_dict(self) -> dict[str, Any]:
        """As in the HTTP contract."""
        return {
            "digit": self.digit,
            "guess": self.guess,
            "word": None if self.digit is None else WORDS[self.digit],
            "confidence": round(self.confidence, 4),
            "probabilities": [round(float(chance), 6) for chance in self.probabilities],
            "none": round(self.none, 6),
            "box": vars(self.box),
            **self.pictures,
        }


def figures(digits: list[Digit]) -> str:
    """What was read, UNREAD where a mark is not a digit."""
    return "".join(UNREAD if mark.digit is None else str(mark.digit) for mark in digits)


@dataclass(frozen=True)
class Alternative:
    """Another number that the drawing may be, and how likely."""

    number: str
    confidence: float

    def to_dict(self) -> dict[str, Any]:
        """As in the HTTP contract."""
        return {"number": self.number, "confidence": round(self.confidence, 4)}


@dataclass(frozen=True)
class Reading:
    """The whole drawing. `milliseconds` says how long each step took."""

    digits: list[Digit]
    alternatives: list[Alternative]
    version: str
    sha256: str
    milliseconds: dict[str, float]

    @property
    def number(self) -> str | None:
        """The digits as one number in figures, None where a mark is not a digit."""
        read = figures(self.digits)
        return None if UNREAD in read else read

    @property
    def confidence(self) -> float:
        """The calibrated probability that all that is said of the marks is right."""
        return math.prod(mark.confidence for mark in self.digits)

    def to_dict(self) -> dict[str, Any]:
        """As in the HTTP contract."""
        number = self.number
        return {
            "number": number,
            "words": None if number is None else " ".join(WORDS[int(f)] for f in number),
            "confidence": round(self.confidence, 4),
            "digits": [mark.to_dict() for mark in self.digits],
            "alternatives": [other.to_dict() for other in self.alternatives],
            "model": {"version": self.version, "sha256": self.sha256},
        }

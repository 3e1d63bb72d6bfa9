"""The whole way from an encoded picture to what it says."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from lambda_fn.alternatives import alternatives
from lambda_fn.emphasis import without_emphasis
from lambda_fn.explain import heatmap_url, seen_url
from lambda_fn.image import decode
from lambda_fn.ink import find_ink
from lambda_fn.manifest import NONE
from lambda_fn.marks import Mark, find_pieces
from lambda_fn.model import Model, against
from lambda_fn.normalise import normalise
from lambda_fn.parting import part
from lambda_fn.reading import Box, Digit, Reading, figures
from lambda_fn.second_look import look_again


@dataclass(frozen=True)
class Judged:
    """What the network makes of a mark's (28, 28) pixels: (11,) logits, (7, 7, 11) votes.

    And how likely it is one whole thing, where it is no digit.
    """

    pixels: np.ndarray
    logits: np.ndarray
    votes: np.ndarray
    whole: float


class Reader:
    """The network's judgement of marks, each passed through it once."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._known: dict[Mark, Judged] = {}
        self._again: dict[Mark, np.ndarray] = {}

    def judge(self, marks: list[Mark]) -> list[Judged]:
        """Judge each."""
        new = [mark for mark in marks if mark not in self._known]
        if new:
            pixels = np.stack([normalise(mark.ink) for mark in new])
            found = map(Judged, pixels, *self._model.judge(pixels))
            self._known |= zip(new, found, strict=True)
        return [self._known[mark] for mark in marks]

    def chances(self, marks: list[Mark]) -> np.ndarray:
        """The calibrated probabilities of each, (n, 12), as `parting.Judge` has them."""
        logits = np.stack([one.logits for one in self.judge(marks)])
        return self._with_whole(marks, self._model.probabilities(logits))

    def chances_again(self, marks: list[Mark]) -> np.ndarray:
        """The same with a second look at what is doubtful."""
        return self._with_whole(marks, self.final_chances(marks))

    def final_chances(self, marks: list[Mark]) -> np.ndarray:
        """The calibrated probabilities of each, (n, 11), with a second look at what is doubtful."""
        new = [mark for mark in marks if mark not in self._again]
        if new:
            judged = self.judge(new)
            pixels = np.stack([one.pixels for one in judged])
            logits = np.stack([one.logits for one in judged])
            self._again |= zip(new, look_again(self._model, pixels, logits), strict=True)
        return self._model.probabilities(np.stack([self._again[mark] for mark in marks]))

    def _with_whole(self, marks: list[Mark], chances: np.ndarray) -> np.ndarray:
        """(n, 11) -> (n, 12): of what is no digit, one whole thing is told from what is neither."""
        whole = chances[:, NONE] * [one.whole for one in self.judge(marks)]
        return np.column_stack([chances[:, :NONE], whole, chances[:, NONE] - whole])


def read(
    data: bytes, model: Model, *, strokes: Sequence[np.ndarray] = (), explain: bool = False
) -> Reading:
    """Read a picture: PNG, JPEG or WebP bytes -> a Reading.

    `strokes` tell how the pen went that drew it, (2, points) each, in its pixels: digits that touch
    are parted by them. `explain` adds to each digit what the model saw, and where in the drawing
    the evidence lies.
    Raises UnreadableImage, TooLarge, BlankDrawing or TooManyMarks.
    """
    milliseconds: dict[str, float] = {}
    with _timed(milliseconds, "decode"):
        rgba, posted = decode(data)
    with _timed(milliseconds, "ink"):
        ink = find_ink(rgba)
    with _timed(milliseconds, "marks"):
        pieces = find_pieces(ink)
    reader = Reader(model)
    height, width = rgba.shape[:2]
    scale = posted[0] / width, posted[1] / height
    drawn = [stroke / np.array(scale)[:, None] for stroke in strokes]
    with _timed(milliseconds, "model"):
        pieces = without_emphasis(pieces, ink.shape, reader.chances)
        parted = part(pieces, reader.chances, reader.chances_again, drawn)
        judged = reader.judge(parted.marks)
        ways = [(way.share, reader.final_chances(way.marks)) for way in parted.ways]
        chances = ways[0][1]  # of what is read
    threshold = model.manifest.threshold
    digits = [
        _digit(each, share, threshold, _box(mark, scale))
        for mark, share, each in zip(parted.marks, parted.shares, chances, strict=True)
    ]
    if explain:
        with _timed(milliseconds, "explain"):
            for digit, one in zip(digits, judged, strict=True):
                label = NONE if digit.digit is None else digit.digit
                digit.pictures["seen"] = seen_url(one.pixels)
                digit.pictures["heatmap"] = heatmap_url(
                    one.votes, label, one.pixels, digit.box, posted
                )
    others = alternatives(ways, figures(digits))
    return Reading(digits, others, model.manifest.version, model.manifest.sha256, milliseconds)


def _digit(chances: np.ndarray, share: float, threshold: float, box: Box) -> Digit:
    """What a mark's probabilities, (11,), amount to; `share`: how likely it is one mark at all."""
    none, guess = float(chances[NONE]), int(chances[:NONE].argmax())
    refused = bool(against(chances) >= threshold)
    return Digit(
        digit=None if refused else guess,
        guess=guess,
        confidence=share * (none if refused else float(chances[guess])),
        probabilities=chances[:NONE],
        none=none,
        box=box,
    )


def _box(mark: Mark, scale: tuple[float, float]) -> Box:
    """Where the mark lies in the posted picture: `scale` of its pixels are one of ours."""
    across, down = scale
    left, top = round(mark.x * across), round(mark.y * down)
    right, bottom = round(mark.right * across), round(mark.bottom * down)
    return Box(left, top, right - left, bottom - top)


@contextmanager
def _timed(milliseconds: dict[str, float], step: str) -> Iterator[None]:
    started = time.perf_counter()
    yield
    milliseconds[step] = round((time.perf_counter() - started) * 1e3, 2)

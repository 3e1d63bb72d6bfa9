"""What is learnt from given drawings: those that a person accepted, as the function would see them.

Their parts are fixed for ever by a hash of their ids (`training.gift.part_of`): the test part is
never learnt from, not even by the last fit, which learns from what was kept back too. What looks
to the model exactly like a drawing of the test part, or of what is kept back, is left out: the
same drawing may have been given under two labels, or twice on another place of the paper.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np

from lambda_fn.errors import BlankDrawing
from lambda_fn.image import decode
from lambda_fn.manifest import LABELS
from lambda_fn.normalise import SIDE
from lambda_fn.seeing import see
from training.answers import GIVEN
from training.dataset import Samples
from training.gift import KEPT_BACK, LEARNT, TEST, Gift
from training.parallel import in_parallel
from training.reviewed import Reviewed

Labelled = tuple[Gift, str]  # with the label that it was given in review


@dataclass(frozen=True)
class Given:
    """What there is to learn from, what is kept back for choices, and a record of it all."""

    learnt: Samples
    kept_back: Samples
    record: dict[str, object]

    @property
    def held(self) -> dict[str, Samples]:
        """What is kept back, as a set by name; none where it is empty."""
        return {GIVEN: self.kept_back} if len(self.kept_back) else {}


def given(folder: Path, *, all_data: bool) -> Given:
    """The accepted drawings of a folder, each once. Raises BadData."""
    reviewed = Reviewed.read(folder)
    parts = {part: reviewed.admitted(part) for part in (TEST, KEPT_BACK, LEARNT)}
    if all_data:
        parts = {**parts, KEPT_BACK: [], LEARNT: parts[KEPT_BACK] + parts[LEARNT]}
    pixels = _seen([one for part in parts.values() for one in part])
    known = {pixels[gift.id].tobytes() for gift, _ in parts[TEST] if gift.id in pixels}
    samples = {part: _samples(parts[part], pixels, known) for part in (KEPT_BACK, LEARNT)}
    used = {part: len(found) for part, found in samples.items()}
    blank = sum(gift.id not in pixels for part in used for gift, _ in parts[part])
    record: dict[str, object] = {
        "folder": folder.resolve().name,
        **reviewed.counts(),
        **used,
        "test": len(parts[TEST]),
        "blank": blank,
        "alike": sum(len(parts[part]) for part in used) - sum(used.values()) - blank,
        "sha256": _fingerprint(parts[LEARNT]),
    }
    return Given(samples[LEARNT], samples[KEPT_BACK], record)


def _seen(drawings: Sequence[Labelled]) -> dict[str, np.ndarray]:
    """What the model sees of each, (28, 28) uint8, by id; what is blank is not in it."""
    pictures = in_parallel(_see, [gift.png for gift, _ in drawings], "given drawings")
    named = zip((gift.id for gift, _ in drawings), pictures, strict=True)
    return {id: pixels for id, pixels in named if pixels is not None}


def _see(png: bytes) -> np.ndarray | None:
    try:
        return see(decode(png)[0]).pixels
    except BlankDrawing:
        return None


def _samples(
    drawings: Sequence[Labelled], pixels: dict[str, np.ndarray], known: set[bytes]
) -> Samples:
    """One picture of each drawing that looks like none in `known`, to which they are added."""
    chosen = []
    for gift, label in drawings:
        if gift.id in pixels and pixels[gift.id].tobytes() not in known:
            known.add(pixels[gift.id].tobytes())
            chosen.append((pixels[gift.id], LABELS.index(label)))
    return Samples(
        np.array([picture for picture, _ in chosen], np.uint8).reshape(-1, SIDE, SIDE),
        np.array([label for _, label in chosen], np.uint8),
        np.ones(len(chosen)),
    )


def _fingerprint(drawings: Sequence[Labelled]) -> str:
    """Which drawings were learnt from, under which labels: the same give the same."""
    return sha256("".join(f"{gift.id} {label}\n" for gift, label in drawings).encode()).hexdigest()

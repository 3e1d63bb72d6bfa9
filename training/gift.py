"""A drawing that somebody gave: what it is said to be, and whether it is what its name says.

Its id is a hash of its pixels and its label. So neither can change unnoticed, in the bucket or in
a folder, and the same drawing given twice is one.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from PIL import Image

from lambda_fn.cleaning import LONGEST
from lambda_fn.drawings import drawing_id
from lambda_fn.image import BROKEN
from lambda_fn.manifest import LABELS, VERSION_NAME
from training.errors import TrainingError

MOST_BYTES = 2 * 2**20  # of a file: 512 x 512 pixels that nothing compresses are less than half
MODES = ("L", "RGB")  # as drawings are kept; others have colours that the hash does not cover

TEST, KEPT_BACK, LEARNT = "test", "kept_back", "learnt"  # the parts, fixed for ever
TESTED, HELD = 15, 10  # percent that measure, and that choices go by; the others are learnt from


class Unsound(TrainingError):
    """A given drawing that is not what it should be; the message says what is wrong with it."""


@dataclass(frozen=True)
class Gift:
    """A drawing as it was given: the giver's label, and what which model read, where known.

    Labels are those of the manifest, "0" to "9" and "none"; `date` is ISO 8601.
    """

    id: str
    png: bytes
    label: str
    guess: str | None
    model: str | None
    date: str

    @classmethod
    def parse(cls, id: str, png: bytes, told: Mapping[str, str]) -> "Gift":
        """A drawing and what is told of it, all checked. Raises Unsound."""
        label, guess, model = (told.get(name) for name in ("label", "guess", "model"))
        if label not in LABELS:
            raise Unsound(f"its label is {label!r}")
        if guess is not None and guess not in LABELS:
            raise Unsound(f"its guess is {guess!r}")
        if model is not None and not VERSION_NAME.fullmatch(model):
            raise Unsound(f"its model is {model!r}")
        date = told.get("date", "")
        try:
            datetime.fromisoformat(date)
        except ValueError as error:
            raise Unsound(f"its date is {date!r}") from error
        if drawing_id(_picture(png), label) != id:
            raise Unsound("its pixels or its label are not those that it was named by")
        return cls(id, png, label, guess, model, date)

    def told(self) -> dict[str, str]:
        """What is told of it beside its pixels; what is not known is left out."""
        known = {"label": self.label, "guess": self.guess, "model": self.model, "date": self.date}
        return {name: value for name, value in known.items() if value is not None}


def part_of(id: str) -> str:
    """Which part a drawing belongs to, for ever: 15 % TEST, 10 % KEPT_BACK, 75 % LEARNT.

    A drawing that is relabelled keeps its id, and so its part. Who gave it nobody knows: unlike
    the pen data's, these parts do not keep a person's drawings together.
    """
    place = int.from_bytes(sha256(f"given {id}".encode()).digest()[:4], "big") % 100
    if place < TESTED:
        return TEST
    return KEPT_BACK if place < TESTED + HELD else LEARNT


def _picture(png: bytes) -> Image.Image:
    """The decoded picture. Raises Unsound where it is no PNG of pixels and nothing else."""
    if len(png) > MOST_BYTES:
        raise Unsound(f"it has more than {MOST_BYTES:,} bytes")
    try:
        with Image.open(io.BytesIO(png), formats=["PNG"]) as image:
            if max(image.size) > LONGEST:
                raise Unsound(f"it is larger than {LONGEST} pixels")
            image.load()
    except (*BROKEN, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Unsound("it is no whole PNG") from error
    if image.mode not in MODES or image.info:
        raise Unsound("it carries more than plain pixels")
    return image

"""A drawing that somebody gives, with what it is: checked, and made into what is kept of it.

Kept are the picture's pixels, the giver's label, what the function had read, by which model, and
when. And how the pen went, where that was sent. Nothing says who gave it.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from typing import Any

import numpy as np
from PIL import Image

from lambda_fn.body import picture_in
from lambda_fn.cleaning import clean, png
from lambda_fn.errors import BadRequest
from lambda_fn.image import decode
from lambda_fn.ink import find_ink
from lambda_fn.manifest import LABELS
from lambda_fn.marks import find_pieces
from lambda_fn.strokes import read_strokes

FOLDER = "drawings/"
ID = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Object:
    """What is to be stored: its key, content and content type, and what is told beside them."""

    key: str
    body: bytes = b""
    kind: str = "application/octet-stream"
    told: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Gift:
    """A drawing as it will be kept: mode L or RGB, at most 512 pixels a side."""

    image: Image.Image
    label: str
    guess: str | None
    strokes: list[list[list[int]]]

    @classmethod
    def parse(cls, posted: dict[str, Any]) -> "Gift":
        """Check what was posted, the cheap before the dear.

        Raises BadRequest, UnservedType, UnreadableImage, TooLarge, BlankDrawing or TooManyMarks.
        """
        label = _label("label", posted.get("label"))
        guess = None if posted.get("guess") is None else _label("guess", posted["guess"])
        strokes = read_strokes(posted.get("strokes"))
        rgba, _ = decode(picture_in(posted))
        image = clean(rgba)
        for pixels in (rgba, np.asarray(image.convert("RGBA"))):
            find_pieces(find_ink(pixels))  # blank neither as it was posted nor as it is kept
        return cls(image, label, guess, strokes)

    @cached_property
    def id(self) -> str:
        """Its name: the same pixels under the same label are the same drawing."""
        return drawing_id(self.image, self.label)

    def objects(self, model: str | None, now: datetime) -> list[Object]:
        """What is kept of it; the picture, which makes it a drawing, comes last."""
        picture, pen = keys(self.id)
        date = now.isoformat(timespec="seconds")
        told = {"label": self.label, "guess": self.guess, "model": model, "date": date}
        known = {name: value for name, value in told.items() if value is not None}
        kept = [Object(picture, png(self.image), "image/png", known)]
        if self.strokes:
            strokes = json.dumps(self.strokes, separators=(",", ":")).encode()
            kept.insert(0, Object(pen, strokes, "application/json"))
        return kept


def drawing_id(image: Image.Image, label: str) -> str:
    """A drawing's name: 64 hexadecimal digits, of its pixels as they are kept and its label."""
    width, height = image.size
    head = f"{image.mode} {width}x{height} {label}\n"
    return sha256(head.encode() + image.tobytes()).hexdigest()


def keys(id: str) -> tuple[str, str]:
    """The keys of a drawing's picture and of its strokes."""
    return f"{FOLDER}{id}.png", f"{FOLDER}{id}.json"


def _label(name: str, value: Any) -> str:
    if value not in LABELS:
        raise BadRequest(f'The {name} must be one of "0" to "9", or "none".')
    return str(value)

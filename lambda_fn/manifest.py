"""What is known of a model: which bytes it is, what it takes and gives, how it was made."""

import json
import math
import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from lambda_fn.errors import BadModel
from lambda_fn.normalise import VERSION as PREPROCESSING

LABELS = ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "none")
NONE = LABELS.index("none")  # "not a digit"
VERSION_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")  # it names a folder of the bucket
MODEL_FILE, MANIFEST_FILE = "model.tflite", "manifest.json"


@dataclass(frozen=True)
class Manifest:
    """A model's `manifest.json`: what the function goes by, and the whole record of it.

    `temperature` divides the logits before the softmax; a mark is "not a digit" where that is as
    likely as `threshold` against the likeliest digit (`lambda_fn.model.against`). Both were chosen
    on kept-back drawings.
    """

    version: str
    sha256: str
    temperature: float
    threshold: float
    record: dict[str, Any]

    @classmethod
    def parse(cls, data: bytes) -> "Manifest":
        """Read `manifest.json`. Raises BadModel where it is not one that this code can use."""
        try:
            record = json.loads(data)
            manifest = cls(
                version=str(record["version"]),
                sha256=str(record["sha256"]),
                temperature=float(record["temperature"]),
                threshold=float(record["threshold"]),
                record=record,
            )
            labels, preprocessing = tuple(record["labels"]), record["preprocessing"]
        except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
            raise BadModel(f"The manifest cannot be read: {error!r}.") from error
        if not VERSION_NAME.fullmatch(manifest.version):
            raise BadModel(f"The manifest's version {manifest.version!r} cannot name a folder.")
        if labels != LABELS:
            raise BadModel(f"The model's labels are {labels}, not {LABELS}.")
        if preprocessing != PREPROCESSING:
            raise BadModel(
                f"The model knows preprocessing {preprocessing}; this code does {PREPROCESSING}."
            )
        if not (0 < manifest.temperature < math.inf and 0 < manifest.threshold <= 1):
            raise BadModel("The manifest's temperature or threshold is out of range.")
        return manifest

    def verify(self, model: bytes) -> None:
        """Raise BadModel unless these are the model's bytes."""
        found = sha256(model).hexdigest()
        if found != self.sha256:
            raise BadModel(f"Model {self.version}: sha256 {found[:12]}…, not {self.sha256[:12]}….")

"""Where models lie in a bucket, and the pointer that says which of them is in use.

models/current.json                     the pointer
models/<version>/manifest.json
models/<version>/model.tflite
"""

import json
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from lambda_fn.errors import BadModel
from lambda_fn.manifest import MANIFEST_FILE, MODEL_FILE, VERSION_NAME, Manifest

FOLDER = "models/"
POINTER_KEY = f"{FOLDER}current.json"


def object_keys(version: str) -> tuple[str, str]:
    """The keys of a version's model and of its manifest."""
    return f"{FOLDER}{version}/{MODEL_FILE}", f"{FOLDER}{version}/{MANIFEST_FILE}"


@dataclass(frozen=True)
class Pointer:
    """A version, and the sha256 of its `manifest.json`, which in turn has the model's."""

    version: str
    manifest_sha256: str

    @classmethod
    def to(cls, manifest: bytes) -> "Pointer":
        """The pointer to what this `manifest.json` describes. Raises BadModel."""
        return cls(Manifest.parse(manifest).version, sha256(manifest).hexdigest())

    @classmethod
    def parse(cls, content: bytes) -> "Pointer":
        """Read the pointer object, whatever else it may say. Raises BadModel."""
        try:
            record = json.loads(content)
            pointer = cls(str(record["version"]), str(record["manifest_sha256"]))
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise BadModel(f"{POINTER_KEY} cannot be read: {error!r}.") from error
        if not VERSION_NAME.fullmatch(pointer.version):
            raise BadModel(f"{POINTER_KEY} names the impossible version {pointer.version!r}.")
        return pointer

    def encode(self, **notes: Any) -> bytes:
        """The pointer object's content, with notes for whoever keeps the bucket."""
        return json.dumps(asdict(self) | notes, ensure_ascii=False).encode()

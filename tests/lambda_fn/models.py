"""Models made of the one that ships: other manifests, other bytes."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from lambda_fn.manifest import MANIFEST_FILE, MODEL_FILE


def manifest(folder: Path, **changes: Any) -> bytes:
    """The `manifest.json` of a folder, with some of its entries changed, or gone where None."""
    record = json.loads((folder / MANIFEST_FILE).read_bytes()) | changes
    return json.dumps({name: value for name, value in record.items() if value is not None}).encode()


def tflite(folder: Path) -> bytes:
    """The model's bytes."""
    return (folder / MODEL_FILE).read_bytes()


def write_model(folder: Path, model: bytes, manifest: bytes) -> Path:
    """A folder with a model and a manifest."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MODEL_FILE).write_bytes(model)
    (folder / MANIFEST_FILE).write_bytes(manifest)
    return folder


def variant(released: Path, folder: Path, *, model: bytes | None = None, **changes: Any) -> Path:
    """A folder with the released model under another manifest, or other bytes with their sum."""
    content = tflite(released) if model is None else model
    changes = {"sha256": sha256(content).hexdigest(), **changes}
    return write_model(folder, content, manifest(released, **changes))

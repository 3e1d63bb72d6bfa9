"""Where the model comes from: a bucket or a folder, verified before it is used.

    models/current.json                     the pointer: which version is in use
    models/<version>/manifest.json
    models/<version>/model.tflite

A function with a bucket uses what the pointer names and looks again at most once a minute. The
model baked into the image serves where there is no bucket, no pointer, or nothing usable behind
it. What fails to load never replaces a model that works.
"""

import json
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from lambda_fn.errors import BadModel, NoModel
from lambda_fn.manifest import MANIFEST_FILE, MODEL_FILE, VERSION_NAME, Manifest
from lambda_fn.model import Model

POINTER_KEY = "models/current.json"
LOOK_AGAIN = 60.0  # seconds
TRY_AGAIN = 5.0  # seconds, while there is no model at all


class Unavailable(Exception):
    """A bucket that did not answer; the message says how."""


class Bucket(Protocol):
    """What the store needs of S3."""

    def get(self, key: str) -> bytes | None:
        """The object's bytes, None where there is none. Raises Unavailable."""


def object_keys(version: str) -> tuple[str, str]:
    """The keys of a version's model and of its manifest."""
    return f"models/{version}/{MODEL_FILE}", f"models/{version}/{MANIFEST_FILE}"


def pointer(manifest: bytes) -> bytes:
    """The pointer object's content for the version that this `manifest.json` describes."""
    version = Manifest.parse(manifest).version
    record = {"version": version, "manifest_sha256": sha256(manifest).hexdigest()}
    return json.dumps(record).encode()


def load_folder(folder: Path) -> Model:
    """The model of a folder with `model.tflite` and `manifest.json`. Raises BadModel."""
    try:
        manifest = Manifest.parse((folder / MANIFEST_FILE).read_bytes())
        return Model((folder / MODEL_FILE).read_bytes(), manifest)
    except OSError as error:
        raise BadModel(f"There is no model in {folder}: {error.strerror}.") from error


class ModelStore:
    """The model in use, looked after."""

    def __init__(
        self,
        *,
        folder: Path,
        bucket: Bucket | None = None,
        report: Callable[[str], None] = lambda problem: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`report` is told of each failure that the client does not notice."""
        self._folder = folder
        self._bucket = bucket
        self._report = report
        self._clock = clock
        self._model: Model | None = None
        self._pointer: bytes | None = None
        self._look_at = clock()

    def current(self) -> Model:
        """The model to use now. Raises NoModel where none could ever be loaded."""
        if self._clock() >= self._look_at:
            self._look()
        if self._model is None:
            raise NoModel("The model is not loaded yet.")
        return self._model

    def _look(self) -> None:
        self._look_for(self._follow_pointer)
        if self._model is None:
            self._look_for(self._use_folder)
        self._look_at = self._clock() + (TRY_AGAIN if self._model is None else LOOK_AGAIN)

    def _look_for(self, attempt: Callable[[], None]) -> None:
        try:
            attempt()
        except (BadModel, Unavailable) as error:
            self._report(str(error))

    def _use_folder(self) -> None:
        self._model = load_folder(self._folder)

    def _follow_pointer(self) -> None:
        found = self._bucket.get(POINTER_KEY) if self._bucket else None
        if found is None or found == self._pointer:
            return
        self._model = self._load_pointed(found)
        self._pointer = found

    def _load_pointed(self, content: bytes) -> Model:
        version, manifest_sha256 = _read_pointer(content)
        model_key, manifest_key = object_keys(version)
        manifest = self._object(manifest_key)
        if sha256(manifest).hexdigest() != manifest_sha256:
            raise BadModel(f"{manifest_key} is not the manifest that the pointer means.")
        return Model(self._object(model_key), Manifest.parse(manifest))

    def _object(self, key: str) -> bytes:
        content = self._bucket.get(key) if self._bucket else None
        if content is None:
            raise BadModel(f"{key} is missing.")
        return content


def _read_pointer(content: bytes) -> tuple[str, str]:
    """The version and the sha256 of its manifest. Raises BadModel."""
    try:
        record = json.loads(content)
        version, manifest_sha256 = str(record["version"]), str(record["manifest_sha256"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BadModel(f"{POINTER_KEY} cannot be read: {error!r}.") from error
    if not VERSION_NAME.fullmatch(version):
        raise BadModel(f"{POINTER_KEY} names the impossible version {version!r}.")
    return version, manifest_sha256

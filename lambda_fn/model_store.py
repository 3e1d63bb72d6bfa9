"""Where the model comes from: a bucket or a folder, verified and tried before it is used.

A function with a bucket uses what the pointer names and looks again at most once a minute. The
model baked into the image serves where there is no bucket, no pointer, or nothing usable behind
it. What fails to load never replaces a model that works, and is reported at each look.
"""

import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from lambda_fn.errors import BadModel, NoModel
from lambda_fn.manifest import MANIFEST_FILE, MODEL_FILE, Manifest
from lambda_fn.model import Model
from lambda_fn.pointer import POINTER_KEY, Pointer, object_keys

LOOK_AGAIN = 60.0  # seconds
TRY_AGAIN = 5.0  # seconds, while there is no model at all


class Unavailable(Exception):
    """A bucket that did not answer; the message says how."""


class Bucket(Protocol):
    """What the store needs of S3."""

    def get(self, key: str) -> bytes | None:
        """The object's bytes, None where there is none. Raises Unavailable."""


def load_folder(folder: Path) -> Model:
    """The model of a folder with `model.tflite` and `manifest.json`. Raises BadModel."""
    try:
        manifest = Manifest.parse((folder / MANIFEST_FILE).read_bytes())
        return Model((folder / MODEL_FILE).read_bytes(), manifest)
    except OSError as error:
        raise BadModel(f"There is no model in {folder}: {error.strerror}.") from error


def load_pointed(bucket: Bucket, pointer: Pointer) -> Model:
    """The model that a pointer means, out of the bucket. Raises BadModel or Unavailable."""
    model_key, manifest_key = object_keys(pointer.version)
    content = _object(bucket, manifest_key)
    if sha256(content).hexdigest() != pointer.manifest_sha256:
        raise BadModel(f"{manifest_key} is not the manifest that the pointer means.")
    manifest = Manifest.parse(content)
    if manifest.version != pointer.version:
        raise BadModel(f"{manifest_key} is the manifest of {manifest.version}.")
    return Model(_object(bucket, model_key), manifest)


def _object(bucket: Bucket, key: str) -> bytes:
    content = bucket.get(key)
    if content is None:
        raise BadModel(f"{key} is missing.")
    return content


class ModelStore:
    """The model in use, looked after."""

    def __init__(
        self,
        *,
        folder: Path,
        bucket: Bucket | None = None,
        report: Callable[[BadModel | Unavailable], None] = lambda problem: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`report` is told of each failure that the client does not notice."""
        self._folder = folder
        self._bucket = bucket
        self._report = report
        self._clock = clock
        self._model: Model | None = None
        self._pointer: Pointer | None = None  # what the model was loaded by
        self._look_at = clock()

    def current(self) -> Model:
        """The model to use now. Raises NoModel where none could ever be loaded."""
        if self._clock() >= self._look_at:
            self._look()
        if self._model is None:
            raise NoModel("The model is not loaded yet.")
        return self._model

    def _look(self) -> None:
        try:
            self._look_for(self._follow_pointer)
            if self._model is None:
                self._look_for(self._use_folder)
        finally:  # or a failure that nobody foresaw would come with every request
            self._look_at = self._clock() + (TRY_AGAIN if self._model is None else LOOK_AGAIN)

    def _look_for(self, attempt: Callable[[], None]) -> None:
        try:
            attempt()
        except (BadModel, Unavailable) as error:
            self._report(error)

    def _use_folder(self) -> None:
        self._model = load_folder(self._folder)

    def _follow_pointer(self) -> None:
        content = self._bucket.get(POINTER_KEY) if self._bucket else None
        if self._bucket is None or content is None:
            return
        pointer = Pointer.parse(content)
        if pointer != self._pointer:
            self._model = load_pointed(self._bucket, pointer)
            self._pointer = pointer

"""A model that is to be published: read once, verified against its manifest, and tried."""

from dataclasses import dataclass
from pathlib import Path

from lambda_fn.errors import BadModel
from lambda_fn.manifest import MANIFEST_FILE, MODEL_FILE, Manifest
from lambda_fn.model import Model
from lambda_fn.pointer import Pointer
from lambda_fn.signed_get import LARGEST
from training.errors import TrainingError
from training.floors import shortfalls


@dataclass(frozen=True)
class Candidate:
    """The two files, exactly as they will be uploaded."""

    model: bytes
    manifest: bytes
    loaded: Model

    @classmethod
    def read(cls, folder: Path) -> "Candidate":
        """The model in `folder`. Raises TrainingError where its files do not fit each other."""
        try:
            model = (folder / MODEL_FILE).read_bytes()
            manifest = (folder / MANIFEST_FILE).read_bytes()
        except OSError as error:
            raise TrainingError(f"{error.filename}: {error.strerror}") from error
        if len(model) > LARGEST:
            raise TrainingError(f"{folder}: the function reads no model over {LARGEST:,} bytes")
        try:
            loaded = Model(model, Manifest.parse(manifest))
        except BadModel as error:
            raise TrainingError(f"{folder}: {error}") from error
        for name, found in {"bytes": len(model), "tensors": loaded.tensors()}.items():
            if loaded.manifest.record.get(name) != found:
                raise TrainingError(f"{folder}: the manifest's {name!r} is not the file's")
        return cls(model, manifest, loaded)

    @property
    def version(self) -> str:
        """The version's name, which is its folder's in the bucket."""
        return self.loaded.manifest.version

    @property
    def pointer(self) -> Pointer:
        """What points to it."""
        return Pointer.to(self.manifest)

    def admit(self, reason: str | None) -> str | None:
        """Hold it to the floors: the reason that it needs to pass below them, None above them.

        Raises TrainingError, with every figure that is short, where it needs one and has none.
        """
        short = shortfalls(self.loaded.manifest.record.get("metrics"))
        if short and not reason:
            raise TrainingError(
                f"{self.version} is below the floors: {'; '.join(short)}."
                ' --force "REASON" publishes it all the same'
            )
        return reason if short else None

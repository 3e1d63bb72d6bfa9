"""What earlier networks say of a picture, as the label that a new one learns (distillation).

The idea is that of Hinton, Vinyals and Dean (Distilling the Knowledge in a Neural Network, 2015).
The teachers are shown the very picture that the student sees, changed as it was for it, as Beyer et
al. advise (Knowledge Distillation: A Good Teacher Is Patient and Consistent, 2022): of a digit bent
until it is hardly one, no label of a file tells that.
"""

import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from lambda_fn.errors import BadModel
from lambda_fn.model import Model, softmax
from lambda_fn.model_store import load_folder
from training.errors import TrainingError


class Teachers:
    """Exported models, each in its folder. For several threads at once. Raises TrainingError."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = folders
        self._own = threading.local()  # an interpreter serves one thread
        self.versions = tuple(model.manifest.version for model in self._models())

    def __bool__(self) -> bool:
        return bool(self.folders)

    def chances(self, pictures: np.ndarray) -> np.ndarray:
        """The mean of what they find: (n, 28, 28) float32 in 0..1 -> (n, 11) float32."""
        greys = np.round(pictures * 255).astype(np.uint8)
        found = [softmax(model.logits(greys)[0]) for model in self._models()]
        return np.asarray(np.mean(found, axis=0), np.float32)

    def _models(self) -> list[Model]:
        if not hasattr(self._own, "models"):
            try:
                self._own.models = [load_folder(folder) for folder in self.folders]
            except BadModel as error:
                raise TrainingError(str(error)) from error
        models: list[Model] = self._own.models
        return models

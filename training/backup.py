"""A run's state after its last whole epoch, so that one that was killed goes on from there.

Keras's own BackupAndRestore writes the weights and the epoch one after the other, over those of the
epoch before: killed meanwhile, a run has neither, or the one without the other. Here the state is
one file that gets its name, the epoch, when it is whole; the one before goes afterwards.
"""

import shutil
from pathlib import Path

import keras
import numpy as np

from training.run import BACKUP

SUFFIX = ".weights.h5"  # with the optimiser's state


class Backup(keras.callbacks.Callback):  # type: ignore[misc]  # keras has no types
    """Keeps the state after each epoch, and makes each epoch's chance its own.

    What dropout leaves out would begin anew where a run goes on, were it not told the epoch.
    """

    def __init__(self, folder: Path, seed: int) -> None:
        super().__init__()
        self.folder, self.seed = folder / BACKUP, seed

    def on_epoch_begin(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        for layer in self.model.layers:
            if isinstance(layer, keras.layers.Dropout) and layer.rate > 0:
                state = layer.seed_generator.state
                state.assign(np.array([self.seed, epoch], state.dtype))

    def on_epoch_end(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        self.folder.mkdir(exist_ok=True)
        part, whole = (self.folder / f"{name}{SUFFIX}" for name in ("part", f"{epoch + 1:04}"))
        self.model.save_weights(part, overwrite=True)
        part.replace(whole)
        for earlier in _kept(self.folder):
            if earlier != whole:
                earlier.unlink()


def restore(model: keras.Model, folder: Path) -> int:
    """Bring a compiled model to where a run was: how many epochs are done, 0 without one."""
    kept = _kept(folder / BACKUP)
    if not kept:
        return 0
    model.optimizer.build(model.trainable_variables)
    model.load_weights(kept[-1])
    return _epoch(kept[-1])


def forget(folder: Path) -> None:
    """The run is finished: nothing is to be gone on with."""
    shutil.rmtree(folder / BACKUP, ignore_errors=True)


def _kept(folder: Path) -> list[Path]:
    """The whole ones, the latest last."""
    found = folder.glob(f"*{SUFFIX}")
    return sorted((path for path in found if not path.name.startswith("part")), key=_epoch)


def _epoch(path: Path) -> int:
    return int(path.name.removesuffix(SUFFIX))

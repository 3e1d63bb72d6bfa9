"""What a run begins with where that is not chance: another run's network, or an exported one."""

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from lambda_fn.errors import BadModel
from lambda_fn.model_store import load_folder
from training.augment import augment
from training.config import Config
from training.dataset import Samples
from training.errors import TrainingError
from training.run import CONFIG, RECORD

SHOWN = 2_000  # pictures that tell what an exported network's convolutions find


@dataclass(frozen=True)
class Start:
    """A `model.keras`, or the folder of an exported model; how it was made, as far as is known."""

    path: Path
    made: dict[str, Any]  # its sha256, and perhaps epochs, samples, minutes, its own start
    exported: Config | None = None  # an exported one's, which tells of its layers

    @property
    def sha256(self) -> str:
        """Of the file."""
        return str(self.made["sha256"])

    @property
    def knows_all(self) -> bool:
        """Whether it, or what it began with, has learnt from what other runs keep back."""
        return bool(self.made.get("knows_all", False))

    def network(self, samples: Samples, config: Config) -> Any:
        """The Keras network itself. Raises TrainingError where the file holds another.

        And where a network of the configuration cannot go on from it. What was exported is restored
        by pictures of what the run learns from, changed as they will be.
        """
        from training.network import build, go_on_from, load

        if self.exported is None:
            network = load(self.path)
        else:
            from training.restore import restore  # with TensorFlow, whatever trains

            rng = np.random.default_rng(config.seed)
            shown = samples.pixels[samples.draw(SHOWN, rng)]
            shown = augment(shown, config.augmentation, rng)
            network = restore(self.path, self.exported, shown[..., None])
        go_on_from(build(config.widths, config.residuals), network)
        return network


def read(path: Path) -> Start:
    """Read what is known of it. Raises TrainingError where there is nothing to begin with."""
    return _exported(path) if path.is_dir() else _saved(path)


def _saved(model: Path) -> Start:
    try:
        made = {"sha256": sha256(model.read_bytes()).hexdigest()}
    except OSError as error:
        raise TrainingError(f"{model} cannot be read: {error.strerror}") from error
    try:
        record = json.loads((model.parent / RECORD).read_text())
        config = Config.load(model.parent / CONFIG)
    except OSError:
        return Start(model, made)
    return Start(model, made | _told(record, config))


def _exported(folder: Path) -> Start:
    try:
        manifest = load_folder(folder).manifest
    except BadModel as error:
        raise TrainingError(str(error)) from error
    try:
        record = manifest.record["training"]
        config = Config.from_json(json.dumps(record["configuration"]))
        told = _told(record, config)
    except (KeyError, TypeError) as error:
        raise TrainingError(f"{folder}: the manifest does not say how it was trained") from error
    made = {"sha256": manifest.sha256, "version": manifest.version}
    return Start(folder, made | told, config)


def _told(record: dict[str, Any], config: Config) -> dict[str, Any]:
    """How a run went, from its record: and what that began with, and so on."""
    told = {"epochs": config.epochs, "samples": config.samples, "minutes": record["minutes"]}
    start = record.get("start", {})
    if config.all_data or start.get("knows_all", False):
        told["knows_all"] = True
    return told | ({"start": start} if start else {})

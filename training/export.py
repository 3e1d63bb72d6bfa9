"""Convert the trained network to full-integer int8 TFLite, and write its manifest.

    python -m training.export --run runs/latest --out runs/latest/model

Needs the TensorFlow backend (a network trained under JAX or PyTorch loads under it unchanged).
Temperature and threshold are chosen here, on the kept-back pictures and the int8 file itself. A
run that kept nothing back (`--all-data`) takes them from the exported model of one that did:

    python -m training.export --run runs/last --choices runs/latest/model --out runs/last/model
"""

import argparse
import json
import os
import shutil
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import numpy as np

from lambda_fn.errors import BadModel
from lambda_fn.manifest import LABELS, MANIFEST_FILE, MODEL_FILE, Manifest
from lambda_fn.model import Model
from lambda_fn.model_store import load_folder
from lambda_fn.normalise import VERSION as PREPROCESSING
from lambda_fn.second_look import look_again
from training import calibrate, dataset
from training.answers import GIVEN
from training.config import Config
from training.dataset import Samples
from training.errors import TrainingError, one_line_errors
from training.options import EXPORTED, RUN
from training.run import CONFIG, FITTING, HISTORY, MODEL, RECORD, WHOLE, held_file

REPRESENTATIVE = 500  # pictures that the ranges of the activations are measured on


def convert(run: Path, config: Config, pictures: np.ndarray) -> tuple[bytes, int]:
    """The run's network -> `.tflite`, int8 in and out, quantised per channel; and its parameters.

    `pictures` (n, 28, 28) uint8 are representative of what the network will see. The head of
    `training.wholes` is in it where the run has one.
    """
    import tensorflow as tf

    from training.network import build, load, with_evidence

    trained = load(run / MODEL)
    whole = None
    if (run / WHOLE).exists():
        whole = load(run / WHOLE)
    # A fixed batch: with a dynamic one the file would compute shapes at each inference.
    single = build(config.widths, config.residuals, config.dropout, batch_size=1)
    single.set_weights(trained.get_weights())
    network = with_evidence(single, whole)
    converter = tf.lite.TFLiteConverter.from_keras_model(network)
    converter.optimizations = [tf.lite.Optimize.DEFAULT]
    converter.representative_dataset = lambda: (
        [picture[None, ..., None] / np.float32(255)] for picture in pictures
    )
    converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
    converter.inference_input_type = converter.inference_output_type = tf.int8
    return bytes(converter.convert()), network.count_params()


def representative(fitting: Samples, seed: int) -> np.ndarray:
    """Pictures drawn as training draws them, (n, 28, 28) uint8."""
    drawn = fitting.draw(REPRESENTATIVE, np.random.default_rng(seed))
    return np.asarray(fitting.pixels[drawn])


def describe(
    model: bytes, parameters: int, config: Config, run: dict[str, Any], now: datetime
) -> dict[str, Any]:
    """The manifest's record, before anything is chosen or measured on the file."""
    digest = sha256(model).hexdigest()
    return {
        "version": f"{now:%Y-%m-%d}-{digest[:8]}",
        "created": now.isoformat(timespec="seconds"),
        "sha256": digest,
        "bytes": len(model),
        "parameters": parameters,
        "preprocessing": PREPROCESSING,
        "labels": list(LABELS),
        "temperature": 1.0,
        "threshold": 0.5,
        "metrics": {},
        "training": {**run, "configuration": json.loads(config.to_json())},
    }


def choosing(run: dict[str, Any]) -> list[str]:
    """The kept-back sets that a run's choices are made on.

    Not the given drawings: mostly of what was misread, they would say that nothing is ever sure.
    """
    return [name for name in run["data"]["kept_back"] if name != GIVEN]


def choose(model: bytes, record: dict[str, Any], held: dict[str, Samples]) -> dict[str, Any]:
    """Fit temperature and threshold on the kept-back sets, with the int8 file's own logits."""
    reader = _reader(model, record)
    logits = {name: reader.logits(samples.pixels)[0] for name, samples in held.items()}
    temperature = calibrate.temperature(
        np.concatenate(list(logits.values())),
        np.concatenate([samples.labels for samples in held.values()]),
    )
    chosen = {**record, "tensors": reader.tensors(), "temperature": round(temperature, 4)}
    if "others" in held:
        reader = _reader(model, chosen)
        others = look_again(reader, held["others"].pixels, logits["others"])
        chosen["threshold"] = round(calibrate.threshold(others, temperature), 3)
    return chosen


def take_over(model: bytes, record: dict[str, Any], choices: Path) -> dict[str, Any]:
    """Take temperature and threshold from the exported model in the folder `choices`."""
    try:
        chosen = load_folder(choices).manifest
    except BadModel as error:
        raise TrainingError(str(error)) from error
    return {
        **record,
        "tensors": _reader(model, record).tensors(),
        "temperature": chosen.temperature,
        "threshold": chosen.threshold,
        "choices": chosen.record.get("choices", chosen.version),  # which may be others' too
    }


def _reader(model: bytes, record: dict[str, Any]) -> Model:
    return Model(model, Manifest.parse(json.dumps(record).encode()))


def export(run: Path, out: Path, now: datetime, choices: Path | None = None) -> Path:
    """The whole stage: the run's folder in, `model.tflite` and `manifest.json` in `out`."""
    try:
        config = Config.load(run / CONFIG)
        record = json.loads((run / RECORD).read_text())
    except OSError as error:
        raise TrainingError(f"{run} holds no finished run: train one first") from error
    if config.all_data and choices is None:
        raise TrainingError(f"{run} kept nothing back: --choices MODEL, of a run that did")
    if choices is not None and not config.all_data:
        raise TrainingError(f"{run} can choose for itself: --choices is not for it")
    held = {name: dataset.load(run / held_file(name)) for name in choosing(record)}
    fitting = dataset.load(run / FITTING)
    model, parameters = convert(run, config, representative(fitting, config.seed))
    described = describe(model, parameters, config, record, now)
    if choices is None:
        manifest = choose(model, described, held)
    else:
        manifest = take_over(model, described, choices)
    out.mkdir(parents=True, exist_ok=True)
    (out / MODEL_FILE).write_bytes(model)
    (out / MANIFEST_FILE).write_text(json.dumps(manifest, indent=2) + "\n")
    shutil.copy(run / HISTORY, out / HISTORY)  # for the learning curves of the model card
    return out / MODEL_FILE


@one_line_errors
def main() -> None:
    """Convert a run's network to int8 TFLite and write its manifest."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--run", type=Path, default=RUN, help=f"the run's folder ({RUN})")
    parser.add_argument(
        "--out", type=Path, default=EXPORTED, help=f"where the model goes ({EXPORTED})"
    )
    parser.add_argument(
        "--choices",
        type=Path,
        metavar="MODEL",
        help="for a run with --all-data: the exported model that has its temperature and threshold",
    )
    options = parser.parse_args()
    if os.environ.get("KERAS_BACKEND", "tensorflow") != "tensorflow":
        raise TrainingError("export needs KERAS_BACKEND=tensorflow, whatever trained the network")
    path = export(options.run, options.out, datetime.now(UTC), options.choices)
    manifest = Manifest.parse((options.out / MANIFEST_FILE).read_bytes())
    print(f"{path}: {path.stat().st_size:,} bytes, version {manifest.version}")
    print(f"temperature {manifest.temperature}, threshold {manifest.threshold}")


if __name__ == "__main__":
    main()

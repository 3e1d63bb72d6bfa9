"""What the runtime that is installed here answers, as JSON: drawings through the whole path.

    python -m infra.checks.answers FOLDER [--without-xnnpack]

FOLDER holds drawings/ and pixels.npy. Run by `infra.checks.old_runtime` in several environments;
the oldest has NumPy 1.26, Pillow, tflite-runtime and nothing else.
"""

import json
import sys
import time
from collections.abc import Sequence
from functools import partial
from importlib import import_module, metadata
from pathlib import Path
from typing import Any

import numpy as np

from lambda_fn.errors import DigitpadError
from lambda_fn.model import Model
from lambda_fn.model_store import load_folder
from lambda_fn.recogniser import read

network: Any = import_module("lambda_fn.model")  # whose interpreter is chosen here
RELEASED = Path(__file__).parents[2] / "training" / "released"
DRAWINGS, PIXELS = "drawings", "pixels.npy"
WITHOUT_XNNPACK = "--without-xnnpack"


def main(arguments: Sequence[str]) -> None:
    """Print the answers."""
    folder, *options = arguments
    package = network.Interpreter.__module__.partition(".")[0].replace("_", "-")
    if WITHOUT_XNNPACK in options:
        leave_xnnpack_out()
    model = load_folder(RELEASED)
    steps, microseconds = in_steps(model, np.load(Path(folder) / PIXELS))
    answers = {
        "runtime": f"{package} {metadata.version(package)}",
        "numpy": np.__version__,
        "drawings": {
            drawing.name: answer(drawing.read_bytes(), model)
            for drawing in sorted((Path(folder) / DRAWINGS).iterdir())
        },
        "steps": steps.tolist(),
        "microseconds": microseconds,
    }
    print(json.dumps(answers))


def answer(drawing: bytes, model: Model) -> Any:
    """A drawing's marks, each with its digit and eleven chances, or the name of its refusal."""
    try:
        digits = read(drawing, model).digits
    except DigitpadError as refusal:
        return type(refusal).__name__
    return [
        {"digit": mark.digit, "chances": [*map(float, mark.probabilities), mark.none]}
        for mark in digits
    ]


def in_steps(model: Model, pixels: np.ndarray) -> tuple[np.ndarray, float]:
    """(n, 28, 28) uint8 -> logits (n, 11) in steps of their int8, and the median time of a mark."""
    logits, seconds = [], []
    for picture in pixels:
        started = time.perf_counter()
        logits.append(model.logits(picture[None])[0][0])
        seconds.append(time.perf_counter() - started)
    step = model.tensors()["logits"]["scale"]
    return np.round(np.stack(logits) / step).astype(int), float(np.median(seconds)) * 1e6


def leave_xnnpack_out() -> None:
    """Have models run by the interpreter's own kernels, the only ones that tflite-runtime uses."""
    kernels = import_module(network.Interpreter.__module__).OpResolverType
    network.Interpreter = partial(
        network.Interpreter,
        experimental_op_resolver_type=kernels.BUILTIN_WITHOUT_DEFAULT_DELEGATES,
    )


if __name__ == "__main__":
    main(sys.argv[1:])

"""Measure the exported file the way it is served: an encoded picture in, an answer out.

    python -m training.evaluate --mnist PATH --pen PATH...      # or DIGITPAD_DATA=folder

Every picture is encoded as PNG and read by `lambda_fn.recogniser`, with the int8 file, its
temperature and its threshold. Only MNIST's 10,000 and the pen files' test halves are used here,
and nothing is chosen by what comes out. `--write` puts the figures into the manifest.
"""

import argparse
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from lambda_fn.errors import BlankDrawing
from lambda_fn.manifest import MANIFEST_FILE
from lambda_fn.model import Model
from lambda_fn.model_store import load_folder
from lambda_fn.recogniser import read
from training import mnist, pen
from training.calibrate import expected_calibration_error
from training.errors import TrainingError, one_line_errors
from training.options import RELEASED, DataPaths, add_data_options, data_paths
from training.parallel import in_parallel
from training.render import PLAIN, render

BLANK = -1  # said of a picture in which nothing was found


@dataclass(frozen=True)
class Answers:
    """What was said of a set of pictures, each array (n,); None is "not a digit"."""

    pictures: list[bytes]
    labels: list[int | None]
    said: list[int | None]
    confidence: np.ndarray

    @property
    def right(self) -> np.ndarray:
        """Whether each answer is right, (n,) bool: a digit's name, or that it is none."""
        return np.array([a == b for a, b in zip(self.labels, self.said, strict=True)])

    @property
    def refused(self) -> np.ndarray:
        """Whether "not a digit" was said, (n,) bool."""
        return np.array([digit is None for digit in self.said])

    def summary(self) -> dict[str, Any]:
        """The figures that the manifest holds."""
        return {
            "pictures": len(self.labels),
            "right": round(float(self.right.mean()), 5),
            "refused": round(float(self.refused.mean()), 5),
            "calibration_error": round(
                expected_calibration_error(self.confidence, self.right.astype(float)), 5
            ),
        }


def evaluate(folder: Path, paths: DataPaths) -> dict[str, Answers]:
    """Read every test picture with the model in `folder`; by set: mnist, digits, others."""
    load_folder(folder)  # fails here, once, rather than in each process
    test = mnist.load(paths.mnist)
    drawings = [drawing for path in paths.pen for drawing in pen.read(path)]
    digits = [drawing for drawing in drawings if drawing.digit is not None]
    others = [drawing for drawing in drawings if drawing.digit is None]
    answers = {
        "mnist": _read_all(folder, _posted, list(test.x_test), list(test.y_test), "MNIST test")
    }
    if digits:
        labels = [drawing.digit for drawing in digits]
        answers["digits"] = _read_all(folder, _drawn, digits, labels, "pen digits")
    if others:
        answers["others"] = _read_all(folder, _drawn, others, [None] * len(others), "pen others")
    return answers


def _read_all(
    folder: Path, encode: Callable[[Any], bytes], items: list[Any], labels: Sequence[Any], what: str
) -> Answers:
    read_one = partial(_encode_and_read, folder, encode)
    pictures, said, confidence = zip(*in_parallel(read_one, items, what), strict=True)
    named = [None if label is None else int(label) for label in labels]
    return Answers(list(pictures), named, list(said), np.array(confidence))


def _encode_and_read(
    folder: Path, encode: Callable[[Any], bytes], item: Any
) -> tuple[bytes, int | None, float]:
    picture = encode(item)
    try:
        (digit, *more) = read(picture, _model(folder)).digits
    except BlankDrawing:
        return picture, BLANK, 1.0
    return picture, BLANK if more else digit.digit, digit.confidence


@cache
def _model(folder: Path) -> Model:
    return load_folder(folder)


def _posted(image: np.ndarray) -> bytes:
    """MNIST's (28, 28) uint8 as it is, white on black."""
    return _png(Image.fromarray(image))


def _drawn(drawing: pen.Drawing) -> bytes:
    return _png(render(list(drawing.strokes), PLAIN))


def _png(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PNG", compress_level=1)
    return buffer.getvalue()


TITLES = {
    "mnist": "MNIST test",
    "digits": "pen digits, drawn plainly",
    "others": "pen others (no digits)",
}


def table(metrics: dict[str, dict[str, Any]]) -> str:
    """The figures as a Markdown table, which reads well as text too."""
    lines = [
        "| set                       | pictures |   right | refused | calibration error |",
        "|---------------------------|---------:|--------:|--------:|------------------:|",
    ]
    lines += [
        f"| {TITLES[name]:25} | {row['pictures']:8,} | {row['right']:7.2%} "
        f"| {row['refused']:7.2%} | {row['calibration_error']:17.4f} |"
        for name, row in metrics.items()
    ]
    return "\n".join(lines)


def write_metrics(folder: Path, metrics: dict[str, dict[str, Any]], paths: DataPaths) -> None:
    """Put the figures into the manifest, with the names of the files that measured them."""
    path = folder / MANIFEST_FILE
    record = json.loads(path.read_text())
    data = [paths.mnist.name if paths.mnist else "keras.datasets.mnist"]
    data += [file.name for file in paths.pen]
    record["metrics"] = {"data": data, **metrics}
    path.write_text(json.dumps(record, indent=2) + "\n")


@one_line_errors
def main() -> None:
    """Measure the exported model through lambda_fn, on the test data."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    add_data_options(parser)
    parser.add_argument("--model", type=Path, default=RELEASED, help="folder of the model")
    parser.add_argument("--write", action="store_true", help="put the figures into its manifest")
    options = parser.parse_args()
    paths = data_paths(options, split="test")
    if not (options.model / MANIFEST_FILE).exists():
        raise TrainingError(f"{options.model} holds no model: export one first")
    answers = evaluate(options.model, paths)
    metrics = {name: found.summary() for name, found in answers.items()}
    print(table(metrics))
    if options.write:
        write_metrics(options.model, metrics, paths)


if __name__ == "__main__":
    main()

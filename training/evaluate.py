"""Measure the exported file the way it is served: an encoded picture in, an answer out.

    python -m training.evaluate --mnist PATH --pen PATH...      # or DIGITPAD_DATA=folder

Pen drawings are rendered under every condition of `training.conditions`, put together to numbers
and sums, encoded as PNG or JPEG, and read by `lambda_fn.recogniser` with the int8 file, its
temperature and its threshold; some a second time told how the pen went, as the page tells it. MNIST
is also read by the file alone, as published figures are. `--drawings FOLDER` adds a line for what
people gave, its test part, as they drew it. `--write` puts the figures into the manifest;
`--kept-back` measures on what choices go by.
"""

import argparse
import io
import json
from functools import cache, partial
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from lambda_fn.errors import BadModel, BlankDrawing, TooManyMarks
from lambda_fn.manifest import MANIFEST_FILE, NONE
from lambda_fn.model import Model
from lambda_fn.model_store import load_folder
from lambda_fn.reading import figures
from lambda_fn.recogniser import read
from training.answers import ALONE, GIVEN, NO_DIGIT, Answers, table
from training.errors import TrainingError, one_line_errors
from training.options import (
    RELEASED,
    DataPaths,
    add_data_options,
    add_drawings_option,
    data_paths,
)
from training.parallel import in_parallel
from training.tasks import Task, kept_back_data, measuring_data


def evaluate(folder: Path, sets: dict[str, list[Task]]) -> dict[str, Answers]:
    """Read every picture of every set with the model in `folder`."""
    loaded(folder)  # fails here, once, rather than in each process
    whole = [task for found in sets.values() for task in found]
    read_one = partial(_read, folder)
    answers = iter(in_parallel(read_one, whole, "reading"))
    return {
        name: _answers(found, list(islice(answers, len(found)))) for name, found in sets.items()
    }


def loaded(folder: Path) -> Model:
    """The model in `folder`. Raises TrainingError."""
    try:
        return load_folder(folder)
    except BadModel as error:
        raise TrainingError(str(error)) from error


Answer = tuple[bytes, str, float, list[str]]
"""The picture, what was said of it ("" where it was found blank), how surely, and what else."""


def _answers(found: list[Task], answers: list[Answer]) -> Answers:
    pictures, said, confidence, others = zip(*answers, strict=True)
    labels = [task.label for task in found]
    return Answers(list(pictures), labels, list(said), np.array(confidence), list(others))


def _read(folder: Path, task: Task) -> Answer:
    """Read it as the function does."""
    encoded = task.encoded()
    if task.condition == ALONE:
        return encoded, *_alone(encoded, _model(folder)), []
    try:
        reading = read(encoded, _model(folder), strokes=task.told())
    except (BlankDrawing, TooManyMarks):
        return encoded, "", 1.0, []
    said = figures(reading.digits)
    if task.condition == GIVEN and task.label == NO_DIGIT and NO_DIGIT in said:
        said = NO_DIGIT  # into how many marks it was taken does not matter: the page read no number
    return encoded, said, reading.confidence, [other.number for other in reading.alternatives]


def _alone(encoded: bytes, model: Model) -> tuple[str, float]:
    """The likeliest of the ten digits, by the network alone on the (28, 28) array as it is.

    That is how figures on MNIST are published: nothing cut out, no second look, no refusal.
    """
    pixels = np.asarray(Image.open(io.BytesIO(encoded)))
    logits, _ = model.logits(pixels[None])
    chances = model.probabilities(logits[:, :NONE])[0]
    return str(chances.argmax()), float(chances.max())


@cache
def _model(folder: Path) -> Model:
    return load_folder(folder)


def write_metrics(folder: Path, metrics: dict[str, dict[str, Any]], paths: DataPaths) -> None:
    """Put the figures into the manifest, with the names of the files that measured them."""
    path = folder / MANIFEST_FILE
    record = json.loads(path.read_text())
    data = [paths.mnist.name if paths.mnist else "keras.datasets.mnist"]
    data += [file.name for file in paths.pen]
    if GIVEN in metrics and paths.drawings is not None:
        data.append(paths.drawings.resolve().name)
    record["metrics"] = {"data": data, **metrics}
    path.write_text(json.dumps(record, indent=2) + "\n")


def check_unlearnt(folder: Path, paths: DataPaths) -> None:
    """Raise TrainingError where a file is to measure the model that the model was made of."""
    record = json.loads((folder / MANIFEST_FILE).read_text())
    learnt = record.get("training", {}).get("data", {}).get("pen_sha256", ())
    for path, sha256 in zip(paths.pen, paths.pen_sha256(), strict=True):
        if sha256 in learnt:
            raise TrainingError(
                f"{folder} has learnt from {path}: --write is of drawings that it has not seen"
            )


def check_kept_back(folder: Path) -> None:
    """Raise TrainingError where the model has learnt from what others keep back."""
    record = json.loads((folder / MANIFEST_FILE).read_text())
    if "choices" in record:
        raise TrainingError(
            f"{folder} has learnt from what is kept back: measure the --model of the run that chose"
            f" for it, {record['choices']}"
        )
    if record.get("training", {}).get("start", {}).get("knows_all", False):
        raise TrainingError(f"{folder} began with a model that has learnt from what is kept back")


@one_line_errors
def main() -> None:
    """Measure the exported model through lambda_fn, on the test data."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    add_data_options(parser)
    add_drawings_option(parser)
    parser.add_argument("--model", type=Path, default=RELEASED, help="folder of the model")
    parser.add_argument("--write", action="store_true", help="put the figures into its manifest")
    parser.add_argument("--kept-back", action="store_true", help="the writers that choices go by")
    parser.add_argument(
        "--most", type=int, default=1750, metavar="N", help="kept-back drawings a set (1750)"
    )
    options = parser.parse_args()
    if options.write and options.kept_back:
        parser.error("--write is for what the test data say")
    paths = data_paths(options, split="train" if options.kept_back else "test")
    if not (options.model / MANIFEST_FILE).exists():
        raise TrainingError(f"{options.model} holds no model: export one first")
    if options.kept_back:
        check_kept_back(options.model)
    if options.write:
        check_unlearnt(options.model, paths)
    sets = kept_back_data(paths, options.most) if options.kept_back else measuring_data(paths)
    answers = evaluate(options.model, sets)
    metrics = {name: found.summary() for name, found in answers.items()}
    print(table(metrics))
    if options.write:
        write_metrics(options.model, metrics, paths)


if __name__ == "__main__":
    main()

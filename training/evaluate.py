"""Measure the exported file the way it is served: an encoded picture in, an answer out.

    python -m training.evaluate --mnist PATH --pen PATH...      # or DIGITPAD_DATA=folder

Pen drawings are rendered under every condition of `training.conditions`, put together to numbers,
encoded as PNG or JPEG, and read by `lambda_fn.recogniser` with the int8 file, its temperature and
its threshold. Only MNIST's 10,000 and the pen files' test halves are used here, and nothing is
chosen by what comes out; what is chosen, is chosen with `--kept-back`, on the training halves'
kept-back writers. `--write` puts the figures into the manifest.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from lambda_fn.errors import BadModel, BlankDrawing, TooManyMarks
from lambda_fn.manifest import MANIFEST_FILE
from lambda_fn.model import Model
from lambda_fn.model_store import load_folder
from lambda_fn.recogniser import read
from training import mnist, pen
from training.calibrate import expected_calibration_error
from training.conditions import CONDITIONS
from training.errors import TrainingError, one_line_errors
from training.mnist import Mnist
from training.numbers import compose, picture
from training.options import RELEASED, DataPaths, add_data_options, data_paths
from training.papers import png
from training.parallel import in_parallel

NO_DIGIT = "?"
NUMBERS = 1000  # put together of the digits


@dataclass(frozen=True)
class Answers:
    """What was said of a set of pictures, each list as long as the set.

    Labels and answers are text: the figures from left to right, `?` for "not a digit".
    """

    pictures: list[bytes]
    labels: list[str]
    said: list[str]
    confidence: np.ndarray  # (n,) of the whole answer

    @property
    def right(self) -> np.ndarray:
        """Whether each answer is right, all of it, (n,) bool."""
        return np.array([a == b for a, b in zip(self.labels, self.said, strict=True)])

    @property
    def refused(self) -> np.ndarray:
        """Whether "not a digit" was said of any mark, (n,) bool."""
        return np.array([NO_DIGIT in said for said in self.said])

    @property
    def misparted(self) -> np.ndarray:
        """Whether the drawing was taken apart into more or fewer marks than it has, (n,) bool."""
        return np.array([len(a) != len(b) for a, b in zip(self.labels, self.said, strict=True)])

    def summary(self) -> dict[str, Any]:
        """The figures that the manifest holds."""
        return {
            "pictures": len(self.labels),
            "right": round(float(self.right.mean()), 5),
            "refused": round(float(self.refused.mean()), 5),
            "misparted": round(float(self.misparted.mean()), 5),
            "calibration_error": round(
                expected_calibration_error(self.confidence, self.right.astype(float)), 5
            ),
        }


@dataclass(frozen=True)
class Task:
    """A picture to be read: ready as it is, or of these strokes under this condition."""

    label: str
    condition: str
    strokes: tuple[np.ndarray, ...] = ()
    picture: bytes = b""
    seed: tuple[int, ...] = ()

    def encoded(self) -> bytes:
        """The picture as a client would post it."""
        if self.picture:
            return self.picture
        make = picture if self.condition == "numbers" else CONDITIONS[self.condition]
        return make(list(self.strokes), np.random.default_rng(self.seed))


def tasks(digits: Mnist | None, drawings: Sequence[pen.Drawing]) -> dict[str, list[Task]]:
    """All to be read, by set: MNIST, the digits under each condition, numbers, others."""
    plain = [drawing for drawing in drawings if drawing.digit is not None]
    others = [drawing for drawing in drawings if drawing.digit is None]
    sets: dict[str, list[Task]] = {}
    if digits is not None:
        sets["mnist"] = [
            Task(str(label), "mnist", picture=png(Image.fromarray(image)))
            for image, label in zip(digits.x_test, digits.y_test, strict=True)
        ]
    for number, condition in enumerate(CONDITIONS):
        sets[condition] = [
            Task(drawing.label, condition, drawing.strokes, seed=(number, place))
            for place, drawing in enumerate(plain)
        ]
    if plain:
        sets["numbers"] = [
            Task(number.figures, "numbers", number.strokes, seed=(NUMBERS, place))
            for place, number in enumerate(compose(plain, NUMBERS, seed=NUMBERS))
        ]
    sets["others"] = [Task(NO_DIGIT, "plain", drawing.strokes) for drawing in others]
    return {name: found for name, found in sets.items() if found}


def evaluate(folder: Path, sets: dict[str, list[Task]]) -> dict[str, Answers]:
    """Read every picture of every set with the model in `folder`."""
    try:
        load_folder(folder)  # fails here, once, rather than in each process
    except BadModel as error:
        raise TrainingError(str(error)) from error
    whole = [task for found in sets.values() for task in found]
    read_one = partial(_read, folder)
    answers = iter(in_parallel(read_one, whole, "reading"))
    return {
        name: _answers(found, list(islice(answers, len(found)))) for name, found in sets.items()
    }


def _answers(found: list[Task], answers: list[tuple[bytes, str, float]]) -> Answers:
    pictures, said, confidence = zip(*answers, strict=True)
    return Answers(list(pictures), [task.label for task in found], list(said), np.array(confidence))


def _read(folder: Path, task: Task) -> tuple[bytes, str, float]:
    """The picture, what was said of it ("" where it was found blank), and how surely."""
    encoded = task.encoded()
    try:
        reading = read(encoded, _model(folder))
    except (BlankDrawing, TooManyMarks):
        return encoded, "", 1.0
    said = "".join(NO_DIGIT if mark.digit is None else str(mark.digit) for mark in reading.digits)
    return encoded, said, reading.confidence


@cache
def _model(folder: Path) -> Model:
    return load_folder(folder)


TITLES = {
    "mnist": "MNIST test, posted as it is",
    "plain": "pen digits, drawn plainly",
    "thin": "with a thin pen",
    "thick": "with a very thick pen",
    "corner": "small, in a corner",
    "coloured": "any ink on any paper",
    "white_on_black": "white on black",
    "tall": "a tall canvas",
    "dots": "dotted",
    "transparent": "a transparent canvas",
    "photo": "a photo",
    "lined": "ruled and squared paper",
    "anything": "everything at random",
    "numbers": "numbers of 2 to 6 digits",
    "others": "pen others (no digits)",
}


def table(metrics: dict[str, dict[str, Any]]) -> str:
    """The figures as a Markdown table, which reads well as text too."""
    lines = [
        "| set                         | pictures |   right | refused |  parted | calibration |",
        "|-----------------------------|---------:|--------:|--------:|--------:|------------:|",
    ]
    lines += [
        f"| {TITLES[name]:27} | {row['pictures']:8,} | {row['right']:7.2%} "
        f"| {row['refused']:7.2%} | {row['misparted']:7.2%} | {row['calibration_error']:11.4f} |"
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


def measuring_data(paths: DataPaths) -> dict[str, list[Task]]:
    """The sets that measure: MNIST's 10,000 and the pen files' test halves."""
    return tasks(mnist.load(paths.mnist), _drawings(paths))


def kept_back_data(paths: DataPaths, most: int) -> dict[str, list[Task]]:
    """The sets that choose: the kept-back writers', at most so many digits and others."""
    drawings = [drawing for drawing in _drawings(paths) if drawing.kept_back]
    rng = np.random.default_rng(0)
    drawings = [drawings[i] for i in rng.permutation(len(drawings))]
    digits = [drawing for drawing in drawings if drawing.digit is not None]
    others = [drawing for drawing in drawings if drawing.digit is None]
    return tasks(None, digits[:most] + others[:most])


def _drawings(paths: DataPaths) -> list[pen.Drawing]:
    return [drawing for path in paths.pen for drawing in pen.read(path)]


@one_line_errors
def main() -> None:
    """Measure the exported model through lambda_fn, on the test data."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    add_data_options(parser)
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
    sets = kept_back_data(paths, options.most) if options.kept_back else measuring_data(paths)
    answers = evaluate(options.model, sets)
    metrics = {name: found.summary() for name, found in answers.items()}
    print(table(metrics))
    if options.write:
        write_metrics(options.model, metrics, paths)


if __name__ == "__main__":
    main()

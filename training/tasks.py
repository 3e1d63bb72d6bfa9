"""What is to be read when a model is measured: pictures as a client would post them.

Only MNIST's 10,000 and the pen files' test halves measure, and nothing is chosen by what comes out
of them; what is chosen, is chosen on what is kept back of the training halves. Of the given
drawings, their test part measures, and another is kept back.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image

from lambda_fn.manifest import LABELS, NONE
from training import mnist, pen
from training.answers import ALONE, GIVEN, NO_DIGIT
from training.conditions import CONDITIONS
from training.dataset import MNIST_KEPT_BACK
from training.gift import KEPT_BACK, TEST, Gift
from training.numbers import TOUCHING, Number, compose, compose_rows, pen_for, picture
from training.options import DataPaths
from training.papers import png
from training.render import PLAIN, placed
from training.reviewed import Reviewed
from training.sums import compose_sums

# At most so many, and no more than there are single digits: of a few hands more are the same again.
NUMBERS = 1000  # put together of the digits
CLOSE = 500  # likewise, so close that most touch
STACKS = 300  # likewise, one under another
SUMS = 500  # likewise, with signs
COMPOSED = ("numbers", "touching", "rows", "sums")


@dataclass(frozen=True)
class Task:
    """A picture to be read: ready as it is, or of these strokes under this condition.

    With `is_told`, it is also told how the pen went, as the page does.
    """

    label: str
    condition: str
    strokes: tuple[np.ndarray, ...] = ()
    picture: bytes = b""
    seed: tuple[int, ...] = ()
    is_told: bool = False

    def encoded(self) -> bytes:
        """The picture as a client would post it."""
        if self.picture:
            return self.picture
        make = picture if self.condition in COMPOSED else CONDITIONS[self.condition]
        return make(list(self.strokes), np.random.default_rng(self.seed))

    def told(self) -> list[np.ndarray]:
        """How the pen went, in the picture's pixels, (2, n) each; nothing where it is not told."""
        if not self.is_told:
            return []
        composed = self.condition in COMPOSED
        pen = pen_for(self.strokes, np.random.default_rng(self.seed)) if composed else PLAIN
        return [stroke.T for stroke in placed(self.strokes, pen)]


def tasks(
    images: np.ndarray, labels: np.ndarray, drawings: Sequence[pen.Drawing]
) -> dict[str, list[Task]]:
    """All to be read, by set: MNIST twice, digits by condition, numbers, rows, sums, others.

    Numbers, ones that touch, and others a second time too, told how the pen went.
    MNIST's images are (n, 28, 28) uint8, its labels (n,); there may be none of anything.
    """
    plain = [drawing for drawing in drawings if drawing.digit is not None]
    others = [drawing for drawing in drawings if drawing.digit is None]
    sets: dict[str, list[Task]] = {}
    posted = [png(Image.fromarray(image)) for image in images]
    for name in (ALONE, "mnist"):
        sets[name] = [
            Task(str(label), name, picture=encoded)
            for encoded, label in zip(posted, labels, strict=True)
        ]
    for number, condition in enumerate(CONDITIONS):
        sets[condition] = [
            Task(drawing.label, condition, drawing.strokes, seed=(number, place))
            for place, drawing in enumerate(plain)
        ]
    if plain:
        counts = (NUMBERS, CLOSE, STACKS, SUMS)
        numbers, close, stacks, sums = (min(most, len(plain)) for most in counts)
        sets["numbers"] = _composed("numbers", NUMBERS, compose(plain, numbers, seed=NUMBERS))
        sets["numbers_told"] = _told(sets["numbers"])
        touching = compose(plain, close, seed=CLOSE, gaps=TOUCHING)
        sets["touching"] = _composed("touching", CLOSE, touching)
        sets["touching_told"] = _told(sets["touching"])
        sets["rows"] = _composed("rows", STACKS, compose_rows(plain, stacks, seed=STACKS))
        sets["sums"] = _composed("sums", SUMS, compose_sums(drawings, sums, seed=SUMS))
    sets["others"] = [Task(NO_DIGIT, "plain", drawing.strokes) for drawing in others]
    sets["others_told"] = _told(sets["others"])
    return {name: found for name, found in sets.items() if found}


def _composed(condition: str, seed: int, numbers: Sequence[Number]) -> list[Task]:
    return [
        Task(number.figures, condition, number.strokes, seed=(seed, place))
        for place, number in enumerate(numbers)
    ]


def _told(found: Sequence[Task]) -> list[Task]:
    return [replace(task, is_told=True) for task in found]


def measuring_data(paths: DataPaths) -> dict[str, list[Task]]:
    """The sets that measure: MNIST's 10,000, the pen files' test halves, the gifts' test part."""
    digits = mnist.load(paths.mnist)
    return tasks(digits.x_test, digits.y_test, _drawings(paths)) | _given(paths, TEST)


def kept_back_data(paths: DataPaths, most: int) -> dict[str, list[Task]]:
    """The sets that choose: what is kept back of MNIST and the pen files' training halves.

    At most so many of MNIST, of the digits and of the others; and of the given drawings all.
    """
    digits = mnist.load(paths.mnist)
    last = slice(-(len(digits.x_train) // MNIST_KEPT_BACK), None)
    drawings = [drawing for drawing in _drawings(paths) if drawing.kept_back]
    rng = np.random.default_rng(0)
    drawings = [drawings[i] for i in rng.permutation(len(drawings))]
    drawn = [drawing for drawing in drawings if drawing.digit is not None][:most]
    drawn += [drawing for drawing in drawings if drawing.digit is None][:most]
    chosen = tasks(digits.x_train[last][:most], digits.y_train[last][:most], drawn)
    return chosen | _given(paths, KEPT_BACK)


def given_task(gift: Gift, label: str) -> Task:
    """A given drawing, to be read as it was posted; its label is one of the manifest's."""
    return Task(NO_DIGIT if label == LABELS[NONE] else label, GIVEN, picture=gift.png)


def _given(paths: DataPaths, part: str) -> dict[str, list[Task]]:
    """What was accepted of a part of the given drawings, as a set; none where it is empty."""
    if paths.drawings is None:
        return {}
    admitted = Reviewed.read(paths.drawings).admitted(part)
    found = [given_task(gift, label) for gift, label in admitted]
    if not found:
        print(f"{paths.drawings}: nothing accepted is in the part {part!r}: no line for it")
    return {GIVEN: found} if found else {}


def _drawings(paths: DataPaths) -> list[pen.Drawing]:
    return [drawing for path in paths.pen for drawing in pen.read(path)]

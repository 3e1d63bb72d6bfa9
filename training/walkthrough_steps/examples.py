"""The drawings that the pages show: always the same ones of the same data, and none by hand."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from lambda_fn.image import decode
from lambda_fn.ink import find_ink
from lambda_fn.marks import Mark, find_pieces
from lambda_fn.model import Model
from lambda_fn.recogniser import read
from training.dataset import MNIST_KEPT_BACK
from training.errors import TrainingError
from training.mnist import Mnist
from training.papers import png
from training.pen import DIGITS, Drawing
from training.render import PLAIN, Pen, render
from training.scribbles import side_by_side

ORDER = 0  # the seed of the order that drawings are looked through in
LOOKED_THROUGH = 400  # drawings, for one that shows what is to be shown
OVERLAP = -0.04  # of the height: how far the second of two digits reaches into the first


@dataclass(frozen=True)
class Pair:
    """Two digits that touch, and the picture of them as it would be posted."""

    figures: str
    posted: bytes


def mixed(drawings: Sequence[Drawing]) -> list[Drawing]:
    """In an order that is always the same; in a file's own, one contributor comes after another."""
    order = np.random.default_rng(ORDER).permutation(len(drawings))
    return [drawings[place] for place in order]


def one_of(labels: np.ndarray, label: int) -> int:
    """Where a label stands, in the middle of those places; 0 where it is not there."""
    places = np.flatnonzero(labels == label)
    return int(places[len(places) // 2]) if len(places) else 0


def ten_digits(mnist: Mnist, held: Sequence[Drawing]) -> list[list[tuple[np.ndarray, str]]]:
    """Two rows of ten: kept-back MNIST, and kept-back drawings, drawn plainly."""
    last = len(mnist.x_train) // MNIST_KEPT_BACK
    images, labels = mnist.x_train[-last:], mnist.y_train[-last:]
    places = [one_of(labels, digit) for digit in range(10)]
    return [
        [(images[place], f"{labels[place]}") for place in places],
        [
            (np.asarray(render(list(drawing.strokes), PLAIN)), drawing.label)
            for drawing in (likest(held, str(digit)) for digit in range(10))
        ],
    ]


def likest(drawings: Sequence[Drawing], label: str, strokes: int = 0) -> Drawing:
    """The first of that label and of so many strokes; else of the label; else any."""
    return max(drawings, key=lambda one: (one.label == label, len(one.strokes) == strokes))


def in_pieces(drawings: Sequence[Drawing], label: str) -> Drawing:
    """The first of that label whose strokes stand apart when drawn plainly; else of the label."""
    some = [drawing for drawing in drawings if drawing.label == label][:LOOKED_THROUGH]
    apart = (one for one in some if len(one.strokes) > 1 and len(_pieces(_plainly(one))) > 1)
    return next(apart, likest(drawings, label))


def touching_pairs(held: Sequence[Drawing], most: int, seed: int) -> list[Pair]:
    """Two unlike digits of one writer each, pushed together; those that are one piece of ink."""
    rng = np.random.default_rng(seed)
    found: list[Pair] = []
    for left, right in _neighbours(held, rng):
        one, other = side_by_side(left.strokes, right.strokes, OVERLAP, 0.0)
        picture = png(render(one + other, Pen(width=10, size=280, canvas=(360, 360))))
        if left.label != right.label and len(_pieces(picture)) == 1:
            found.append(Pair(left.label + right.label, picture))
        if len(found) == most:
            break
    if not found:
        raise TrainingError("no two of the kept-back digits touch when they are pushed together")
    return found


def read_right(held: Sequence[Drawing], model: Model) -> list[bytes]:
    """For each digit the first drawing, drawn plainly, that the model reads right, as posted."""
    found: list[bytes] = []
    for digit in DIGITS:
        posted = (_plainly(drawing) for drawing in held if drawing.label == digit)
        tried = islice(posted, LOOKED_THROUGH)
        found += islice((one for one in tried if read(one, model).number == digit), 1)
    return found


def _neighbours(
    held: Sequence[Drawing], rng: np.random.Generator
) -> Iterator[tuple[Drawing, Drawing]]:
    """Pairs of digits by one writer, in an order that the generator decides."""
    hands: dict[str, list[Drawing]] = defaultdict(list)
    for drawing in held:
        if drawing.digit is not None:
            hands[drawing.writer].append(drawing)
    writers = sorted(hands)
    for _ in range(LOOKED_THROUGH):
        hand = hands[writers[rng.integers(len(writers))]]
        yield hand[rng.integers(len(hand))], hand[rng.integers(len(hand))]


def _plainly(drawing: Drawing) -> bytes:
    return png(render(list(drawing.strokes), PLAIN))


def _pieces(posted: bytes) -> list[Mark]:
    return find_pieces(find_ink(decode(posted)[0]))

"""What the network learns from: MNIST and drawings, all as the function would show them to it.

Every picture goes through `lambda_fn.seeing.see`, so nothing is learnt that is not met later.
A part is kept back from fitting for every choice that is made (designs, thresholds,
temperature): the drawings of a fifth of the writers, and the last 5,000 of MNIST's 60,000.
The test files are read by `training.evaluate` alone.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from lambda_fn.errors import BlankDrawing
from lambda_fn.manifest import NONE
from lambda_fn.marks import Mark
from lambda_fn.normalise import normalise
from lambda_fn.seeing import see
from training import scribbles
from training.config import Config
from training.mnist import Mnist
from training.parallel import in_parallel
from training.pen import Drawing
from training.render import PLAIN, render, thin_pen, varied, varied_pen
from training.touching import part_of_one, part_of_two

MNIST_KEPT_BACK = 12  # one in so many, the last ones: 5,000 of 60,000
# Of what the network is shown, how much is of each kind.
SHARES = {"mnist": 0.41, "digits": 0.3, "others": 0.13, "generated": 0.08, "touching": 0.08}
# Of what is made up and no digit, how much is of each kind.
GENERATED = {
    "scribble": 0.2,
    "fragment": 0.2,
    "blot": 0.1,
    "pair": 0.28,
    "slice_of_next": 0.22,
}
OF_DIGITS = ("pair", "slice_of_next")  # made of digits that were drawn
TOUCHING = 11  # a seed's second number
# A given drawing is shown about as often as a pen drawing is, in all its renderings: those have 0.3
# of what is shown and are 6,800. Not more often, because nobody knows who gave how many.
GIVEN_EACH = 0.3 / 6_800
# All of them together, from 2,267 on. They are mostly corrections by one page's visitors: more
# would teach that the hard ones are common, and leave more to what review should not have let by.
GIVEN_AT_MOST = 0.1


@dataclass(frozen=True)
class Samples:
    """Pictures (n, 28, 28) uint8, labels (n,) uint8 in 0..10, and how often each is shown."""

    pixels: np.ndarray
    labels: np.ndarray
    weights: np.ndarray  # (n,) float64

    def __len__(self) -> int:
        return len(self.labels)

    def draw(self, count: int, rng: np.random.Generator) -> np.ndarray:
        """The numbers of `count` of them, (count,), each as often as its weight says."""
        return rng.choice(len(self), count, p=self.weights / self.weights.sum())


@dataclass(frozen=True)
class Job:
    """One picture to be made: of this drawing, or, where there is none, of this kind."""

    label: int
    weight: float
    strokes: tuple[np.ndarray, ...]
    kind: str = "drawing"
    other: tuple[np.ndarray, ...] = ()
    other_label: int = NONE


def fitting_set(mnist: Mnist, drawings: Sequence[Drawing], config: Config) -> Samples:
    """Everything that may be learnt from, each group weighed by its share.

    With `all_data` that is what was kept back as well: once every choice is made, it may.
    """
    variants, seed = config.variants, config.seed
    if not config.all_data:
        drawings = [drawing for drawing in drawings if not drawing.kept_back]
    digits = [drawing for drawing in drawings if drawing.digit is not None]
    others = [drawing for drawing in drawings if drawing.digit is None]
    fitted = len(mnist.x_train) if config.all_data else _fitted_of(mnist)
    groups = {
        "mnist": mnist_samples(mnist.x_train[:fitted], mnist.y_train[:fitted]),
        "digits": rendered(_drawn(digits, variants), seed, "pen digits"),
        "others": rendered(_drawn(others, max(1, variants // 2)), seed + 1, "other drawings"),
        "generated": rendered(_generated(digits, config), seed + 2, "scribbles"),
        "touching": rendered(_touching(digits, others, config), seed + 3, "cut drawings"),
    }
    return _mixed({name: samples for name, samples in groups.items() if len(samples)})


def kept_back_sets(mnist: Mnist, drawings: Sequence[Drawing]) -> dict[str, Samples]:
    """What choices are made on, by kind: MNIST, and digits and others drawn plainly."""
    held = [drawing for drawing in drawings if drawing.kept_back]
    fitted = _fitted_of(mnist)
    sets = {
        "mnist": mnist_samples(mnist.x_train[fitted:], mnist.y_train[fitted:]),
        "digits": plain_samples([drawing for drawing in held if drawing.digit is not None]),
        "others": plain_samples([drawing for drawing in held if drawing.digit is None]),
    }
    return {name: samples for name, samples in sets.items() if len(samples)}


def _fitted_of(mnist: Mnist) -> int:
    """How many of MNIST's training images come before those that are kept back."""
    return len(mnist.x_train) - len(mnist.x_train) // MNIST_KEPT_BACK


def plain_samples(drawings: Sequence[Drawing]) -> Samples:
    """Each drawing once, drawn plainly."""
    jobs = [Job(_label(drawing), 1.0, drawing.strokes, kind="plain") for drawing in drawings]
    return rendered(jobs, 0, "kept-back drawings")


def mnist_samples(images: np.ndarray, labels: np.ndarray) -> Samples:
    """MNIST as the function sees it when each image is posted as it is, white on black."""
    pixels = in_parallel(_see_grey, list(images), "MNIST")
    return Samples(np.stack(pixels), labels.astype(np.uint8), np.ones(len(labels)))


def _see_grey(image: np.ndarray) -> np.ndarray:
    """(28, 28) uint8 grey -> (28, 28) uint8 as seen."""
    return see(np.stack([image, image, image, np.full_like(image, 255)], axis=-1)).pixels


def _label(drawing: Drawing) -> int:
    return NONE if drawing.digit is None else drawing.digit


def _drawn(drawings: Sequence[Drawing], variants: int) -> list[Job]:
    """Several pictures of each. A few writers drew much: they count by the root of how much."""
    count = Counter(drawing.writer for drawing in drawings)
    return [
        Job(_label(drawing), count[drawing.writer] ** -0.5, drawing.strokes)
        for drawing in drawings
        for _ in range(variants)
    ]


def of_two(kind: str, left: Drawing, right: Drawing) -> Job:
    """A picture of two digits; where they are cut, a part of it, which may be one of them."""
    if kind != "touching":
        return Job(NONE, 1.0, left.strokes, kind=kind, other=right.strokes)
    labels = _label(left), _label(right)
    return Job(labels[0], 1.0, left.strokes, kind=kind, other=right.strokes, other_label=labels[1])


def _generated(digits: Sequence[Drawing], config: Config) -> list[Job]:
    counts = {kind: round(share * config.generated) for kind, share in GENERATED.items()}
    rng = np.random.default_rng([config.seed, NONE])
    jobs = []
    for kind, count in counts.items():
        if kind not in OF_DIGITS:
            jobs += [Job(NONE, 1.0, (), kind=kind)] * count
        elif digits:
            jobs += [
                of_two(kind, digits[one], digits[other])
                for one, other in rng.integers(0, len(digits), (count, 2))
            ]
    return jobs


def _touching(digits: Sequence[Drawing], others: Sequence[Drawing], config: Config) -> list[Job]:
    """What is cut, for a part of each: pairs of digits that touch, and half as many others.

    Cutting shows whether the part is a digit.
    """
    rng = np.random.default_rng([config.seed, TOUCHING])
    jobs = []
    if digits:
        pairs = [
            (digits[a], digits[b]) for a, b in rng.integers(0, len(digits), (config.touching, 2))
        ]
        jobs += [of_two("touching", left, right) for left, right in pairs]
    if others:
        chosen = rng.integers(0, len(others), config.touching // 2)
        jobs += [Job(NONE, 1.0, others[one].strokes, kind="cut") for one in chosen]
    return jobs


def rendered(jobs: list[Job], seed: int, what: str) -> Samples:
    """The jobs' pictures and labels, less those that came to nothing."""
    numbered = [(seed, number, job) for number, job in enumerate(jobs)]
    pictures = in_parallel(_picture, numbered, what)
    kept = [(made, job) for made, job in zip(pictures, jobs, strict=True) if made is not None]
    return Samples(
        np.stack([made[0] for made, _ in kept]) if kept else np.zeros((0, 28, 28), np.uint8),
        np.array([made[1] for made, _ in kept], np.uint8),
        np.array([job.weight for _, job in kept]),
    )


def _picture(numbered: tuple[int, int, Job]) -> tuple[np.ndarray, int] | None:
    """One job's (28, 28) uint8 and its label, or None where it came to nothing."""
    seed, number, job = numbered
    rng = np.random.default_rng([seed, number])
    if job.kind in ("touching", "cut"):
        made = _cut(job, rng)
        return None if made is None else (normalise(made[0].ink), made[1])
    pen = PLAIN if job.kind == "plain" else varied_pen(rng)
    try:
        return see(np.asarray(render(_strokes(job, rng), pen).convert("RGBA"))).pixels, job.label
    except BlankDrawing:
        return None


def _cut(job: Job, rng: np.random.Generator) -> tuple[Mark, int] | None:
    """A part of what the job has cut, and that part's label."""
    strokes = varied(list(job.strokes), rng)
    if job.kind == "touching":
        other = varied(list(job.other), rng)
        return part_of_two(strokes, other, (job.label, job.other_label), thin_pen(rng), rng)
    part = part_of_one(strokes, thin_pen(rng), rng)
    return None if part is None else (part, NONE)


def _strokes(job: Job, rng: np.random.Generator) -> list[np.ndarray]:
    if job.kind == "plain":
        return list(job.strokes)
    if job.kind == "drawing":
        return varied(list(job.strokes), rng)
    if job.kind == "some_strokes":
        return varied(_some(job.strokes, rng), rng)
    if job.kind in OF_DIGITS:
        join = scribbles.pair if job.kind == "pair" else scribbles.slice_of_next
        return join(list(job.strokes), list(job.other), rng)
    maker: Callable[[np.random.Generator], list[np.ndarray]] = getattr(scribbles, job.kind)
    return maker(rng)


def _some(strokes: Sequence[np.ndarray], rng: np.random.Generator) -> list[np.ndarray]:
    """Neighbours among the strokes, but not all of them; one is one."""
    count = int(rng.integers(1, max(2, len(strokes))))
    first = int(rng.integers(0, len(strokes) - count + 1))
    return list(strokes[first : first + count])


def with_given(samples: Samples, given: Samples) -> Samples:
    """What is learnt from, and the given drawings added to it; as it is where there are none.

    Whatever else there is keeps its proportions.
    """
    if not len(given):
        return samples
    share = min(GIVEN_AT_MOST, GIVEN_EACH * len(given))
    return Samples(
        np.concatenate([samples.pixels, given.pixels]),
        np.concatenate([samples.labels, given.labels]),
        np.concatenate(
            [
                samples.weights / samples.weights.sum() * (1 - share),
                given.weights / given.weights.sum() * share,
            ]
        ),
    )


def _mixed(groups: dict[str, Samples]) -> Samples:
    total = sum(SHARES[name] for name in groups)
    weights = [
        samples.weights / samples.weights.sum() * SHARES[name] / total
        for name, samples in groups.items()
    ]
    return Samples(
        np.concatenate([samples.pixels for samples in groups.values()]),
        np.concatenate([samples.labels for samples in groups.values()]),
        np.concatenate(weights),
    )


def save(path: Path, samples: Samples) -> None:
    """Write samples as `.npz`, whole or not at all."""
    part = path.with_suffix(".part.npz")
    np.savez(part, pixels=samples.pixels, labels=samples.labels, weights=samples.weights)
    part.replace(path)


def load(path: Path) -> Samples:
    """Read what `save` wrote."""
    with np.load(path) as archive:
        return Samples(archive["pixels"], archive["labels"], archive["weights"])

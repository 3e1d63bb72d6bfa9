"""Teach a trained network to tell what is one whole thing from what is several digits, or a part.

    python -m training.wholes --run runs/latest

A letter, two digits that touch, and half of a digit are all "not a digit" to the network; what to
do with them differs. Two digits are to be taken apart, a letter is not, and a half belongs to the
other half. So a small head on the last feature map says of what is no digit how likely it is one
whole thing. It learns after the rest and changes nothing in it, so that digits are read as before.
Parting (`lambda_fn.parting`) goes by it. Leaves `whole.keras` in the run's folder.
"""

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import numpy as np

from lambda_fn.manifest import NONE
from training import pen
from training.augment import augment
from training.config import Config
from training.dataset import Job, Samples, of_two, rendered
from training.errors import TrainingError, one_line_errors
from training.options import RUN, add_data_options, data_paths
from training.pen import Drawing
from training.run import CONFIG, MODEL, WHOLE, save

PART_OF, WHOLE_THING = 0, 1  # labels; several digits are the first too
PICTURES = 48_000  # made to learn from
LEAST = 100  # of fewer, some kinds have none
# How many of them are of each kind, and whether that is whole.
KINDS = {
    "drawing": (0.4, WHOLE_THING),
    "scribble": (0.06, WHOLE_THING),
    "blot": (0.02, WHOLE_THING),
    "pair": (0.16, PART_OF),
    "slice_of_next": (0.08, PART_OF),
    "touching": (0.16, PART_OF),
    "cut": (0.06, PART_OF),
    "some_strokes": (0.06, PART_OF),
}
EPOCHS, BATCH = 10, 256
HELD = 10  # one in so many pictures measures


def pictures(drawings: Sequence[Drawing], seed: int, count: int = PICTURES) -> Samples:
    """Pictures of what is no digit, (n, 28, 28) uint8, labelled 1 where it is one whole thing."""
    rng = np.random.default_rng([seed, len(KINDS)])
    digits = [drawing for drawing in drawings if drawing.digit is not None]
    others = [drawing for drawing in drawings if drawing.digit is None]
    in_strokes = [other for other in others if len(other.strokes) > 1]
    found = []
    for number, (kind, (share, label)) in enumerate(KINDS.items()):
        drawn = in_strokes if kind == "some_strokes" else others
        jobs = [_job(kind, digits, drawn, rng) for _ in range(round(share * count) if drawn else 0)]
        made = rendered(jobs, seed + number, kind.replace("_", " "))
        none = made.labels == NONE  # of a cut, a part may be a digit
        found.append((made.pixels[none], np.full(none.sum(), label, np.uint8)))
    pixels, labels = (np.concatenate(arrays) for arrays in zip(*found, strict=True))
    return Samples(pixels, labels, np.ones(len(labels)))


def _job(
    kind: str, digits: Sequence[Drawing], others: Sequence[Drawing], rng: np.random.Generator
) -> Job:
    """One picture of a kind: of two digits, of an other drawing, or of nobody's."""
    if kind in ("pair", "slice_of_next", "touching"):
        one, other = rng.integers(0, len(digits), 2).tolist()
        return of_two(kind, digits[one], digits[other])
    if kind in ("drawing", "cut", "some_strokes"):
        return Job(NONE, 1.0, others[int(rng.integers(len(others)))].strokes, kind=kind)
    return Job(NONE, 1.0, (), kind=kind)


def teach(run: Path, samples: Samples, config: Config, epochs: int = EPOCHS) -> None:
    """Fit the head of the run's network and save it; shows how much of a held tenth is right."""
    import keras

    from training.network import features, load, whole_head

    keras.utils.set_random_seed(config.seed)
    maps = features(load(run / MODEL))
    maps.trainable = False
    pixels = keras.Input(maps.input_shape[1:])
    head = whole_head(maps.output_shape[-1])
    model = keras.Model(pixels, head(maps(pixels, training=False)))
    held = np.arange(len(samples)) % HELD == 0
    fitted, labels = samples.pixels[~held], samples.labels[~held]
    steps = epochs * -(-len(labels) // BATCH)  # the last batch of an epoch may be smaller
    model.compile(
        keras.optimizers.AdamW(keras.optimizers.schedules.CosineDecay(2e-3, steps), 1e-3),
        keras.losses.BinaryCrossentropy(from_logits=True, label_smoothing=0.02),
    )
    rng = np.random.default_rng(config.seed)
    for epoch in range(epochs):
        shown = augment(fitted, config.augmentation, rng)[..., None]
        model.fit(shown, labels, batch_size=BATCH, verbose=0)
        said = model.predict(samples.pixels[held][..., None] / np.float32(255), verbose=0)[:, 0]
        right = float(((said > 0) == samples.labels[held]).mean())
        print(f"epoch {epoch + 1} of {epochs}: {right:.2%} of the held pictures are told right")
    save(head, run / WHOLE)


@one_line_errors
def main() -> None:
    """Teach the run's network to tell whole things from parts and from several digits."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    add_data_options(parser)
    parser.add_argument("--run", type=Path, default=RUN, help=f"the run's folder ({RUN})")
    parser.add_argument("--pictures", type=int, default=PICTURES, help=f"to make ({PICTURES})")
    parser.add_argument("--epochs", type=int, default=EPOCHS, help=f"({EPOCHS})")
    options = parser.parse_args()
    for name, least in (("pictures", LEAST), ("epochs", 1)):
        if getattr(options, name) < least:
            parser.error(f"--{name} must be {least} or more")
    if not (options.run / MODEL).exists():
        raise TrainingError(f"{options.run} holds no finished run: train one first")
    config = Config.load(options.run / CONFIG)
    drawings = [drawing for path in data_paths(options).pen for drawing in pen.read(path)]
    if not config.all_data:
        drawings = [drawing for drawing in drawings if not drawing.kept_back]
    if len({drawing.digit is None for drawing in drawings}) < 2:
        print(
            "Without pen drawings of digits and of others (--pen) there is nothing to learn from."
        )
        return
    samples = pictures(drawings, config.seed, options.pictures)
    teach(options.run, samples, config, options.epochs)
    print(f"saved {options.run / WHOLE}")


if __name__ == "__main__":
    main()

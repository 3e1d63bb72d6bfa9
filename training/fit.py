"""The fitting itself: batches, optimiser, what is kept after each epoch. Needs Keras."""

import os
import time
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")  # before keras: its start-up notes are no news

import keras
import numpy as np

from lambda_fn.model import softmax
from training.augment import augment
from training.backup import Backup, restore
from training.config import Config
from training.dataset import Samples
from training.errors import TrainingError
from training.network import CLASSES, build, go_on_from
from training.run import append_history, cut_history
from training.teachers import Teachers

AT_ONCE = 512  # pictures of a batch that nothing is learnt from
PART = 20_000  # pictures that are read in one go; all at once, as float32, take gigabytes


class Batches(keras.utils.PyDataset):  # type: ignore[misc]  # keras has no types
    """An epoch's batches: drawn by weight, augmented anew. The same seed gives the same ones."""

    def __init__(
        self, samples: Samples, config: Config, epoch: int, teachers: Teachers | None = None
    ) -> None:
        super().__init__(workers=2, max_queue_size=16)  # threads: NumPy works beside the network
        self.samples = samples
        self.config = config
        self.epoch = epoch
        self.teachers = teachers
        self._draw()

    def _draw(self) -> None:
        rng = np.random.default_rng([self.config.seed, self.epoch])
        self.order = self.samples.draw(self.config.steps * self.config.batch, rng)

    def __len__(self) -> int:
        return self.config.steps

    def __getitem__(self, step: int) -> tuple[np.ndarray, np.ndarray]:
        """Pictures (batch, 28, 28, 1) float32 in 0..1, and what each is (batch, 11) float32."""
        chosen = self.order[step * self.config.batch : (step + 1) * self.config.batch]
        rng = np.random.default_rng([self.config.seed, self.epoch, step])
        pictures = augment(self.samples.pixels[chosen], self.config.augmentation, rng)
        labels = np.eye(CLASSES, dtype=np.float32)[self.samples.labels[chosen]]
        if self.teachers:
            labels += self.config.taught * (self.teachers.chances(pictures) - labels)
        return pictures[..., None], labels

    def on_epoch_end(self) -> None:
        self.epoch += 1
        self._draw()


class KeptBack(keras.callbacks.Callback):  # type: ignore[misc]
    """After each epoch: accuracy on each kept-back set, and a line in the run's history."""

    def __init__(self, sets: dict[str, Samples], folder: Path) -> None:
        super().__init__()
        self.sets, self.folder = sets, folder
        self.started = 0.0

    def on_epoch_begin(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        self.started = time.monotonic()

    def on_epoch_end(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        figures = logs if logs is not None else {}  # what is added here, Keras shows
        for name, samples in self.sets.items():
            right = predict(self.model, samples.pixels).argmax(axis=1) == samples.labels
            figures[f"kept_back_{name}"] = round(float(right.mean()), 5)
        seconds = round(time.monotonic() - self.started, 1)
        append_history(self.folder, {"epoch": epoch + 1, **figures, "seconds": seconds})


def predict(model: keras.Model, pixels: np.ndarray) -> np.ndarray:
    """(n, 28, 28) uint8 -> logits (n, 11) float32."""
    several = _device_count()  # each takes as many of a batch, also of the last one
    padded = np.pad(pixels, ((0, -len(pixels) % several), (0, 0), (0, 0)))
    batch = AT_ONCE // several * several
    parts = [
        model.predict(padded[i : i + PART, ..., None] / np.float32(255), batch, verbose=0)
        for i in range(0, len(padded), PART // several * several)
    ]
    return np.concatenate(parts)[: len(pixels)].astype(np.float32)


def _device_count() -> int:
    """On how many devices the network is at once."""
    spread = keras.distribution.distribution()
    return 1 if spread is None else int(spread.device_mesh.devices.size)


def believed(samples: Samples, network: keras.Model, least: float) -> Samples:
    """Without those whose label the network gives less than `least`.

    A network this small does not learn wrong labels by heart, and so can tell them: a bare line
    that is called a four, or "not a digit". (Confident learning: Northcutt, Jiang, Chuang, 2021.)
    """
    logits = predict(network, samples.pixels)
    chances = softmax(logits)[np.arange(len(samples)), samples.labels]
    kept = chances >= least
    return Samples(samples.pixels[kept], samples.labels[kept], samples.weights[kept])


def framework() -> str:
    """Keras and what it runs on, with versions."""
    return f"Keras {keras.__version__}, {keras.backend.backend()}"


def devices(batch: int) -> list[str]:
    """What the network is trained on; several are used at once with the JAX backend alone.

    Raises TrainingError where a batch cannot be shared out among them.
    """
    found = keras.distribution.list_devices() if keras.backend.backend() == "jax" else _one_device()
    if len(found) > 1:
        if batch % len(found):
            raise TrainingError(
                f"a batch of {batch} cannot be shared out among {len(found)} devices: --batch"
                f" {-(-batch // len(found)) * len(found)}, say, or fewer (CUDA_VISIBLE_DEVICES)"
            )
        keras.distribution.set_distribution(keras.distribution.DataParallel(devices=found))
    return list(found)


def _one_device() -> list[str]:
    if keras.backend.backend() == "torch":
        import torch

        if torch.cuda.is_available():
            return [torch.cuda.get_device_name(0)]
        return ["cpu"]
    import tensorflow as tf

    gpus = tf.config.list_physical_devices("GPU")
    if len(gpus) > 1:
        print(f"{len(gpus)} GPUs found, one is used; KERAS_BACKEND=jax uses all of them.")
    return [gpus[0].name if gpus else "cpu"]


def fit(
    config: Config,
    fitting: Samples,
    held: dict[str, Samples],
    folder: Path,
    start: keras.Model | None = None,
    teachers: Teachers | None = None,
) -> keras.Model:
    """Train, resuming from the last whole epoch in `folder` where there is one.

    The weights of `start` are the first ones; `teachers` say what each picture is, beside its
    label.
    """
    keras.utils.set_random_seed(config.seed)
    keras.config.set_dtype_policy(config.precision)
    model = build(config.widths, config.residuals, config.dropout)
    if start is not None:
        go_on_from(model, start)
    model.compile(
        keras.optimizers.AdamW(schedule(config), weight_decay=config.weight_decay),
        keras.losses.CategoricalCrossentropy(
            from_logits=True, label_smoothing=0.0 if teachers else config.label_smoothing
        ),
        metrics=["accuracy"],
    )
    done = restore(model, folder)
    cut_history(folder, done)  # of an epoch whose state was not kept any more, there is a line
    if done:
        print(f"Resuming after epoch {done} of {config.epochs}.")
    model.fit(
        Batches(fitting, config, done, teachers),
        epochs=config.epochs,
        initial_epoch=done,
        callbacks=[KeptBack(held, folder), Backup(folder, config.seed)],
        verbose=1 if os.isatty(1) else 2,
    )
    return model


def schedule(config: Config) -> keras.optimizers.schedules.LearningRateSchedule:
    total = config.epochs * config.steps
    warm_up = max(1, round(config.warm_up * total))
    return keras.optimizers.schedules.CosineDecay(
        config.learning_rate / 20,
        total - warm_up,
        warmup_target=config.learning_rate,
        warmup_steps=warm_up,
    )

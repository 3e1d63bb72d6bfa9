"""What the function answers of the kept-back pictures, a mark each."""

import base64
import io
from dataclasses import dataclass

import numpy as np
from PIL import Image

from lambda_fn.manifest import LABELS, NONE
from lambda_fn.model import against, softmax
from training.dataset import Samples
from training.plots import COLUMNS


@dataclass(frozen=True)
class Answered:
    """Pictures (n, 28, 28), what they are and what was said of them, and how surely, (n,) each."""

    pixels: np.ndarray
    labels: np.ndarray
    said: np.ndarray  # 0..10; NONE where it was refused
    sure: np.ndarray

    @property
    def right(self) -> np.ndarray:
        """Whether each is right, (n,) bool."""
        return np.asarray(self.said == self.labels)


def answer(held: Samples, chances: np.ndarray, threshold: float) -> Answered:
    """As `lambda_fn.recogniser` answers: the likeliest digit, or that it is none."""
    said = np.where(against(chances) >= threshold, NONE, chances[:, :NONE].argmax(axis=1))
    sure = chances[np.arange(len(said)), said]
    return Answered(held.pixels, held.labels, said, sure)


def judged(
    logits: np.ndarray, labels: np.ndarray, temperature: float
) -> tuple[np.ndarray, np.ndarray]:
    """How sure the likeliest label is, and whether it is right: (n,) each."""
    return softmax(logits / temperature).max(axis=1), logits.argmax(axis=1) == labels


def mistakes(found: Answered, rows: int) -> list[tuple[np.ndarray, str] | None]:
    """The most confident ones with their titles, at most so many rows of a gallery, filled up."""
    wrong = np.flatnonzero(~found.right)
    worst = wrong[np.argsort(-found.sure[wrong], kind="stable")][: rows * COLUMNS]
    shown: list[tuple[np.ndarray, str] | None] = [
        (
            found.pixels[i],
            f"{LABELS[found.labels[i]]} read {LABELS[found.said[i]]}\n{found.sure[i]:.0%}",
        )
        for i in worst
    ]
    return shown + [None] * (-len(shown) % COLUMNS)


def under_heat(posted: bytes, heat_url: str) -> np.ndarray:
    """A posted picture with the heat map that came back, a data URL, laid over it."""
    picture = Image.open(io.BytesIO(posted)).convert("RGBA")
    heat = Image.open(io.BytesIO(base64.b64decode(heat_url.partition(",")[2]))).convert("RGBA")
    return np.asarray(Image.alpha_composite(picture, heat.resize(picture.size)).convert("RGB"))

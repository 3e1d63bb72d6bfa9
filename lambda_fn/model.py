"""The network: the only place that knows the interpreter."""

import math
from typing import Any

import numpy as np

from lambda_fn.errors import BadModel
from lambda_fn.manifest import LABELS, NONE, Manifest
from lambda_fn.normalise import SIDE

try:
    from ai_edge_litert.interpreter import Interpreter
except ImportError:  # the same interpreter under the name that it had until September 2024
    from tflite_runtime.interpreter import Interpreter

INPUT_SHAPE = (1, SIDE, SIDE, 1)
LOGITS_SHAPE = (1, len(LABELS))
VOTES_SHAPE = (1, None, None, len(LABELS))
WHOLE_SHAPE = (1, 1)
UNTOLD = 0.5  # the chance of being whole, where a file does not tell it
EVERY_GREY = np.arange(SIDE * SIDE).astype(np.uint8).reshape(1, SIDE, SIDE)  # the trial's picture


class Model:
    """A verified model that has been tried, ready to read. Not for several threads at once."""

    def __init__(self, data: bytes, manifest: Manifest) -> None:
        """Raises BadModel where the bytes are not the manifest's, or no model that can read."""
        manifest.verify(data)
        self.manifest = manifest
        try:
            self._interpreter = Interpreter(model_content=data, num_threads=1)
            self._interpreter.allocate_tensors()
        except (ValueError, RuntimeError) as error:
            raise BadModel(f"Model {manifest.version} cannot be loaded: {error}") from error
        (self._input,) = self._tensors("input", (INPUT_SHAPE,))
        shapes: tuple[tuple[int | None, ...], ...] = (LOGITS_SHAPE, VOTES_SHAPE, WHOLE_SHAPE)
        if len(self._interpreter.get_output_details()) < len(shapes):  # models until November 2026
            shapes = shapes[:2]
        self._logits, self._evidence, *whole = self._tensors("output", shapes)
        self._whole = whole[0] if whole else None
        self._quantised = self._levels()
        self._try()

    def logits(self, pictures: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """What the network says of each picture, and where in it.

        (n, 28, 28) uint8 -> logits (n, 11) float32, and evidence (n, 7, 7, 11) float32: each
        place's vote for each label; the logits are the mean of the votes.
        """
        return self.judge(pictures)[:2]

    def judge(self, pictures: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Logits and evidence; and of what is no digit, how likely it is one whole thing.

        The last is (n,) float32 in 0..1. What is no whole thing is several digits, or a part.
        """
        outputs = [self._logits, self._evidence, *([self._whole] if self._whole else [])]
        said: list[list[np.ndarray]] = [[] for _ in outputs]
        for picture in pictures:
            tensor = self._quantised[picture].reshape(INPUT_SHAPE)
            self._interpreter.set_tensor(self._input["index"], tensor)
            self._interpreter.invoke()
            for kept, output in zip(said, outputs, strict=True):
                kept.append(self._interpreter.get_tensor(output["index"]))
        logits, evidence, *whole = map(_real, outputs, map(np.concatenate, said))
        if not whole:
            return logits, evidence, np.full(len(logits), UNTOLD, np.float32)
        against_none = np.concatenate([np.zeros_like(whole[0]), whole[0]], axis=1)
        return logits, evidence, softmax(against_none)[:, 1].astype(np.float32)

    def probabilities(self, logits: np.ndarray) -> np.ndarray:
        """Calibrated: (n, 11) logits -> (n, 11) float64 that sum to 1."""
        return softmax(logits / self.manifest.temperature)

    def tensors(self) -> dict[str, dict[str, Any]]:
        """Shape, type and quantisation of input and outputs, as the manifest has them."""
        details = {
            "input": self._input,
            "logits": self._logits,
            "evidence": self._evidence,
            "whole": self._whole,
        }
        return {name: _described(detail) for name, detail in details.items() if detail is not None}

    def _tensors(self, which: str, shapes: tuple[tuple[int | None, ...], ...]) -> list[Any]:
        """The int8 tensors of these shapes, None for any size, in this order."""
        details = getattr(self._interpreter, f"get_{which}_details")()
        found = [
            next((d for d in details if d["dtype"] == np.int8 and _fits(d["shape"], shape)), None)
            for shape in shapes
        ]
        if len(details) != len(shapes) or None in found:
            shown = [(detail["dtype"].__name__, detail["shape"].tolist()) for detail in details]
            raise BadModel(f"The model's {which} is {shown}, not int8 {list(shapes)}.")
        scales = [float(detail["quantization"][0]) for detail in details]
        if not all(0 < scale < math.inf for scale in scales):
            raise BadModel(f"The model's {which} is not quantised: its scales are {scales}.")
        return found

    def _try(self) -> None:
        """Read one picture: a file may load and still not run."""
        try:
            with np.errstate(all="ignore"):
                logits, evidence, whole = self.judge(EVERY_GREY)
        except (ValueError, RuntimeError) as error:
            raise BadModel(f"Model {self.manifest.version} cannot read: {error}") from error
        finite = all(np.isfinite(found).all() for found in (logits, evidence, whole))
        if logits.shape != LOGITS_SHAPE or not finite:
            raise BadModel(f"Model {self.manifest.version} gives no finite logits.")

    def _levels(self) -> np.ndarray:
        """For each grey level 0..255 its quantised value, (256,) int8."""
        scale, zero = self._input["quantization"]
        levels = np.round(np.arange(256) / 255.0 / scale + zero)
        return np.asarray(np.clip(levels, -128, 127), np.int8)


def _real(detail: Any, tensor: np.ndarray) -> np.ndarray:
    """An output's int8 values as what they stand for, float32."""
    scale, zero = detail["quantization"]
    return np.asarray((tensor.astype(np.float32) - zero) * np.float32(scale))


def softmax(logits: np.ndarray) -> np.ndarray:
    """(n, k) -> (n, k) float64, rows sum to 1."""
    powers = np.exp(logits.astype(np.float64) - logits.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))


def against(chances: np.ndarray) -> np.ndarray:
    """How likely "not a digit" is against the one digit that it would else be called.

    Probabilities (..., 11) -> (...) in 0..1; at a half, both are as likely. What looks a little
    like several digits is not read as the likeliest of them.
    """
    none, best = chances[..., NONE], chances[..., :NONE].max(axis=-1)
    return np.asarray(none / (none + best))


def _described(detail: Any) -> dict[str, Any]:
    scale, zero_point = detail["quantization"]
    shape = [int(side) for side in detail["shape"]]
    return {"shape": shape, "dtype": "int8", "scale": float(scale), "zero_point": int(zero_point)}


def _fits(found: np.ndarray, wanted: tuple[int | None, ...]) -> bool:
    return len(found) == len(wanted) and all(
        w in (None, int(f)) for f, w in zip(found, wanted, strict=True)
    )

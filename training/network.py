"""The network: three blocks of two convolutions, and a dense head that votes by place.

The head looks at each of the 7x7 places of the last feature map and says how much it speaks for
each of the eleven classes; the logits are the mean of those votes. That is a network with global
average pooling (Lin, Chen, Yan: Network in Network, 2013) whose class activation maps (Zhou et
al.: Learning Deep Features for Discriminative Localization, 2016) are computed on the way, so
that "why" costs no second pass: `with_evidence` gives them out beside the logits.
"""

import keras
from keras import layers

from lambda_fn.manifest import LABELS
from lambda_fn.normalise import SIDE

CLASSES = len(LABELS)  # ten digits, and "not a digit"


def build(
    widths: tuple[int, ...] = (16, 32, 80), dropout: float = 0.3, *, batch_size: int | None = None
) -> keras.Model:
    """(n, 28, 28, 1) float32 in 0..1 -> logits (n, 11)."""
    pixels = keras.Input((SIDE, SIDE, 1), batch_size=batch_size, name="pixels")
    features = pixels
    for number, width in enumerate(widths):
        if number:
            features = layers.MaxPooling2D(name=f"pool{number}")(features)  # 28 -> 14 -> 7
        for letter in "ab":
            features = _convolution(features, width, f"{number + 1}{letter}")
    features = layers.Dropout(dropout, name="dropout")(features)  # (n, 7, 7, 80)
    votes = layers.Dense(CLASSES, name="evidence")(features)  # (n, 7, 7, 11)
    logits = layers.GlobalAveragePooling2D(name="logits")(votes)  # (n, 11)
    return keras.Model(pixels, logits, name="digitpad")


def _convolution(features: keras.KerasTensor, width: int, name: str) -> keras.KerasTensor:
    """3x3, batch normalisation (which makes a bias idle), ReLU: fused to one step in int8."""
    convolution = layers.Conv2D(
        width,
        3,
        padding="same",
        use_bias=False,
        kernel_initializer="he_normal",
        name=f"convolution{name}",
    )
    normalised = layers.BatchNormalization(momentum=0.98, name=f"norm{name}")(convolution(features))
    return layers.ReLU(name=f"relu{name}")(normalised)


def with_evidence(model: keras.Model) -> keras.Model:
    """The same network with two outputs: logits (n, 11) and the votes by place (n, 7, 7, 11)."""
    evidence = model.get_layer("evidence").output
    return keras.Model(model.input, [model.output, evidence], name="digitpad")

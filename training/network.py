"""The network: three blocks of convolutions, and a dense head that votes by place.

A block has two convolutions, and may have residual ones after them (He, Zhang, Ren, Sun: Deep
Residual Learning for Image Recognition, 2016). Those begin by adding nothing (Goyal et al.:
Accurate, Large Minibatch SGD, 2017), so that a network that was trained without them goes on with
them from where it was, as in Net2Net (Chen, Goodfellow, Shlens, 2016).

The head looks at each of the 7x7 places of the last feature map and says how much it speaks for
each of the eleven classes; the logits are the mean of those votes. That is a network with global
average pooling (Lin, Chen, Yan: Network in Network, 2013) whose class activation maps (Zhou et
al.: Learning Deep Features for Discriminative Localization, 2016) are computed on the way, so
that "why" costs no second pass: `with_evidence` gives them out beside the logits.
"""

import re
from pathlib import Path
from typing import Any

import keras
from keras import layers

from lambda_fn.manifest import LABELS
from lambda_fn.normalise import SIDE
from training.config import Config
from training.errors import TrainingError

LAST_MAPS = "dropout"  # the layer that gives them
CLASSES = len(LABELS)  # ten digits, and "not a digit"
RESIDUAL = "cdefg"  # what the names of a block's residual layers end with
ADDED = re.compile(rf"\d[{RESIDUAL}]$")


def build(
    widths: tuple[int, ...] = Config.widths,
    residuals: tuple[int, ...] = Config.residuals,
    dropout: float = Config.dropout,
    *,
    batch_size: int | None = None,
) -> keras.Model:
    """(n, 28, 28, 1) float32 in 0..1 -> logits (n, 11)."""
    pixels = keras.Input((SIDE, SIDE, 1), batch_size=batch_size, name="pixels")
    features = pixels
    for number, (width, added) in enumerate(zip(widths, residuals, strict=True)):
        if number:
            features = layers.MaxPooling2D(name=f"pool{number}")(features)  # 28 -> 14 -> 7
        for letter in "ab":
            features = _convolution(features, width, f"{number + 1}{letter}")
        for letter in RESIDUAL[:added]:
            features = _residual(features, width, f"{number + 1}{letter}")
    features = layers.Dropout(dropout, name=LAST_MAPS)(features)  # (n, 7, 7, 96)
    # float32 whatever the precision of the rest: a loss of rounded logits would learn badly.
    votes = layers.Dense(CLASSES, name="evidence", dtype="float32")(features)  # (n, 7, 7, 11)
    logits = layers.GlobalAveragePooling2D(name="logits", dtype="float32")(votes)  # (n, 11)
    return keras.Model(pixels, logits, name="digitpad")


@keras.saving.register_keras_serializable("digitpad")
class FusedBatchNormalization(layers.BatchNormalization):  # type: ignore[misc]
    """Keras's batch normalisation, in one step where TensorFlow has one.

    Keras 3 takes it apart into a dozen passes over the feature maps, which on a CPU cost more than
    the convolutions: of 98,827 weights a batch of 128 took 43 ms fused, 65 ms else, and in bfloat16
    27 and 64 ms (two cores that compute in it). Under other backends, and at inference, it is
    Keras's own.
    """

    def call(self, inputs: Any, training: bool | None = None, mask: Any = None) -> Any:
        """(n, h, w, c) -> the same, each channel of zero mean and unit variance before its gain."""
        if not training or keras.backend.backend() != "tensorflow":
            return super().call(inputs, training=training, mask=mask)
        import tensorflow as tf

        normalised, mean, variance = tf.compat.v1.nn.fused_batch_norm(
            inputs, self.gamma.value, self.beta.value, epsilon=self.epsilon, is_training=True
        )
        for moving, now in ((self.moving_mean, mean), (self.moving_variance, variance)):
            moving.assign(moving * self.momentum + now * (1 - self.momentum))
        return normalised


def _convolution(features: keras.KerasTensor, width: int, name: str) -> keras.KerasTensor:
    """3x3, batch normalisation, ReLU: fused to one step in int8."""
    return layers.ReLU(name=f"relu{name}")(_normalised(features, width, name))


def _residual(features: keras.KerasTensor, width: int, name: str) -> keras.KerasTensor:
    """What a convolution finds is added to what was there; at first that is nothing."""
    found = _normalised(features, width, name, gain="zeros")
    return layers.ReLU(name=f"relu{name}")(layers.Add(name=f"add{name}")([features, found]))


def _normalised(
    features: keras.KerasTensor, width: int, name: str, gain: str = "ones"
) -> keras.KerasTensor:
    """3x3 and batch normalisation, which makes a bias idle."""
    convolution = layers.Conv2D(
        width,
        3,
        padding="same",
        use_bias=False,
        kernel_initializer="he_normal",
        name=f"convolution{name}",
    )
    norm = FusedBatchNormalization(momentum=0.98, gamma_initializer=gain, name=f"norm{name}")
    return norm(convolution(features))


def load(path: Path) -> keras.Model:
    """Read a saved network. Raises TrainingError where the file is not there or none of Keras."""
    if not path.exists():
        raise TrainingError(f"{path} is not there")
    try:
        return keras.saving.load_model(path, compile=False)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise TrainingError(f"{path} is no network that Keras can load") from error


def go_on_from(model: keras.Model, earlier: keras.Model) -> None:
    """Take over the weights of a network that has the same layers, or lacks some residual ones.

    Raises TrainingError where it is another network, or one of other widths.
    """
    found = {layer.name: layer for layer in earlier.layers}
    for layer in model.layers:
        weights = found[layer.name].get_weights() if layer.name in found else []
        if [weight.shape for weight in weights] == [weight.shape for weight in layer.weights]:
            layer.set_weights(weights)
        elif weights or not ADDED.search(layer.name):
            raise TrainingError(f"the network to go on from has no such layer as {layer.name}")


def features(model: keras.Model) -> keras.Model:
    """What the heads look at: (n, 28, 28, 1) float32 in 0..1 -> the last maps, (n, 7, 7, c)."""
    return keras.Model(model.input, model.get_layer(LAST_MAPS).output, name="features")


def whole_head(channels: int) -> keras.Model:
    """Maps (n, 7, 7, channels) -> the logit that what is no digit is one whole thing, (n, 1).

    Unlike the votes' mean it knows places: two digits are two because one is beside the other.
    """
    maps = keras.Input((SIDE // 4, SIDE // 4, channels), name="maps")
    found = layers.Dropout(0.1)(maps)
    found = layers.Dense(8, activation="relu", name="whole_places")(found)
    found = layers.Dropout(0.2)(layers.Flatten()(found))
    found = layers.Dense(24, activation="relu", name="whole_all")(found)
    return keras.Model(maps, layers.Dense(1, name="whole_logit", dtype="float32")(found))


def with_evidence(model: keras.Model, whole: keras.Model | None = None) -> keras.Model:
    """The same network with two outputs: logits (n, 11) and the votes by place (n, 7, 7, 11).

    With a `whole_head` there is a third, what it says, (n, 1).
    """
    outputs = [model.output, model.get_layer("evidence").output]
    if whole is not None:
        outputs.append(whole(model.get_layer(LAST_MAPS).output))
    return keras.Model(model.input, outputs, name="digitpad")

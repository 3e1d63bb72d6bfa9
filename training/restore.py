"""An exported model back to a network, so that training can go on from what is released.

A run's `.keras` is in no repository; the `.tflite` that ships is, and holds the same weights,
rounded to eight bits. What it does not hold is batch normalisation, which conversion multiplies
into the convolutions: that is put back so that it changes nothing, by what the convolutions find
in pictures like those that training shows.
"""

import re
from pathlib import Path

import keras
import numpy as np
from tensorflow.lite.python import schema_py_generated as schema
from tensorflow.lite.tools import flatbuffer_utils

from lambda_fn.manifest import MODEL_FILE
from training.config import Config
from training.errors import TrainingError
from training.network import build

WEIGHED = (schema.BuiltinOperator.CONV_2D, schema.BuiltinOperator.FULLY_CONNECTED)
LAYER = re.compile(r"/(convolution\w+?|evidence)(_\d+)?/")


def restore(folder: Path, config: Config, pictures: np.ndarray) -> keras.Model:
    """The network of an exported model's folder, whose run had this configuration.

    `pictures`, (n, 28, 28, 1) float32 in 0..1, are like those that it is to be shown. The head of
    `training.wholes` is not in it: that is taught anew when a network has changed.
    Raises TrainingError where the file is not of the layers that the configuration tells of.
    """
    network = build(config.widths, config.residuals, config.dropout)
    weights = _weights(folder / MODEL_FILE)
    convolutions = [name for name in weights if name != "evidence"]
    try:
        for name in convolutions:
            kernel, bias = weights[name]
            network.get_layer(name).set_weights([kernel])
            norm, ones = _norm(network, name), np.ones_like(bias)
            norm.set_weights([ones, bias, 0 * ones, ones - norm.epsilon])  # adds the bias, no more
        network.get_layer("evidence").set_weights(weights["evidence"])
    except (KeyError, ValueError) as error:
        raise TrainingError(f"{folder} holds another network than its manifest says") from error
    _expect(network, convolutions, pictures)
    return network


def _weights(file: Path) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Each layer's kernel and bias as Keras has them, in float32."""
    model = flatbuffer_utils.read_model(str(file))
    graph, found = model.subgraphs[0], {}
    for operator in graph.operators:
        if model.operatorCodes[operator.opcodeIndex].builtinCode in WEIGHED:
            kernel, bias = (graph.tensors[place] for place in operator.inputs[1:3])
            if named := LAYER.search(kernel.name.decode()):
                values = _values(model, kernel)  # a row for each channel that comes out
                found[named[1]] = np.moveaxis(values, 0, -1), _values(model, bias)
    return found


def _values(model: schema.ModelT, tensor: schema.TensorT) -> np.ndarray:
    """A constant's values: the whole numbers in the file, times their channel's scale."""
    dtype = np.int8 if tensor.type == schema.TensorType.INT8 else np.int32
    whole = model.buffers[tensor.buffer].data.view(dtype).reshape(tensor.shape)
    scale = tensor.quantization.scale.reshape(-1, *[1] * (whole.ndim - 1))
    return np.asarray(whole * scale, np.float32)


def _norm(network: keras.Model, convolution: str) -> keras.layers.Layer:
    return network.get_layer(f"norm{convolution.removeprefix('convolution')}")


def _expect(network: keras.Model, convolutions: list[str], pictures: np.ndarray) -> None:
    """Let each batch normalisation expect what it will get, and say what it said before."""
    maps = keras.Model(network.input, [network.get_layer(name).output for name in convolutions])
    for name, found in zip(convolutions, maps.predict(pictures, 256, verbose=0), strict=True):
        norm = _norm(network, name)
        mean, variance = found.mean(axis=(0, 1, 2)), found.var(axis=(0, 1, 2))
        gain, bias = np.sqrt(variance + norm.epsilon), norm.get_weights()[1]
        norm.set_weights([gain, bias + mean, mean, variance])

"""The scales of a quantised file's weights, channel by channel."""

import re

import numpy as np
from ai_edge_litert.interpreter import Interpreter

LAYER = re.compile(r"(convolution\w+?|evidence)_\d+/")  # the converter numbers the names


def channel_scales(model: bytes) -> dict[str, np.ndarray]:
    """A `.tflite`'s bytes -> the scales of each layer's weights, (channels,) float32 each."""
    interpreter = Interpreter(model_content=model, num_threads=1)
    scales: dict[str, np.ndarray] = {}
    for tensor in interpreter.get_tensor_details():
        layer = LAYER.search(tensor["name"])
        of_channels = tensor["quantization_parameters"]["scales"]
        if layer and tensor["dtype"] == np.int8 and len(of_channels) > 1:
            scales[layer[1]] = of_channels
    return dict(sorted(scales.items()))

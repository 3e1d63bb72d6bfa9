"""The smallest file that looks like our model: it picks eleven pixels and calls them logits.

Made by hand, so that a test can have what no converter gives: a file that loads and cannot read.
"""

import flatbuffers
import numpy as np
from ai_edge_litert import schema_py_generated as tfl


def tiny(
    *,
    input_scale: float = 1 / 255,
    logits_scale: float = 0.1,
    whole_scale: float | None = None,
    last_pixel: int = 10,
) -> bytes:
    """A `.tflite`; a scale of 0 leaves that tensor without quantisation.

    With `whole_scale` it has the third output, which is its first pixel.
    """
    graph, model = tfl.SubGraphT(), tfl.ModelT()
    model.version, model.subgraphs, model.buffers = 3, [graph], []
    model.operatorCodes = [
        _code(tfl.BuiltinOperator.RESHAPE),
        _code(tfl.BuiltinOperator.GATHER),
    ]
    pixels = np.array([*range(10), last_pixel], np.int32)
    graph.tensors = [
        _tensor(model, (1, 28, 28, 1), scale=input_scale),
        _tensor(model, (784,), scale=input_scale),
        _tensor(model, (11,), content=pixels),
        _tensor(model, (11,), scale=input_scale),
        _tensor(model, (1, 11), scale=logits_scale),
        _tensor(model, (1, 1, 1, 11), scale=logits_scale),
        *(_tensor(model, (len(s),), content=np.array(s, np.int32)) for s in SHAPES),
    ]
    flat, picked, logits, evidence = 1, 3, 4, 5
    graph.inputs, graph.outputs = [0], [logits, evidence]
    graph.operators = [
        _reshape(0, 6, flat),
        _gather(flat, 2, picked),
        _reshape(picked, 7, logits),
        _reshape(picked, 8, evidence),
    ]
    if whole_scale is not None:
        first, one, whole = (len(graph.tensors) + place for place in range(3))
        graph.tensors += [
            _tensor(model, (1,), content=np.array([0], np.int32)),
            _tensor(model, (1,), scale=input_scale),
            _tensor(model, (1, 1), scale=whole_scale),
            _tensor(model, (2,), content=np.array((1, 1), np.int32)),
        ]
        graph.tensors[whole].quantization.zeroPoint = [100]  # so that a dark pixel is negative
        graph.outputs = [logits, evidence, whole]
        graph.operators += [_gather(flat, first, one), _reshape(one, whole + 1, whole)]
    builder = flatbuffers.Builder()
    builder.Finish(model.Pack(builder), b"TFL3")
    return bytes(builder.Output())


SHAPES = ((784,), (1, 11), (1, 1, 1, 11))


def _code(operator: int) -> tfl.OperatorCodeT:
    code = tfl.OperatorCodeT()
    code.builtinCode = code.deprecatedBuiltinCode = operator
    code.version = 1
    return code


def _tensor(
    model: tfl.ModelT,
    shape: tuple[int, ...],
    *,
    scale: float = 0.0,
    content: np.ndarray | None = None,
) -> tfl.TensorT:
    """An int8 tensor, or one of int32 with its content."""
    tensor, buffer = tfl.TensorT(), tfl.BufferT()
    tensor.name, tensor.shape, tensor.buffer = b"t", list(shape), len(model.buffers)
    tensor.type = tfl.TensorType.INT8 if content is None else tfl.TensorType.INT32
    buffer.data = None if content is None else np.frombuffer(content.tobytes(), np.uint8)
    model.buffers.append(buffer)
    if scale:
        tensor.quantization = tfl.QuantizationParametersT()
        tensor.quantization.scale, tensor.quantization.zeroPoint = [scale], [0]
    return tensor


def _reshape(source: int, shape: int, to: int) -> tfl.OperatorT:
    operator = tfl.OperatorT()
    operator.opcodeIndex, operator.inputs, operator.outputs = 0, [source, shape], [to]
    return operator


def _gather(source: int, indices: int, to: int) -> tfl.OperatorT:
    operator = tfl.OperatorT()
    operator.opcodeIndex, operator.inputs, operator.outputs = 1, [source, indices], [to]
    operator.builtinOptionsType = tfl.BuiltinOptions.GatherOptions
    operator.builtinOptions = tfl.GatherOptionsT()
    operator.builtinOptions.axis = 0
    return operator

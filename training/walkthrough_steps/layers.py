"""A network's layers as a table: what each makes of a picture, and what it costs."""

import math
from dataclasses import dataclass
from typing import Any

COSTS = ("parameters", "products")
FOLLOWERS = ("norm", "add", "relu")  # they are told of with the convolution before them


@dataclass(frozen=True)
class Layer:
    """One row: names, the shape that comes out for one picture, parameters, multiplications."""

    names: str
    shape: tuple[int, ...]
    parameters: int
    products: int


def layers(network: Any) -> list[Layer]:
    """The rows of a Keras network, a convolution with its normalisation and ReLU as one."""
    groups: list[list[Any]] = []
    for layer in network.layers:
        if groups and layer.name.startswith(FOLLOWERS):
            groups[-1].append(layer)
        else:
            groups.append([layer])
    return [
        Layer(
            ", ".join(layer.name for layer in group),
            tuple(group[-1].output.shape[1:]),
            sum(layer.count_params() for layer in group),
            sum(_products(layer) for layer in group),
        )
        for group in groups
    ]


def _products(layer: Any) -> int:
    """A kernel is laid on every place of what comes out."""
    if not hasattr(layer, "kernel"):
        return 0
    *_, channels = layer.output.shape
    places = math.prod(layer.output.shape[1:]) // channels
    return int(math.prod(layer.kernel.shape) * places)


def table(rows: list[Layer]) -> str:
    """As Markdown, with the sums below."""
    lines = ["| layers | out | parameters | products |", "|---|---|---:|---:|"]
    for row in rows:
        shape = "x".join(map(str, row.shape))
        lines.append(f"| {row.names} | {shape} | {row.parameters:,} | {row.products:,} |")
    parameters, products = (sum(getattr(row, name) for row in rows) for name in COSTS)
    return "\n".join([*lines, f"| **together** | | **{parameters:,}** | **{products:,}** |"])

"""The walk-through's own pictures. Each returns a figure; ink is shown dark on white."""

from collections.abc import Mapping, Sequence
from itertools import cycle
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import LinearSegmentedColormap, to_rgb
from matplotlib.ticker import LogLocator, MaxNLocator, NullFormatter

from lambda_fn.manifest import LABELS
from lambda_fn.marks import Mark
from training import plots

WIDTH = 8.0  # inches: what a page of text is wide
COLOURS = ("tab:blue", "tab:orange", "tab:green", "tab:red", "tab:purple", "tab:brown")
AGAINST_AND_FOR = LinearSegmentedColormap.from_list("votes", ["tab:blue", "white", "tab:orange"])
FRAME = "0.8"
TOLD_OF = (0.1, 0.3, 0.6, 0.9, 0.99)  # thresholds, on the curve of all
Panel = tuple[Any, str]
"""A picture, grey (ink high) or coloured, and the title above it."""


def sheet(rows: Sequence[Sequence[Panel]], names: Sequence[str] = (), *, cell: float = 0.85) -> Any:
    """Pictures in rows, each `cell` inches high; `names` stand to the left of the rows."""
    longest = max(rows, key=len)
    wide = [np.shape(picture)[1] / np.shape(picture)[0] for picture, _ in longest]
    size = (sum(wide) * cell + (1.2 if names else 0.0), len(rows) * (cell + 0.15))
    shape = len(rows), len(longest)
    figure, grid = plt.subplots(*shape, figsize=size, squeeze=False, width_ratios=wide)
    for row, places in zip(rows, grid, strict=True):
        for axes in places[len(row) :]:
            axes.axis("off")
        for (picture, title), axes in zip(row, places, strict=False):
            _show(axes, picture, title)
    for name, places in zip(names, grid, strict=False):
        places[0].set_ylabel(name, rotation=0, ha="right", va="center", fontsize=8)
    return figure


def _show(axes: Any, picture: Any, title: str = "") -> None:
    grey = np.ndim(picture) == 2
    most = 255 if np.asarray(picture).dtype == np.uint8 else 1
    axes.imshow(picture, **({"cmap": "gray_r", "vmin": 0, "vmax": most} if grey else {}))
    axes.set(xticks=[], yticks=[])
    axes.set_title(title, fontsize=8, pad=3)
    axes.spines[:].set_color(FRAME)


def coloured(marks: Sequence[Mark], ink: np.ndarray) -> np.ndarray:
    """Marks in their places, each in a colour of its own: (H, W, 3) float, white paper."""
    picture = np.ones((*ink.shape, 3))
    for mark, colour in zip(marks, cycle(COLOURS), strict=False):
        place = picture[mark.y : mark.bottom, mark.x : mark.right]
        place -= mark.ink[..., None] * (1 - np.array(to_rgb(colour)))
    return picture.clip(0, 1)


def pens(strokes: Sequence[np.ndarray], drawn: Sequence[Panel]) -> Any:
    """A drawing's points, numbered by stroke, and what was drawn of them."""
    figure, (first, *rest) = plt.subplots(1, 1 + len(drawn), figsize=(WIDTH + 1, 1.25))
    for number, (points, colour) in enumerate(zip(strokes, cycle(COLOURS), strict=False), start=1):
        first.plot(*points.T, marker=".", ms=2, lw=0.6, c=colour)
        first.annotate(f"{number} ", points[0], fontsize=8, c=colour, ha="right", va="center")
    first.set_title("strokes", fontsize=8, pad=3)
    first.set(xticks=[], yticks=[], aspect="equal", adjustable="datalim")
    first.margins(0.2)
    first.invert_yaxis()
    first.spines[:].set_color(FRAME)
    for axes, (picture, title) in zip(rest, drawn, strict=True):
        _show(axes, picture, title)
    return figure


def evidence(seen: np.ndarray, votes: np.ndarray) -> Any:
    """What was seen, (28, 28), and a map of each label's (7, 7, 11) votes with their mean."""
    figure, grid = plt.subplots(2, 6, figsize=(WIDTH, 3.1))
    first, *rest = grid.flat
    _show(first, seen, "seen")
    most = float(abs(votes).max())
    side = len(seen)
    for axes, label, name in zip(rest, range(len(LABELS)), LABELS, strict=True):
        axes.imshow(
            votes[..., label],
            cmap=AGAINST_AND_FOR,
            vmin=-most,
            vmax=most,
            extent=(-0.5, side - 0.5, side - 0.5, -0.5),
        )
        axes.contour(seen, [127], colors="0.3", linewidths=0.6)
        axes.set(xticks=[], yticks=[])
        axes.set_title(f"{name}: {votes[..., label].mean():+.1f}", fontsize=8, pad=3)
        axes.spines[:].set_color(FRAME)
    return figure


def learning(epochs: Sequence[Mapping[str, str]], rates: Sequence[float]) -> Any:
    """Kept-back error, loss and learning rate by epoch; `rates` are of every step."""
    figure, axes = plt.subplot_mosaic(
        [["error", "error"], ["loss", "rate"]], figsize=(WIDTH, 5.4), height_ratios=(3, 2)
    )
    plots.kept_back_error(axes["error"], epochs)
    axes["error"].yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axes["error"].yaxis.set_major_formatter("{x:g}")
    axes["error"].yaxis.set_minor_formatter(NullFormatter())
    loss = [float(epoch["loss"]) for epoch in epochs]
    axes["loss"].plot(range(1, len(loss) + 1), loss, marker=".")
    axes["loss"].set(xlabel="epoch", ylabel="training loss")
    steps = np.arange(1, len(rates) + 1) * len(epochs) / len(rates)
    axes["rate"].plot(steps, rates)
    axes["rate"].set(xlabel="epoch", ylabel="learning rate", ylim=(0, None))
    for one in axes.values():
        one.xaxis.set_major_locator(MaxNLocator(integer=True))
    return figure


def scales(name: str, of_layer: np.ndarray) -> Any:
    """A layer's scales, the largest first, and the one that all would share otherwise."""
    figure, axes = plt.subplots(figsize=(WIDTH, 2.4))
    axes.bar(range(1, len(of_layer) + 1), np.sort(of_layer)[::-1], label="a scale for each channel")
    axes.axhline(of_layer.max(), c="tab:orange", label="one scale for the layer")
    axes.set(xlabel=f"channel of {name}, by scale", ylabel="scale", xlim=(0, len(of_layer) + 1))
    axes.set_ylim(0, 1.3 * of_layer.max())  # the legend's room
    axes.legend(ncols=2, loc="upper right")
    return figure


def reliability(sides: Mapping[str, Mapping[str, tuple[np.ndarray, np.ndarray]]]) -> Any:
    """Reliability diagrams side by side: by title and set, confidence and whether right."""
    figure, grid = plt.subplots(1, len(sides), figsize=(WIDTH, 4.0), sharey=True)
    for axes, (title, sets) in zip(grid, sides.items(), strict=True):
        plots.reliability(axes, sets)
        axes.set_title(title, fontsize=10)
        axes.label_outer()
    return figure


def trade_off(
    thresholds: np.ndarray, digits: np.ndarray, others: np.ndarray, chosen: float, least: float
) -> Any:
    """Parts refused of digits and of others, in 0..1 by threshold, and where the chosen one is."""
    figure, axes = plt.subplots(figsize=(WIDTH, 3.4))
    axes.plot(100 * digits, 100 * others, marker=".", ms=3)
    axes.axhline(100 * least, c="grey", lw=1, label=f"least: {least:.1%} of the others")
    for one in TOLD_OF:
        place = int(abs(thresholds - one).argmin())
        point = (100 * digits[place], 100 * others[place])
        axes.annotate(f"{one:g}", point, (4, -13), textcoords="offset points")
    place = int(abs(thresholds - chosen).argmin())
    axes.plot(
        100 * digits[place], 100 * others[place], "o", c="tab:orange", label=f"chosen: {chosen:g}"
    )
    axes.set(xlabel="digits refused, %", ylabel="others refused, %")
    axes.margins(y=0.15)  # room for the lowest number
    axes.legend(title="threshold")
    return figure


def confusion(counts: np.ndarray) -> Any:
    """What was said of what: (11, 11), a row what it is."""
    figure, axes = plt.subplots(figsize=(6, 5.2))
    plots.confusion(axes, counts)
    return figure

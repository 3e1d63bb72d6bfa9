"""The plots that the model card and the walk-through share, and how a picture is saved.

Each draws on the axes that it is given, with matplotlib's own colours, on white.
"""

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from textwrap import fill
from typing import Any

import matplotlib as mpl

mpl.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from PIL import Image

from lambda_fn.manifest import LABELS

COLUMNS = 12  # of a gallery
BINS = np.linspace(0, 1, 11)  # of confidence
LEAST_IN_A_BIN = 10
DPI = 110
COLOURS = 256  # of a small picture, as many as a palette has


def kept_back_error(axes: Any, rows: Sequence[Mapping[str, str]]) -> None:
    """Error on each kept-back set by epoch, in percent, from the lines of a `history.csv`.

    Of a run that kept nothing back: the error on what it was shown, augmented as that was.
    """
    held = [name for name in rows[0] if name.startswith("kept_back_")]
    for column in held or ["accuracy"]:
        errors = [100 * (1 - float(row[column])) for row in rows]
        label = column.removeprefix("kept_back_") if held else "what was shown"
        axes.plot(range(1, len(rows) + 1), errors, marker=".", label=f"{label}: {errors[-1]:.2f} %")
    axes.set(yscale="log", xlabel="epoch", ylabel="kept-back error, %" if held else "error, %")
    axes.legend(title="after the last epoch")


def confusion(axes: Any, counts: np.ndarray) -> None:
    """How often what is said of what: (11, 11), a row what it is, shown in percent of the row."""
    percent = 100 * counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    axes.imshow(np.sqrt(percent), cmap="Blues")
    for (row, column), value in np.ndenumerate(percent):
        if counts[row, column]:
            colour = "white" if value > 40 else "black"
            axes.text(column, row, f"{value:.1f}", ha="center", va="center", fontsize=8, c=colour)
    axes.set(xlabel="said", ylabel="is", xticks=range(len(LABELS)), yticks=range(len(LABELS)))
    axes.set_xticklabels(LABELS)
    axes.set_yticklabels(LABELS)


def reliability(axes: Any, sets: Mapping[str, tuple[np.ndarray, np.ndarray]]) -> None:
    """How often answers of each confidence are right: on the diagonal, it means what it says.

    By set: confidence in 0..1 and whether it was right, (n,) each.
    """
    axes.plot([0, 1], [0, 1], c="grey", lw=1)
    for name, (sure, right) in sets.items():
        bins = np.digitize(sure, BINS[1:-1])
        used = [b for b in range(len(BINS) - 1) if (bins == b).sum() >= LEAST_IN_A_BIN]
        confidence = [sure[bins == b].mean() for b in used]
        axes.plot(confidence, [right[bins == b].mean() for b in used], marker="o", label=name)
    axes.set(xlabel="confidence", ylabel="right", xlim=(0, 1.02), ylim=(0, 1.02))
    axes.legend(title="bins of ten answers or more")


def gallery(shown: Sequence[tuple[Any, str] | None], names: Sequence[str] = (), **how: Any) -> Any:
    """Pictures with a title above each, `COLUMNS` in a row; None leaves a place free.

    `names` are those of the rows, on their left; `how` is for matplotlib's `imshow`. Returns the
    figure.
    """
    rows = max(1, -(-len(shown) // COLUMNS))
    figure, grid = plt.subplots(rows, COLUMNS, figsize=(COLUMNS, 1.3 * rows), squeeze=False)
    for axes in grid.flat:
        axes.axis("off")
    for axes, one in zip(grid.flat, shown, strict=False):
        if one is not None:
            picture, title = one
            axes.imshow(picture, **how)
            axes.set_title(title, fontsize=7)
    for axes, name in zip(grid[:, 0], names, strict=False):
        middle = {"xy": (-0.15, 0.5), "xycoords": "axes fraction", "ha": "right", "va": "center"}
        axes.annotate(fill(name, 14), **middle, fontsize=7)
    return figure


def save(figure: Any, to: Path | io.BytesIO) -> None:
    """Write a figure as PNG, and be done with it."""
    figure.tight_layout()
    figure.savefig(to, dpi=DPI, metadata={"Software": None}, format="png")
    plt.close(figure)


def save_small(figure: Any, to: Path) -> None:
    """The same with a palette, so that a page of such pictures stays small."""
    buffer = io.BytesIO()
    save(figure, buffer)
    with Image.open(buffer) as picture:
        few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(to, optimize=True)

"""The figures as a picture, for the README."""

from pathlib import Path

import matplotlib

matplotlib.use("Agg")
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

from tests.bench.cold import Cold
from tests.bench.endurance import Endurance
from tests.bench.warm import Warm

STEPS = {
    "decode": "#4c78a8",
    "ink": "#f2a154",
    "marks": "#72b7b2",
    "model": "#d1605e",
    "rest": "#bab0ac",
}


def _bars(axes: Axes, names: list[str], title: str) -> None:
    axes.set_title(title, loc="left", fontsize=10)
    axes.set_yticks(range(len(names)), names, fontsize=8)
    axes.invert_yaxis()
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(left=False)


def draw(cold: list[Cold], warm: list[Warm], lasting: Endurance, path: Path) -> None:
    """Cold starts, warm times by step, and memory over many predictions, as PNG at `path`."""
    figure, (top, middle, bottom) = plt.subplots(
        3, 1, figsize=(8, 7.2), height_ratios=(4, 5, 3), layout="constrained"
    )
    medians = [one.times.median for one in cold]
    top.barh(range(len(cold)), medians, color="#4c78a8")
    for place, one in enumerate(cold):
        text = f" {one.times.median:,.0f} ms, {one.peak:.0f} MB at most"
        top.text(one.times.median, place, text, va="center", fontsize=8)
    top.set_xlim(0, max(medians) * 1.35)
    _bars(top, [one.name for one in cold], "Cold start: process start to first answer, ms")

    shown = [one for one in warm if one.times.median < 100]  # a photograph would dwarf the others
    start = [0.0] * len(shown)
    for step, colour in STEPS.items():
        widths = [one.steps[step] for one in shown]
        middle.barh(range(len(shown)), widths, left=start, color=colour, label=step)
        start = [a + b for a, b in zip(start, widths, strict=True)]
    for place, one in enumerate(shown):
        middle.text(start[place], place, f" {one.times.median:.1f} ms", va="center", fontsize=8)
    middle.legend(frameon=False, fontsize=8, ncols=len(STEPS), loc="upper right")
    _bars(middle, [one.name for one in shown], "Warm: event in to answer out, ms")

    done = sorted(lasting.memory)
    bottom.plot(done, [lasting.memory[at] for at in done], color="#4c78a8")
    bottom.set_ylim(0, max(lasting.memory.values()) * 1.3)
    bottom.set_title("Memory of one process over its predictions, MB", loc="left", fontsize=10)
    bottom.spines[["top", "right"]].set_visible(False)
    bottom.tick_params(labelsize=8)
    figure.savefig(path, dpi=110)
    plt.close(figure)

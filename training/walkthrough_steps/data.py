"""Step 1: what there is to learn from, of how many writers, and what is kept back."""
# ruff: noqa: E402  (each cell imports what it is the first to need)

# %% [markdown]
# Two sources. **MNIST** has many digits, as pictures of 28x28. The **pen drawings** have what
# MNIST lacks: trajectories, which can be drawn again with any pen, on any paper, by a hand that
# slants otherwise; letters and symbols, which are to be refused; and the writers' names.

# %%
from training import mnist, pen
from training.dataset import MNIST_KEPT_BACK
from training.walkthrough_steps import examples
from training.walkthrough_steps.given import from_options

given = from_options()
digits = mnist.load(given.data.mnist)
drawings = [drawing for path in given.data.pen for drawing in pen.read(path)]
print("MNIST:", digits.x_train.shape, digits.x_train.dtype, "ink 255 on paper 0")
print("pen:  ", f"{len(drawings):,} drawings, labels", *sorted({d.label for d in drawings}))

# %% [markdown]
# Every choice (the network's size, its temperature, its threshold) is made on data that are **kept
# back** from fitting: the last of MNIST's training images, one in {MNIST_KEPT_BACK}, and all that
# one writer in {pen.KEPT_BACK} drew. By writer and not by drawing, because somebody's fifth seven
# looks like the four before it: a network that learnt those would be asked what it knows already,
# while everybody who uses it is a writer whom it has never seen. A hash of the name decides
# (`Drawing.kept_back`), so that a writer is on the same side in every run.

# %% table
held = examples.mixed([drawing for drawing in drawings if drawing.kept_back])
fitted = [drawing for drawing in drawings if not drawing.kept_back]
last = len(digits.x_train) // MNIST_KEPT_BACK
print("| what | fitted | by writers | kept back | by writers |")
print("|---|---:|---:|---:|---:|")
print(f"| MNIST, training images | {len(digits.x_train) - last:,} | | {last:,} | |")
for what, is_digit in (("pen, digits", True), ("pen, others", False)):
    row = f"| {what} |"
    for part in (fitted, held):
        of = [drawing for drawing in part if (drawing.digit is not None) == is_digit]
        row += f" {len(of):,} | {len({drawing.writer for drawing in of}):,} |"
    print(row)

# %% [markdown]
# Some kept-back digits: MNIST's above, and below pen drawings, drawn plainly
# (`render(strokes, PLAIN)`).

# %% picture
from training.walkthrough_steps import charts

alt = "Ten digits of MNIST and ten pen drawings"
print(given.picture(charts.sheet(examples.ten_digits(digits, held)), "digits", alt))

# %% [markdown]
# A few writers drew much. `dataset.fitting_set` therefore weighs each drawing by the inverse root
# of how many its writer made: busy hands count for more than others, and do not drown them.

# %%
from collections import Counter

hands = Counter(drawing.writer for drawing in fitted if drawing.digit is not None)
count = sorted(hands.values())
busiest, middle = count[-1], count[len(count) // 2]
print(f"the busiest writer of digits drew {busiest}, the one in the middle {middle}")
times = busiest / middle
print(f"{times:.1f} times the drawings, {times**0.5:.1f} times the weight in all")

# %% [markdown]
# **One drawing, many pens.** A trajectory is a list of strokes, each (n, 2) points. To learn from,
# it is turned, slanted and stretched (`varied`) and drawn with a pen of another width
# (`varied_pen`), as often as `Config.variants` says.

# %%
import numpy as np

from training.config import Config
from training.render import PLAIN, render, varied, varied_pen
from training.run import CONFIG

config = Config.load(given.run / CONFIG)
drawing = examples.likest(held, "4", strokes=2)
print(f"a {drawing.label}; its strokes: {[stroke.shape for stroke in drawing.strokes]}")
rng = np.random.default_rng(config.seed)
plain = render(list(drawing.strokes), PLAIN)
variants = [render(varied(list(drawing.strokes), rng), varied_pen(rng)) for _ in range(7)]
print(f"drawn plainly: {plain.size}; as variants: {variants[0].size}; of each {config.variants}")

# %% picture
alt = "A drawing's points, drawn plainly, and seven variants"
drawn = [(plain, "PLAIN"), *[(variant, "") for variant in variants]]
print(given.picture(charts.pens(drawing.strokes, drawn), "pens", alt))

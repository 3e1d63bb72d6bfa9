"""Step 7: what is misread, and what is read, and why."""
# ruff: noqa: E402  (each cell imports what it is the first to need)

# %% [markdown]
# The kept-back pictures once more, now as the function answers: int8, the temperature, the second
# look, the threshold. (One mark each; taking a drawing apart is not part of this. `python -m
# training.evaluate --kept-back` measures the whole way from the posted picture to the number.)

# %% table
import numpy as np

from lambda_fn.manifest import LABELS, NONE
from lambda_fn.model_store import load_folder
from lambda_fn.second_look import look_again
from training import dataset
from training.run import held_file
from training.walkthrough_steps.given import SETS, from_options
from training.walkthrough_steps.verdicts import Answered, answer

given = from_options()
model = load_folder(given.model)
answers: dict[str, Answered] = {}
print("| kept back | pictures | right | refused | mistakes |")
print("|---|---:|---:|---:|---:|")
for name in SETS:
    held = dataset.load(given.run / held_file(name))
    logits, _ = model.logits(held.pixels)
    chances = model.probabilities(look_again(model, held.pixels, logits))
    answers[name] = found = answer(held, chances, model.manifest.threshold)
    refused, right = (found.said == NONE).mean(), found.right
    print(f"| {name} | {len(held):,} | {right.mean():.2%} | {refused:.2%} | {(~right).sum():,} |")

# %% [markdown]
# **The most confident mistakes** of each set, "what it is, read what" and how sure; `none` is "not
# a digit". Some are the network's, some the label's (about one in a hundred of the pen drawings'),
# and some nobody's: a bare upright line is a letter's part to one writer and a one to another.

# %% picture
from training import plots
from training.walkthrough_steps.verdicts import mistakes

alt = "The most confident mistakes on the kept-back sets"
shown = [one for name in SETS for one in mistakes(answers[name], rows=2)]
print(given.picture(plots.gallery(shown, cmap="gray_r", vmin=0, vmax=255), "mistakes", alt))

# %% [markdown]
# **What is taken for what**, in percent of each row, all three sets together:

# %%
counts = np.zeros((len(LABELS), len(LABELS)), int)
for found in answers.values():
    np.add.at(counts, (found.labels, found.said), 1)
confused = counts - np.diag(np.diag(counts))
for place in np.argsort(-confused, axis=None, kind="stable")[:5]:
    label, said = divmod(int(place), len(LABELS))
    print(f"{LABELS[label]:>4} read {LABELS[said]:4} {confused[label, said]:3} times")

# %% picture
from training.walkthrough_steps import charts

alt = "Confusion matrix of the kept-back sets"
print(given.picture(charts.confusion(counts), "confusion", alt))

# %% [markdown]
# **Why**: orange lies where the label that was read has more votes than labels have on average. It
# is what `?explain=1` answers with (`lambda_fn/explain.py`). For each digit the first kept-back pen
# drawing that is read right:

# %%
from lambda_fn.recogniser import read
from training import pen
from training.walkthrough_steps import examples

drawings = [drawing for path in given.data.pen for drawing in pen.read(path)]
held_back = examples.mixed([drawing for drawing in drawings if drawing.kept_back])
posted = examples.read_right(held_back, model)
readings = [read(picture, model, explain=True).digits[0] for picture in posted]
print(*[f"{reading.digit}: {reading.confidence:.1%}" for reading in readings], sep="  ")

# %% picture
from training.walkthrough_steps.verdicts import under_heat

alt = "Heat maps of right answers, one of each digit"
pictures = [
    (under_heat(picture, reading.pictures["heatmap"]), f"{reading.digit}")
    for picture, reading in zip(posted, readings, strict=True)
]
if pictures:
    print(given.picture(charts.sheet([pictures], cell=0.9), "heat", alt))

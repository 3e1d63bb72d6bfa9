"""Step 4: what training did, epoch by epoch."""
# ruff: noqa: E402  (each cell imports what it is the first to need)

# %% [markdown]
# The command, with all that differs from the defaults of `training/config.py`. The configuration is
# kept beside what came out (`config.json`), the seed in it; so are hardware and time (`run.json`).

# %%
import json

from training.config import Config
from training.run import CONFIG, RECORD, history
from training.train import OPTIONS
from training.walkthrough_steps.given import from_options

given = from_options()
config = Config.load(given.run / CONFIG)
record = json.loads((given.run / RECORD).read_text())
changed = [name for name in OPTIONS if getattr(config, name) != getattr(Config, name)]
options = [f"--{name.replace('_', '-')} {getattr(config, name)}" for name in changed]
print("python -m training.train", *options)
print(f"{config.epochs} epochs of {config.steps} batches of {config.batch}, seed {config.seed}")
print("begun with", record.get("start", "weights drawn at random"))
print("taught by", ", ".join(config.teachers) or "the labels alone")
print(f"{record['minutes']} minutes; {record['framework']}; {record['hardware']}")

# %% [markdown]
# **A batch** is drawn by weight and augmented while the network is busy with the one before
# (`fit.Batches`). The loss is cross-entropy, and labels are soft, as some of the pen drawings' are
# wrong: where earlier models teach (`--teachers`), {config.taught:.0%} of a label is what they say
# of the picture as it was augmented (`teachers.Teachers`); else all are smoothed by
# {config.label_smoothing}. The optimiser is AdamW.

# %%
from training import dataset
from training.fit import Batches
from training.run import FITTING

batches = Batches(dataset.load(given.run / FITTING), config, epoch=0)
pictures, labels = batches[0]
print("pictures", pictures.shape, pictures.dtype, "labels", labels.shape, labels.dtype)

# %% [markdown]
# **The schedule**: the learning rate climbs to {config.learning_rate} during {config.warm_up:.0%}
# of all steps and then goes to nothing along a cosine (`fit.schedule`). After each epoch the
# kept-back sets are read, and a line is added to `history.csv`. Nothing stops early, and no epoch
# is picked: the last one is the model.

# %% table
import numpy as np

from training.fit import schedule

epochs = history(given.run)
rates = [float(schedule(config)(step)) for step in range(config.epochs * config.steps)]
some = sorted({round(place) for place in np.linspace(0, len(epochs) - 1, 5)})
print("|", " | ".join(epochs[0]), "|")
print("|", " | ".join("---:" for _ in epochs[0]), "|")
for place in some:
    print("|", " | ".join(f"{float(figure):.6g}" for figure in epochs[place].values()), "|")

# %% picture
from training.walkthrough_steps import charts

alt = "Loss, kept-back error and learning rate by epoch"
print(given.picture(charts.learning(epochs, rates), "learning", alt))

# %% [markdown]
# The training loss cannot reach nothing, as the labels are smoothed and the pictures are augmented;
# the kept-back pictures are not, which is why the network may do better on them than on what it
# learns from. How far the kept-back accuracy leaps from one epoch to the next, over all epochs and
# over the last fifth, when the learning rate is next to nothing:

# %%
fifth = max(1, len(epochs) // 5)
for name in [name for name in epochs[0] if name.startswith("kept_back_") and len(epochs) > 1]:
    leaps = abs(np.diff([100 * float(epoch[name]) for epoch in epochs]))
    late = leaps[-fifth:].mean()
    print(f"{name:16} {leaps.mean():.2f} points, late {late:.2f}")

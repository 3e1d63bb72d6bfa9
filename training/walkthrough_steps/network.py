"""Step 3: the network, layer by layer, and the head that says where its evidence lies."""
# ruff: noqa: E402  (each cell imports what it is the first to need)

# %% [markdown]
# Three blocks of convolutions, each with batch normalisation and ReLU, with max pooling between the
# blocks (`training/network.py`); the third of a block, where there is one, adds to what was there.
# It is small on purpose: every cold start loads it, and it runs on one thread of a processor.

# %% table
import keras
import numpy as np

from training.config import Config
from training.network import build, with_evidence
from training.run import CONFIG, MODEL
from training.walkthrough_steps.given import from_options
from training.walkthrough_steps.layers import layers, table

given = from_options()
config = Config.load(given.run / CONFIG)
# in float32, whatever the run computed in
network = build(config.widths, config.residuals, config.dropout)
network.set_weights(keras.saving.load_model(given.run / MODEL, compile=False).get_weights())
print(table(layers(network)))
measured = sum(int(np.prod(weight.shape)) for weight in network.non_trainable_weights)

# %% [markdown]
# Products are multiplications for one picture. Of the {network.count_params():,} parameters
# {measured:,} are batch normalisation's running means and variances, which are measured while the
# others are learnt; in the int8 file they are part of the convolutions.
#
# **The head votes by place.** The dense layer `evidence` looks at each of the 7x7 places of the
# last feature map and gives each of the eleven labels a vote; the logits are the mean of the votes.
# So the map of *where* the network sees a label (a class activation map) is an output of the same
# pass, in the int8 file too, and needs no gradients.

# %%
from training import dataset
from training.run import held_file
from training.walkthrough_steps import charts, examples

held = dataset.load(given.run / held_file("digits"))
place = examples.one_of(held.labels, 4)
seen = held.pixels[place]
logits, votes = with_evidence(network).predict(seen[None, ..., None] / np.float32(255), verbose=0)
print("logits", logits.shape, "votes", votes.shape)
apart = abs(logits - votes.mean(axis=(1, 2))).max()
print(f"logits and the mean of the votes are {apart:.6f} apart, at most")

# %% [markdown]
# A kept-back {held.labels[place]}, and each label's votes at each of its 7x7 places: orange speaks
# for the label, blue against it. The number above is their mean, the logit.

# %% picture
alt = "A digit, and maps of the votes for each of the eleven labels"
print(given.picture(charts.evidence(seen, votes[0]), "evidence", alt))

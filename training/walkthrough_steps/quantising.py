"""Step 5: float32 to int8, and what is lost on the way."""
# ruff: noqa: E402  (each cell imports what it is the first to need)

# %% [markdown]
# `training.export` converts the network to full-integer TFLite: int8 in, int8 out, int8 weights. A
# tensor's real values are `scale * (integer - zero point)`. The scales of what flows through the
# network are measured on pictures drawn as training draws them:

# %%
import json

import numpy as np

from lambda_fn.manifest import MODEL_FILE
from lambda_fn.model_store import load_folder
from training.export import REPRESENTATIVE
from training.walkthrough_steps.given import from_options

given = from_options()
print("python -m training.export")
model = load_folder(given.model)
print(f"ranges measured on {REPRESENTATIVE} pictures")
for name, tensor in model.tensors().items():
    print(f"{name:9}", json.dumps(tensor))

# %% [markdown]
# **Weights have a scale for each channel.** Batch normalisation, folded into the convolution before
# it, gives each channel a gain of its own. One scale for the layer would have to suit the largest
# weights, and would leave the smallest channel fewer of the 127 levels either side of nothing.

# %% table
from training.walkthrough_steps import charts
from training.walkthrough_steps.scales import channel_scales

scales = channel_scales((given.model / MODEL_FILE).read_bytes())
print("| weights of | channels | largest scale / smallest | levels that one scale would leave |")
print("|---|---:|---:|---:|")
for name, of_layer in scales.items():
    times = of_layer.max() / of_layer.min()
    print(f"| {name} | {len(of_layer)} | {times:.1f} | {127 / times:.0f} of 127 |")

# %% picture
shown = "convolution2b"
alt = f"The scale of each channel of {shown}"
print(given.picture(charts.scales(shown, scales[shown]), "scales", alt))

# %% [markdown]
# **What it costs.** The same kept-back pictures, read by the trained network in float32 and by the
# int8 file, by the label that is likeliest, with no threshold and no second look:

# %% table
import keras

from training import dataset
from training.config import Config
from training.fit import predict
from training.network import build
from training.run import CONFIG, MODEL, held_file
from training.walkthrough_steps.given import SETS

config = Config.load(given.run / CONFIG)
network = build(config.widths, config.residuals, config.dropout)
network.set_weights(keras.saving.load_model(given.run / MODEL, compile=False).get_weights())
print("| kept back | pictures | float32 right | int8 right | answers that differ |")
print("|---|---:|---:|---:|---:|")
for name in SETS:
    held = dataset.load(given.run / held_file(name))
    exact = predict(network, held.pixels).argmax(axis=1)
    coarse = model.logits(held.pixels)[0].argmax(axis=1)
    right = [f"{(said == held.labels).mean():.2%}" for said in (exact, coarse)]
    print(f"| {name} | {len(held):,} | {right[0]} | {right[1]} | {(exact != coarse).sum():,} |")

# %%
weights = 4 * network.count_params()
size = (given.model / MODEL_FILE).stat().st_size
print(f"float32 weights {weights:,} bytes; int8 file {size:,} bytes, {size / weights:.0%} of them")

# %% [markdown]
# The time that the int8 file takes for a mark, on one thread of the machine that made this page. It
# is the one figure here that another making of the page changes.

# %%
import time

took = []
for picture in held.pixels[:300]:
    started = time.perf_counter()
    model.logits(picture[None])
    took.append(time.perf_counter() - started)
print(f"{1e6 * np.median(took):.0f} microseconds a mark")

"""Before the first step: what the page is, and how to make it again."""

# %% picture
from lambda_fn.model_store import load_folder
from training.walkthrough_steps import STEPS
from training.walkthrough_steps.given import from_options

given = from_options()
model = load_folder(given.model)

# %% [markdown]
# # How the model is made
#
# The making of model `{model.manifest.version}`, step by step: the code that does it, what that
# printed, and pictures. Every figure was computed when this page was written; none was typed in.
#
# **All of it is measured on kept-back data**: on drawings by writers of whom nothing was learnt,
# and on MNIST's last training images. Choices were made on them (the temperature, the threshold,
# the network's size), so that the figures flatter a little. Those on the test files, by which
# nothing was chosen and which no cell here looks at, are in the
# [model card](released/MODEL_CARD.md).

# %% picture
for number, (step, title) in enumerate(STEPS.items(), start=1):
    anchor = f"{number} {title}".lower().replace(",", "").replace(" ", "-")
    print(f"{number}. [{title}](#{anchor}), `training/walkthrough_steps/{step}.py`")

# %% [markdown]
# To make it all again:
#
# ```
# make train          # python -m training.train, .export, .evaluate: a run in runs/latest
# make walkthrough    # python -m training.walkthrough: this page, from that run
# ```
#
# The cells of a step can be pasted into a Python that was started in the repository, one after the
# other, where `DIGITPAD_DATA` names the folder of the data; an editor that knows `# %%` cells runs
# them in the step's file; and `python -m training.walkthrough_steps.data` runs a whole step. Each
# takes the options `--run`, `--model`, `--mnist` and `--pen`, which `from_options` reads.

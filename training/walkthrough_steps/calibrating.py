"""Step 6: confidence that means what it says, and when a mark is no digit."""
# ruff: noqa: E402  (each cell imports what it is the first to need)

# %% [markdown]
# A network is surer, or less sure, than it is right: smoothed labels alone keep it from ever being
# quite sure. One number, the **temperature**, divides all logits before the softmax; it is chosen
# where the kept-back labels are likeliest (`training/calibrate.py`), with the int8 file's own
# logits. It changes how sure an answer is, and never which label is the likeliest.

# %%
import numpy as np

from lambda_fn import second_look
from lambda_fn.model import against, softmax
from lambda_fn.model_store import load_folder
from training import calibrate, dataset
from training.run import held_file
from training.walkthrough_steps.given import SETS, from_options
from training.walkthrough_steps.verdicts import judged

given = from_options()
model = load_folder(given.model)
held = {name: dataset.load(given.run / held_file(name)) for name in SETS}
logits = {name: model.logits(samples.pixels)[0] for name, samples in held.items()}
temperature = calibrate.temperature(
    np.concatenate(list(logits.values())),
    np.concatenate([samples.labels for samples in held.values()]),
)
print(f"chosen here: {temperature:.4f}; in the manifest: {model.manifest.temperature}")

# %% [markdown]
# Below: of the answers given with a confidence of about 0.8, how many are right? On the diagonal,
# eight in ten. As one number: the mean gap from the diagonal, before, after, and after the **second
# look** (`lambda_fn/second_look.py`): what is under {second_look.DOUBT:.0%} sure is read again,
# turned, slanted and scaled, and the logits of all views are averaged.

# %% table
again = {name: second_look.look_again(model, held[name].pixels, logits[name]) for name in SETS}
before = {name: judged(logits[name], held[name].labels, 1.0) for name in SETS}
after = {name: judged(logits[name], held[name].labels, temperature) for name in SETS}
second = {name: judged(again[name], held[name].labels, temperature) for name in SETS}
print("| kept back | gap before | gap after | right | gap, second look | right, second look |")
print("|---|---:|---:|---:|---:|---:|")
for name in SETS:
    row = f"| {name} | {calibrate.expected_calibration_error(*before[name]):.4f} |"
    for confidence, right in (after[name], second[name]):
        gap = calibrate.expected_calibration_error(confidence, right)
        row += f" {gap:.4f} | {right.mean():.2%} |"
    print(row)

# %% picture
from training.walkthrough_steps import charts

alt = "Reliability on the kept-back sets, before and after the temperature"
sides = {"before the temperature": before, "after the temperature": after}
print(given.picture(charts.reliability(sides), "reliability", alt))

# %% [markdown]
# **When is a mark no digit?** When the eleventh class, against the likeliest of the ten digits, has
# at least the threshold of what the two have. Higher, and letters are read as digits; lower, and
# digits are refused. The export takes the highest that still refuses {calibrate.LEAST_REFUSED:.1%}
# of the kept-back others, because whoever draws here mostly draws digits.

# %%
threshold = calibrate.threshold(again["others"], temperature)
print(f"chosen here: {threshold:.3f}; in the manifest: {model.manifest.threshold}")
doubt = {name: against(softmax(again[name] / temperature)) for name in SETS}
of_digits, of_others = np.concatenate([doubt["mnist"], doubt["digits"]]), doubt["others"]
thresholds = np.linspace(0.05, 0.99, 95)
digits = np.array([(of_digits >= t).mean() for t in thresholds])
others = np.array([(of_others >= t).mean() for t in thresholds])
for t in (0.3, 0.5, threshold, 0.95):
    parts = (of_digits >= t).mean(), (of_others >= t).mean()
    print(f"at {t:.3f}: {parts[0]:.2%} of the digits are refused, {parts[1]:.2%} of the others")

# %% picture
alt = "Digits refused against others refused, by threshold"
figure = charts.trade_off(thresholds, digits, others, threshold, calibrate.LEAST_REFUSED)
print(given.picture(figure, "threshold", alt))

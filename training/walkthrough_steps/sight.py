"""Step 2: what the network sees, what is no digit, and what is done to each picture anew."""
# ruff: noqa: E402  (each cell imports what it is the first to need)

# %% [markdown]
# The function brings whatever is posted to 28x28 grey levels, as MNIST's authors did. **Training
# comes the same way**, through `lambda_fn.seeing.see`, so that nothing is learnt which is not met
# later. Here a kept-back digit of strokes that stand apart, photographed, one step of `lambda_fn`
# after the other:

# %%
import numpy as np

from lambda_fn.image import decode
from lambda_fn.ink import find_ink
from lambda_fn.marks import find_pieces, join
from lambda_fn.normalise import normalise, pen_width
from training import pen
from training.conditions import CONDITIONS
from training.walkthrough_steps import charts, examples
from training.walkthrough_steps.given import from_options

given = from_options()
drawings = [drawing for path in given.data.pen for drawing in pen.read(path)]
held = examples.mixed([drawing for drawing in drawings if drawing.kept_back])
drawing = examples.in_pieces(held, "5")  # a five and its hat
posted = CONDITIONS["photo"](list(drawing.strokes), np.random.default_rng(0))
print(f"posted:  {len(posted):,} bytes")
rgba, _ = decode(posted)
print(f"decoded: {rgba.shape} {rgba.dtype}, red green blue alpha")
ink = find_ink(rgba)
print(f"ink:     {ink.shape} {ink.dtype}, 1 on paper 0; {(ink > 0.5).mean():.1%} of it is inked")
pieces = find_pieces(ink)
mark = join(pieces)
print(f"pieces:  {len(pieces)}, together {mark.width}x{mark.height} pixels")
print(f"pen:     {pen_width(mark.ink):.3f} of the mark's longer side")
seen = normalise(mark.ink)
print(f"seen:    {seen.shape} {seen.dtype}, ink 255, centred by its mass")

# %% picture
alt = "The posted photo, its ink, its pieces, and the 28x28 pixels that the network sees"
figure = charts.sheet(
    [[(rgba, "posted"), (ink, "ink"), (charts.coloured(pieces, ink), "pieces"), (seen, "seen")]],
    cell=2.0,
)
print(given.picture(figure, "steps", alt))

# %% [markdown]
# Which pieces belong together is not decided here: `lambda_fn.parting.part` lets the network judge
# every likely grouping and keeps the likeliest.

# %%
from lambda_fn.model_store import load_folder
from lambda_fn.recogniser import read

model = load_folder(given.model)
reading = read(posted, model)
for digit in reading.digits:
    print(f"read: {digit.guess}, {digit.confidence:.1%} sure, no digit: {digit.none:.1%}")

# %% [markdown]
# **Digits that touch** are one piece. What is wide and reads badly is cut where the fewest
# strokes are crossed (`cutting.cut`), in more places than are right, and the network's judgement of
# the parts decides which cuts stay. Two kept-back digits of one writer, pushed together until they
# touch:

# %%
from lambda_fn.cutting import cut
from lambda_fn.parting import part
from lambda_fn.recogniser import Reader

pairs = examples.touching_pairs(held, most=40, seed=0)
right = [pair for pair in pairs if read(pair.posted, model).number == pair.figures]
print(f"{len(pairs)} pairs that touch, {len(right)} of them read right; the first of these:")
pair = (right or pairs)[0]
ink = find_ink(decode(pair.posted)[0])
(piece,) = find_pieces(ink)
parts = cut(piece, piece.height)
reader = Reader(model)
marks = part([piece], reader.chances, reader.chances_again).marks
print(f"{pair.figures}: 1 piece, {len(parts)} parts when cut, {len(marks)} marks in the end")
print(f"read: {read(pair.posted, model).number}")

# %% picture
alt = "Two digits that touch: posted, one piece, cut into parts, and the marks that are read"
panels = [
    (decode(pair.posted)[0], "posted"),
    (charts.coloured(parts, ink), "cut"),
    (charts.coloured(marks, ink), "parted"),
    *[(normalise(mark.ink), "seen") for mark in marks[:3]],
]
print(given.picture(charts.sheet([panels], cell=1.5), "touching", alt))

# %% [markdown]
# **Whole, or several?** Two digits are no digit, nor is a letter, but only the first should be cut.
# A second head of the network, which learns after the rest (`python -m training.wholes`), says of
# what is no digit how likely it is one whole thing; parting goes by it. Of those pairs, and of the
# kept-back drawings that are no digits:

# %%
from lambda_fn.seeing import see
from training import dataset
from training.run import held_file

several = np.stack([see(decode(pair.posted)[0]).pixels for pair in pairs])
others = dataset.load(given.run / held_file("others")).pixels
for name, many in (("two digits", several), ("no digit", others)):
    chances = model.judge(many)[2]
    print(f"{name:10}  {len(many):,} pictures, {(chances > 0.5).mean():.1%} of them found whole")

# %% [markdown]
# **What is no digit** is an eleventh class. The pen drawings have letters and symbols; the rest of
# what lands on a canvas is made up (`training/scribbles.py`): scribbles, fragments, blots, two
# digits at once, a digit with a slice of its neighbour. Digits that touch are cut by the function's
# own cutter (`training/touching.py`): a part that is one whole digit is that digit, scars and all,
# and any other part is none.

# %% picture
from training.walkthrough_steps.made_up import no_digits

alt = "Kinds of what is no digit, and parts of digits that touch"
kinds = no_digits(held, columns=9, seed=0)
print(given.picture(charts.sheet(list(kinds.values()), list(kinds)), "no-digits", alt))

# %% [markdown]
# The run's pictures, all made, and how often each label is shown. `SHARES` says how much of what is
# shown is of which kind, whatever there is of it.

# %%
from lambda_fn.manifest import LABELS
from training.run import FITTING

fitting = dataset.load(given.run / FITTING)
made = np.bincount(fitting.labels, minlength=len(LABELS))
shown = np.bincount(fitting.labels, fitting.weights / fitting.weights.sum(), len(LABELS))
print(fitting.pixels.shape, fitting.pixels.dtype)
print(dataset.SHARES)
print("label " + "".join(f"{label:>7}" for label in LABELS))
print("made  " + "".join(f"{count:7,}" for count in made))
print("shown " + "".join(f"{share:7.1%}" for share in shown))

# %% [markdown]
# **Augmentation.** Each time that a picture is shown it is turned, slanted, scaled, moved and bent
# anew (`training/augment.py`). The leftmost is a kept-back digit as it is, the others are eight
# ways in which it might be shown.

# %%
from training.augment import augment
from training.config import Config
from training.run import CONFIG

config = Config.load(given.run / CONFIG)
rng = np.random.default_rng(config.seed)
ways = augment(np.repeat(seen[None], 8, axis=0), config.augmentation, rng)
print(ways.shape, ways.dtype)
print(config.augmentation)

# %% picture
alt = "One digit and eight augmentations of it"
row = [(seen, "as it is"), *[(way, "") for way in ways]]
print(given.picture(charts.sheet([row]), "augmented", alt))

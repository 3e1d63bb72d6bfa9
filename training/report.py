"""Write the model card with its plots: what the model is for, how good it is, where it errs.

    python -m training.report --model training/released

Measures the test data anew, so that the card says what the file beside it does.
"""

import argparse
import io
import json
from collections.abc import Sequence
from itertools import takewhile
from pathlib import Path
from string import Template
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from PIL import Image

from lambda_fn.manifest import LABELS, MANIFEST_FILE, NONE
from training import plots, seeds
from training.answers import ALONE, GIVEN, NO_DIGIT, TITLES, Answers, table
from training.conditions import CONDITIONS
from training.errors import one_line_errors
from training.evaluate import evaluate
from training.options import RELEASED, add_data_options, add_drawings_option, data_paths
from training.plots import COLUMNS
from training.run import history
from training.tasks import measuring_data

CARD = "MODEL_CARD.md"
TEMPLATE = Path(__file__).parent / "model_card.md.in"
SHOWN = 60  # mistakes in the gallery
PLAIN = "plain"
SINGLE = ("mnist", PLAIN, "others")  # each picture one mark, drawn plainly
OTHERS_TOLD = "others_told"  # the same once more
WIDEST_CAPTION = 14  # letters above a picture of the gallery; more run into the next one's
WIDEST_NUMBER = 9  # of them, for what it is or what was read, beside the word "read"
TRANSPARENT = (216, 240, 216, 255)  # what shows through a transparent canvas


def learning_curves(folder: Path, to: Path) -> None:
    """Error on the kept-back sets by epoch, from the `history.csv` in the folder."""
    figure, axes = plt.subplots(figsize=(7, 3.6))
    plots.kept_back_error(axes, history(folder))
    plots.save(figure, to)


def confusion(answers: dict[str, Answers], to: Path) -> None:
    """What was said of MNIST, plain digits and others: 11 x 11, rows in percent."""
    counts = np.zeros((len(LABELS), len(LABELS)))
    for found in _single(answers).values():
        for label, said in zip(found.labels, found.said, strict=True):
            if len(said) == 1:
                counts[_index(label), _index(said)] += 1
    figure, axes = plt.subplots(figsize=(7, 6))
    plots.confusion(axes, counts)
    plots.save(figure, to)


def reliability(answers: dict[str, Answers], to: Path) -> None:
    """How often answers of each confidence are right: on the diagonal, it means what it says."""
    figure, axes = plt.subplots(figsize=(5, 4.4))
    sets = {name: (found.confidence, found.right) for name, found in _calibrated(answers).items()}
    plots.reliability(axes, sets)
    plots.save(figure, to)


def mistakes(answers: dict[str, Answers], to: Path) -> None:
    """The most confident mistakes on MNIST, plain digits and others, as they were posted."""
    wrong = [
        (found.confidence[i], found, i)
        for found in _single(answers).values()
        for i in np.flatnonzero(~found.right)
    ]
    wrong.sort(key=lambda mistake: -mistake[0])
    _gallery([(found, int(i)) for _, found, i in wrong[:SHOWN]], to)


def conditions(answers: dict[str, Answers], to: Path) -> None:
    """What goes wrong under each condition though the same drawing was read when drawn plainly.

    A row for each condition with such mistakes, the most confident first. Given drawings are in no
    picture of the card: they were given to be learnt from, not to be shown.
    """
    rows: dict[str, list[tuple[Answers, int] | None]] = {}
    for name, found in answers.items():
        if name in (ALONE, GIVEN, *SINGLE, OTHERS_TOLD):
            continue
        wrong = ~found.right
        if name in CONDITIONS:  # the same drawings
            wrong &= answers[PLAIN].right
        worst = sorted(np.flatnonzero(wrong), key=lambda i: -found.confidence[i])[:COLUMNS]
        row: list[tuple[Answers, int] | None] = [(found, int(i)) for i in worst]
        if row:
            rows[TITLES[name]] = row + [None] * (COLUMNS - len(row))
    _gallery([one for row in rows.values() for one in row], to, [*rows])


def _gallery(shown: list[tuple[Answers, int] | None], to: Path, names: Sequence[str] = ()) -> None:
    """Pictures with "what it is, read what" above each; None leaves a place free."""
    plots.save(plots.gallery([one and _mistake(*one) for one in shown], names), to)


def _mistake(found: Answers, i: int) -> tuple[Image.Image, str]:
    picture = Image.open(io.BytesIO(found.pictures[i])).convert("RGBA")
    picture.thumbnail((110, 110))
    paper = Image.new("RGBA", picture.size, TRANSPARENT)
    return Image.alpha_composite(paper, picture), caption(
        found.labels[i], found.said[i], found.confidence[i]
    )


def caption(label: str, said: str, confidence: float) -> str:
    """What a picture is, what it was read as, and how surely, in lines no wider than its column."""
    label, said = _where_they_differ(label, said or "blank")
    line = f"{label} read {said}"
    if len(line) > WIDEST_CAPTION:
        line = line.replace(" read", "\nread")
    return f"{line}\n{confidence:.0%}"


def _where_they_differ(one: str, other: str) -> tuple[str, str]:
    """Both, of long ones what is about their first difference."""
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    start = max(0, len([*alike]) - 1)
    return _part(one, start), _part(other, start)


def _part(text: str, start: int) -> str:
    """No more of it than fits, where it is too long: from there on, or its end."""
    if len(text) <= WIDEST_NUMBER:
        return text
    start = min(start, len(text) - WIDEST_NUMBER + 2)
    end = start + WIDEST_NUMBER - 2
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"


def write_card(folder: Path, metrics: dict[str, dict[str, Any]]) -> None:
    """Fill in the template with the manifest's record and the figures."""
    record = json.loads((folder / MANIFEST_FILE).read_text())
    training = record["training"]
    values = {
        **{name: record[name] for name in ("version", "sha256", "temperature", "threshold")},
        "kilobytes": f"{record['bytes'] / 1000:.0f}",
        "parameters": f"{record['parameters']:,}",
        "table": table(metrics),
        "seeds": _seeds(record, metrics),
        "framework": training["framework"],
        "hardware": training["hardware"],
        "minutes": f"{training['minutes']:.0f}",
        "epochs": training["configuration"]["epochs"],
        "start": _start(training.get("start")),
        "left_out": _left_out(training.get("left_out", 0)),
        "taught": _taught(record),
        "given": _given(training["data"].get("drawings")),
        **_sides(record),
        "samples": f"{training['configuration']['samples']:,}",
        "pictures": f"{training['data']['pictures']:,}",
    }
    (folder / CARD).write_text(Template(TEMPLATE.read_text()).substitute(values))


def _seeds(record: dict[str, Any], metrics: dict[str, dict[str, Any]]) -> str:
    """How far the figures are chance, where runs with other seeds are stored."""
    data = record.get("metrics", {}).get("data")
    runs = [{**record, "metrics": {"data": data, **metrics}}]
    runs += [seeds.measured(folder) for folder in seeds.stored()]
    if len(runs) == 1 or not seeds.alike(runs):
        return ""
    return f"""
The last run again with other seeds (the models are in `training/other_seeds`), {len(runs)} runs
together; printed by `make seeds`:

{seeds.table(runs)}
"""


def _sides(record: dict[str, Any]) -> dict[str, str]:
    """What was learnt from, and what the choices were made on."""
    data = record["training"]["data"]
    writers = f"{data['pen_writers']:,}"
    if data["kept_back"]:
        choices = "on the kept-back writers and on MNIST's last 5,000 training images."
        sides = {"mnist": "first 55,000", "writers": f"four fifths of {writers}"}
    else:
        choices = (
            f"by another run, {record['choices']}: on a fifth of the writers\n"
            "  and MNIST's last 5,000 training images, unseen by that one, learnt by this one."
        )
        sides = {"mnist": "60,000", "writers": f"all {writers}"}
    return {**sides, "choices": f"Temperature and threshold were chosen {choices}"}


def _left_out(number: int) -> str:
    return (
        f", but for {number:,} whose\n  labels the network of that run found wrong"
        if number
        else ""
    )


def _taught(record: dict[str, Any]) -> str:
    """What was learnt beside the labels."""
    configuration = record["training"]["configuration"]
    told = ""
    if teachers := configuration.get("teachers"):
        told += (
            f"\n- {configuration['taught']:.0%} of each label is what earlier models said of the"
            f"\n  picture: {', '.join(teachers)}."
        )
    if "whole" in record["tensors"]:
        told += (
            "\n- A second head learnt afterwards to tell a letter from two digits at once"
            "\n  (`training.wholes`): the function parts drawings by it."
        )
    return told


def _given(drawings: dict[str, Any] | None) -> str:
    """What people gave of the drawings that were learnt from."""
    if drawings is None:
        return ""
    held = f", {drawings['kept_back']:,} kept back for choices" if drawings["kept_back"] else ""
    return (
        f"\n- {drawings['learnt']:,} drawings that visitors gave and a person accepted were learnt"
        f"\n  from as well{held}; {drawings['test']:,} more only measure."
    )


def _start(start: dict[str, Any] | None) -> str:
    """What the weights were at first, run by run, backwards."""
    if start is None:
        return "at chance"
    if "epochs" not in start:
        return "with the weights of another run"
    told = f"{start['epochs']} epochs of {start['samples']:,}, {start['minutes']:.0f} minutes"
    return f"with the weights\n  of another run: {told}, begun {_start(start.get('start'))}"


def report(folder: Path, answers: dict[str, Answers]) -> None:
    """The card and its plots, into the model's folder."""
    learning_curves(folder, folder / "learning-curves.png")
    confusion(answers, folder / "confusion.png")
    reliability(answers, folder / "reliability.png")
    mistakes(answers, folder / "mistakes.png")
    if PLAIN in answers:
        conditions(answers, folder / "conditions.png")
    write_card(folder, {name: found.summary() for name, found in answers.items()})


def _single(answers: dict[str, Answers]) -> dict[str, Answers]:
    return {name: found for name, found in answers.items() if name in SINGLE}


def _calibrated(answers: dict[str, Answers]) -> dict[str, Answers]:
    shown = (*SINGLE, "anything", "numbers")
    return {TITLES[name]: found for name, found in answers.items() if name in shown}


def _index(said: str) -> int:
    return NONE if said == NO_DIGIT else int(said)


@one_line_errors
def main() -> None:
    """Measure the model on the test data and write its model card."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    add_data_options(parser)
    add_drawings_option(parser)
    parser.add_argument("--model", type=Path, default=RELEASED, help="folder of the model")
    options = parser.parse_args()
    sets = measuring_data(data_paths(options, split="test"))
    report(options.model, evaluate(options.model, sets))
    print(f"wrote {options.model / CARD}")


if __name__ == "__main__":
    main()

"""How much of a figure is chance: the same last run with other seeds, measured alike.

    python -m training.seeds                      # the released model and those in other_seeds/
    python -m training.seeds runs/a/model runs/b/model

Prints the mean, the lowest and the highest of the figures that `training.evaluate --write` put into
the manifests. A run of another seed starts from the same weights; it has its own renderings, order,
augmentation and head.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lambda_fn.errors import BadModel
from lambda_fn.manifest import MANIFEST_FILE, Manifest
from training.answers import TITLES
from training.errors import TrainingError, one_line_errors
from training.options import RELEASED

OTHER_SEEDS = Path(__file__).parent / "other_seeds"

Record = dict[str, Any]
"""A manifest, as JSON has it."""


def stored() -> list[Path]:
    """The folders of the released model's runs with other seeds, in the seeds' order."""
    return sorted(folder.parent for folder in OTHER_SEEDS.glob(f"*/{MANIFEST_FILE}"))


def measured(folder: Path) -> Record:
    """The manifest of the model in `folder`. Raises TrainingError where it has no figures."""
    try:
        record = Manifest.parse((folder / MANIFEST_FILE).read_bytes()).record
    except (OSError, BadModel) as error:
        raise TrainingError(f"{folder} holds no model: export one first") from error
    if not record.get("metrics"):
        raise TrainingError(f"{folder} is not measured: training.evaluate --write --model {folder}")
    return record


def seed(record: Record) -> int:
    """The seed of the run that made it."""
    return int(record["training"]["configuration"]["seed"])


def alike(records: Sequence[Record]) -> bool:
    """Whether they differ in their seed alone, each in its own, and the same data measured them."""
    first = _all_but_seed(records[0])
    seeds = {seed(record) for record in records}
    return len(seeds) == len(records) and all(_all_but_seed(record) == first for record in records)


def _all_but_seed(record: Record) -> list[Any]:
    configuration = {**record["training"]["configuration"], "seed": None}
    return [configuration, record.get("choices"), record["metrics"]["data"]]


def table(records: Sequence[Record]) -> str:
    """Mean, lowest and highest of several runs' figures, as a Markdown table."""
    lines = [
        "| set                         | right, mean |  lowest | highest | refused | calibration |",
        "|-----------------------------|------------:|--------:|--------:|--------:|------------:|",
    ]
    for name, title in TITLES.items():
        found = [record["metrics"][name] for record in records if name in record["metrics"]]
        if len(found) < len(records):
            continue
        right, refused, off = (
            [figures[figure] for figures in found]
            for figure in ("right", "refused", "calibration_error")
        )
        lines.append(
            f"| {title:27} | {_mean(right):11.2%} | {min(right):7.2%} | {max(right):7.2%} "
            f"| {_mean(refused):7.2%} | {_mean(off):11.4f} |"
        )
    return "\n".join(lines)


def _mean(figures: Sequence[float]) -> float:
    return sum(figures) / len(figures)


@one_line_errors
def main() -> None:
    """Print the mean figures of runs that differ in their seed alone."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument(
        "models",
        type=Path,
        nargs="*",
        metavar="FOLDER",
        help="exported and measured models (default: the released one and its other seeds)",
    )
    folders = parser.parse_args().models or [RELEASED, *stored()]
    records = [measured(folder) for folder in folders]
    if not alike(records):
        raise TrainingError("these differ in more than their seed, or not in it: no mean of those")
    print(f"{len(records)} runs, seeds {', '.join(str(seed(record)) for record in records)}")
    print(table(records))


if __name__ == "__main__":
    main()

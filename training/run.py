"""A run's folder: which file is what. Each stage reads some and writes others."""

import csv
from pathlib import Path
from typing import Any

CONFIG = "config.json"  # the configuration with the seed
DATA = "data.json"  # what the pictures were made of; written last, when they are all there
FITTING = "fitting.npz"  # the pictures that the network learns from
LEARNT_OF_GIVEN = "given.npz"  # the given drawings among them, where there are any
HISTORY = "history.csv"  # a line an epoch
BACKUP = "backup"  # the state after the last whole epoch, until the run is finished
MODEL = "model.keras"  # the trained network
WHOLE = "whole.keras"  # its head that tells whole things from parts and from several
RECORD = "run.json"  # data, devices and time


def held_file(name: str) -> str:
    """The pictures of a kept-back set, which choices go by."""
    return f"kept-back-{name}.npz"


def history(folder: Path) -> list[dict[str, str]]:
    """The epochs that are done, as text; empty where there are none."""
    path = folder / HISTORY
    if not path.exists():
        return []
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def append_history(folder: Path, epoch: dict[str, Any]) -> None:
    """Add an epoch's line."""
    new = not (folder / HISTORY).exists()
    with (folder / HISTORY).open("a", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(epoch))
        if new:
            writer.writeheader()
        writer.writerow(epoch)


def cut_history(folder: Path, epochs: int) -> None:
    """Keep the lines of the first so many epochs alone."""
    if len(history(folder)) <= epochs:
        return
    path = folder / HISTORY
    part = path.with_name(f"part-{HISTORY}")
    part.write_text("".join(path.read_text().splitlines(keepends=True)[: epochs + 1]))
    part.replace(path)


def save(network: Any, path: Path) -> None:
    """Write a Keras network whole or not at all."""
    part = path.with_name(f"part-{path.name}")
    network.save(part)
    part.replace(path)


def minutes_spent(folder: Path) -> float:
    """How long the epochs took, over every start of the run."""
    return round(sum(float(epoch["seconds"]) for epoch in history(folder)) / 60, 1)

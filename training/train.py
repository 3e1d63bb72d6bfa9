"""Train the network: data in, `model.keras` with its configuration and history out.

    python -m training.train --mnist PATH --pen PATH... --out runs/latest

Runs on whatever Keras 3 runs on: set KERAS_BACKEND to tensorflow, jax or torch. Killed, it goes
on from the last whole epoch when started again. What it leaves in the run's folder:

    config.json     the configuration with the seed
    fitting.npz     the pictures it learns from, and kept-back-*.npz, those that choices go by
    given.npz       with --drawings: the given drawings that it learns from too
    history.csv     a line an epoch: loss, accuracy, accuracy on each kept-back set
    model.keras     the trained network
    run.json        data, devices and time
"""

import argparse
import json
import os
import platform
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from training import dataset, mnist, pen
from training.config import Config
from training.dataset import Samples
from training.errors import TrainingError, one_line_errors
from training.given import given
from training.options import RUN, DataPaths, add_data_options, add_drawings_option, data_paths
from training.run import (
    BACKUP,
    CONFIG,
    DATA,
    FITTING,
    HISTORY,
    LEARNT_OF_GIVEN,
    MODEL,
    RECORD,
    WHOLE,
    held_file,
    minutes_spent,
    save,
)
from training.start import read as read_start
from training.teachers import Teachers

OPTIONS = (
    "seed",
    "epochs",
    "samples",
    "batch",
    "precision",
    "learning_rate",
    "dropout",
    "variants",
    "generated",
    "touching",
    "doubt",
    "taught",
)
CHOICES = {"precision": ("float32", "mixed_bfloat16")}


def prepare(
    config: Config, paths: DataPaths, folder: Path
) -> tuple[Samples, dict[str, Samples], dict[str, Any]]:
    """The fitting set, the kept-back sets, and a record of what they were made of.

    Made once and kept in the run's folder, so that a resumed run sees the same pictures.
    """
    record_file = folder / DATA
    if record_file.exists():
        record = json.loads(record_file.read_text())
        _check_same(folder, record, paths)
        held = {name: dataset.load(folder / held_file(name)) for name in record["kept_back"]}
        return dataset.load(folder / FITTING), held, record
    digits = mnist.load(paths.mnist)
    drawings = [drawing for path in paths.pen for drawing in pen.read(path)]
    if not drawings:
        print("No pen drawings given (--pen): the model will know only MNIST's hands.")
    gifts = None if paths.drawings is None else given(paths.drawings, all_data=config.all_data)
    fitting = dataset.fitting_set(digits, drawings, config)
    held = {} if config.all_data else dataset.kept_back_sets(digits, drawings)
    dataset.save(folder / FITTING, fitting)
    if gifts is not None:
        held |= gifts.held
        dataset.save(folder / LEARNT_OF_GIVEN, gifts.learnt)
    for name, samples in held.items():
        dataset.save(folder / held_file(name), samples)
    record = _data_record(paths, drawings, fitting, held)
    if gifts is not None:
        record["drawings"] = gifts.record
    record_file.write_text(json.dumps(record, indent=2) + "\n")
    return fitting, held, record


def _check_same(folder: Path, record: dict[str, Any], paths: DataPaths) -> None:
    """Raise TrainingError where a run's pictures were made of other files than these."""
    named = record["mnist"], record["pen"], record.get("drawings", {}).get("folder")
    same_pen = record.get("pen_sha256") in (None, paths.pen_sha256())  # old ones do not say
    if named != _names(paths) or not same_pen:
        raise TrainingError(f"{folder} holds pictures of other data: --restart or --out")


def _check_trained_on(folder: Path, config: Config, paths: DataPaths) -> None:
    """Raise TrainingError where a finished run learnt from other data than it is asked to now."""
    if not (folder / DATA).exists():
        raise TrainingError(f"{folder} does not say what it learnt from: --restart or --out")
    record = json.loads((folder / DATA).read_text())
    _check_same(folder, record, paths)
    if paths.drawings is not None:
        found = given(paths.drawings, all_data=config.all_data).record["sha256"]
        if found != record["drawings"]["sha256"]:
            raise TrainingError(f"{folder} learnt from other given drawings: --restart or --out")


def _data_record(
    paths: DataPaths, drawings: list[pen.Drawing], fitting: Samples, held: dict[str, Samples]
) -> dict[str, object]:
    mnist_name, pen_names, _ = _names(paths)
    return {
        "mnist": mnist_name,
        "pen": pen_names,
        "pen_sha256": paths.pen_sha256(),
        "pen_drawings": len(drawings),
        "pen_writers": len({drawing.writer for drawing in drawings}),
        "pictures": len(fitting),
        "kept_back": {name: len(samples) for name, samples in held.items()},
    }


def _names(paths: DataPaths) -> tuple[str, list[str], str | None]:
    """The names of the data files; not where they lay, which is nobody else's."""
    folder = None if paths.drawings is None else paths.drawings.resolve().name
    mnist_name = "keras.datasets.mnist" if paths.mnist is None else paths.mnist.name
    return mnist_name, [path.name for path in paths.pen], folder


def open_run(folder: Path, config: Config, *, restart: bool) -> None:
    """Make the run's folder, or check that the run in it is the same one."""
    folder.mkdir(parents=True, exist_ok=True)
    saved = folder / CONFIG
    if restart:
        for name in (HISTORY, MODEL, WHOLE, RECORD, DATA):
            (folder / name).unlink(missing_ok=True)
        shutil.rmtree(folder / BACKUP, ignore_errors=True)
    elif saved.exists() and Config.load(saved) != config:
        raise TrainingError(f"{folder} holds a run with another configuration: --restart or --out")
    saved.write_text(config.to_json())


def train(
    config: Config,
    paths: DataPaths,
    folder: Path,
    *,
    start: Path | None = None,
    teachers: Sequence[Path] = (),
    restart: bool = False,
) -> Path:
    """The whole stage; returns the path of the trained `model.keras`."""
    if restart and start is not None and folder.resolve() in start.resolve().parents:
        raise TrainingError(f"--restart would delete {start}, which the run starts from: --out")
    begun = None if start is None else read_start(start)
    if begun is not None:
        config = replace(config, start=begun.sha256)
    taught_by = Teachers(teachers)
    config = replace(config, teachers=taught_by.versions)
    open_run(folder, config, restart=restart)
    if (folder / MODEL).exists():
        _check_trained_on(folder, config, paths)
        print(f"{folder / MODEL} is trained already; --restart trains it anew.")
        return folder / MODEL
    fitting, held, data = prepare(config, paths, folder)
    print(f"{len(fitting):,} pictures to learn from; kept back: {data['kept_back'] or 'none'}")
    if begun is not None and begun.knows_all and not config.all_data:
        print(f"{start} has learnt from those that are kept back: what they measure is flattered.")
    if "drawings" in data:
        print(f"given drawings: {_told(data['drawings'])}")
    # Not above: the processes that make the pictures import this module, and need no Keras.
    from training.backup import forget
    from training.fit import believed, devices, fit, framework

    used = devices(config.batch)
    print(f"{framework()} on {', '.join(used)}")
    whole, earlier = len(fitting), None
    if begun is not None:
        earlier = begun.network(fitting, config)
        fitting = believed(fitting, earlier, config.doubt)
        print(f"{whole - len(fitting):,} of them left out: {start} finds their labels wrong")
    left_out = whole - len(fitting)
    if "drawings" in data:  # not left out: a person has looked at each, and the network may err
        fitting = dataset.with_given(fitting, dataset.load(folder / LEARNT_OF_GIVEN))
    model = fit(config, fitting, held, folder, earlier, taught_by)
    record: dict[str, object] = {
        "data": data,
        "parameters": model.count_params(),
        "framework": framework(),
        "hardware": f"{', '.join(used)}; {platform.machine()}, {os.cpu_count()} cores",
        "minutes": minutes_spent(folder),
    }
    if begun is not None:
        record["start"] = begun.made
        record["left_out"] = left_out
    (folder / RECORD).write_text(json.dumps(record, indent=2) + "\n")
    save(model, folder / MODEL)
    forget(folder)  # not before: killed meanwhile, a run has not lost its last epoch
    return folder / MODEL


def _told(drawings: dict[str, Any]) -> str:
    """A record of given drawings, in a line: how many of each kind."""
    counts = {name: found for name, found in drawings.items() if isinstance(found, int)}
    return ", ".join(f"{found:,} {name.replace('_', ' ')}" for name, found in counts.items())


def add_config_options(parser: argparse.ArgumentParser) -> None:
    """Add an option for each number of the configuration that one may want to change."""
    for name in OPTIONS:
        default = getattr(Config, name)
        parser.add_argument(
            f"--{name.replace('_', '-')}",
            type=type(default),
            default=default,
            choices=CHOICES.get(name),
            help=f"({default})",
        )


@one_line_errors
def main() -> None:
    """Train the network and leave it in the run's folder."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    add_data_options(parser)
    add_drawings_option(parser)
    add_config_options(parser)
    parser.add_argument("--out", type=Path, default=RUN, help=f"the run's folder ({RUN})")
    parser.add_argument("--restart", action="store_true", help="forget the run in that folder")
    parser.add_argument(
        "--start",
        type=Path,
        metavar="MODEL",
        help="go on from this model.keras, or this exported model's folder, not from chance",
    )
    parser.add_argument(
        "--all-data",
        action="store_true",
        help="keep nothing back: the last fit, once a run that did has made the choices",
    )
    parser.add_argument(
        "--teachers",
        type=Path,
        nargs="+",
        default=[],
        metavar="FOLDER",
        help="exported models that are asked what each picture is (--taught, beside its label)",
    )
    options = parser.parse_args()
    for name in ("epochs", "samples", "batch", "variants"):
        if getattr(options, name) < 1:
            parser.error(f"--{name} must be 1 or more")
    if options.samples < options.batch:
        parser.error("--samples must be a --batch or more")
    config = Config(**{name: getattr(options, name) for name in (*OPTIONS, "all_data")})
    paths = data_paths(options)
    saved = train(
        config,
        paths,
        options.out,
        start=options.start,
        teachers=options.teachers,
        restart=options.restart,
    )
    print(f"saved {saved}")


if __name__ == "__main__":
    main()

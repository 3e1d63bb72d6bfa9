"""What several seeds come to, and that the stored ones are what they say."""

import copy
import json
from pathlib import Path

import pytest

from lambda_fn.manifest import MANIFEST_FILE
from lambda_fn.model_store import load_folder
from tests.needs import data_folder
from tests.training.commands import run
from training.answers import ALONE
from training.evaluate import evaluate
from training.options import RELEASED, DataPaths
from training.seeds import Record, alike, measured, stored, table
from training.tasks import measuring_data

ALL = [RELEASED, *stored()]


def another(seed: int, right: float = 0.99) -> Record:
    """The released model's manifest as a run with this seed would have it."""
    record = copy.deepcopy(measured(RELEASED))
    record["training"]["configuration"]["seed"] = seed
    record["metrics"][ALONE]["right"] = right
    return record


def test_the_mean_and_both_ends_are_told() -> None:
    rows = table([another(91, 0.99), another(92, 0.996), another(93, 0.9963)]).splitlines()
    (row,) = [row for row in rows if "the file alone" in row]
    assert [cell.strip() for cell in row.split("|")[2:5]] == ["99.41%", "99.00%", "99.63%"]


def test_a_set_that_one_was_not_measured_on_has_no_mean() -> None:
    less = another(92)
    del less["metrics"][ALONE]
    assert "the file alone" not in table([another(91), less])
    assert "posted as it is" in table([another(91), less])


def test_only_runs_that_differ_in_their_seed_alone_are_alike() -> None:
    assert alike([another(91), another(92)])
    assert not alike([another(91), another(91)])
    longer, elsewhere, chosen = another(92), another(92), another(92)
    longer["training"]["configuration"]["epochs"] += 1
    elsewhere["metrics"]["data"] = ["mine.npz"]
    chosen["choices"] = "2026-01-01-00000000"
    for other in (longer, elsewhere, chosen):
        assert not alike([another(91), other])


def store(folder: Path, record: Record) -> Path:
    folder.mkdir()
    (folder / MANIFEST_FILE).write_text(json.dumps(record))
    return folder


def test_the_command_prints_the_mean(tmp_path: Path) -> None:
    folders = [store(tmp_path / str(seed), another(seed, seed / 100)) for seed in (91, 92)]
    done = run("seeds", *folders)
    assert done.returncode == 0, done.stderr
    assert "2 runs, seeds 91, 92" in done.stdout
    assert "91.50%" in done.stdout


def test_what_has_no_mean_is_told_in_a_line(tmp_path: Path) -> None:
    unmeasured = another(92)
    unmeasured["metrics"] = {}  # as the export leaves it
    cases = {
        "holds no model": tmp_path,
        "is not measured": store(tmp_path / "unmeasured", unmeasured),
        "more than their seed": store(tmp_path / "same", measured(RELEASED)),
    }
    for said, folder in cases.items():
        done = run("seeds", RELEASED, folder)
        assert done.returncode == 1
        assert said in done.stderr
        assert done.stderr.count("\n") == 1


def test_the_stored_ones_are_the_released_model_with_other_seeds() -> None:
    assert len(ALL) == 3
    assert alike([measured(folder) for folder in ALL])
    assert {load_folder(folder).manifest.sha256 for folder in ALL} == {
        measured(folder)["sha256"] for folder in ALL
    }


@pytest.mark.data
@pytest.mark.parametrize("folder", ALL, ids=lambda folder: folder.name)
def test_the_stored_ones_read_mnist_as_they_say(folder: Path) -> None:
    sets = measuring_data(DataPaths(data_folder() / "mnist.npz", ()))
    found = evaluate(folder, {ALONE: sets[ALONE]})[ALONE].summary()
    assert found == measured(folder)["metrics"][ALONE]

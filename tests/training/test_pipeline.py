"""Training end to end, each stage a process of its own, on small data that the test makes."""

import csv
import json
import subprocess
import time
from dataclasses import replace
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from lambda_fn.model_store import load_folder
from tests.needs import missing
from tests.training.commands import ENVIRONMENT, command, options, run, write_data
from tests.training.hands import write_mnist
from training import dataset

SMALL = options(epochs=3, samples=1600, batch=32, variants=2, generated=60, touching=60)
SHORT = [*SMALL, *options(epochs=1, samples=320)]  # the last of an option counts
FEW = options(pictures=240, epochs=2)  # fewer than a batch


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> list[str | Path]:
    """The data options."""
    return write_data(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> list[str | Path]:
    """The data options to measure on: each drawing is read under every condition."""
    return write_data(tmp_path_factory.mktemp("few"), writers=2)


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory, data: list[str | Path]) -> tuple[Path, str]:
    """A run that was killed after an epoch and started again; its folder and last output."""
    if find_spec("tensorflow") is None:
        missing("tensorflow")
    folder = tmp_path_factory.mktemp("runs") / "run"
    whole = command("train", *data, *SMALL, "--out", folder)
    killed = subprocess.Popen(whole, env=ENVIRONMENT, stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 300
    while not (folder / "backup" / "0001.weights.h5").exists():
        assert killed.poll() is None, "training ended before it could be killed"
        assert time.monotonic() < deadline, "no epoch was finished"
        time.sleep(0.02)
    killed.kill()
    killed.wait()
    resumed = run("train", *data, *SMALL, "--out", folder)
    assert resumed.returncode == 0, resumed.stderr
    return folder, resumed.stdout


@pytest.fixture(scope="module")
def exported(trained: tuple[Path, str], data: list[str | Path]) -> Path:
    folder, _ = trained
    done = run("wholes", *data, *FEW, "--run", folder)
    assert done.returncode == 0, done.stderr
    done = run("export", "--run", folder, "--out", folder / "model")
    assert done.returncode == 0, done.stderr
    return folder / "model"


@pytest.mark.training
def test_a_killed_run_goes_on_from_its_last_whole_epoch(trained: tuple[Path, str]) -> None:
    folder, output = trained
    assert "Resuming after epoch" in output
    assert "tensorflow on cpu" in output
    with (folder / "history.csv").open() as file:
        epochs = [int(row["epoch"]) for row in csv.DictReader(file)]
    assert epochs == [1, 2, 3]
    assert not (folder / "backup").exists()
    assert json.loads((folder / "config.json").read_text())["seed"] == 1


@pytest.mark.training
def test_another_configuration_does_not_touch_a_run(
    trained: tuple[Path, str], data: list[str | Path]
) -> None:
    folder, _ = trained
    before = (folder / "config.json").read_text()
    refused = run("train", *data, *SMALL, "--seed", "2", "--out", folder)
    assert refused.returncode == 1
    assert "another configuration" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert (folder / "config.json").read_text() == before


@pytest.mark.training
def test_other_data_under_the_same_names_are_not_passed_over(
    trained: tuple[Path, str], data: list[str | Path], few: list[str | Path]
) -> None:
    folder, _ = trained
    again = run("train", *data, *SMALL, "--out", folder)
    assert "is trained already" in again.stdout, again.stderr
    refused = run("train", *few, *SMALL, "--out", folder)
    assert refused.returncode == 1
    assert refused.stderr == f"error: {folder} holds pictures of other data: --restart or --out\n"


@pytest.mark.training
def test_a_run_does_not_delete_what_it_starts_from(
    trained: tuple[Path, str], data: list[str | Path]
) -> None:
    folder, _ = trained
    start = folder / "model.keras"
    refused = run("train", *data, *SMALL, "--start", start, "--out", folder, "--restart")
    assert refused.returncode == 1
    assert refused.stderr == (
        f"error: --restart would delete {start}, which the run starts from: --out\n"
    )
    assert start.exists()


@pytest.mark.training
def test_what_was_learnt_is_not_written_as_a_measurement(
    exported: Path, data: list[str | Path]
) -> None:
    before = (exported / "manifest.json").read_text()
    refused = run("evaluate", *data, "--model", exported, "--write")
    assert refused.returncode == 1
    assert f"{exported} has learnt from {data[3]}: " in refused.stderr
    assert (exported / "manifest.json").read_text() == before


@pytest.mark.training
@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("epochs", 0, "--epochs must be 1 or more"),
        ("batch", 0, "--batch must be 1 or more"),
        ("samples", 8, "--samples must be a --batch or more"),
    ],
)
def test_numbers_that_train_nothing_are_refused(name: str, value: int, problem: str) -> None:
    refused = run("train", *options(**{name: value}))
    assert refused.returncode == 2
    assert refused.stderr.endswith(f"error: {problem}\n")


@pytest.fixture(scope="module")
def going_on(
    exported: Path, data: list[str | Path], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, str]:
    """A run on everything, from the exported model on; its folder and output."""
    folder = tmp_path_factory.mktemp("runs") / "last"
    done = run("train", *data, *SHORT, "--all-data", "--start", exported, "--out", folder)
    assert done.returncode == 0, done.stderr
    return folder, done.stdout


def first_epoch(folder: Path) -> dict[str, float]:
    with (folder / "history.csv").open() as file:
        return {name: float(value) for name, value in next(csv.DictReader(file)).items()}


@pytest.mark.training
def test_a_run_that_starts_from_another_begins_where_that_ended(
    trained: tuple[Path, str], data: list[str | Path], tmp_path: Path
) -> None:
    earlier, _ = trained
    later, start = tmp_path / "run", earlier / "model.keras"
    done = run("train", *data, *SHORT, "--start", start, "--out", later)
    assert done.returncode == 0, done.stderr
    assert first_epoch(later)["accuracy"] > first_epoch(earlier)["accuracy"]
    told = json.loads((later / "run.json").read_text())["start"]
    assert told["sha256"] == sha256(start.read_bytes()).hexdigest()
    assert (told["epochs"], told["samples"]) == (3, 1600)
    assert json.loads((later / "config.json").read_text())["start"] == told["sha256"]


@pytest.mark.training
def test_a_run_goes_on_from_an_exported_model_and_takes_over_its_choices(
    trained: tuple[Path, str], exported: Path, going_on: tuple[Path, str], tmp_path: Path
) -> None:
    later, _ = going_on
    assert first_epoch(later)["accuracy"] > first_epoch(trained[0])["accuracy"]
    told, begun = json.loads((later / "run.json").read_text())["start"], load_folder(exported)
    assert (told["sha256"], told["version"]) == (begun.manifest.sha256, begun.manifest.version)
    assert (told["epochs"], told["samples"]) == (3, 1600)

    outs = [later / "model", tmp_path / "again"]
    for choices, out in zip((exported, outs[0]), outs, strict=True):
        done = run("export", "--run", later, "--choices", choices, "--out", out)
        assert done.returncode == 0, done.stderr
        assert load_folder(out).manifest.record["choices"] == begun.manifest.version


@pytest.mark.training
def test_wrong_labels_are_left_out_by_what_has_learnt_better(trained: tuple[Path, str]) -> None:
    import keras

    from training.fit import believed

    right = dataset.load(trained[0] / "fitting.npz")
    wrong = replace(right, labels=((right.labels + 5) % 10).astype(np.uint8))
    start = keras.saving.load_model(trained[0] / "model.keras", compile=False)
    kept_right, kept_wrong = (believed(samples, start, 0.01) for samples in (right, wrong))
    assert len(kept_right) > 0.9 * len(right)
    assert len(kept_wrong) < 0.5 * len(wrong)


@pytest.mark.training
def test_the_last_fit_takes_over_the_choices_of_the_run_that_kept_back(
    exported: Path,
    going_on: tuple[Path, str],
    data: list[str | Path],
    few: list[str | Path],
    tmp_path: Path,
) -> None:
    (last, told), out = going_on, tmp_path / "model"
    assert "kept back: none" in told

    refused = run("export", "--run", last, "--out", out)
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    assert "--choices MODEL" in refused.stderr
    assert not out.exists()

    done = run("export", "--run", last, "--choices", exported, "--out", out)
    assert done.returncode == 0, done.stderr
    made, chosen = load_folder(out).manifest, load_folder(exported).manifest
    assert (made.temperature, made.threshold) == (chosen.temperature, chosen.threshold)
    assert made.record["choices"] == chosen.version != made.version

    refused = run("evaluate", *data, "--kept-back", "--model", out)
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    assert f"the run that chose for it, {chosen.version}" in refused.stderr

    done = run("report", *few, "--model", out)
    assert done.returncode == 0, done.stderr
    assert f"by another run, {chosen.version}" in (out / "MODEL_CARD.md").read_text()


@pytest.mark.training
def test_a_start_that_is_not_there_is_one_line_and_leaves_nothing(
    data: list[str | Path], tmp_path: Path
) -> None:
    start, folder = tmp_path / "nothing.keras", tmp_path / "run"
    done = run("train", *data, *SMALL, "--start", start, "--out", folder)
    assert done.returncode == 1
    assert done.stderr.strip() == f"error: {start} cannot be read: No such file or directory"
    assert not folder.exists()


@pytest.mark.training
def test_the_exported_model_is_int8_and_described(exported: Path) -> None:
    model = load_folder(exported)
    record = model.manifest.record
    assert (exported / "model.tflite").stat().st_size == record["bytes"] < 300_000
    assert record["tensors"]["input"]["shape"] == [1, 28, 28, 1]
    assert record["tensors"]["input"]["dtype"] == "int8"
    assert record["tensors"]["whole"]["shape"] == [1, 1]
    assert record["tensors"]["input"]["scale"] == pytest.approx(1 / 255, rel=1e-3)
    assert record["training"]["configuration"]["epochs"] == 3
    assert record["training"]["data"]["kept_back"]["digits"] > 0


@pytest.mark.training
def test_the_exported_model_has_learnt_and_is_measured_and_reported(
    exported: Path, few: list[str | Path]
) -> None:
    measured = run("evaluate", *few, "--model", exported, "--write")
    assert measured.returncode == 0, measured.stderr
    assert "| MNIST test" in measured.stdout
    metrics = json.loads((exported / "manifest.json").read_text())["metrics"]
    assert metrics["mnist"]["pictures"] == 60
    assert metrics["plain"]["pictures"] == 20
    assert metrics["mnist"]["right"] > 0.5  # three short epochs; chance is a tenth
    reported = run("report", *few, "--model", exported)
    assert reported.returncode == 0, reported.stderr
    card = (exported / "MODEL_CARD.md").read_text()
    assert json.loads((exported / "manifest.json").read_text())["version"] in card
    assert "$" not in card
    assert "A second head learnt afterwards" in card
    assert "earlier models said" not in card  # nobody taught this one
    for plot in ("learning-curves", "confusion", "reliability", "mistakes", "conditions"):
        with Image.open(exported / f"{plot}.png") as picture:
            assert min(picture.size) > 100
            assert picture.convert("L").getextrema()[1] == 255


@pytest.mark.training
def test_what_jax_trains_on_several_devices_is_exported_alike(
    tmp_path: Path, data: list[str | Path]
) -> None:
    if find_spec("jax") is None:
        missing("jax")
    folder = tmp_path / "run"
    short = options(epochs=1, samples=64, batch=32, variants=1, generated=40, touching=40)
    refused = run("train", *data, *short, "--out", folder, backend="jax", devices=3)
    assert refused.returncode == 1
    assert "a batch of 32 cannot be shared out among 3 devices: --batch 33" in refused.stderr
    trained = run("train", *data, *short, "--out", folder, backend="jax", devices=4)
    assert trained.returncode == 0, trained.stderr
    assert "jax on cpu:0, cpu:1, cpu:2, cpu:3" in trained.stdout
    refused = run("export", "--run", folder, "--out", folder / "model", backend="jax")
    assert refused.returncode == 1
    assert "export needs KERAS_BACKEND=tensorflow" in refused.stderr
    exported = run("export", "--run", folder, "--out", folder / "model")
    assert exported.returncode == 0, exported.stderr
    training = load_folder(folder / "model").manifest.record["training"]
    assert "jax" in training["framework"]


@pytest.mark.training
@pytest.mark.parametrize("module", ["train", "evaluate"])
def test_bad_data_is_one_line_and_no_traceback(module: str, tmp_path: Path) -> None:
    path = tmp_path / "pen.ndjson"
    path.write_text('{"label": "7"}\n')
    mnist = write_mnist(tmp_path / "mnist.npz", train=40, test=20)
    arguments = ["--mnist", mnist, "--pen", path]
    if module == "train":
        arguments += ["--out", tmp_path / "run"]
    done = run(module, *arguments)
    assert done.returncode == 1
    assert done.stderr.strip().splitlines()[-1].startswith(f"error: {path}, line 1: has no")
    assert "Traceback" not in done.stderr


@pytest.mark.training
def test_export_without_a_run_says_so(tmp_path: Path) -> None:
    done = run("export", "--run", tmp_path / "nothing", "--out", tmp_path / "model")
    assert done.returncode == 1
    assert "holds no finished run" in done.stderr
    assert not (tmp_path / "model").exists()

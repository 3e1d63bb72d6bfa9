"""The walk-through, made from a small run: its figures are what they are computed from."""

import json
import re
import shutil
from dataclasses import replace
from importlib.util import find_spec
from itertools import takewhile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from lambda_fn.manifest import LABELS, NONE
from lambda_fn.model import against
from lambda_fn.model_store import load_folder
from lambda_fn.second_look import look_again
from tests.needs import missing
from tests.training.commands import options, run, write_data
from training import calibrate, dataset, pen
from training.errors import TrainingError
from training.options import RELEASED, DataPaths
from training.run import history
from training.walkthrough_steps import STEPS
from training.walkthrough_steps.given import Given

SMALL = options(epochs=3, samples=1280, batch=32, variants=1, generated=60, touching=60)
SETS = ("mnist", "digits", "others")


def done(module: str, *arguments: str | Path) -> str:
    """What a command prints that succeeds."""
    ended = run(module, *arguments)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> list[str | Path]:
    """The data options."""
    return write_data(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory, data: list[str | Path]) -> Path:
    """A run's folder, its exported model in it."""
    if find_spec("tensorflow") is None:
        missing("tensorflow")
    folder = tmp_path_factory.mktemp("runs") / "run"
    done("train", *data, *SMALL, "--out", folder)
    done("export", "--run", folder, "--out", folder / "model")
    return folder


@pytest.fixture(scope="module")
def written(
    tmp_path_factory: pytest.TempPathFactory, trained: Path, data: list[str | Path]
) -> Path:
    """The page."""
    path = tmp_path_factory.mktemp("page") / "walkthrough.md"
    done("walkthrough", *data, "--run", trained, "--out", path)
    return path


@pytest.fixture(scope="module")
def sections(written: Path) -> dict[str, str]:
    """The page's text by step."""
    parts = re.split(r"^## \d\. .*$", written.read_text(), flags=re.MULTILINE)
    return dict(zip(["introduction", *STEPS], parts, strict=True))


def rows(section: str, first: str) -> list[list[str]]:
    """The cells of the table whose heading begins so."""
    lines = section.partition(f"\n| {first} |")[2].splitlines()[2:]
    table = takewhile(lambda line: line.startswith("|"), lines)
    return [[cell.strip(" *") for cell in line.strip("|").split("|")] for line in table]


def held(folder: Path, name: str) -> dataset.Samples:
    return dataset.load(folder / f"kept-back-{name}.npz")


@pytest.mark.training
def test_it_says_which_model_it_is_and_that_all_is_kept_back(
    sections: dict[str, str], trained: Path
) -> None:
    assert load_folder(trained / "model").manifest.version in sections["introduction"]
    assert "measured on kept-back data" in sections["introduction"]


@pytest.mark.training
def test_the_drawings_and_their_writers_are_counted(
    sections: dict[str, str], data: list[str | Path]
) -> None:
    mnist, digits, others = rows(sections["data"], "what")
    assert mnist[1:] == ["330", "", "30", ""]
    for path, row in ((data[3], digits), (data[4], others)):
        drawings = pen.read(Path(path))
        for kept_back, found in ((False, row[1:3]), (True, row[3:5])):
            part = [drawing for drawing in drawings if drawing.kept_back == kept_back]
            assert found == [str(len(part)), str(len({drawing.writer for drawing in part}))]


@pytest.mark.training
def test_the_pictures_that_it_learns_from_are_counted_by_label(
    sections: dict[str, str], trained: Path
) -> None:
    fitting = dataset.load(trained / "fitting.npz")
    (made,) = re.findall(r"^made +(\d.*)$", sections["sight"], re.MULTILINE)
    counts = [int(count.replace(",", "")) for count in made.split()]
    assert counts == np.bincount(fitting.labels, minlength=len(LABELS)).tolist()
    (shown,) = re.findall(r"^shown +(\d.*)$", sections["sight"], re.MULTILINE)
    of_none = fitting.weights[fitting.labels == NONE].sum() / fitting.weights.sum()
    assert shown.split()[NONE] == f"{of_none:.1%}"


@pytest.mark.training
def test_the_layers_have_the_parameters_of_the_network(
    sections: dict[str, str], trained: Path
) -> None:
    *layers, together = rows(sections["network"], "layers")
    parameters = json.loads((trained / "run.json").read_text())["parameters"]
    assert together[2] == f"{parameters:,}"
    assert sum(int(layer[2].replace(",", "")) for layer in layers) == parameters
    first = next(layer for layer in layers if layer[0].startswith("convolution1a"))
    assert first[1:] == ["28x28x16", "208", f"{28 * 28 * 9 * 16:,}"]


@pytest.mark.training
def test_the_epochs_are_those_of_the_history(sections: dict[str, str], trained: Path) -> None:
    epochs = history(trained)
    table = rows(sections["fitting"], "epoch")
    assert [row[0] for row in table] == ["1", "2", "3"]
    for row, epoch in zip(table, epochs, strict=True):
        assert [float(cell) for cell in row] == pytest.approx(
            [float(figure) for figure in epoch.values()], rel=1e-5
        )
    record = json.loads((trained / "run.json").read_text())
    assert f"{record['minutes']} minutes; {record['framework']}" in sections["fitting"]
    assert "--epochs 3 --samples 1280" in sections["fitting"]


@pytest.mark.training
def test_int8_is_as_right_as_the_file_is_and_as_large(
    sections: dict[str, str], trained: Path
) -> None:
    model = load_folder(trained / "model")
    for row in rows(sections["quantising"], "kept back"):
        samples = held(trained, row[0])
        said = model.logits(samples.pixels)[0].argmax(axis=1)
        assert row[1] == str(len(samples))
        assert row[3] == f"{(said == samples.labels).mean():.2%}"
        differ = abs(float(row[2].rstrip("%")) - float(row[3].rstrip("%"))) / 100 * len(samples)
        assert differ <= int(row[4]) + 0.01
    size = (trained / "model" / "model.tflite").stat().st_size
    assert f"int8 file {size:,} bytes" in sections["quantising"]
    assert re.search(r"^\d+ microseconds a mark$", sections["quantising"], re.MULTILINE)
    assert len(rows(sections["quantising"], "weights of")) == 9


@pytest.mark.training
def test_temperature_and_threshold_are_those_of_the_manifest(
    sections: dict[str, str], trained: Path
) -> None:
    model = load_folder(trained / "model")
    section = sections["calibrating"]
    chosen = [float(figure) for figure in re.findall(r"chosen here: ([\d.]+);", section)]
    in_use = [model.manifest.temperature, model.manifest.threshold]
    assert chosen == pytest.approx(in_use)
    for row in rows(section, "kept back"):
        samples = held(trained, row[0])
        logits, _ = model.logits(samples.pixels)
        right = logits.argmax(axis=1) == samples.labels
        sure = model.probabilities(logits).max(axis=1)
        gap = calibrate.expected_calibration_error(sure, right)
        assert float(row[2]) == pytest.approx(gap, abs=2e-4)  # the manifest rounds
        assert row[3] == f"{right.mean():.2%}"


@pytest.mark.training
def test_the_mistakes_are_those_of_the_function(sections: dict[str, str], trained: Path) -> None:
    model = load_folder(trained / "model")
    table = rows(sections["mistakes"], "kept back")
    assert [row[0] for row in table] == list(SETS)
    for row in table:
        samples = held(trained, row[0])
        logits, _ = model.logits(samples.pixels)
        chances = model.probabilities(look_again(model, samples.pixels, logits))
        said = [
            NONE if doubt >= model.manifest.threshold else int(one[:NONE].argmax())
            for one, doubt in zip(chances, against(chances), strict=True)
        ]
        wrong = sum(a != b for a, b in zip(said, samples.labels, strict=True))
        assert row[2:] == [
            f"{1 - wrong / len(samples):.2%}",
            f"{said.count(NONE) / len(samples):.2%}",
            str(wrong),
        ]


def pictures(path: Path) -> list[Path]:
    """The pictures that the page shows."""
    return [path.parent / link for link in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", path.read_text())]


@pytest.mark.training
def test_every_picture_is_there_on_white_and_all_are_small(written: Path) -> None:
    shown = pictures(written)
    assert len(shown) >= 13
    assert sorted(set(shown)) == sorted(written.with_suffix("").iterdir())
    assert sum(path.stat().st_size for path in shown) < 600_000
    for path in shown:
        with Image.open(path) as picture:
            assert picture.mode == "P"
            assert picture.convert("RGB").getpixel((0, 0)) == (255, 255, 255)


@pytest.mark.training
def test_nothing_looks_at_the_test_data(written: Path) -> None:
    assert "x_test" not in written.read_text()
    assert "y_test" not in written.read_text()


@pytest.mark.training
def test_the_same_run_gives_the_same_page(
    written: Path, trained: Path, data: list[str | Path], tmp_path: Path
) -> None:
    again = tmp_path / "walkthrough.md"
    done("walkthrough", *data, "--run", trained, "--out", again)
    one, other = (
        re.sub(r"\d+ microseconds", "… microseconds", path.read_text()) for path in (written, again)
    )
    assert one == other
    for first, second in zip(pictures(written), pictures(again), strict=True):
        assert first.read_bytes() == second.read_bytes(), first.name


@pytest.mark.training
def test_a_step_can_be_run_by_itself(
    sections: dict[str, str], trained: Path, data: list[str | Path], tmp_path: Path
) -> None:
    out = tmp_path / "walkthrough.md"
    printed = done("walkthrough_steps.calibrating", *data, "--run", trained, "--out", out)
    line = printed.splitlines()[0]
    assert line.startswith("chosen here: ")
    assert line in sections["calibrating"]
    assert (tmp_path / "walkthrough" / "reliability.png").is_file()


@pytest.mark.training
def test_a_run_that_is_not_there_is_one_line(data: list[str | Path], tmp_path: Path) -> None:
    ended = run("walkthrough", *data, "--run", tmp_path / "none", "--out", tmp_path / "page.md")
    assert ended.returncode == 1
    said = f"error: {tmp_path}/none holds no finished run (no run.json): train one first"
    assert ended.stderr.strip() == said
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def given(trained: Path, data: list[str | Path], tmp_path: Path) -> Given:
    """A copy of the run, to be spoilt."""
    folder = shutil.copytree(trained, tmp_path / "run")
    paths = DataPaths(Path(data[1]), (Path(data[3]), Path(data[4])))
    return Given(folder, folder / "model", paths, tmp_path / "page.md")


@pytest.mark.training
def test_what_is_whole_passes(given: Given) -> None:
    given.check()


@pytest.mark.training
@pytest.mark.parametrize("name", ["config.json", "history.csv", "model.keras", "fitting.npz"])
def test_a_run_that_lacks_a_file_is_refused(given: Given, name: str) -> None:
    (given.run / name).unlink()
    with pytest.raises(TrainingError, match=f"holds no finished run .no {name}.: train one first"):
        given.check()


@pytest.mark.training
def test_a_run_without_pen_drawings_is_refused(given: Given) -> None:
    (given.run / "kept-back-others.npz").unlink()
    with pytest.raises(TrainingError, match=r"no kept-back-others.npz: train with pen drawings"):
        given.check()


@pytest.mark.training
def test_a_run_that_was_not_exported_is_refused(given: Given) -> None:
    shutil.rmtree(given.model)
    with pytest.raises(TrainingError, match=r"Export the run first, or name its --model\."):
        given.check()


@pytest.mark.training
def test_the_model_of_another_run_is_refused(given: Given) -> None:
    with pytest.raises(TrainingError, match="was not exported from"):
        replace(given, model=RELEASED).check()


@pytest.mark.training
def test_other_drawings_than_the_run_had_are_refused(given: Given) -> None:
    fewer = replace(given.data, pen=given.data.pen[:1])
    with pytest.raises(TrainingError, match="140 pen drawings given, the run had 168"):
        replace(given, data=fewer).check()


@pytest.mark.training
def test_a_page_whose_pictures_would_have_its_own_name_is_refused(given: Given) -> None:
    with pytest.raises(TrainingError, match=r"a page is named \.md"):
        replace(given, out=given.run).check()

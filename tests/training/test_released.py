"""Floors under the released file, measured the way it is served, on the test data."""

from pathlib import Path
from typing import Any

import pytest

from lambda_fn.model_store import load_folder
from tests.needs import data_folder
from training.evaluate import TITLES, evaluate, table
from training.options import RELEASED, DataPaths

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def metrics() -> dict[str, dict[str, Any]]:
    folder = data_folder()
    pen = tuple(sorted(folder.glob("pen-*-test.ndjson.gz")))
    answers = evaluate(RELEASED, DataPaths(folder / "mnist.npz", pen))
    return {name: found.summary() for name, found in answers.items()}


@pytest.mark.data
def test_mnist_is_read(metrics: dict[str, dict[str, Any]]) -> None:
    assert metrics["mnist"]["pictures"] == 10_000
    assert metrics["mnist"]["right"] >= 0.994


@pytest.mark.data
def test_what_unseen_writers_draw_is_read(metrics: dict[str, dict[str, Any]]) -> None:
    assert metrics["digits"]["pictures"] == 1_750
    assert metrics["digits"]["right"] >= 0.975
    assert metrics["digits"]["refused"] <= 0.015


@pytest.mark.data
def test_what_is_no_digit_is_refused(metrics: dict[str, dict[str, Any]]) -> None:
    assert metrics["others"]["pictures"] == 1_915
    assert metrics["others"]["refused"] >= 0.90


@pytest.mark.data
def test_the_manifest_holds_the_figures_that_are_measured(
    metrics: dict[str, dict[str, Any]],
) -> None:
    written = load_folder(RELEASED).manifest.record["metrics"]
    for name, measured in metrics.items():
        for figure, value in measured.items():
            assert written[name][figure] == pytest.approx(value, abs=2e-3), (name, figure)


@pytest.mark.parametrize("page", [ROOT / "README.md", RELEASED / "MODEL_CARD.md"])
def test_what_the_pages_claim_is_what_the_manifest_holds(page: Path) -> None:
    written = load_folder(RELEASED).manifest.record["metrics"]
    assert table({name: written[name] for name in TITLES}) in page.read_text()


def test_the_released_file_is_small_and_complete() -> None:
    model = load_folder(RELEASED)
    assert (RELEASED / "model.tflite").stat().st_size <= 300_000
    for name in ("MODEL_CARD.md", "confusion.png", "mistakes.png", "learning-curves.png"):
        assert (RELEASED / name).is_file(), name
    assert model.manifest.version in (RELEASED / "MODEL_CARD.md").read_text()

"""The scenes that need no minute's wait, played in `make test`; `make faults` plays all."""

from pathlib import Path

import pytest

from tests.faults.play import at_start, disk_full, killed, played
from tests.faults.scenes import SCENES
from tests.needs import runtime_client

SOME = ("S3 answers 500", "the pointer is no JSON", "the model is cut short")


@pytest.fixture(autouse=True)
def needs_the_runtime_client() -> None:
    runtime_client()


@pytest.mark.parametrize("what", SOME)
def test_a_function_that_starts_amid_a_fault_answers_with_its_own_model_and_logs_why(
    endpoint: str, tmp_path: Path, what: str
) -> None:
    outcome = played(endpoint, tmp_path, lambda own: at_start(SCENES[what], own))
    assert outcome.wrong == ()
    assert "model not loaded" in outcome.logged


def test_a_function_that_can_write_no_file_answers(endpoint: str, tmp_path: Path) -> None:
    assert played(endpoint, tmp_path, disk_full).wrong == ()


def test_after_a_killed_process_another_answers(endpoint: str, tmp_path: Path) -> None:
    assert played(endpoint, tmp_path, killed).wrong == ()


def test_a_scene_that_ends_otherwise_is_called_wrong(endpoint: str, tmp_path: Path) -> None:
    outcome = played(endpoint, tmp_path, lambda own: at_start(lambda own: None, own))
    assert outcome.wrong == ("200 by new, not 200 by baked", "nothing was logged")

"""The pictures that teach what is whole, and the command's refusals."""

from pathlib import Path

import numpy as np
import pytest

from tests.training.commands import run
from tests.training.hands import write_mnist, write_pen
from training import pen
from training.config import Config
from training.run import WHOLE
from training.train import open_run
from training.wholes import KINDS, PART_OF, WHOLE_THING, pictures


@pytest.fixture(scope="module")
def drawings(tmp_path_factory: pytest.TempPathFactory) -> list[pen.Drawing]:
    folder = tmp_path_factory.mktemp("pen")
    digits = write_pen(folder / "digits.ndjson.gz", "0123456789", writers=6)
    others = write_pen(folder / "others.ndjson.gz", "XH", writers=6)
    return [drawing for path in (digits, others) for drawing in pen.read(path)]


def test_wholes_and_parts_are_shown_about_as_often(drawings: list[pen.Drawing]) -> None:
    samples = pictures(drawings, seed=1, count=200)
    assert samples.pixels.shape[1:] == (28, 28)
    assert set(samples.labels.tolist()) == {PART_OF, WHOLE_THING}
    assert 0.4 < samples.labels.mean() < 0.65
    assert sum(share for share, _ in KINDS.values()) == pytest.approx(1)


def test_the_same_seed_makes_the_same_pictures(drawings: list[pen.Drawing]) -> None:
    one, same, other = (pictures(drawings, seed, count=60).pixels for seed in (1, 1, 2))
    assert np.array_equal(one, same)
    assert one.shape != other.shape or not np.array_equal(one, other)


def test_strokes_of_a_drawing_are_never_all_of_them() -> None:
    from training.dataset import _some

    strokes = tuple(np.full((2, 2), place) for place in range(4))
    rng = np.random.default_rng(0)
    chosen = [[int(stroke[0, 0]) for stroke in _some(strokes, rng)] for _ in range(100)]
    assert {len(places) for places in chosen} == {1, 2, 3}
    assert all(np.diff(places).tolist() == [1] * (len(places) - 1) for places in chosen)


def test_without_a_run_it_says_so(tmp_path: Path) -> None:
    mnist = write_mnist(tmp_path / "mnist.npz", train=40, test=20)
    done = run("wholes", "--mnist", mnist, "--run", tmp_path / "nothing")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "holds no finished run" in done.stderr


def test_too_few_pictures_are_refused(tmp_path: Path) -> None:
    done = run("wholes", "--run", tmp_path / "nothing", "--pictures", "99")
    assert (done.returncode, "--pictures must be 100 or more" in done.stderr) == (2, True)


def test_a_run_that_is_started_anew_forgets_the_head_of_the_old_one(tmp_path: Path) -> None:
    open_run(tmp_path, Config(), restart=False)
    (tmp_path / WHOLE).touch()
    open_run(tmp_path, Config(), restart=False)
    assert (tmp_path / WHOLE).exists()
    open_run(tmp_path, Config(), restart=True)
    assert not (tmp_path / WHOLE).exists()

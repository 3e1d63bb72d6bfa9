"""What training makes of given drawings, and what it records of them."""

import io
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from lambda_fn.manifest import NONE
from tests.training.presents import accept, drawn, drop, named, of_part, pulled, relabel
from training import dataset, train
from training.config import Config
from training.errors import TrainingError
from training.gift import KEPT_BACK, LEARNT, TEST, Gift, part_of
from training.given import given
from training.options import DataPaths
from training.run import CONFIG

CONFIG_SMALL = Config(variants=1, generated=20, touching=20)


def samples(count: int) -> dataset.Samples:
    rng = np.random.default_rng(count)
    pixels = rng.integers(0, 256, (count, 28, 28), np.uint8)
    return dataset.Samples(pixels, np.full(count, 3, np.uint8), rng.uniform(1, 2, count))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Twelve to learn from, four kept back, five that measure; some decided otherwise."""
    learnt, held, test = of_part(LEARNT, 12), of_part(KEPT_BACK, 4), of_part(TEST, 5)
    folder = pulled(tmp_path / "given", *learnt, *held, *test)
    accept(folder, *learnt[:8], *held, *test[:4])
    relabel(folder, learnt[8], "1")
    relabel(folder, test[4], "none")
    drop(folder, learnt[9])  # and two are undecided
    return folder


def test_only_what_was_accepted_is_learnt_from_each_part_apart(folder: Path) -> None:
    found = given(folder, all_data=False)
    assert sorted(found.learnt.labels.tolist()) == [1, *[7] * 8]
    assert found.kept_back.labels.tolist() == [7] * 4
    assert found.learnt.pixels.shape == (9, 28, 28)
    assert (found.learnt.pixels.max(axis=(1, 2)) > 150).all()
    assert found.record == {
        "folder": "given",
        "accepted": 16,
        "relabelled": 2,
        "dropped": 1,
        "undecided": 2,
        "kept_back": 4,
        "learnt": 9,
        "test": 5,
        "blank": 0,
        "alike": 0,
        "sha256": found.record["sha256"],
    }


def test_the_last_fit_learns_what_was_kept_back_but_never_what_measures(folder: Path) -> None:
    found = given(folder, all_data=True)
    assert (len(found.learnt), len(found.kept_back), found.held) == (13, 0, {})
    assert (found.record["learnt"], found.record["test"]) == (13, 5)


def test_the_record_tells_which_were_learnt_and_under_which_labels(folder: Path) -> None:
    before = given(folder, all_data=False).record["sha256"]
    assert given(folder, all_data=False).record["sha256"] == before
    relabel(folder, of_part(LEARNT, 1)[0], "2")
    assert given(folder, all_data=False).record["sha256"] != before


def moved(gift: Gift, by: int) -> Gift:
    """The same drawing elsewhere on its paper."""
    picture = Image.open(io.BytesIO(gift.png))
    paper = Image.new("L", (200, 200), 255)
    paper.paste(picture, (by, by))
    return named(paper, gift.label)


def test_what_looks_like_a_drawing_that_measures_is_not_learnt(tmp_path: Path) -> None:
    copies = [moved(drawn("7"), by) for by in range(40)]
    parts = [part_of(copy.id) for copy in copies]
    assert {TEST, KEPT_BACK, LEARNT} <= set(parts)
    folder = pulled(tmp_path, *copies)
    accept(folder, *copies)
    found = given(folder, all_data=False)
    assert (len(found.learnt), len(found.kept_back)) == (0, 0)
    assert found.record["alike"] == parts.count(LEARNT) + parts.count(KEPT_BACK)
    assert found.record["test"] == parts.count(TEST)


def test_what_is_blank_to_the_function_is_skipped_and_counted(tmp_path: Path) -> None:
    blank = [named(Image.new("L", (50 + n, 50), 255), "7") for n in range(20)]
    folder = pulled(tmp_path, drawn("7"), *blank)
    accept(folder, drawn("7"), *blank)
    record = given(folder, all_data=True).record
    assert record["blank"] == sum(part_of(gift.id) != TEST for gift in blank) > 10


def test_no_digit_is_learnt_as_such(tmp_path: Path) -> None:
    none = of_part(LEARNT, 1, "none")
    folder = pulled(tmp_path, *none)
    accept(folder, *none)
    assert given(folder, all_data=False).learnt.labels.tolist() == [NONE]


@pytest.mark.parametrize(("count", "share"), [(1, 0.3 / 6800), (680, 0.03), (9000, 0.1)])
def test_each_counts_like_a_pen_drawing_and_all_of_them_a_tenth_at_most(
    count: int, share: float
) -> None:
    before, gifts = samples(50), samples(count)
    mixed = dataset.with_given(before, replace(gifts, weights=np.ones(count)))
    assert mixed.weights.sum() == pytest.approx(1)
    assert mixed.weights[50:] == pytest.approx(np.full(count, share / count))
    proportions = mixed.weights[:50] / mixed.weights[:50].sum()
    assert proportions == pytest.approx(before.weights / before.weights.sum())
    assert np.array_equal(mixed.pixels[:50], before.pixels)


def test_without_given_drawings_nothing_changes() -> None:
    before = samples(50)
    assert dataset.with_given(before, samples(0)) is before


def prepared(folder: Path, paths: DataPaths, config: Config = CONFIG_SMALL) -> dict[str, object]:
    """The record of a run's data."""
    folder.mkdir(exist_ok=True)
    (folder / CONFIG).write_text(config.to_json())
    return train.prepare(config, paths, folder)[2]


def test_a_run_s_pictures_are_the_same_but_for_what_was_given(
    tmp_path: Path, paths: DataPaths, folder: Path
) -> None:
    plain = prepared(tmp_path / "plain", paths)
    more = prepared(tmp_path / "more", replace(paths, drawings=folder))
    one, other = (dataset.load(tmp_path / name / "fitting.npz") for name in ("plain", "more"))
    assert np.array_equal(one.pixels, other.pixels)
    assert np.array_equal(one.weights, other.weights)
    assert "drawings" not in plain
    assert not (tmp_path / "plain" / "given.npz").exists()
    assert len(dataset.load(tmp_path / "more" / "given.npz")) == 9
    assert more["drawings"]["learnt"] == 9  # type: ignore[index]
    assert more["kept_back"] == {**plain["kept_back"], "given": 4}  # type: ignore[dict-item]


def test_a_run_that_is_resumed_sees_the_drawings_that_it_began_with(
    tmp_path: Path, paths: DataPaths, folder: Path
) -> None:
    with_given = replace(paths, drawings=folder)
    before = prepared(tmp_path / "run", with_given)
    drop(folder, *of_part(LEARNT, 8))
    assert prepared(tmp_path / "run", with_given) == json.loads(json.dumps(before))
    with pytest.raises(TrainingError, match="pictures of other data"):
        prepared(tmp_path / "run", paths)


def test_a_folder_that_is_none_is_one_line_before_anything_is_made(
    tmp_path: Path, paths: DataPaths
) -> None:
    with pytest.raises(TrainingError, match="nothing: is no folder of drawings"):
        prepared(tmp_path / "run", replace(paths, drawings=tmp_path / "nothing"))
    assert not (tmp_path / "run" / "fitting.npz").exists()

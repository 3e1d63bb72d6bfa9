"""The benchmark runs and adds up; what it measures is for a machine that does nothing else."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from lambda_fn import handler
from tests.bench.__main__ import targets
from tests.bench.cold import BAKED, SERVED, USUAL, Cold, start, ways
from tests.bench.endurance import Endurance, measure
from tests.bench.figures import Times
from tests.bench.growth import LIMITS, by_memory, by_volume, met
from tests.bench.page import PAINTED
from tests.bench.pictures import all_pictures, canvas
from tests.bench.plot import draw
from tests.bench.posting import Posting
from tests.bench.warm import STEPS, Warm
from tests.bench.warm import measure as measure_warm
from tests.needs import runtime_client


@pytest.fixture(autouse=True)
def an_environment_of_its_own(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("MODEL_DIR", "")  # and undone afterwards
    monkeypatch.setenv("MODEL_BUCKET", "")
    handler.model_store.cache_clear()
    yield
    handler.model_store.cache_clear()


def times(median: float, p99: float = 0.0) -> Times:
    return Times(median, p99, p99, 100)


def verdicts(
    served: float, usual: float, page: float, p99: float, last: float, painted: float
) -> dict[str, bool]:
    cold = [Cold(SERVED, times(served), 90.0), Cold(USUAL, times(usual), 700.0)]
    warm = [Warm("400x400 PNG", times(page, p99), dict.fromkeys((*STEPS, "rest"), 1.0))]
    memory = Endurance({1: 200.0}, {1000 * n: 90.0 for n in range(1, 50)} | {50_000: last})
    on_page = {PAINTED: times(painted, painted)}
    return {what: met for what, (_, met) in targets(cold, warm, memory, on_page).items()}


def test_every_picture_that_is_timed_is_read_rightly() -> None:
    post = Posting()
    for picture in all_pictures():
        post.check(picture)


def test_the_steps_and_the_rest_add_up_to_the_median() -> None:
    warm = measure_warm(Posting(), canvas(280), reads=5)
    assert warm.times.count == 5
    assert sum(warm.steps.values()) == pytest.approx(warm.times.median)


def test_a_cold_start_is_answered_by_each_way_but_tensorflows() -> None:
    runtime_client()
    with ways() as all_ways:
        for way in all_ways:
            if way.name != USUAL:
                milliseconds, peak = start(way, canvas(280))
                assert milliseconds > 0
                assert peak > 20


def test_memory_is_looked_at_and_throughput_counted() -> None:
    lasting = measure([1], 0.2, 1000)
    assert lasting.throughput[1] > 0
    assert lasting.memory.keys() == {1000}
    assert lasting.growth == 0


def test_targets_are_met_or_missed_by_what_was_measured() -> None:
    assert all(verdicts(300, 3000, 5, 9, 90.5, 119).values())
    missed = verdicts(351, 2000, 6.1, 15.1, 93, 121)
    assert list(missed.values()) == [False, False, False, False, True, False, False]


def test_more_memory_is_faster_up_to_a_whole_processor() -> None:
    rows = [line.split(" | ") for line in by_memory(5, 300).splitlines()[2:]]
    assert [row[1] for row in rows] == ["17.3 ms", "8.6 ms", "5.0 ms", "5.0 ms"]


def test_the_limits_bind_in_their_order_as_drawings_grow() -> None:
    assert met(49, 0.005) == []
    assert met(51, 0.005) == ["`rate`"]
    assert met(1e9, 0.005) == sorted(LIMITS, key=lambda name: LIMITS[name](0.005))
    assert len(by_volume(5, 300).splitlines()) == 2 + 7


def test_what_is_written_can_be_read(tmp_path: Path) -> None:
    cold = [Cold(name, times(300), 90.0) for name in (SERVED, BAKED)]
    warm = [Warm("400x400 PNG", times(5), dict.fromkeys((*STEPS, "rest"), 1.0))]
    memory = Endurance({1: 200.0}, {1000: 90.0, 2000: 90.0})
    draw(cold, warm, memory, tmp_path / "bench.png")
    assert (tmp_path / "bench.png").read_bytes().startswith(b"\x89PNG")
    assert json.loads(json.dumps(memory.record()))["memory_mb"] == {"1000": 90.0, "2000": 90.0}

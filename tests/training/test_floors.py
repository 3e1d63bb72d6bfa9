import copy
import json
from typing import Any

import pytest

from lambda_fn.manifest import MANIFEST_FILE
from tests.training.shelves import Bench
from training.catalogue import table
from training.errors import TrainingError
from training.floors import FLOORS, Floor, shortfalls
from training.options import RELEASED

METRICS = json.loads((RELEASED / MANIFEST_FILE).read_text())["metrics"]
EACH_FLOOR = pytest.mark.parametrize("floor", FLOORS, ids=lambda f: f"{f.of}-{f.figure}")


def with_figure(floor: Floor, value: Any) -> dict[str, Any]:
    """The released model's figures with another one in this place."""
    metrics: dict[str, Any] = copy.deepcopy(METRICS)
    metrics[floor.of][floor.figure] = value
    return metrics


def test_the_released_model_is_above_every_floor() -> None:
    assert shortfalls(METRICS) == []


@EACH_FLOOR
def test_a_figure_at_its_bound_is_enough_and_the_next_is_not(floor: Floor) -> None:
    step = 1 if floor.figure == "pictures" else 1e-5
    assert shortfalls(with_figure(floor, floor.bound)) == []
    (short,) = shortfalls(with_figure(floor, floor.bound + (step if floor.at_most else -step)))
    assert short.startswith(f"{floor.of} {floor.figure.replace('_', ' ')} ")


@EACH_FLOOR
@pytest.mark.parametrize("value", [None, "0.999", float("nan"), float("inf"), [], {}])
def test_what_is_no_figure_is_below_its_floor(floor: Floor, value: Any) -> None:
    assert len(shortfalls(with_figure(floor, value))) == 1


@pytest.mark.parametrize("metrics", [None, {}, [], "good", {"mnist": 1, "digits": [], "others": 0}])
def test_without_metrics_every_figure_is_short(metrics: Any) -> None:
    assert len(shortfalls(metrics)) == len(FLOORS)


def test_a_model_below_the_floors_is_refused_with_each_figure_that_is_short(
    bench: Bench, model: Any
) -> None:
    metrics = METRICS | {"mnist": METRICS["mnist"] | {"right": 0.98}}
    del metrics["others"]
    with pytest.raises(TrainingError) as refusal:
        bench.publish(model("v1", metrics=metrics))
    message = str(refusal.value)
    assert "mnist right 98.00%, at least 99.40%" in message
    assert "others refused not measured, at least 90.00%" in message
    assert "plain" not in message
    assert "--force" in message
    assert bench.contents() == {}


def test_a_reason_publishes_it_all_the_same_and_is_kept(bench: Bench, model: Any) -> None:
    bench.publish(model("v1"))
    bench.publish(model("v2", metrics=None), reason="the demo is tonight")
    assert bench.pointed() == "v2"
    bench.publish(model("v3"))
    v1, v2, _ = table(bench.shelf()).splitlines()[1:]
    assert v2.endswith("forced: the demo is tonight")
    assert "forced" not in v1


def test_a_reason_that_was_not_needed_is_not_kept(bench: Bench, model: Any) -> None:
    bench.publish(model("v1"), reason="just in case")
    assert "forced" not in table(bench.shelf())


def test_the_last_reason_is_the_one_that_is_listed(bench: Bench, model: Any) -> None:
    for reason in ("a demo", "another demo"):
        bench.publish(model("v1", metrics={}), reason=reason)
    assert table(bench.shelf()).endswith("forced: another demo")

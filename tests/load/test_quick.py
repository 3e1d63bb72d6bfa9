"""A second's load beyond what the throttle lets through; `make load` does it at length."""

import pytest

from infra.localhost.throttle import TokenBucket
from tests.load.__main__ import offered
from tests.load.instances import served
from tests.needs import runtime_client


@pytest.fixture(autouse=True)
def needs_the_runtime_client() -> None:
    runtime_client()


def test_beyond_its_capacity_it_answers_rightly_or_with_429() -> None:
    with served(2, TokenBucket(rate=20, burst=30)) as url:
        step = offered(url, 150, 1.0, seed=1, connections=16)
    assert len(step.status) == 150
    assert step.wrong() == 0
    assert step.count(200) >= 15  # of the burst's 30, each picture was asked alone first
    assert step.count(429) > 0


def test_without_need_nothing_is_refused() -> None:
    with served(2, TokenBucket(rate=1000, burst=1000)) as url:
        step = offered(url, 40, 1.0, seed=1, connections=2)
    assert step.count(200) == len(step.status) == 40
    assert step.wrong() == 0

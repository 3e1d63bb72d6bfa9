"""What else a drawing may say, of probabilities that the test makes."""

import numpy as np
import pytest

from lambda_fn.alternatives import LEAST, MOST, alternatives
from lambda_fn.manifest import NONE
from lambda_fn.reading import Alternative


def marks(*chances: dict[int, float]) -> np.ndarray:
    """(n, 11) of the digits told; the rest is that it is none."""
    found = np.zeros((len(chances), NONE + 1))
    for mark, told in zip(found, chances, strict=True):
        mark[list(told)] = list(told.values())
        mark[NONE] = 1 - mark.sum()
    return found


def told(others: list[Alternative]) -> dict[str, float]:
    return {other.number: other.confidence for other in others}


def test_a_digit_may_be_its_runner_up() -> None:
    (other,) = alternatives([(1.0, marks({4: 0.7, 9: 0.29}))], "4")
    assert other.to_dict() == {"number": "9", "confidence": 0.29}


def test_what_is_called_no_digit_may_be_one() -> None:
    assert told(alternatives([(1.0, marks({4: 0.1, 9: 0.004}))], "?")) == {"4": 0.1}


def test_a_number_may_be_another_in_one_digit_or_in_two() -> None:
    row = marks({4: 0.6, 9: 0.4}, {1: 0.8, 7: 0.2})
    found = alternatives([(1.0, row)], "41")
    assert [other.number for other in found] == ["91", "47", "97"]  # the likeliest first
    assert told(found) == pytest.approx({"91": 0.32, "47": 0.12, "97": 0.08})


def test_a_drawing_may_be_parted_otherwise() -> None:
    ways = [(0.7, marks({8: 0.99})), (0.2, marks({3: 0.9}, {1: 0.9})), (0.1, marks({0: 1.0}))]
    found = alternatives(ways, "8")
    assert told(found) == pytest.approx({"31": 0.2 * 0.81, "0": 0.1})


def test_what_several_ways_may_say_has_the_likelihood_of_all() -> None:
    ways = [(0.5, marks({4: 0.8, 9: 0.2})), (0.4, marks({9: 0.5, 7: 0.5}))]
    assert told(alternatives(ways, "4")) == pytest.approx({"9": 0.3, "7": 0.2})


def test_what_is_unlikely_by_each_way_may_be_likely_by_all() -> None:
    ways = [(0.5, marks({4: 0.98, 9: 0.016})), (0.5, marks({7: 0.98, 9: 0.016}))]
    assert told(alternatives(ways, "4")) == pytest.approx({"7": 0.49, "9": 0.016})


def test_a_sure_answer_has_none() -> None:
    row = marks({4: 1 - LEAST, 9: LEAST * 0.9})
    assert alternatives([(1.0, row)], "4") == []


def test_few_are_told() -> None:
    even = marks(dict.fromkeys(range(10), 0.1))
    assert len(alternatives([(1.0, even)], "0")) == MOST == 3


def test_of_many_digits_no_more_are_kept_than_may_be_told() -> None:
    even = marks(*[dict.fromkeys(range(10), 0.1)] * 32)  # a hundred at most, and not 10 ** 32
    assert alternatives([(1.0, even)], "0" * 32) == []


def test_all_that_is_said_is_no_likelier_than_certain() -> None:
    dice = np.random.default_rng(1)
    for _ in range(50):
        shares = dice.dirichlet(np.ones(4))
        rows = [dice.dirichlet(np.full(NONE + 1, 0.3), dice.integers(1, 4)) for _ in shares]
        said = "".join(str(mark[:NONE].argmax()) for mark in rows[0])
        confidence = shares[0] * rows[0][:, :NONE].max(axis=1).prod()
        others = alternatives(zip(shares, rows, strict=True), said)
        assert others
        assert confidence + sum(told(others).values()) <= 1

import numpy as np
import pytest

from lambda_fn.manifest import NONE
from lambda_fn.model import against, softmax
from training import calibrate


def drawn(count: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Logits, and labels drawn from the very probabilities that they mean."""
    logits = rng.normal(0, 2, (count, 11))
    chances = softmax(logits).cumsum(axis=1)
    return logits, (rng.random((count, 1)) > chances).sum(axis=1).clip(0, 10)


@pytest.mark.parametrize("overconfidence", [0.5, 1.0, 2.5])
def test_the_temperature_undoes_overconfidence(overconfidence: float) -> None:
    logits, labels = drawn(20_000, np.random.default_rng(0))
    found = calibrate.temperature(logits * overconfidence, labels)
    assert found == pytest.approx(overconfidence, rel=0.06)


def test_the_threshold_is_the_highest_that_refuses_enough() -> None:
    others = np.random.default_rng(0).normal(0, 1, (4000, 11))
    others[:, NONE] += 6
    threshold = calibrate.threshold(others, 1.0)
    doubt = against(softmax(others))
    assert 0.3 < threshold < 0.95
    assert (doubt >= threshold).mean() >= calibrate.LEAST_REFUSED
    assert (doubt >= threshold + 0.02).mean() < calibrate.LEAST_REFUSED


def test_where_nothing_refuses_enough_the_lowest_threshold_is_taken() -> None:
    others = np.zeros((100, 11))
    others[:, NONE] = -2
    assert calibrate.threshold(others, 1.0) == pytest.approx(0.3)


def test_confidence_that_means_what_it_says_has_no_calibration_error() -> None:
    rng = np.random.default_rng(0)
    confidence = rng.random(50_000)
    right = (rng.random(50_000) < confidence).astype(float)
    assert calibrate.expected_calibration_error(confidence, right) < 0.01
    assert calibrate.expected_calibration_error(confidence, np.zeros(50_000)) > 0.45

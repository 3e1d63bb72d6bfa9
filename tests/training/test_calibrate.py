import numpy as np
import pytest

from lambda_fn.model import softmax
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


def test_the_threshold_refuses_few_enough_digits() -> None:
    rng = np.random.default_rng(0)
    digits, others = rng.normal(0, 1.5, (4000, 11)), rng.normal(0, 1, (4000, 11))
    others[:, calibrate.NONE] += 4
    threshold = calibrate.threshold(digits, others, 1.0)
    refused = (softmax(digits)[:, calibrate.NONE] >= threshold).mean()
    assert 0.5 * calibrate.MOST_REFUSED < refused <= calibrate.MOST_REFUSED


def test_confidence_that_means_what_it_says_has_no_calibration_error() -> None:
    rng = np.random.default_rng(0)
    confidence = rng.random(50_000)
    right = (rng.random(50_000) < confidence).astype(float)
    assert calibrate.expected_calibration_error(confidence, right) < 0.01
    assert calibrate.expected_calibration_error(confidence, np.zeros(50_000)) > 0.45

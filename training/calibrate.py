"""From logits to probabilities that mean what they say, and to when a mark is no digit.

Temperature scaling is that of Guo, Pleiss, Sun and Weinberger (On Calibration of Modern Neural
Networks, 2017): one number divides all logits, chosen where held-out labels are likeliest.
"""

import numpy as np

from lambda_fn.model import softmax

NONE = 10
# Of kept-back digits at most this part may be refused; the threshold then refuses the most of
# what is no digit. Half of what we allow on the test drawings, whose writers are others again.
MOST_REFUSED = 0.0075
BINS = 15


def temperature(logits: np.ndarray, labels: np.ndarray) -> float:
    """(n, 11) logits, (n,) labels -> the temperature with the least negative log-likelihood."""
    candidates = np.exp(np.linspace(np.log(0.2), np.log(5), 161))
    return float(min(candidates, key=lambda t: _surprise(logits / t, labels)))


def _surprise(logits: np.ndarray, labels: np.ndarray) -> float:
    chances = softmax(logits)[np.arange(len(labels)), labels]
    return float(-np.log(np.maximum(chances, 1e-12)).mean())


def threshold(digits: np.ndarray, others: np.ndarray, at: float) -> float:
    """The lowest threshold on "not a digit" that refuses few enough digits.

    (n, 11) logits of digits and (m, 11) of what is none, the temperature -> 0.1 to 0.9.
    """
    refused_digits = softmax(digits / at)[:, NONE]
    for candidate in np.linspace(0.1, 0.9, 161):
        if (refused_digits >= candidate).mean() <= MOST_REFUSED:
            return float(candidate)
    return 0.9


def expected_calibration_error(confidence: np.ndarray, right: np.ndarray) -> float:
    """The mean gap between confidence and accuracy, over bins of equal width (Guo et al., 2017).

    Both (n,); 0 is perfect.
    """
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    gaps = [
        abs(confidence[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean()
        for b in np.unique(bins)
    ]
    return float(sum(gaps))

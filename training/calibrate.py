"""From logits to probabilities that mean what they say, and to when a mark is no digit.

Temperature scaling is that of Guo, Pleiss, Sun and Weinberger (On Calibration of Modern Neural
Networks, 2017): one number divides all logits, chosen where held-out labels are likeliest.
"""

import numpy as np

from lambda_fn.model import against, softmax

# Of the kept-back drawings that are no digits at least this part must be refused. Higher would cost
# digits for little: one in forty of them is a bare line or a ring, and a person would read a digit.
LEAST_REFUSED = 0.973
THRESHOLDS = np.linspace(0.3, 0.95, 131)
BINS = 15


def temperature(logits: np.ndarray, labels: np.ndarray) -> float:
    """(n, 11) logits, (n,) labels -> the temperature with the least negative log-likelihood."""
    candidates = np.exp(np.linspace(np.log(0.2), np.log(5), 161))
    return float(min(candidates, key=lambda t: _surprise(logits / t, labels)))


def _surprise(logits: np.ndarray, labels: np.ndarray) -> float:
    chances = softmax(logits)[np.arange(len(labels)), labels]
    return float(-np.log(np.maximum(chances, 1e-12)).mean())


def threshold(others: np.ndarray, at: float) -> float:
    """The highest threshold that still refuses enough of what is no digit.

    Logits (n, 11) of such, and the temperature -> 0.3 to 0.95, as the manifest has it. The highest,
    because whoever draws here mostly draws digits: a refusal needs better reason than a coin's
    toss.
    """
    doubt = against(softmax(others / at))
    enough = [t for t in THRESHOLDS if (doubt >= t).mean() >= LEAST_REFUSED]
    return float(enough[-1] if enough else THRESHOLDS[0])


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

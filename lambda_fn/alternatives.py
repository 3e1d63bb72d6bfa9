"""What else a drawing may say: the numbers that are likely, but not the likeliest."""

from collections import Counter
from collections.abc import Iterable

import numpy as np

from lambda_fn.manifest import NONE
from lambda_fn.reading import Alternative

MOST = 3
LEAST = 0.01  # what is less likely is not told


def alternatives(ways: Iterable[tuple[float, np.ndarray]], said: str) -> list[Alternative]:
    """The likeliest numbers but the one that is `said`, the likeliest first; none below LEAST.

    Of each way to part the drawing: its share of the likelihood, 0 to 1, and its marks'
    probabilities, (n, 11). A number's are those of all ways that may say it.
    """
    likely = Counter[str]()
    for share, chances in ways:
        numbers = {"": share}
        for mark in chances[:, :NONE]:
            numbers = {
                number + str(digit): so_far * float(chance)
                for number, so_far in numbers.items()
                for digit, chance in enumerate(mark)
                if so_far * chance >= LEAST
            }
        likely.update(numbers)
    del likely[said]
    return [Alternative(number, confidence) for number, confidence in likely.most_common(MOST)]

"""What else a drawing may say: other numbers than the one that was read."""

from collections import defaultdict
from collections.abc import Iterable
from heapq import nlargest

import numpy as np

from lambda_fn.lattice import FOLLOWED
from lambda_fn.manifest import NONE
from lambda_fn.parting import RIVAL
from lambda_fn.reading import Alternative

MOST = 3
LEAST = RIVAL  # what is less likely is not told


def alternatives(ways: Iterable[tuple[float, np.ndarray]], said: str) -> list[Alternative]:
    """The likeliest numbers other than what is `said`, the likeliest first; none below LEAST.

    Of each way to part the drawing: its share of the likelihood, 0 to 1, and its marks'
    probabilities, (n, 11). A number's are those of all ways that may say it.
    """
    likely: defaultdict[str, float] = defaultdict(float)
    for share, chances in ways:
        numbers = {"": share}
        for mark in chances[:, :NONE]:
            numbers = {
                number + str(digit): so_far * float(chance)
                for number, so_far in numbers.items()
                for digit, chance in enumerate(mark)
                if so_far * chance >= FOLLOWED * LEAST  # other ways may say the same
            }
        for number, chance in numbers.items():
            likely[number] += chance
    others = [
        Alternative(number, chance)
        for number, chance in likely.items()
        if number != said and chance >= LEAST
    ]
    return nlargest(MOST, others, key=lambda other: other.confidence)

"""The ways through a row of pieces, and how much of what they come to speaks for the cheapest.

A lattice is an arc for each group of neighbouring pieces (its first, and the one past its last; in
order), and what it costs, in nats. How sure the cheapest way is, what all ways come to says, as the
posterior probabilities of word lattices do in the reading of speech (Wessel, Schlüter, Macherey,
Ney: Confidence Measures for Large Vocabulary Continuous Speech Recognition, 2001).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

# What a nat of the costs is worth, in nats of likelihood. Chosen by the log-likelihood of whole
# answers on what was kept back: `training/LOG.md`.
SHARPNESS = 3.0


@dataclass(frozen=True)
class Lattice:
    """Arcs over `count` pieces, what each costs, and what its mark would be called.

    None: that it is left out.
    """

    count: int
    arcs: list[tuple[int, int]]
    costs: list[float]
    says: Sequence[int | None]

    @cached_property
    def shortest(self) -> list[int]:
        """The arcs of the cheapest way from piece 0 past the last, left to right."""
        best = [0.0] + [np.inf] * self.count
        came = [-1] * (self.count + 1)
        for arc, (first, last) in enumerate(self.arcs):
            if best[first] + self.costs[arc] < best[last]:
                best[last], came[last] = best[first] + self.costs[arc], arc
        way: list[int] = []
        place = self.count
        while place:
            way.append(came[place])
            place = self.arcs[came[place]][0]
        return way[::-1]

    @property
    def cost(self) -> float:
        """Of the cheapest way."""
        return sum(self.costs[arc] for arc in self.shortest)

    @cached_property
    def weight(self) -> float:
        """The logarithm of what all ways come to."""
        return float(self._onwards[0])

    def shares(self) -> list[float]:
        """How likely each mark of the cheapest way is, by what speaks for other ways; 0 to 1.

        Each given that those on its left are right, so that their product is the share of all ways
        that say the same.
        """
        text = np.array([said for arc in self.shortest if (said := self.says[arc]) is not None])
        before = np.full((self.count + 1, len(text) + 1), -np.inf)  # piece, how much of the text
        before[0, 0] = 0.0
        begun = np.full(len(text), -np.inf)  # of ways that say so much of the text, and go on
        for arc, (first, last) in enumerate(self.arcs):
            weight, said = -SHARPNESS * self.costs[arc], self.says[arc]
            if said is None:
                before[last] = np.logaddexp(before[last], before[first] + weight)
                continue
            (same,) = np.nonzero(text == said)
            so_far = before[first, same] + weight
            before[last, same + 1] = np.logaddexp(before[last, same + 1], so_far)
            begun[same] = np.logaddexp(begun[same], so_far + self._onwards[last])
        begun[-1] = before[-1, -1]
        ratios = np.exp(np.diff(begun, prepend=self.weight))
        return [float(ratio) for ratio in np.minimum(ratios, 1.0)]

    @cached_property
    def _onwards(self) -> np.ndarray:
        """The logarithm of what all ways from each piece to the end come to, (count + 1,)."""
        onwards = np.full(self.count + 1, -np.inf)
        onwards[-1] = 0.0
        for (first, last), cost in zip(reversed(self.arcs), reversed(self.costs), strict=True):
            onwards[first] = np.logaddexp(onwards[first], onwards[last] - SHARPNESS * cost)
        return onwards

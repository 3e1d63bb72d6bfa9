"""The ways through a row of pieces, and how much of what they come to speaks for the cheapest.

A lattice is an arc for each group of neighbouring pieces (its first, and the one past its last; in
order), and what it costs, in nats. How sure the cheapest way is, what all ways come to says, as the
posterior probabilities of word lattices do in the reading of speech (Wessel, Schlüter, Macherey,
Ney: Confidence Measures for Large Vocabulary Continuous Speech Recognition, 2001).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest

import numpy as np

# What a nat of the costs is worth, in nats of likelihood. Chosen by the log-likelihood of whole
# answers on what was kept back: `training/LOG.md`.
SHARPNESS = 3.0
FOLLOWED = 0.25  # of what a rival must come to: how much of it must begin alike to be followed

Labels = tuple[int, ...]
"""What marks would be called, left to right, less what is left out."""


@dataclass(frozen=True)
class _Begun:
    """Ways that have said the same so far: what they come to, a logarithm, and the cheapest."""

    weight: float
    cost: float
    way: list[int]

    def by(self, arc: int, cost: float) -> "_Begun":
        """The same ways, each an arc longer."""
        return _Begun(self.weight - SHARPNESS * cost, self.cost + cost, [*self.way, arc])

    def beside(self, other: "_Begun | None") -> "_Begun":
        """These and the others."""
        if other is None:
            return self
        cheaper = min(other, self, key=lambda begun: begun.cost)
        weight = float(np.logaddexp(self.weight, other.weight))
        return _Begun(weight, cheaper.cost, cheaper.way)


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

    def labels(self, way: list[int]) -> Labels:
        """What a way's marks would be called."""
        return tuple(said for arc in way if (said := self.says[arc]) is not None)

    def rivals(self, least: float, most: int) -> list[tuple[list[int], float]]:
        """What else may be said, as far as it has so much of what all ways come to, 0 to 1.

        Of each labelling but the cheapest way's, and but none at all: the cheapest way that says
        it, and the share of all that do. A beginning is followed from a piece on where FOLLOWED of
        that goes through there; what never has so much at one place is missed. Likeliest first.
        """
        if self._of_cheapest[-1] - self.weight > math.log1p(-least):
            return []
        floor = self.weight + math.log(least * FOLLOWED)
        likely = np.flatnonzero(self._through >= floor)
        begun: list[dict[Labels, _Begun]] = [{} for _ in range(self.count + 1)]
        begun[0][()] = _Begun(0.0, 0.0, [])
        for arc in likely.tolist():
            first, last = self.arcs[arc]
            for labels, ways in begun[first].items():
                if ways.weight + self._onwards[first] >= floor:
                    longer = labels + self.labels([arc])
                    further = ways.by(arc, self.costs[arc])
                    begun[last][longer] = further.beside(begun[last].get(longer))
        told = ((), self.labels(self.shortest))
        others = [(ways, labels) for labels, ways in begun[-1].items() if labels not in told]
        likeliest = nlargest(most, others, key=lambda one: one[0].weight)
        shares = [math.exp(self._come_to(labels)[-1] - self.weight) for _, labels in likeliest]
        found = zip((ways.way for ways, _ in likeliest), shares, strict=True)
        return sorted((one for one in found if one[1] >= least), key=lambda one: -one[1])

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
        ratios = np.exp(np.diff(self._of_cheapest, prepend=self.weight))
        return [float(ratio) for ratio in np.minimum(ratios, 1.0)]

    @cached_property
    def _of_cheapest(self) -> np.ndarray:
        """What the ways come to that say what the cheapest says."""
        return self._come_to(self.labels(self.shortest))

    def _come_to(self, labels: Labels) -> np.ndarray:
        """The logarithm of what the ways come to that say so many of these, and go on; (labels,).

        The last of it: of those that say them all, and no more.
        """
        wanted = np.array(labels)
        before = np.full((self.count + 1, len(labels) + 1), -np.inf)  # piece, how many are said
        before[0, 0] = 0.0
        begun = np.full(len(labels), -np.inf)
        for arc, (first, last) in enumerate(self.arcs):
            weight, said = -SHARPNESS * self.costs[arc], self.says[arc]
            if said is None:
                before[last] = np.logaddexp(before[last], before[first] + weight)
                continue
            (same,) = np.nonzero(wanted == said)
            so_far = before[first, same] + weight
            before[last, same + 1] = np.logaddexp(before[last, same + 1], so_far)
            begun[same] = np.logaddexp(begun[same], so_far + self._onwards[last])
        begun[-1] = before[-1, -1]
        return begun

    @property
    def _through(self) -> np.ndarray:
        """The logarithm of what the ways through each arc come to, (arcs,)."""
        before = np.full(self.count + 1, -np.inf)
        before[0] = 0.0
        through = np.empty(len(self.arcs))
        for arc, (first, last) in enumerate(self.arcs):
            weight = before[first] - SHARPNESS * self.costs[arc]
            before[last] = np.logaddexp(before[last], weight)
            through[arc] = weight + self._onwards[last]
        return through

    @cached_property
    def _onwards(self) -> np.ndarray:
        """The logarithm of what all ways from each piece to the end come to, (count + 1,)."""
        onwards = np.full(self.count + 1, -np.inf)
        onwards[-1] = 0.0
        for (first, last), cost in zip(reversed(self.arcs), reversed(self.costs), strict=True):
            onwards[first] = np.logaddexp(onwards[first], onwards[last] - SHARPNESS * cost)
        return onwards

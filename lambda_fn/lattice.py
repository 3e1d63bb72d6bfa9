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
BEGINNING = 0.25  # of what a rival must come to: what its beginning must


Text = tuple[int, ...]
"""What marks would be called, less what is left out."""


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

    def text(self, way: list[int]) -> Text:
        """What a way's marks would be called, left to right."""
        return tuple(said for arc in way if (said := self.says[arc]) is not None)

    def rivals(self, least: float, most: int) -> list[tuple[list[int], float]]:
        """What else may be said, as far as it has so much of what all ways come to, 0 to 1.

        Of each text but the cheapest way's, and but none at all: the cheapest way that says it, and
        the share of all that do. A text is missed that is unlikely to be begun at any one place.
        """
        texts: list[dict[Text, _Begun]] = [{} for _ in range(self.count + 1)]
        texts[0][()] = _Begun(0.0, 0.0, [])
        floor = self.weight + np.log(least * BEGINNING)
        for arc, (first, last) in enumerate(self.arcs):
            for text, begun in texts[first].items():
                if begun.weight + self._onwards[first] >= floor:
                    longer = text + self.text([arc])
                    further = begun.by(arc, self.costs[arc])
                    texts[last][longer] = further.beside(texts[last].get(longer))
        told = ((), self.text(self.shortest))
        others = [(begun, text) for text, begun in texts[-1].items() if text not in told]
        likeliest = nlargest(most, others, key=lambda one: one[0].weight)
        shares = [math.exp(self._come_to(text)[-1] - self.weight) for _, text in likeliest]
        found = zip((begun.way for begun, _ in likeliest), shares, strict=True)
        return [(way, share) for way, share in found if share >= least]

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
        come_to = self._come_to(self.text(self.shortest))
        ratios = np.exp(np.diff(come_to, prepend=self.weight))
        return [float(ratio) for ratio in np.minimum(ratios, 1.0)]

    def _come_to(self, said: Text) -> np.ndarray:
        """The logarithm of what the ways come to that say so much of a text, and go on; (marks,).

        The last of it: of those that say it all, and no more.
        """
        text = np.array(said)
        before = np.full((self.count + 1, len(text) + 1), -np.inf)  # piece, how much of the text
        before[0, 0] = 0.0
        begun = np.full(len(text), -np.inf)
        for arc, (first, last) in enumerate(self.arcs):
            weight, said_now = -SHARPNESS * self.costs[arc], self.says[arc]
            if said_now is None:
                before[last] = np.logaddexp(before[last], before[first] + weight)
                continue
            (same,) = np.nonzero(text == said_now)
            so_far = before[first, same] + weight
            before[last, same + 1] = np.logaddexp(before[last, same + 1], so_far)
            begun[same] = np.logaddexp(begun[same], so_far + self._onwards[last])
        begun[-1] = before[-1, -1]
        return begun

    @cached_property
    def _onwards(self) -> np.ndarray:
        """The logarithm of what all ways from each piece to the end come to, (count + 1,)."""
        onwards = np.full(self.count + 1, -np.inf)
        onwards[-1] = 0.0
        for (first, last), cost in zip(reversed(self.arcs), reversed(self.costs), strict=True):
            onwards[first] = np.logaddexp(onwards[first], onwards[last] - SHARPNESS * cost)
        return onwards

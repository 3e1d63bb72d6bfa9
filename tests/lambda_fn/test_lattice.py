"""Ways through a row of pieces, against all of them written out."""

import math
import time
from itertools import pairwise, product

import numpy as np
import pytest

from lambda_fn.lattice import SHARPNESS, Lattice

PIECES = 4


def everywhere(seed: int) -> Lattice:
    """Every group of four pieces, with costs and names by chance; some are left out."""
    rng = np.random.default_rng(seed)
    arcs = [(f, last) for f in range(PIECES) for last in range(f + 1, PIECES + 1)]
    costs = rng.exponential(1.0, len(arcs)).tolist()
    says = [None if rng.random() < 0.2 else int(rng.integers(3)) for _ in arcs]
    says[arcs.index((0, PIECES))] = 1  # not all of the paper is dirt
    return Lattice(PIECES, arcs, costs, says)


def ways(lattice: Lattice) -> list[list[int]]:
    """Every way, by whether each gap between two pieces is one between two marks."""
    found = []
    for parted in product((False, True), repeat=PIECES - 1):
        ends = [0, *(at + 1 for at, here in enumerate(parted) if here), PIECES]
        found.append([lattice.arcs.index(pair) for pair in pairwise(ends)])
    return found


def cost(lattice: Lattice, way: list[int]) -> float:
    return sum(lattice.costs[arc] for arc in way)


def text(lattice: Lattice, way: list[int]) -> list[int]:
    return [said for arc in way if (said := lattice.says[arc]) is not None]


@pytest.mark.parametrize("seed", range(20))
def test_the_shortest_way_is_the_cheapest_of_all(seed: int) -> None:
    lattice = everywhere(seed)
    cheapest = min(ways(lattice), key=lambda way: cost(lattice, way))
    assert lattice.shortest == cheapest
    assert lattice.cost == pytest.approx(cost(lattice, cheapest))


@pytest.mark.parametrize("seed", range(20))
def test_shares_are_of_the_ways_that_say_so_much_alike(seed: int) -> None:
    lattice = everywhere(seed)
    said = text(lattice, lattice.shortest)
    assert said, "a row of nothing but dirt"
    weights = {tuple(way): math.exp(-SHARPNESS * cost(lattice, way)) for way in ways(lattice)}
    assert lattice.weight == pytest.approx(math.log(sum(weights.values())))

    def come_to(much: int) -> float:
        """Of the ways that begin with so much of what is said, or say it all, and no more."""
        found = {way: text(lattice, list(way)) for way in weights}
        whole = much == len(said)
        alike = [w for w, t in found.items() if (t if whole else t[:much]) == said[:much]]
        return sum(weights[way] for way in alike)

    expected = [come_to(k + 1) / come_to(k) for k in range(len(said))]
    assert lattice.shares() == pytest.approx(expected)


@pytest.mark.parametrize("least", [0.2, 0.01])
@pytest.mark.parametrize("seed", range(20))
def test_rivals_are_all_that_says_something_else_and_is_likely_enough(
    seed: int, least: float
) -> None:
    lattice = everywhere(seed)
    texts: dict[tuple[int, ...], list[list[int]]] = {}
    for way in ways(lattice):
        texts.setdefault(tuple(text(lattice, way)), []).append(way)
    del texts[tuple(text(lattice, lattice.shortest))]
    texts.pop((), None)  # nothing but dirt

    def share(said: tuple[int, ...]) -> float:
        come_to = sum(math.exp(-SHARPNESS * cost(lattice, way)) for way in texts[said])
        return come_to / math.exp(lattice.weight)

    expected = {said: share(said) for said in texts if share(said) >= least}
    found = lattice.rivals(least, 99)
    assert {lattice.labels(way): share for way, share in found} == pytest.approx(expected)
    for way, _ in found:
        same = texts[lattice.labels(way)]
        assert cost(lattice, way) == pytest.approx(min(cost(lattice, other) for other in same))


def test_some_have_rivals() -> None:
    assert sum(len(everywhere(seed).rivals(0.01, 99)) for seed in range(20)) > 40


def test_the_likeliest_are_kept_where_there_are_more() -> None:
    lattice = max(
        (everywhere(seed) for seed in range(20)), key=lambda one: len(one.rivals(0.01, 99))
    )
    shares = sorted((share for _, share in lattice.rivals(0.01, 99)), reverse=True)
    assert len(shares) > 3
    assert sorted((share for _, share in lattice.rivals(0.01, 3)), reverse=True) == shares[:3]


def test_where_no_way_is_likely_there_are_no_rivals() -> None:
    arcs = [(first, last) for first in range(60) for last in range(first + 1, min(first + 4, 61))]
    anything = Lattice(60, arcs, [1.0] * len(arcs), [arc % 10 for arc in range(len(arcs))])
    assert anything.rivals(0.01, 99) == []


def test_of_a_long_row_that_is_doubtful_all_over_no_more_is_followed_than_is_likely() -> None:
    pairs = [
        (first, last) for first in range(128) for last in range(first + 1, min(first + 6, 129))
    ]
    costs = [0.0 if last == first + 1 else 50.0 for first, last in pairs]
    for place in range(0, 128, 16):
        costs[pairs.index((place, place + 2))] = 0.0  # two pieces as well as one: eight such doubts
    row = Lattice(128, pairs, costs, [7] * len(pairs))
    began = time.process_time()
    found = row.rivals(0.01, 4)
    expected = sorted((math.comb(8, joined) / 2**8 for joined in range(9)), reverse=True)[:4]
    assert sorted((share for _, share in found), reverse=True) == pytest.approx(expected)
    assert time.process_time() - began < 1


def test_a_single_way_is_sure() -> None:
    single = Lattice(2, [(0, 1), (1, 2)], [3.0, 4.0], [7, 1])
    assert single.shares() == [1.0, 1.0]
    assert single.rivals(0.01, 99) == []


def test_ways_as_cheap_that_say_another_thing_share_alike() -> None:
    halves = Lattice(2, [(0, 1), (0, 2), (1, 2)], [1.0, 2.0, 1.0], [1, 4, 1])
    assert math.prod(halves.shares()) == pytest.approx(0.5)


def test_ways_that_say_the_same_do_not_doubt_each_other() -> None:
    with_the_speck_or_without = Lattice(2, [(0, 1), (0, 2), (1, 2)], [1.0, 2.0, 1.0], [5, 5, None])
    assert with_the_speck_or_without.shares() == [1.0]


def test_what_is_endlessly_dear_is_no_way() -> None:
    lattice = Lattice(2, [(0, 1), (0, 2), (1, 2)], [1.0, math.inf, 1.0], [1, 4, 1])
    assert lattice.shares() == [1.0, 1.0]

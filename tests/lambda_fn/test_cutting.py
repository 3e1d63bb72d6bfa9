from itertools import pairwise

import numpy as np
import pytest

from lambda_fn.cutting import ROOM, cut
from lambda_fn.marks import Mark, join, whole
from tests.lambda_fn.drawings import cover
from tests.lambda_fn.numbers import number


def piece(covered: np.ndarray) -> Mark:
    return whole(covered.astype(np.float32))


def touching(figures: str, gap: float = 0.08, **how: float) -> Mark:
    """Digits whose pens overlap a little."""
    return piece(number(figures, gap=gap, pen=12, **how))


TOUCHING = pytest.mark.parametrize("figures", ["23", "47", "80", "35", "608", "2024"])


@TOUCHING
def test_cut_pieces_joined_again_are_the_piece(figures: str) -> None:
    before = touching(figures)
    after = join(cut(before, before.height))
    assert (after.x, after.y) == (before.x, before.y)
    assert np.array_equal(after.ink, before.ink)


@TOUCHING
def test_no_ink_is_in_two_of_the_cut_pieces(figures: str) -> None:
    before = touching(figures)
    parts = cut(before, before.height)
    assert len(parts) >= len(figures)
    assert sum(part.ink.sum() for part in parts) == pytest.approx(before.ink.sum(), rel=1e-5)


def parted(figures: str, slant: float) -> bool:
    """Whether a cut leaves all of the first digit on its left, and all of the next on its right."""
    before = touching(figures, slant=slant)
    alone = number(figures[0], slant=slant, pen=12).sum()
    left = np.cumsum([part.ink.sum() for part in cut(before, before.height)])
    return bool((np.abs(left[:-1] - alone) < 0.04 * alone).any())


@pytest.mark.parametrize("figures", ["22", "27", "35", "47", "57", "70", "72", "74", "83", "96"])
def test_digits_that_touch_are_cut_between_them(figures: str) -> None:
    assert parted(figures, slant=0)


@pytest.mark.parametrize("figures", ["22", "27", "35", "40", "47", "61", "77", "81", "87", "99"])
def test_slanted_digits_that_touch_are_cut_along_the_slant(figures: str) -> None:
    assert parted(figures, slant=0.35)


def test_pieces_come_from_left_to_right_and_leave_room() -> None:
    before = touching("2024")
    middles = [part.x + part.width / 2 for part in cut(before, before.height)]
    assert middles == sorted(middles)
    assert min(np.diff(middles)) >= 0.5 * ROOM * before.height


def test_a_seam_leans_where_the_strokes_do() -> None:
    before = touching("77", slant=0.5)
    parts = cut(before, before.height)
    assert any(right.x < left.x + left.width - 10 for left, right in pairwise(parts))


def test_a_narrow_piece_is_not_cut() -> None:
    before = piece(cover([[(0, 0), (0, 1)]], height=160, pen=10))
    (same,) = cut(before, before.height)
    assert (same.x, same.y) == (before.x, before.y)
    assert np.array_equal(same.ink, before.ink)


def test_the_piece_itself_is_left_as_it_was() -> None:
    before = touching("608")
    ink = before.ink.copy()
    cut(before, before.height)
    assert np.array_equal(before.ink, ink)


def test_the_same_piece_is_always_cut_in_the_same_places() -> None:
    before = touching("2024")
    one, other = (cut(before, before.height) for _ in range(2))
    assert [(p.x, p.y, p.width) for p in one] == [(p.x, p.y, p.width) for p in other]


@pytest.mark.parametrize(
    ("width", "height"), [(1, 1), (1, 60), (60, 1), (3, 3), (200, 2), (2, 200)]
)
def test_a_piece_of_any_shape_is_cut_or_left(width: int, height: int) -> None:
    before = Mark(np.ones((height, width), np.float32), 5, 7)
    assert np.array_equal(join(cut(before, height)).ink, before.ink)

import numpy as np
import pytest

from lambda_fn.gaps import gap
from lambda_fn.marks import Mark, find_pieces
from tests.lambda_fn.drawings import cover
from tests.lambda_fn.numbers import number


def block(x: int, y: int, width: int, height: int) -> Mark:
    return Mark(np.ones((height, width), np.float32), x, y)


def test_a_gap_is_the_paper_between_two_pieces() -> None:
    assert gap(block(10, 20, 30, 100), block(65, 30, 20, 100)) == 25


@pytest.mark.parametrize("apart", [3, 9, 30])
def test_a_gap_of_round_shapes_is_where_they_are_nearest(apart: int) -> None:
    zeros = number("00", gap=(12 + apart) / 120, pen=12).astype(np.float32)
    assert gap(*find_pieces(zeros)) == pytest.approx(apart, abs=2)


def test_slanted_neighbours_whose_boxes_overlap_have_paper_between_them() -> None:
    lines = [[(0.5, 0), (0, 1)], [(0.75, 0), (0.25, 1)]]
    left, right = find_pieces(cover(lines, pen=10, height=200).astype(np.float32))
    assert right.x < left.x + left.width
    assert gap(left, right) == pytest.approx(0.25 * 200 - 10 * np.hypot(1, 0.5), abs=2)


def test_a_piece_over_another_has_a_negative_gap() -> None:
    hat, body = block(40, 10, 60, 8), block(20, 24, 70, 100)
    assert gap(body, hat) == 40 - 90


def test_pieces_that_share_few_rows_are_measured_by_their_boxes() -> None:
    high, low = block(10, 0, 40, 100), block(30, 90, 40, 100)
    assert gap(high, low) == -20


def test_rows_without_ink_in_one_of_the_two_say_nothing() -> None:
    rings = np.zeros((100, 40), np.float32)
    rings[:20] = rings[80:] = 1
    bar = np.zeros((100, 30), np.float32)
    bar[40:60] = 1
    assert gap(Mark(rings, 0, 0), Mark(bar, 60, 0)) == 20
    bar[85:] = 1
    assert gap(Mark(rings, 0, 0), Mark(bar, 55, 0)) == 15


def test_the_gap_grows_with_the_distance() -> None:
    found = [gap(block(0, 0, 30, 90), block(x, 10, 30, 90)) for x in range(10, 90, 7)]
    assert found == sorted(found)
    assert len(set(found)) == len(found)

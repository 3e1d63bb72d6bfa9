import numpy as np
import pytest

from lambda_fn.marks import Mark, find_pieces
from lambda_fn.rows import rows, span, width
from tests.lambda_fn.drawings import arc, cover
from tests.lambda_fn.numbers import page


def block(x: int, y: int, width: int, height: int) -> Mark:
    return Mark(np.ones((height, width), np.float32), x, y)


def places(*boxes: tuple[int, int, int, int]) -> list[list[int]]:
    """The rows of blocks (x, y, width, height), each block by its number here."""
    pieces = [block(*box) for box in boxes]
    numbers = {id(piece): place for place, piece in enumerate(pieces)}
    return [[numbers[id(piece)] for piece in row] for row in rows(pieces)]


def test_digits_side_by_side_are_one_row_from_left_to_right() -> None:
    assert places((200, 40, 50, 90), (20, 50, 50, 100), (110, 30, 50, 110)) == [[1, 2, 0]]


def test_one_line_over_another_is_the_first_row() -> None:
    low = (20, 250, 50, 100), (120, 240, 50, 100)
    high = (150, 40, 50, 100), (30, 50, 50, 90)
    assert places(*low, *high) == [[3, 2], [0, 1]]


def test_three_lines_are_three_rows() -> None:
    assert places((20, 250, 50, 100), (20, 10, 50, 100), (20, 130, 50, 100)) == [[1], [2], [0]]


def test_a_line_that_climbs_is_one_row() -> None:
    climbing = [(90 * step, 300 - 40 * step, 50, 100) for step in range(6)]
    assert places(*climbing) == [[0, 1, 2, 3, 4, 5]]


@pytest.mark.parametrize("lead", [0.15, 0.3, 1.0])
def test_two_numbers_of_our_own_are_two_rows(lead: float) -> None:
    high, low = rows(find_pieces(page(["204", "13"], lead=lead).astype(np.float32)))
    assert (len(high), len(low)) == (3, 2)
    assert max(piece.y + piece.height for piece in high) <= min(piece.y for piece in low)


def test_a_fives_hat_above_it_is_no_row_of_its_own() -> None:
    body = [(0.1, 0.02), (0.06, 0.45), *arc((0.27, 0.69), (0.31, 0.31), 225, 500)]
    five = cover([body, [(0.25, -0.12), (0.62, -0.16)]], pen=8)
    (row,) = rows(find_pieces(five.astype(np.float32)))
    assert len(row) == 2


def test_what_is_low_goes_with_the_nearer_row() -> None:
    high, hat, low = (20, 10, 50, 100), (30, 200, 50, 10), (20, 220, 50, 100)
    assert places(high, hat, low) == [[0], [2, 1]]
    nearer = (30, 115, 50, 10)
    assert places(high, nearer, low) == [[0, 1], [2]]


def test_a_band_of_pieces_is_measured_from_end_to_end() -> None:
    band = [block(30, 40, 50, 60), block(10, 70, 20, 50)]
    assert (span(band), width(band), band[0].centre) == ((40, 120), 70, 55)

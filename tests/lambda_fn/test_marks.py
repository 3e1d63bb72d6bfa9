import numpy as np
import pytest

from lambda_fn.errors import BlankDrawing, TooManyMarks
from lambda_fn.marks import MOST_COMPONENTS, MOST_PIECES, Mark, find_pieces, join, whole
from tests.lambda_fn.drawings import digit


def blots(*boxes: tuple[int, int, int, int], side: int = 400) -> np.ndarray:
    """Paper with a rectangle of ink for each (x, y, width, height)."""
    ink = np.zeros((side, side), np.float32)
    for x, y, width, height in boxes:
        ink[y : y + height, x : x + width] = 1
    return ink


def box(mark: Mark) -> tuple[int, int, int, int]:
    return mark.x, mark.y, mark.width, mark.height


STROKE = (120, 50, 30, 200)


def test_a_mark_is_cut_out_where_it_lies() -> None:
    mark = whole(blots(STROKE))
    assert box(mark) == STROKE
    assert mark.ink.min() == 1


def test_a_faint_edge_belongs_to_its_mark() -> None:
    ink = blots(STROKE)
    ink[50:250, 150] = 0.2
    assert whole(ink).width == 31


def test_specks_beside_a_digit_are_dropped_with_their_edges() -> None:
    ink = blots(STROKE, (300, 300, 5, 5), (10, 390, 10, 2))
    ink[299:306, 299:306] = np.maximum(ink[299:306, 299:306], 0.2)
    assert [box(piece) for piece in find_pieces(ink)] == [STROKE]


def test_a_speck_close_to_a_stroke_takes_nothing_of_the_stroke() -> None:
    (piece,) = find_pieces(blots(STROKE, (151, 100, 3, 3)))  # a pixel away from it
    assert box(piece) == STROKE
    assert piece.ink.min() == 1


def test_a_stroke_of_its_own_is_a_piece_and_no_speck() -> None:
    pieces = find_pieces(blots(STROKE, (300, 300, 60, 50)))
    assert [box(piece) for piece in pieces] == [STROKE, (300, 300, 60, 50)]


def test_pieces_come_from_left_to_right() -> None:
    places = [(260, 10, 20, 300), (20, 90, 20, 200), (140, 200, 20, 150)]
    assert [piece.x for piece in find_pieces(blots(*places))] == [20, 140, 260]


def test_a_piece_has_none_of_the_ink_that_lies_within_its_box() -> None:
    ink = blots((20, 20, 10, 300), (20, 310, 200, 10), (120, 100, 50, 100))  # an L round a block
    angle, block = find_pieces(ink)
    assert box(angle) == (20, 20, 200, 300)
    assert angle.ink.sum() == 10 * 300 + 190 * 10
    assert block.ink.sum() == 50 * 100


def test_the_drawing_itself_is_left_as_it_was() -> None:
    ink = blots(STROKE, (300, 300, 5, 5), (200, 50, 40, 190))
    before = ink.copy()
    whole(ink)
    assert np.array_equal(ink, before)


@pytest.mark.parametrize("side", [1, 2, 4])
def test_specks_alone_are_a_blank_drawing(side: int) -> None:
    with pytest.raises(BlankDrawing):
        find_pieces(blots((30, 30, side, side), (200, 90, side, side)))


def test_a_small_drawing_in_a_large_picture_is_no_speck() -> None:
    assert box(whole(blots((30, 30, 5, 12)))) == (30, 30, 5, 12)


@pytest.mark.parametrize("side", [1, 2, 28, 1024])
def test_a_single_pixel_of_ink_is_a_speck_in_a_picture_of_any_size(side: int) -> None:
    with pytest.raises(BlankDrawing):
        find_pieces(blots((0, 0, 1, 1), side=side))


def test_paper_without_ink_is_a_blank_drawing() -> None:
    with pytest.raises(BlankDrawing):
        find_pieces(blots())


@pytest.mark.parametrize("value", range(10))
def test_all_digits_stay_whole(value: int) -> None:
    covered = digit(value).astype(np.float32)
    (piece,) = find_pieces(covered)
    assert piece.ink.sum() == pytest.approx(covered.sum(), rel=0.01)


def test_a_faint_spot_far_from_the_digit_does_not_stretch_its_box() -> None:
    ink = digit(7).astype(np.float32)
    clean = whole(ink)
    ink[280:283, 280:283] = 0.15
    assert box(whole(ink)) == box(clean)


def test_the_faint_end_of_a_stroke_belongs_to_it() -> None:
    ink = np.zeros((100, 100), np.float32)
    ink[20:70, 48:52] = 1
    ink[72:76, 48:52] = 0.15  # the pen is hardly on the paper any more
    mark = whole(ink)
    assert (mark.y, mark.height) == (20, 56)


def dots(count: int, side: int, apart: int) -> list[tuple[int, int, int, int]]:
    """Squares one under another, so many pixels between each and the next."""
    return [(100, 20 + place * (side + apart), side, side) for place in range(count)]


@pytest.mark.parametrize("room", [0.3, 1.0, 1.4])
def test_a_dotted_line_is_one_piece(room: float) -> None:
    line = dots(9, 16, round(16 * room))
    (piece,) = find_pieces(blots(*line))
    assert piece.ink.sum() == 9 * 16 * 16
    assert (piece.y, piece.y + piece.height) == (20, line[-1][1] + 16)


def test_dots_far_apart_are_pieces_of_their_own() -> None:
    assert len(find_pieces(blots(*dots(7, 16, 40)))) == 7


@pytest.mark.parametrize("room", [4, 12, 20])
def test_a_single_dot_is_a_piece_by_itself_however_close(room: int) -> None:
    dot = (150 + room, 100, 22, 16)
    assert [box(piece) for piece in find_pieces(blots(STROKE, dot))] == [STROKE, dot]


def test_a_dotted_line_and_the_stroke_that_it_goes_on_from_are_one_piece() -> None:
    (piece,) = find_pieces(blots(STROKE, *((120, 270 + 45 * dot, 24, 24) for dot in range(3))))
    assert (piece.y, piece.bottom) == (STROKE[1], 270 + 2 * 45 + 24)


def test_digits_under_each_other_are_no_dotted_line_however_many() -> None:
    seven = [(0, 0, 16, 3), (13, 3, 3, 17)]
    lines = [(x + 100, y + 20 + 30 * line, *sides) for line in range(9) for x, y, *sides in seven]
    assert len(find_pieces(blots(*lines))) == 9


def test_two_dotted_lines_are_two_pieces() -> None:
    left = dots(9, 16, 16)
    right = [(x + 120, y, *sides) for x, y, *sides in left]
    assert [piece.x for piece in find_pieces(blots(*left, *right))] == [100, 220]


def test_two_strokes_side_by_side_are_two_pieces_however_close() -> None:
    pieces = find_pieces(blots(STROKE, (152, 50, 30, 200)))
    assert [box(piece) for piece in pieces] == [STROKE, (152, 50, 30, 200)]


def test_marks_joined_are_all_their_ink_in_one_box() -> None:
    one = Mark(np.full((4, 2), 0.5, np.float32), x=10, y=20)
    other = Mark(np.ones((3, 5), np.float32), x=7, y=23)
    both = join([one, other])
    assert box(both) == (7, 20, 5, 6)
    assert both.ink[0].tolist() == [0, 0, 0, 0.5, 0.5]
    assert both.ink[3:].min() == 1  # where they overlap, the darker of the two
    assert join([one]) is one


def grid(count: int) -> np.ndarray:
    """So many dashes of 4 x 12 pixels, too far apart to hang together."""
    return blots(*((24 * (i % 42), 32 * (i // 42), 4, 12) for i in range(count)), side=1024)


def test_more_pieces_than_anybody_writes_are_too_many() -> None:
    assert len(find_pieces(grid(MOST_PIECES))) == MOST_PIECES
    for count in (MOST_PIECES + 1, 1300):
        with pytest.raises(TooManyMarks, match="more than 32 marks"):
            find_pieces(grid(count))


def test_as_many_dots_close_together_as_are_compared_are_one_piece() -> None:
    dots = [(2 * (n % 32), 2 * (n // 32), 1, 1) for n in range(MOST_COMPONENTS)]
    (piece,) = find_pieces(blots(*dots))
    assert box(piece) == (0, 0, 63, 63)
    with pytest.raises(TooManyMarks):
        find_pieces(blots(*dots, (0, 64, 1, 1)))


def test_a_quarter_of_a_million_dots_are_refused_before_each_is_compared_with_each() -> None:
    ink = np.zeros((1024, 1024), np.float32)
    ink[::2, ::2] = 1  # comparing them took a terabyte: an answer of 500
    with pytest.raises(TooManyMarks):
        find_pieces(ink)

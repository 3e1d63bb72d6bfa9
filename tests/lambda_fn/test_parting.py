"""Which pieces are one digit, as a judge of the test's own finds them likely."""

from collections.abc import Callable

import numpy as np
import pytest

from lambda_fn.cutting import cut
from lambda_fn.errors import TooManyMarks
from lambda_fn.manifest import NONE
from lambda_fn.marks import MOST, Mark, find_pieces
from lambda_fn.parting import LONGEST, part

Box = tuple[int, int, int, int]
"""x, y, width, height"""


def block(box: Box) -> Mark:
    x, y, width, height = box
    return Mark(np.ones((height, width), np.float32), x, y)


def box(mark: Mark) -> Box:
    return mark.x, mark.y, mark.width, mark.height


def chances(digit: float) -> np.ndarray:
    """(11,) of a mark that is a digit with this probability, and some four at that."""
    found = np.zeros(NONE + 1)
    found[[4, NONE]] = digit, 1 - digit
    return found


def judge(says: Callable[[Mark], float]) -> Callable[[list[Mark]], np.ndarray]:
    return lambda marks: np.stack([chances(says(mark)) for mark in marks])


# As sure of any mark as of another: what is parted, is parted by where the pieces lie.
EVEN = judge(lambda mark: 0.99)


def alike(pieces: list[Box]) -> list[Box]:
    """What pieces are parted to where each grouping is as likely a digit."""
    return [box(mark) for mark in part([block(piece) for piece in pieces], EVEN)]


def beside(gap: int) -> list[Box]:
    """Two strokes of a hundred pixels."""
    return [(20, 20, 30, 100), (50 + gap, 20, 30, 100)]


def test_pieces_close_to_each_other_are_one_mark_and_far_ones_two() -> None:
    assert alike(beside(2)) == [(20, 20, 62, 100)]
    assert alike(beside(60)) == beside(60)


def test_the_further_apart_the_rather_parted() -> None:
    counts = [len(alike(beside(gap))) for gap in range(0, 90, 3)]
    assert counts == sorted(counts)
    assert set(counts) == {1, 2}


def test_what_only_together_is_a_digit_stays_together() -> None:
    together = judge(lambda mark: 0.99 if mark.width > 30 else 0.01)
    (mark,) = part([block(piece) for piece in beside(20)], together)
    assert box(mark) == (20, 20, 80, 100)


def comb(x: int) -> Mark:
    """Five teeth on a thin back: wide enough to be cut, in three."""
    ink = np.zeros((100, 90), np.float32)
    ink[:2] = 1
    for tooth in range(0, 90, 20):
        ink[:, tooth : tooth + 10] = 1
    return Mark(ink, x, 20)


def test_in_however_many_parts_two_pieces_are_cut_they_may_be_one() -> None:
    combs = [comb(20), comb(105)]
    assert sum(len(cut(piece, 100)) for piece in combs) > LONGEST
    (mark,) = part(combs, judge(lambda mark: 0.99 if mark.width > 90 else 0.01))
    assert box(mark) == (20, 20, 175, 100)


def test_what_only_apart_are_digits_is_parted_however_close() -> None:
    apart = judge(lambda mark: 0.99 if mark.width == 30 else 0.01)
    assert len(part([block(piece) for piece in beside(1)], apart)) == 2


@pytest.mark.parametrize("sure", [0.3, 0.6, 0.9, 0.99])
def test_the_surer_the_halves_the_closer_they_may_stand(sure: float) -> None:
    def nearest(halves: float) -> int:
        says = judge(lambda mark: halves if mark.width == 30 else 0.5)
        gaps = (g for g in range(90) if len(part([block(p) for p in beside(g)], says)) == 2)
        return next(gaps, 90)

    assert nearest(sure) <= nearest(sure - 0.2)


def test_a_flat_piece_is_rather_part_of_its_neighbour() -> None:
    stroke, hat, digit = (20, 20, 30, 100), (80, 20, 40, 10), (80, 20, 40, 98)
    assert alike([stroke, hat]) == [(20, 20, 100, 100)]
    assert alike([stroke, digit]) == [stroke, digit]


def dash_or_digit(marks: list[Mark]) -> np.ndarray:
    """Dashes are whole things and none, blocks of 40x60 digits, and what else there is, neither."""
    none = {True: [0.9, 0.1], False: [0.2, 0.8]}
    return np.stack(
        [
            np.append(chances(0.99)[:NONE], [0.0, 0.01])
            if (mark.height, mark.width) == (60, 40)
            else np.append(np.zeros(NONE), none[mark.height <= 20])
            for mark in marks
        ]
    )


@pytest.mark.parametrize("height", [3, 10, 20])
def test_a_dash_beside_a_digit_is_a_mark_however_low(height: int) -> None:
    pieces = [(20, 40, 30, height), (80, 20, 40, 60)]
    assert [box(mark) for mark in part([*map(block, pieces)], dash_or_digit)] == pieces


def sure_of_what_is_high(marks: list[Mark]) -> np.ndarray:
    """What is high is a digit, with a line beside it more surely; a line is a part of something."""
    said = [chances(0.001 if m.height <= 25 else 0.99 if m.width > 40 else 0.97) for m in marks]
    return np.stack([np.append(each[:NONE], [0.0, each[NONE]]) for each in said])


def with_line(line: Box) -> list[Box]:
    """What a line and a digit beside it, 60 pixels high, are parted to."""
    marks = part([block(line), block((70, 20, 40, 60))], sure_of_what_is_high)
    return [box(mark) for mark in marks]


@pytest.mark.parametrize("gap", [4, 12, 30])
def test_a_minus_is_no_part_of_a_digit_however_close_and_sure_together(gap: int) -> None:
    assert with_line((40 - gap, 46, 30, 8)) == [(40 - gap, 46, 30, 8), (70, 20, 40, 60)]


@pytest.mark.parametrize(
    "line",
    [(36, 20, 30, 8), (36, 72, 30, 8), (42, 38, 24, 17), (55, 46, 10, 6), (60, 46, 30, 8)],
    ids=["at the top", "at the foot", "not level", "short", "over it"],
)
def test_another_line_may_be_part_of_the_digit(line: Box) -> None:
    assert len(with_line(line)) == 1


def sure_it_is_one_thing(marks: list[Mark]) -> np.ndarray:
    """Blocks of 40x60 may be digits, what is wider is a whole thing, the rest parts."""
    none = {True: [0.99, 0.01], False: [0.0, 1.0]}
    return np.stack(
        [
            np.append(chances(0.7)[:NONE], [0.0, 0.3])
            if (mark.height, mark.width) == (60, 40)
            else np.append(np.zeros(NONE), none[mark.width > 40])
            for mark in marks
        ]
    )


def with_sign(sign: Box) -> list[Box]:
    """What a sign and a digit beside it, 60 pixels high, are parted to."""
    marks = part([block(sign), block((70, 20, 40, 60))], sure_it_is_one_thing)
    return [box(mark) for mark in marks]


@pytest.mark.parametrize("high", [8, 20, 34])
def test_a_sign_is_a_thing_of_its_own_unless_it_is_close(high: int) -> None:
    for gap in (7, 12, 30):
        sign = (46 - gap, 50 - high // 2, 24, high)
        assert with_sign(sign) == [sign, (70, 20, 40, 60)]
    assert with_sign((42, 50 - high // 2, 24, high)) == [(42, 20, 68, 60)]


@pytest.mark.parametrize(
    "piece",
    [(34, 20, 24, 24), (34, 56, 24, 24), (34, 30, 24, 40), (52, 46, 8, 9)],
    ids=["at the top", "at the foot", "high", "a point"],
)
def test_another_piece_may_be_part_of_a_thing_that_is_no_digit(piece: Box) -> None:
    assert with_sign(piece) == [(piece[0], 20, 110 - piece[0], 60)]


def test_a_bar_in_a_letter_is_no_sign() -> None:
    letter = np.zeros((60, 40), np.float32)
    letter[:, :8] = letter[:8] = letter[-8:] = 1
    (mark,) = part([Mark(letter, 70, 20), block((94, 46, 30, 8))], sure_it_is_one_thing)
    assert box(mark) == (70, 20, 54, 60)


def test_a_small_nought_is_no_sign() -> None:
    """A percent sign's two noughts need not be level."""
    nought, digit = block((34, 40, 24, 20)), block((70, 20, 40, 60))

    def say(marks: list[Mark]) -> np.ndarray:
        small = np.append(chances(0.6)[:NONE], [0.0, 0.4])
        found = sure_it_is_one_thing(marks)
        return np.stack(
            [small if m is nought else one for m, one in zip(marks, found, strict=True)]
        )

    assert [box(mark) for mark in part([nought, digit], say)] == [(34, 20, 76, 60)]
    assert len(part([nought, digit], sure_it_is_one_thing)) == 2


def test_the_lines_of_an_equals_sign_are_signs() -> None:
    lines = [block((20, 40, 30, 5)), block((21, 56, 30, 5))]
    marks = part([*lines, block((70, 20, 40, 60))], sure_it_is_one_thing)
    assert box(marks[-1]) == (70, 20, 40, 60)


def test_a_dash_over_a_digit_is_no_mark_beside_it() -> None:
    digit = (30, 60, 40, 60)
    for dash, count in (((20, 35, 30, 20), 1), ((-60, 35, 30, 20), 2)):
        assert len(part([block(dash), block(digit)], dash_or_digit)) == count


def test_a_speck_beside_digits_is_left_out_and_what_is_larger_is_not() -> None:
    digits = [(60, 20, 30, 100), (160, 20, 40, 100)]
    for speck in ((10, 60, 12, 16), (121, 90, 8, 12), (240, 110, 20, 9)):
        assert alike([speck, *digits]) == digits
    for mark in ((10, 40, 12, 45), (270, 105, 60, 15)):
        assert len(alike([mark, *digits])) == 3
    assert alike([(240, 105, 60, 15), *digits]) == [digits[0], (160, 20, 140, 100)]


def test_a_dot_over_a_letter_is_part_of_it() -> None:
    never = judge(lambda mark: 0.001)
    (letter,) = part([block((20, 20, 12, 14)), block((20, 50, 12, 80))], never)
    assert box(letter) == (20, 20, 12, 110)


def test_what_is_no_digit_is_a_mark_too() -> None:
    never = judge(lambda mark: 0.001)
    assert len(part([block((20, 20, 60, 100))], never)) == 1
    assert len(part([block(piece) for piece in beside(200)], never)) == 2


def no_digit(whole: float) -> Callable[[list[Mark]], np.ndarray]:
    """Wide marks are no digit, and this likely one whole thing; narrow ones may be digits."""

    def say(mark: Mark) -> np.ndarray:
        if mark.width <= 60:
            return np.append(chances(0.2), 0.0)
        return np.append(np.zeros(NONE), [whole, 1 - whole])

    return lambda marks: np.stack([say(mark) for mark in marks])


def test_several_digits_are_taken_apart_and_a_whole_thing_is_not() -> None:
    close = [block(piece) for piece in beside(12)]
    assert len(part(close, no_digit(whole=0.01))) == 2
    assert len(part(close, no_digit(whole=0.99))) == 1


def how_many(gap: int, apart: float, together: list[float]) -> int:
    """Marks read of two strokes: each a digit so likely, and else neither a digit nor whole.

    Together they are so likely a digit, one whole thing that is none, and neither.
    """

    def say(mark: Mark) -> np.ndarray:
        digit, *none = [apart, 0.0, 1 - apart] if mark.width == 30 else together
        return np.append(chances(digit)[:NONE], none)

    strokes = [block(piece) for piece in beside(gap)]
    return len(part(strokes, lambda marks: np.stack([say(mark) for mark in marks])))


def test_what_would_be_called_a_digit_is_not_joined_as_a_thing_that_is_none() -> None:
    assert how_many(60, apart=0.3, together=[0.49, 0.51, 0.0]) == 1
    assert how_many(60, apart=0.3, together=[0.51, 0.49, 0.0]) == 2
    assert how_many(5, apart=0.3, together=[0.51, 0.49, 0.0]) == 1


def test_what_is_likelier_several_digits_is_rather_parted() -> None:
    assert how_many(5, apart=0.55, together=[0.55, 0.0, 0.45]) == 1
    assert how_many(5, apart=0.55, together=[0.4, 0.0, 0.6]) == 2


def test_what_a_reading_consists_of_is_judged_again() -> None:
    close, sure = [block(piece) for piece in beside(12)], {30: 0.99, 72: 0.6}
    unsure = {**sure, 30: 0.3}
    first, again = (judge(lambda mark, said=said: said[mark.width]) for said in (sure, unsure))
    assert len(part(close, first)) == len(part(close, first, first)) == 2
    assert len(part(close, first, again)) == 1
    assert len(part(close, again, first)) == 1  # the halves were never thought of


def test_no_more_is_judged_again_than_readings_consist_of() -> None:
    asked: list[Mark] = []

    def again(marks: list[Mark]) -> np.ndarray:
        asked.extend(marks)
        return EVEN(marks)

    apart = [block((60 * place, 20, 30, 100)) for place in range(8)]
    assert part(apart, EVEN, again) == asked == apart


def test_marks_come_top_row_first_and_from_left_to_right() -> None:
    high = [(20, 20, 30, 100), (120, 25, 30, 100), (220, 15, 30, 100)]
    low = [(20, 220, 30, 100), (120, 225, 30, 100)]
    single = judge(lambda mark: 0.99 if mark.width == 30 else 0.01)
    marks = part([block(piece) for piece in [*low[::-1], *high[::-1]]], single)
    assert [box(mark) for mark in marks] == [*high, *low]


def test_an_eight_of_two_rings_is_one_mark_where_that_is_likelier() -> None:
    rings = [block((20, 20, 60, 60)), block((22, 84, 60, 60))]
    assert len(part(rings, judge(lambda mark: 0.99 if mark.height > 100 else 0.2))) == 1
    assert len(part(rings, judge(lambda mark: 0.2 if mark.height > 100 else 0.99))) == 2


def strokes(count: int) -> list[Mark]:
    return [block((50 * place, 10, 8, 60)) for place in range(count)]


def test_so_many_marks_are_read_and_one_more_is_too_many() -> None:
    assert len(part(strokes(MOST), EVEN)) == MOST == 32
    with pytest.raises(TooManyMarks, match="more than 32 marks"):
        part(strokes(MOST + 1), EVEN)


def test_too_many_marks_on_two_lines_are_too_many() -> None:
    below = [Mark(mark.ink, mark.x, mark.y + 120) for mark in strokes(17)]
    with pytest.raises(TooManyMarks):
        part([*strokes(16), *below], EVEN)


def test_many_parts_of_few_digits_are_not_too_many() -> None:
    halves = [block((90 * (i // 2) + 12 * (i % 2), 10, 10, 60)) for i in range(40)]
    assert len(part(halves, judge(lambda mark: 0.99 if mark.width > 10 else 0.01))) == 20


def test_the_same_pieces_are_always_parted_alike() -> None:
    dice = np.random.default_rng(3)
    ink = np.zeros((200, 900), np.float32)
    for x in range(20, 850, 60):
        ink[20 : dice.integers(60, 180), x : x + dice.integers(5, 55)] = 1
    noisy = judge(lambda mark: (mark.width * 37 % 100) / 100)
    one, other = (part(find_pieces(ink), noisy) for _ in range(2))
    assert [box(mark) for mark in one] == [box(mark) for mark in other]
    assert sum(mark.ink.sum() for mark in one) == pytest.approx(ink.sum())

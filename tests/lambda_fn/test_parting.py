"""Which pieces are one digit, as a judge of the test's own finds them likely."""

import math
from collections.abc import Callable

import numpy as np
import pytest

from lambda_fn import parting
from lambda_fn.cutting import cut
from lambda_fn.errors import TooManyMarks
from lambda_fn.manifest import NONE
from lambda_fn.marks import MOST, Mark, find_pieces
from lambda_fn.parting import LONGEST, RIVALS, Parted, Way
from tests.lambda_fn.blocks import Box, block, box, chances, judge, part

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


def test_how_sure_a_parting_is_goes_by_what_speaks_for_others() -> None:
    def shares(gap: int, whole: float) -> list[float]:
        says = judge(lambda mark: whole if mark.width > 30 else 0.9)
        return parting.part([block(piece) for piece in beside(gap)], says).shares

    assert shares(40, 0.01) == pytest.approx([1, 1], abs=0.05)
    doubtful = [math.prod(shares(gap, 0.9)) for gap in range(5, 90, 5)]
    apart = [len(shares(gap, 0.9)) == 2 for gap in range(5, 90, 5)]
    turn = apart.index(True)
    assert 0.5 <= doubtful[turn] < 0.9
    assert doubtful[turn:] == sorted(doubtful[turn:])
    assert doubtful[:turn] == sorted(doubtful[:turn], reverse=True)


def test_two_that_stand_further_apart_than_an_eights_rings_are_two() -> None:
    says = judge(lambda mark: 0.99 if mark.height > 100 else 0.9)
    for paper, count in ((4, 1), (30, 2)):
        rings = [block((20, 20, 60, 60)), block((22, 80 + paper, 60, 60))]
        assert len(part(rings, says)) == count


def test_three_rows_are_never_one_mark() -> None:
    column = [block((20, 20 + 64 * row, 60, 60)) for row in range(3)]
    assert len(part(column, judge(lambda mark: 0.99 if mark.height > 100 else 0.5))) == 3


def test_one_mark_or_one_over_another_share_what_speaks_for_them() -> None:
    rings = [block((20, 20, 60, 60)), block((22, 84, 60, 60))]

    def shares(one: float, each: float) -> list[float]:
        return parting.part(rings, judge(lambda mark: one if mark.height > 100 else each)).shares

    assert shares(0.99, 0.2) == pytest.approx([1], abs=0.02)
    assert shares(0.2, 0.99) == pytest.approx([1, 1], abs=0.02)
    (doubtful,) = shares(0.8, 0.9)
    upper, lower = shares(0.7, 0.9)
    assert doubtful < 0.9
    assert upper < 0.9
    assert lower == 1


def boxes(ways: list[Way]) -> list[list[Box]]:
    return [[box(mark) for mark in way.marks] for way in ways]


def test_how_else_it_may_be_parted_is_told_where_it_is_likely() -> None:
    def parted(gap: int, sure: float) -> Parted:
        says = judge(lambda mark: sure if mark.width == 30 else 0.9)
        return parting.part([block(piece) for piece in beside(gap)], says)

    for gap in range(5, 90, 5):
        found = parted(gap, 0.9)
        apart, one = beside(gap), [(20, 20, 60 + gap, 100)]
        assert boxes([found.ways[0]]) == [[box(mark) for mark in found.marks]]
        assert math.fsum(way.share for way in found.ways) == pytest.approx(1, abs=0.02)
        others = [apart] if len(found.marks) == 1 else [one]
        assert boxes(found.others) == (others if math.prod(found.shares) < 0.99 else [])
    assert any(parted(gap, 0.9).others for gap in range(5, 90, 5))
    assert parted(90, 0.99).others == []


def test_rows_may_be_parted_otherwise_one_by_one() -> None:
    row = beside(20)
    lower = [(x, y + 130, width, height) for x, y, width, height in row]
    says = judge(lambda mark: 0.9 if mark.height == 100 else 0.01)
    upper, both = (parting.part([block(p) for p in pieces], says) for pieces in (row, row + lower))
    (other,) = upper.others
    assert len(other.marks) != len(upper.marks)
    assert len(both.marks) == 2 * len(upper.marks)
    rivals = [way for way in both.others if len(way.marks) > 1]  # than all in one
    assert [len(way.marks) for way in rivals] == [3, 3, 2 * len(other.marks)]
    odds = other.share / math.prod(upper.shares)
    found = [way.share / math.prod(both.shares) for way in rivals]
    assert found == pytest.approx([odds, odds, odds**2], rel=0.02)


def test_one_over_another_may_be_one_mark_and_the_other_way_round() -> None:
    rings = [block((20, 20, 60, 60)), block((22, 84, 60, 60))]
    for one, each, marks in ((0.8, 0.9, 1), (0.7, 0.9, 2)):
        says = judge(lambda mark, sure=(one, each): sure[mark.height <= 100])
        found = parting.part(rings, says)
        (other,) = found.others
        assert (len(found.marks), len(other.marks)) == (marks, 3 - marks)
        assert math.prod(found.shares) + other.share == pytest.approx(1)


def test_no_more_than_a_few_others_are_told() -> None:
    row = [(25 * place, 10, 20, 60) for place in range(4)]
    lower = [(x, y + 90, width, height) for x, y, width, height in row]
    says = judge(lambda mark: (0.9 if mark.width == 20 else 0.7) if mark.height == 60 else 0.01)
    one, both = (parting.part([block(p) for p in pieces], says) for pieces in (row, row + lower))
    assert 0 < len(one.others) < RIVALS
    assert len(both.others) == RIVALS
    shares = [way.share for way in both.others]
    assert shares == sorted(shares, reverse=True)


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

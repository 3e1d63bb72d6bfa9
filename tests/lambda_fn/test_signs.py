"""Dashes, minuses and other signs beside digits, which are marks of their own."""

import numpy as np
import pytest

from lambda_fn.manifest import NONE
from lambda_fn.marks import Mark
from tests.lambda_fn.blocks import Box, block, box, chances, part


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

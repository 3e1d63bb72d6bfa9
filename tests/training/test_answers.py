"""The measure's figures and its table."""

from dataclasses import replace

import numpy as np
import pytest

from training.answers import ALONE, GIVEN, TITLES, Answers, table
from training.conditions import CONDITIONS


def answers(*pairs: tuple[str, str], sure: float = 1.0) -> Answers:
    """Of pairs of what a picture is and what was said of it."""
    labels, said = zip(*pairs, strict=True)
    count = len(pairs)
    return Answers([b""] * count, list(labels), list(said), np.full(count, sure), [[]] * count)


def test_an_answer_is_right_where_all_of_it_is() -> None:
    found = answers(("47", "47"), ("47", "41"), ("47", "4"), ("7", "7"), ("?", "?"), ("7", ""))
    assert found.right.tolist() == [True, False, False, True, True, False]


def test_what_is_told_beside_counts_too_where_it_is_right() -> None:
    found = answers(("47", "47"), ("47", "41"), ("7", "1"), ("7", "?"))
    found = replace(found, others=[["41"], ["4", "47"], ["2"], ["7"]])
    assert found.told.tolist() == [True, True, False, True]
    assert (found.summary()["right"], found.summary()["told"]) == (0.25, 0.75)


def test_an_answer_is_refused_where_any_mark_is_no_digit() -> None:
    found = answers(("47", "4?"), ("7", "?"), ("?", "?"), ("7", "1"), ("7", ""))
    assert found.refused.tolist() == [True, True, True, False, False]


def test_an_answer_is_parted_wrongly_where_its_marks_are_more_or_fewer() -> None:
    found = answers(("47", "4"), ("47", "471"), ("47", "14"), ("7", ""), ("?", "??"))
    assert found.misparted.tolist() == [True, True, False, True, True]


def test_the_summary_counts_them_in_parts_of_one() -> None:
    found = answers(("1", "1"), ("2", "2"), ("3", "8"), ("47", "4?"), ("5", "51"), sure=0.4)
    assert found.summary() == {
        "pictures": 5,
        "right": 0.4,
        "told": 0.4,
        "refused": 0.2,
        "misparted": 0.2,
        "calibration_error": 0.0,  # four in ten were promised, and are right
    }


def test_confidence_that_is_not_borne_out_is_calibration_error() -> None:
    found = answers(("1", "1"), ("2", "2"), ("3", "8"), ("4", "9"), sure=0.9)
    assert found.summary()["calibration_error"] == pytest.approx(0.4)


def test_the_table_is_markdown_with_a_line_for_each_set() -> None:
    row = answers(*[("7", "7")] * 1999, ("7", "?")).summary()
    head, rule, *lines = table({"plain": row, "numbers": row}).splitlines()
    assert len(lines) == 2
    assert len({len(line) for line in (head, rule, *lines)}) == 1
    assert {line.count("|") for line in (head, rule, *lines)} == {8}
    cells = [cell.strip() for cell in lines[0].strip("|").split("|")]
    *cells, off = cells
    assert cells == ["pen digits, drawn plainly", "2,000", "99.95%", "99.95%", "0.05%", "0.00%"]
    assert off == "0.0005"


def test_every_condition_has_its_title_in_the_table() -> None:
    told = {f"{name}_told" for name in ("numbers", "touching", "others")}
    composed = {"numbers", "touching", "rows", "sums"}
    assert set(TITLES) == {ALONE, "mnist", *CONDITIONS, *composed, "others", *told, GIVEN}

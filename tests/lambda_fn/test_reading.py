import numpy as np
import pytest

from lambda_fn.reading import Alternative, Box, Digit, Reading

BOX = Box(x=1, y=2, width=3, height=4)
OTHERS = [Alternative("417", 0.123456)]


def mark(digit: int | None, confidence: float) -> Digit:
    chances = np.full(10, 0.01)
    return Digit(digit, digit or 0, confidence, chances, none=0.9, box=BOX)


def reading(*digits: Digit) -> Reading:
    return Reading(list(digits), OTHERS, version="v1", sha256="ab" * 32, milliseconds={})


def test_digits_make_a_number_and_its_words() -> None:
    told = reading(mark(4, 0.9), mark(0, 0.8), mark(7, 0.5)).to_dict()
    assert (told["number"], told["words"]) == ("407", "four zero seven")
    assert told["confidence"] == pytest.approx(0.9 * 0.8 * 0.5)
    assert told["alternatives"] == [{"number": "417", "confidence": 0.1235}]
    assert told["model"] == {"version": "v1", "sha256": "ab" * 32}


def test_a_mark_that_is_no_digit_makes_the_number_unknown() -> None:
    told = reading(mark(4, 0.9), mark(None, 0.8)).to_dict()
    assert told["number"] is told["words"] is None
    assert told["confidence"] == pytest.approx(0.72)
    assert [digit["word"] for digit in told["digits"]] == ["four", None]


def test_a_digit_tells_its_box_and_its_probabilities_as_plain_numbers() -> None:
    told = mark(4, 0.87654321).to_dict()
    assert told["box"] == {"x": 1, "y": 2, "width": 3, "height": 4}
    assert told["probabilities"] == [0.01] * 10
    assert told["confidence"] == 0.8765
    assert "seen" not in told

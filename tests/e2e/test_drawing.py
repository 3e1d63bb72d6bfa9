"""Drawing: what is drawn is read, by mouse, touch and pen, and nothing gets in the way."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.e2e.hand import DIGITS, number
from tests.e2e.pad import Fingers, Pad, Stylus
from tests.lambda_fn.drawings import encoded

pytestmark = pytest.mark.browser

DOT = [[(0.5, 0.4)]]
ANGLE, BAR = [(0.25, 0.24), (0.15, 0.44), (0.35, 0.44)], [(0.515, 0.2), (0.515, 0.6)]
LINE = [[(0.5, 0.16), (0.5, 0.64)]]


@pytest.mark.parametrize("digit", DIGITS)
def test_a_digit_drawn_by_mouse_is_read(pad: Pad, digit: int) -> None:
    pad.draw(DIGITS[digit])
    expect(pad.answer).to_have_text(str(digit))
    assert pad.console == []


@pytest.mark.parametrize("digit", DIGITS)
def test_a_digit_drawn_by_touch_is_read(phone: Pad, fingers: Fingers, digit: int) -> None:
    fingers.draw(DIGITS[digit])
    expect(phone.answer).to_have_text(str(digit))
    assert phone.console == []


@pytest.mark.parametrize("digit", DIGITS)
def test_a_digit_drawn_by_pen_is_read(tablet: Pad, digit: int) -> None:
    Stylus(tablet).draw(DIGITS[digit])
    expect(tablet.answer).to_have_text(str(digit))
    assert tablet.console == []


@pytest.mark.parametrize("figures", ["47", "2025", "105"])
def test_a_number_of_several_digits_is_read(pad: Pad, figures: str) -> None:
    pad.draw(number(figures, size=0.9 / len(figures), apart=0.5))
    expect(pad.answer).to_have_text(figures)
    assert pad.console == []


def test_what_may_be_one_digit_or_two_is_told_as_both(pad: Pad) -> None:
    pad.draw([ANGLE, BAR])  # a four in two strokes, far apart
    sure = pad.page.locator("#certainty")
    expect(sure).to_have_text(re.compile(r"^\d\d% sure, or perhaps (41|4)$"))
    assert {pad.answer.inner_text(), sure.inner_text().split()[-1]} == {"4", "41"}


@pytest.mark.parametrize("figures", ["306", "302"])
def test_digits_that_touch_are_read_by_their_strokes(pad: Pad, figures: str) -> None:
    strokes = number(figures, size=0.9 / len(figures), apart=0.3)
    pad.watch()
    pad.draw(strokes)
    expect(pad.answer).to_have_text(figures)
    alone = encoded(np.asarray(pad.posted()))
    assert pad.read(alone)["number"] != figures
    width = pad.posted().width
    assert len(pad.told()) == len(strokes)
    for told, drawn in zip(pad.told(), strokes, strict=True):
        ends = np.array(told)[:, [0, -1]].T
        assert np.abs(ends - np.array([drawn[0], drawn[-1]]) * width).max() <= 1.5
    assert pad.console == []


def test_a_wide_letter_in_a_single_stroke_is_one_thing_and_no_digit(pad: Pad) -> None:
    pad.watch()
    pad.draw([[(0.1, 0.6), (0.25, 0.2), (0.4, 0.6), (0.55, 0.2), (0.7, 0.6)]])
    expect(pad.answer).to_have_text("?")
    assert len(pad.told()) == 1
    pad.press("Clear")
    pad.draw(DIGITS[1])
    expect(pad.answer).to_have_text("1")
    assert pad.told() == []  # a narrow stroke tells no more than its picture
    assert pad.console == []


def test_undo_takes_back_one_stroke_and_asks_again(pad: Pad) -> None:
    pad.draw(DIGITS[1])
    expect(pad.answer).to_have_text("1")
    pad.draw([[(0.2, 0.1), (0.3, 0.2), (0.2, 0.3), (0.3, 0.4)]])
    expect(pad.answer).not_to_have_text("1")
    pad.press("Undo")
    expect(pad.answer).to_have_text("1")


def test_clear_empties_paper_and_answer_and_undo_brings_them_back(pad: Pad) -> None:
    pad.draw(DIGITS[7])
    expect(pad.answer).to_have_text("7")
    pad.press("Clear")
    expect(pad.answer).to_have_text("")
    assert pad.ink() == 0
    pad.page.keyboard.press("Control+z")
    expect(pad.answer).to_have_text("7")
    assert pad.console == []


def test_blank_paper_and_dots_are_not_sent(pad: Pad) -> None:
    pad.press("Clear")
    pad.press("Undo")
    pad.draw(DOT)
    expect(pad.notice).to_have_text("Just a dot so far. Go on drawing.")
    assert pad.ink() > 20, "it is there to be seen"
    pad.press("Undo")
    expect(pad.notice).to_have_text("")
    assert pad.asked == []
    assert pad.console == []


def test_a_digit_of_dots_is_read(pad: Pad) -> None:
    dots = [(0.35 + 0.04 * i, 0.15) for i in range(8)]
    dots += [(0.63 - 0.03 * i, 0.15 + 0.06 * i) for i in range(1, 9)]
    pad.draw([[dot] for dot in dots])
    expect(pad.answer).to_have_text("7")
    assert pad.console == []


def test_what_is_selected_on_the_page_does_not_take_the_mouse_from_the_stroke(pad: Pad) -> None:
    pad.draw(DIGITS[1])
    expect(pad.answer).to_have_text("1")
    before = pad.ink()
    pad.page.keyboard.press("Control+a")
    pad.draw([[(0.2, 0.1), (0.3, 0.2), (0.2, 0.3), (0.3, 0.4)]])
    assert pad.ink() > 1.2 * before
    expect(pad.answer).not_to_have_text("1")


def test_the_page_does_not_scroll_under_a_drawing_finger(phone: Pad, fingers: Fingers) -> None:
    upward = [[(0.5, 0.7), (0.5, 0.5), (0.5, 0.3), (0.5, 0.1), (0.5, -0.1)]]
    below = [[(x, y + 1.2) for x, y in upward[0]]]
    fingers.draw(upward)
    phone.page.wait_for_timeout(200)
    assert phone.page.evaluate("scrollY") == 0
    fingers.draw(below)  # the same finger on the text below does scroll
    phone.page.wait_for_function("scrollY > 50")


def test_a_second_finger_draws_nothing(phone: Pad, fingers: Fingers) -> None:
    line = phone.on_screen([(0.3, 0.2), (0.3, 0.4), (0.3, 0.6)])
    other = phone.on_screen([(0.7, 0.2), (0.7, 0.4), (0.7, 0.6)])
    fingers.touch("touchStart", line[0])
    fingers.touch("touchStart", line[0], other[0])
    fingers.touch("touchMove", line[1], other[1])
    fingers.touch("touchMove", line[2], other[2])
    fingers.touch("touchEnd")
    expect(phone.answer).to_have_text("1")
    phone.press("Undo")
    expect(phone.page.locator("#hint")).to_be_visible()


def test_a_stroke_that_the_browser_takes_away_is_dropped(phone: Pad, fingers: Fingers) -> None:
    fingers.draw(DIGITS[7])
    expect(phone.answer).to_have_text("7")
    palm = phone.on_screen([(0.1, 0.7), (0.3, 0.7)])
    for kind, point in zip(("touchStart", "touchMove"), palm, strict=True):
        fingers.touch(kind, point)
    fingers.touch("touchCancel")
    expect(phone.answer).to_have_text("7")
    phone.press("Undo")
    expect(phone.page.locator("#hint")).to_be_visible()
    fingers.draw(DIGITS[3])
    expect(phone.answer).to_have_text("3")


def test_a_stroke_may_end_outside_the_paper(pad: Pad) -> None:
    pad.draw([[(0.5, 0.2), (0.5, 0.6), (0.5, 0.9)]])
    pad.page.mouse.move(700, 300)  # the button is up: this draws nothing
    expect(pad.answer).to_have_text("1")


def test_the_drawing_survives_another_size_of_the_window(pad: Pad) -> None:
    pad.draw(LINE)
    expect(pad.answer).to_have_text("1")
    pad.page.set_viewport_size({"width": 500, "height": 800})
    pad.page.wait_for_function(
        "() => { const it = document.querySelector('#canvas'); return it.width === it.clientWidth }"
    )
    assert pad.ink() > 0
    with pad.page.expect_request("**/api/predict*"):
        pad.draw([[(0.3, 0.16), (0.7, 0.16)]])

"""For who only looks: an example is drawn on the blank paper, and read."""

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.chromium import DESKTOP
from tests.e2e.hand import DIGITS
from tests.e2e.pad import Fingers, Pad
from tests.e2e.tools import button

pytestmark = pytest.mark.browser

ITS_TIME = 20_000  # ms: at a hand's speed, and on a machine that is busy


def show_me(pad: Pad) -> None:
    pad.press("Show me")


def until_it_draws(pad: Pad) -> None:
    expect(pad.page.locator("#hint")).to_be_hidden()
    while not pad.ink():
        pad.page.wait_for_timeout(50)


def test_examples_are_drawn_and_read_one_after_the_other(pad: Pad) -> None:
    for figures in ("42", "7", "305"):
        show_me(pad)
        expect(pad.answer).to_have_text(figures, timeout=ITS_TIME)
        pad.press("Clear")
        expect(pad.page.locator("#hint")).to_be_visible()
    assert pad.console == []


def test_it_is_drawn_stroke_by_stroke(pad: Pad) -> None:
    show_me(pad)
    until_it_draws(pad)
    some = pad.ink()
    expect(pad.answer).to_have_text("42", timeout=ITS_TIME)
    assert pad.ink() > 2 * some


def test_the_hint_leaves_and_one_undo_brings_it_back(pad: Pad) -> None:
    show_me(pad)
    expect(pad.page.locator("#hint")).to_be_hidden()
    expect(button(pad, "Show me")).to_be_hidden()
    expect(pad.answer).to_have_text("42", timeout=ITS_TIME)
    pad.press("Undo")
    expect(pad.page.locator("#hint")).to_be_visible()
    assert pad.ink() == 0
    pad.press("Redo")
    expect(pad.answer).to_have_text("42")


def test_it_is_drawn_with_the_persons_own_ink(pad: Pad) -> None:
    pad.watch()
    pad.page.locator("summary", has_text="Pen and paper").click()
    pad.page.get_by_role("group", name="Ink").get_by_role("button", name="Red").click()
    pad.page.keyboard.press("Escape")
    show_me(pad)
    expect(pad.answer).to_have_text("42", timeout=ITS_TIME)
    colours = pad.posted().getcolors(100_000) or []
    assert (190, 40, 40) in [colour for _, colour in colours]


def test_a_key_stops_it_at_once(pad: Pad) -> None:
    show_me(pad)
    until_it_draws(pad)
    pad.page.keyboard.press("Shift")
    left = pad.ink()
    pad.page.wait_for_timeout(1500)
    assert pad.ink() == left
    pad.press("Undo")
    assert pad.ink() == 0


def test_clear_stops_it(pad: Pad) -> None:
    show_me(pad)
    until_it_draws(pad)
    pad.press("Clear")
    pad.page.wait_for_timeout(1500)
    assert pad.ink() == 0
    expect(pad.page.locator("#hint")).to_be_visible()


def test_who_takes_the_pen_has_the_paper_to_themselves(pad: Pad) -> None:
    show_me(pad)
    until_it_draws(pad)
    pad.draw(DIGITS[7])
    expect(pad.answer).to_have_text("7")
    pad.page.wait_for_timeout(1500)
    expect(pad.answer).to_have_text("7")
    pad.press("Undo")
    assert pad.ink() == 0
    assert pad.console == []


def test_on_a_phone_too(phone: Pad, fingers: Fingers) -> None:
    button(phone, "Show me").tap()
    until_it_draws(phone)
    fingers.draw(DIGITS[3])
    expect(phone.answer).to_have_text("3")
    assert phone.console == []


def test_a_stroke_that_starts_on_the_button_draws(pad: Pad) -> None:
    box = button(pad, "Show me").bounding_box()
    assert box is not None
    x, y = box["x"] + 20, box["y"] + 20
    pad.page.mouse.move(x, y)
    pad.page.mouse.down()
    pad.page.mouse.move(x - 10, y - 200, steps=8)
    pad.page.mouse.up()
    expect(pad.answer).to_have_text("1")
    pad.press("Undo")
    assert pad.ink() == 0


def test_by_keyboard_the_focus_goes_on_to_undo(pad: Pad) -> None:
    button(pad, "Show me").focus()
    pad.page.keyboard.press("Enter")
    expect(button(pad, "Undo")).to_be_focused()
    expect(pad.answer).to_have_text("42", timeout=ITS_TIME)


def test_who_wants_nothing_to_move_has_it_at_once(browser: Browser, address: str) -> None:
    with browser.new_context(**DESKTOP, reduced_motion="reduce") as context:
        pad = Pad(context.new_page())
        pad.page.goto(address)
        drawn = pad.page.evaluate(
            """() => {
                document.querySelector("#show").click();
                return document.querySelector("#hint").hidden;
            }"""
        )
        assert drawn
        whole = pad.ink()
        expect(pad.answer).to_have_text("42")
        assert pad.ink() == whole
        pad.press("Undo")
        assert pad.ink() == 0

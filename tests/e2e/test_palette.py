"""Pen and paper: width and colours, by pointer and by key, on every screen."""

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.chromium import DESKTOP
from tests.e2e.hand import DIGITS
from tests.e2e.pad import Pad
from tests.e2e.test_pictures import SEVEN, choose, file
from tests.e2e.tools import BAR, HAT, button, gap, open_palette, slide, swatch

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("scheme", "paper", "ink"),
    [("light", (255, 254, 251), (31, 42, 92)), ("dark", (29, 32, 39), (233, 236, 255))],
)
def test_what_is_sent_is_what_is_seen(
    browser: Browser, address: str, scheme: Any, paper: Any, ink: Any
) -> None:
    with browser.new_context(**DESKTOP, color_scheme=scheme) as context:
        pad = Pad(context.new_page())
        pad.page.goto(address)
        pad.watch()
        pad.draw([BAR])
        expect(pad.answer).to_have_text("1")
        assert pad.posted().getpixel((20, 20)) == paper
        assert pad.posted().getpixel((200, 160)) == ink


def test_chosen_colours_are_drawn_sent_and_read(pad: Pad) -> None:
    pad.watch()
    pad.draw(DIGITS[7])
    expect(pad.answer).to_have_text("7")
    open_palette(pad)
    swatch(pad, "Ink", "White").click()
    swatch(pad, "Paper", "Blackboard").click()
    expect(swatch(pad, "Paper", "Blackboard")).to_have_attribute("aria-pressed", "true")
    expect(pad.page.locator(".paper")).to_have_css("background-color", "rgb(32, 62, 52)")
    slide(pad, "Ink", "Red", 250)
    slide(pad, "Ink", "Green", 200)
    slide(pad, "Ink", "Blue", 60)
    expect(swatch(pad, "Ink", "White")).to_have_attribute("aria-pressed", "false")
    picture = pad.posted()
    for _ in range(40):  # the sliders' last request comes when they rest, on a busy machine late
        if picture.getpixel((200, 70)) == (250, 200, 60):
            break
        pad.page.wait_for_timeout(250)
        picture = pad.posted()
    assert picture.size == (400, 320)
    assert picture.getpixel((390, 10)) == (32, 62, 52)
    assert picture.getpixel((200, 70)) == (250, 200, 60)
    expect(pad.answer).to_have_text("7")
    assert pad.console == []


def test_the_paper_is_chosen_while_a_picture_lies_on_it(pad: Pad) -> None:
    choose(pad, file(SEVEN))
    expect(pad.answer).to_have_text("7")
    open_palette(pad)
    swatch(pad, "Paper", "Blackboard").click()
    red = pad.page.get_by_role("group", name="Paper").get_by_role("slider", name="Red")
    for level in (33, 34, 35):
        red.press("ArrowRight")
        expect(red).to_have_value(str(level))
    expect(pad.page.locator(".paper")).to_have_css("background-color", "rgb(35, 62, 52)")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_automatic_ink_suits_the_paper(browser: Browser, address: str, scheme: Any) -> None:
    with browser.new_context(**DESKTOP, color_scheme=scheme) as context:
        pad = Pad(context.new_page())
        pad.page.goto(address)
        open_palette(pad)
        for paper, ink in (
            ("Blackboard", "rgb(233, 236, 255)"),
            ("Cream", "rgb(31, 42, 92)"),
            ("Black", "rgb(233, 236, 255)"),
            ("White", "rgb(31, 42, 92)"),
        ):
            swatch(pad, "Paper", paper).click()
            expect(pad.page.locator("#canvas")).to_have_css("color", ink)
            expect(swatch(pad, "Ink", "Automatic")).to_have_attribute("aria-pressed", "true")


def test_a_slider_held_down_by_key_asks_once_it_is_calm(pad: Pad) -> None:
    pad.draw(DIGITS[7])
    expect(pad.answer).to_have_text("7")
    asked = len(pad.asked)
    open_palette(pad)
    with pad.page.expect_response("**/api/predict*"):
        pad.page.get_by_role("group", name="Ink").get_by_role("slider", name="Red").evaluate(
            """(slider) => {
                for (let times = 0; times < 20; times += 1) {
                    slider.stepUp();
                    for (const type of ["input", "change"]) {
                        slider.dispatchEvent(new Event(type, { bubbles: true }));
                    }
                }
            }"""
        )
    assert len(pad.asked) == asked + 1
    pad.page.get_by_role("slider", name="Width").fill("68")  # the next line's, not the drawing's
    pad.page.wait_for_timeout(500)
    assert len(pad.asked) == asked + 1


def test_ink_that_cannot_be_seen_is_told_calmly_and_not_sent(pad: Pad) -> None:
    pad.draw([BAR])
    expect(pad.answer).to_have_text("1")
    asked = len(pad.asked)
    open_palette(pad)
    expect(pad.page.locator("#alike")).to_have_text("")
    swatch(pad, "Ink", "White").click()
    expect(pad.page.locator("#alike")).to_have_text("Ink and paper are too alike to be seen.")
    expect(pad.notice).to_contain_text("too alike to be seen")
    expect(pad.answer).to_have_text("")
    assert len(pad.asked) == asked
    swatch(pad, "Ink", "Automatic").click()
    expect(pad.page.locator("#alike")).to_have_text("")
    expect(pad.answer).to_have_text("1")


def test_the_width_slider_sets_the_width_of_the_next_line(pad: Pad) -> None:
    pad.draw([[(0.2, 0.2), (0.2, 0.6)]])
    open_palette(pad)
    pad.page.get_by_role("slider", name="Width").fill("68")
    pad.draw([[(0.5, 0.2), (0.5, 0.6)]])
    assert pad.width_of_line((0.5, 0.4)) == pytest.approx(2 * pad.width_of_line((0.2, 0.4)), abs=3)


def test_pen_and_paper_is_closed_at_first_moves_nothing_and_closes(phone: Pad) -> None:
    panel, answer = phone.page.locator(".panel"), phone.page.locator("#bars")
    expect(panel).to_be_hidden()
    height = phone.page.evaluate("document.documentElement.scrollHeight")
    where = answer.evaluate("(it) => it.offsetTop")
    open_palette(phone)
    expect(panel).to_be_visible()
    assert answer.evaluate("(it) => it.offsetTop") == where
    assert phone.page.evaluate("document.documentElement.scrollHeight") == height
    phone.page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(phone.page.locator("summary")).to_be_focused()
    open_palette(phone)
    phone.page.locator("h1").click()
    expect(panel).to_be_hidden()


def test_pen_and_paper_is_used_and_left_by_keyboard(pad: Pad) -> None:
    panel, keyboard = pad.page.locator(".panel"), pad.page.keyboard
    pad.page.locator("summary").focus()
    keyboard.press("Enter")
    keyboard.press("Tab")
    expect(pad.page.get_by_role("slider", name="Width")).to_be_focused()
    keyboard.press("ArrowRight")
    expect(pad.page.locator("#width")).to_have_value("35")
    keyboard.press("Tab")
    keyboard.press("Tab")
    expect(swatch(pad, "Ink", "Black")).to_be_focused()
    keyboard.press("Space")
    expect(pad.page.locator("#canvas")).to_have_css("color", "rgb(17, 17, 17)")
    button(pad, "Keyboard shortcuts").focus()
    keyboard.press("Tab")
    expect(button(pad, "Bring a picture")).to_be_focused()
    expect(panel).to_be_hidden()
    keyboard.press("Tab")
    expect(button(pad, "Show me")).to_be_focused()
    keyboard.press("Tab")
    expect(button(pad, "Undo")).to_be_focused()


def test_keys_without_control_can_be_switched_off_for_good(pad: Pad) -> None:
    pad.draw([BAR])
    pad.page.keyboard.press("?")
    pad.page.get_by_role("checkbox", name="Letters and signs as shortcuts").uncheck()
    pad.page.keyboard.press("Escape")
    pad.page.reload()
    for key in ("e", "?"):
        pad.page.keyboard.press(key)
    expect(button(pad, "Eraser")).to_have_attribute("aria-pressed", "false")
    expect(pad.page.get_by_role("dialog")).to_be_hidden()
    pad.draw([HAT])
    pad.page.keyboard.press("Control+z")
    assert gap(pad, HAT[0])
    pad.page.keyboard.press("Delete")
    assert pad.ink() == 0
    open_palette(pad)
    pad.press("Keyboard shortcuts")
    expect(pad.page.get_by_role("checkbox")).not_to_be_checked()


def test_the_list_of_keys_gives_the_focus_back(pad: Pad) -> None:
    open_palette(pad)
    pad.press("Keyboard shortcuts")
    expect(pad.page.get_by_role("dialog")).to_be_visible()
    expect(pad.page.locator(".panel")).to_be_hidden()
    pad.page.keyboard.press("Escape")
    expect(pad.page.locator("summary")).to_be_focused()


@pytest.mark.parametrize("width", [320, 360, 390, 1440, 3840])
def test_every_control_is_large_enough_for_a_finger_and_in_sight(
    browser: Browser, address: str, width: int
) -> None:
    with browser.new_context(viewport={"width": width, "height": 800}) as context:
        pad = Pad(context.new_page())
        pad.page.goto(address)
        open_palette(pad)
        controls = pad.page.locator(".pad").locator("button, summary, input").all()
        controls = [control for control in controls if control.is_visible()]
        assert len(controls) == 6 + 1 + 7 + 12 + 1 + 2
        for control in controls:
            box = control.bounding_box()
            assert box is not None
            narrowest = 44 if control.get_attribute("type") != "range" else 60
            assert box["width"] >= narrowest, control
            assert box["height"] >= 44, control
            assert box["x"] >= 0, control
            assert box["x"] + box["width"] <= width, control
        assert pad.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_on_a_phone_the_tools_are_one_row_below_the_paper(phone: Pad) -> None:
    paper = phone.page.locator("#canvas").bounding_box()
    assert paper is not None
    assert paper["width"] == 390 - 32
    names = ["Pen", "Eraser", "Undo", "Redo", "Clear", "Why?"]
    boxes = [button(phone, name).bounding_box() for name in names]
    assert {round(box["y"]) for box in boxes if box} == {round(paper["y"] + paper["height"] + 16)}

"""The tools beside the paper: eraser, undo and redo, keys, pen and paper, and what is kept."""

import json
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.e2e.conftest import DESKTOP
from tests.e2e.hand import DIGITS
from tests.e2e.pad import Fingers, Pad, Pen

pytestmark = pytest.mark.browser

BAR = [(0.5, 0.16), (0.5, 0.4), (0.5, 0.64)]
HAT = [(0.2, 0.16), (0.3, 0.16)]
ACROSS = [(0.3, 0.4), (0.5, 0.4), (0.7, 0.4)]
KEPT = "digitpad"


def kept(**others: Any) -> str:
    """What the page keeps, but for some of it."""
    plain = {"width": 0.034, "ink": None, "paper": None, "singles": True}
    nothing = {"picture": None, "strokes": []}
    return json.dumps({"version": 2} | plain | nothing | others)


def button(pad: Pad, name: str) -> Locator:
    return pad.page.get_by_role("button", name=name, exact=True)


def gap(pad: Pad, place: tuple[float, float]) -> bool:
    """Whether the paper is blank at a place."""
    return pad.alpha(place) == 0


# Erasing


def test_a_tap_with_the_eraser_takes_a_whole_stroke(pad: Pad) -> None:
    pad.draw([BAR, HAT])
    pad.press("Eraser")
    expect(button(pad, "Eraser")).to_have_attribute("aria-pressed", "true")
    expect(button(pad, "Pen")).to_have_attribute("aria-pressed", "false")
    pad.draw([[HAT[0]]])
    assert gap(pad, HAT[0])
    assert not gap(pad, (0.5, 0.4))
    expect(pad.answer).to_have_text("1")
    pad.press("Undo")
    assert not gap(pad, HAT[0])
    assert pad.console == []


def test_rubbing_splits_a_stroke_and_is_one_step(pad: Pad) -> None:
    pad.draw([BAR])
    pad.press("Eraser")
    pad.draw([ACROSS])
    assert gap(pad, (0.5, 0.4))
    assert not gap(pad, (0.5, 0.2))
    assert not gap(pad, (0.5, 0.6))
    pad.press("Undo")
    assert not gap(pad, (0.5, 0.4))
    expect(pad.answer).to_have_text("1")


def test_the_halves_of_a_rubbed_stroke_are_strokes_of_their_own(
    phone: Pad, fingers: Fingers
) -> None:
    fingers.draw([BAR])
    phone.press("Eraser")
    fingers.draw([ACROSS])
    assert gap(phone, (0.5, 0.4))
    fingers.draw([[(0.5, 0.2)]])
    assert gap(phone, (0.5, 0.2))
    assert not gap(phone, (0.5, 0.6))


def test_erasing_everything_leaves_blank_paper(pad: Pad) -> None:
    pad.draw([BAR])
    expect(pad.answer).to_have_text("1")
    pad.press("Eraser")
    pad.draw([[BAR[1]]])
    expect(pad.answer).to_have_text("")
    expect(pad.page.locator("#hint")).to_be_visible()


def test_on_cleared_paper_one_draws_again(pad: Pad) -> None:
    pad.draw([HAT])
    pad.press("Eraser")
    pad.press("Clear")
    pad.draw([BAR])
    expect(pad.answer).to_have_text("1")


def test_the_eraser_shows_its_rim(pad: Pad) -> None:
    ring = pad.page.locator("#ring")
    pad.page.mouse.move(*pad.on_screen([(0.5, 0.4)])[0])
    expect(ring).to_be_hidden()
    pad.page.keyboard.press("e")
    expect(ring).to_be_visible()
    pad.page.mouse.move(*pad.on_screen([(0.3, 0.6)])[0])
    box = ring.bounding_box()
    assert box is not None
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert middle == pytest.approx(pad.on_screen([(0.3, 0.6)])[0], abs=0.5)
    pad.page.mouse.move(5, 5)
    expect(ring).to_be_hidden()


# Pens and hands


def test_a_pen_that_is_turned_around_erases(pad: Pad) -> None:
    pad.draw([BAR])
    Pen(pad).draw([ACROSS], eraser=True)
    assert gap(pad, (0.5, 0.4))
    assert not gap(pad, (0.5, 0.2))
    expect(button(pad, "Pen")).to_have_attribute("aria-pressed", "true")
    pad.draw([HAT])
    assert not gap(pad, (0.25, 0.16))


def test_a_pen_draws_wider_where_it_is_pressed(pad: Pad) -> None:
    Pen(pad).draw([[(0.1, y / 20) for y in range(3, 13)]], pressure=0.1)
    Pen(pad).draw([[(0.5, y / 20) for y in range(3, 13)]], pressure=0.9)
    light, hard = pad.width_of_line((0.1, 0.4)), pad.width_of_line((0.5, 0.4))
    assert 1.3 < hard / light < 2.5
    pad.draw([[(0.8, 0.2), (0.8, 0.6)]])
    assert light < pad.width_of_line((0.8, 0.4)) < hard


def test_a_quick_pen_is_followed_through_all_of_its_positions(pad: Pad) -> None:
    Pen(pad).draw([[(0.2, 0.2), (0.3, 0.6), (0.5, 0.6), (0.6, 0.2)]], bundled=True)
    assert not gap(pad, (0.4, 0.6))
    assert gap(pad, (0.4, 0.2))


def test_the_hand_that_holds_a_pen_draws_nothing(pad: Pad) -> None:
    pen = Pen(pad)
    pen.draw([BAR])
    pen.draw([HAT], kind="touch")
    assert gap(pad, (0.25, 0.16))
    pad.page.wait_for_timeout(1100)
    pen.draw([HAT], kind="touch")
    assert not gap(pad, (0.25, 0.16))


def test_a_second_finger_neither_joins_the_stroke_nor_zooms(phone: Pad, fingers: Fingers) -> None:
    line = phone.on_screen([(0.3, 0.2), (0.3, 0.4), (0.3, 0.6)])
    other = phone.on_screen([(0.7, 0.6), (0.7, 0.4), (0.7, 0.2)])
    fingers.touch("touchStart", line[0])
    fingers.touch("touchStart", line[0], other[0])
    fingers.touch("touchMove", line[1], other[1])
    fingers.touch("touchMove", line[2], other[2])
    fingers.touch("touchEnd")
    assert not gap(phone, (0.3, 0.4))
    assert gap(phone, (0.7, 0.4))
    assert gap(phone, (0.5, 0.4))
    assert phone.page.evaluate("[visualViewport.scale, scrollX, scrollY]") == [1, 0, 0]


def test_the_eraser_does_not_scroll_the_page(phone: Pad, fingers: Fingers) -> None:
    fingers.draw([BAR])
    phone.press("Eraser")
    fingers.draw([[(0.5, 0.7), (0.5, 0.5), (0.5, 0.3), (0.5, 0.1)]])
    phone.page.wait_for_timeout(200)
    assert phone.page.evaluate("scrollY") == 0
    assert phone.ink() == 0


# Steps and keys


def test_redo_brings_back_what_undo_took_until_something_new_is_drawn(pad: Pad) -> None:
    expect(button(pad, "Redo")).to_be_disabled()
    pad.draw([BAR, HAT])
    pad.press("Undo")
    assert gap(pad, HAT[0])
    pad.press("Redo")
    assert not gap(pad, HAT[0])
    expect(button(pad, "Redo")).to_be_disabled()
    pad.press("Undo")
    pad.draw([HAT])
    expect(button(pad, "Redo")).to_be_disabled()
    assert pad.console == []


def test_the_last_redo_by_keyboard_hands_the_focus_on(pad: Pad) -> None:
    pad.draw([BAR])
    pad.press("Undo")
    button(pad, "Redo").focus()
    pad.page.keyboard.press("Enter")
    expect(button(pad, "Undo")).to_be_focused()


@pytest.mark.parametrize("redo", ["Control+Shift+Z", "Control+y", "Meta+Shift+Z"])
def test_keys_undo_and_redo(pad: Pad, redo: str) -> None:
    pad.draw([BAR])
    pad.page.keyboard.press("Control+z")
    assert pad.ink() == 0
    pad.page.keyboard.press(redo)
    assert pad.ink() > 0


@pytest.mark.parametrize("key", ["Delete", "Backspace"])
def test_a_key_clears_and_that_can_be_undone(pad: Pad, key: str) -> None:
    pad.draw([BAR])
    pad.page.keyboard.press(key)
    assert pad.ink() == 0
    pad.page.keyboard.press("Control+z")
    assert pad.ink() > 0


def test_keys_choose_eraser_and_pen(pad: Pad) -> None:
    pad.page.keyboard.press("e")
    expect(button(pad, "Eraser")).to_have_attribute("aria-pressed", "true")
    pad.page.keyboard.press("p")
    expect(button(pad, "Pen")).to_have_attribute("aria-pressed", "true")
    expect(button(pad, "Eraser")).to_have_attribute("aria-pressed", "false")


def test_brackets_make_the_next_line_thinner_and_thicker(pad: Pad) -> None:
    pad.draw([[(0.2, 0.2), (0.2, 0.6)]])
    for _ in range(4):
        pad.page.keyboard.press("]")
    pad.draw([[(0.5, 0.2), (0.5, 0.6)]])
    for _ in range(8):
        pad.page.keyboard.press("[")
    pad.draw([[(0.8, 0.2), (0.8, 0.6)]])
    first, thick, thin = (pad.width_of_line((x, 0.4)) for x in (0.2, 0.5, 0.8))
    assert thin < first < thick


def test_keys_wait_while_a_stroke_is_being_drawn(pad: Pad) -> None:
    pad.draw([HAT])
    top, bottom = pad.on_screen([BAR[0], BAR[2]])
    pad.page.mouse.move(*top)
    pad.page.mouse.down()
    pad.page.mouse.move(*bottom, steps=3)
    pad.page.keyboard.press("Delete")
    pad.page.mouse.up()
    assert not gap(pad, (0.5, 0.4))
    assert not gap(pad, (0.25, 0.16))


def test_a_question_mark_lists_the_keys_and_escape_closes_the_list(pad: Pad) -> None:
    dialog = pad.page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(dialog).to_be_hidden()
    pad.draw([BAR])
    pad.page.keyboard.press("?")
    expect(dialog).to_be_visible()
    pad.page.keyboard.press("Delete")  # the list is for reading
    pad.page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert pad.ink() > 0
    pad.page.keyboard.press("?")
    pad.press("Close")
    expect(dialog).to_be_hidden()
    assert pad.console == []


# Pen and paper


def open_palette(pad: Pad) -> None:
    pad.page.locator("summary", has_text="Pen and paper").click()


def swatch(pad: Pad, group: str, name: str) -> Locator:
    return pad.page.get_by_role("group", name=group).get_by_role("button", name=name, exact=True)


def slide(pad: Pad, group: str, name: str, value: int) -> None:
    slider = pad.page.get_by_role("group", name=group).get_by_role("slider", name=name)
    slider.fill(str(value))


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
    pad.page.wait_for_timeout(500)  # the last of the sliders' requests
    picture = pad.posted()
    assert picture.size == (400, 320)
    assert picture.getpixel((390, 10)) == (32, 62, 52)
    assert picture.getpixel((200, 70)) == (250, 200, 60)
    expect(pad.answer).to_have_text("7")
    assert pad.console == []


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
        assert len(controls) == 6 + 1 + 7 + 12 + 1 + 1
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


# The paper


def test_the_paper_has_as_many_pixels_as_the_screen_has_there(phone: Pad) -> None:
    paper = phone.page.locator("#canvas").bounding_box()
    assert paper is not None
    pixels = phone.page.evaluate("[canvas.width, canvas.height]")
    assert pixels == [round(3 * paper["width"]), round(3 * paper["height"])] == [1074, 859]


def test_the_drawing_survives_a_turn_of_the_phone(phone: Pad, fingers: Fingers) -> None:
    fingers.draw([BAR])
    width = phone.width_of_line((0.5, 0.4))
    phone.page.set_viewport_size({"width": 844, "height": 390})
    turned = phone.page.locator("#canvas").bounding_box()
    assert turned is not None
    phone.page.wait_for_function("(was) => canvas.width < was", arg=3 * 358)
    assert not gap(phone, (0.5, 0.2))
    assert not gap(phone, (0.5, 0.6))
    assert gap(phone, (0.4, 0.4))
    scale = turned["width"] / 358
    assert phone.width_of_line((0.5, 0.4)) == pytest.approx(width * scale, abs=2)
    assert phone.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


# What is kept


def test_a_reload_keeps_drawing_pen_and_paper(pad: Pad) -> None:
    pad.draw(DIGITS[7])
    open_palette(pad)
    swatch(pad, "Paper", "Cream").click()
    pad.page.keyboard.press("]")
    expect(pad.answer).to_have_text("7")
    ink = pad.ink()
    pad.page.reload()
    expect(pad.answer).to_have_text("7")
    assert pad.ink() == pytest.approx(ink, rel=0.01)
    expect(pad.page.locator("#hint")).to_be_hidden()
    expect(pad.page.locator(".paper")).to_have_css("background-color", "rgb(250, 240, 215)")
    expect(pad.page.locator("#width")).to_have_value("38")
    assert pad.console == []


def test_a_cleared_paper_stays_blank_after_a_reload(pad: Pad) -> None:
    pad.draw(DIGITS[7])
    pad.press("Clear")
    pad.page.reload()
    expect(pad.page.locator("#hint")).to_be_visible()
    assert pad.ink() == 0


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "null",
        '{"version": 9}',
        kept(strokes=[["a", 1, 2]]),
        kept(ink="url(x)"),
        "9" * 1_500_000,
    ],
    ids=["no JSON", "null", "another version", "no stroke", "no colour", "huge"],
)
def test_what_cannot_be_used_of_what_was_kept_is_ignored(pad: Pad, text: str) -> None:
    pad.page.evaluate("([name, text]) => localStorage.setItem(name, text)", [KEPT, text])
    pad.page.reload()
    expect(pad.page.locator("#hint")).to_be_visible()
    pad.draw([BAR])
    expect(pad.answer).to_have_text("1")
    assert pad.console == []


def test_without_a_storage_everything_else_works(pad: Pad) -> None:
    pad.page.add_init_script(
        """Object.defineProperty(window, "localStorage", {
            get() { throw new DOMException("denied", "SecurityError") },
        })"""
    )
    pad.page.reload()
    pad.draw([BAR])
    expect(pad.answer).to_have_text("1")
    pad.press("Undo")
    assert pad.ink() == 0
    assert pad.console == []


def test_it_is_kept_after_a_change_and_not_at_every_move(pad: Pad) -> None:
    pad.page.evaluate(
        """() => {
            window.kept = 0;
            const { setItem } = Storage.prototype;
            Storage.prototype.setItem = function (...all) {
                window.kept += 1;
                setItem.apply(this, all);
            };
        }"""
    )
    pad.draw([BAR, HAT])
    assert pad.page.evaluate("kept") == 2

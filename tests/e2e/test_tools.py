"""The tools beside the paper: eraser, pens and hands, undo and redo, keys."""

import pytest
from playwright.sync_api import expect

from tests.e2e.pad import Fingers, Pad, Pen
from tests.e2e.tools import BAR, HAT, button, gap

pytestmark = pytest.mark.browser

ACROSS = [(0.3, 0.4), (0.5, 0.4), (0.7, 0.4)]


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

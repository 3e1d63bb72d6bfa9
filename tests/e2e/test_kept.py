"""The drawing survives: a turned phone, a reload, a storage that is broken or not there."""

import json
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.hand import DIGITS
from tests.e2e.pad import Fingers, Pad
from tests.e2e.tools import BAR, HAT, gap, open_palette, swatch

pytestmark = pytest.mark.browser

KEPT = "digitpad"


def kept(**others: Any) -> str:
    """What the page keeps, but for some of it."""
    plain = {"width": 0.034, "ink": None, "paper": None, "singles": True}
    nothing = {"picture": None, "strokes": []}
    return json.dumps({"version": 2} | plain | nothing | others)


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


def test_after_a_reload_undo_takes_back_stroke_by_stroke(pad: Pad) -> None:
    pad.draw([BAR, HAT])
    pad.page.reload()
    expect(pad.answer).not_to_be_empty()
    pad.press("Undo")
    assert gap(pad, HAT[0])
    expect(pad.answer).to_have_text("1")
    pad.press("Redo")
    assert not gap(pad, HAT[0])
    pad.press("Undo")
    pad.press("Undo")
    assert pad.ink() == 0
    expect(pad.page.locator("#hint")).to_be_visible()
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

"""Printed, the page is the drawing and what was read, black on white, on one sheet."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.chromium import DESKTOP, PHONE
from tests.e2e.hand import number
from tests.e2e.pad import Pad
from tests.e2e.test_pictures import SEVEN, choose, file

pytestmark = pytest.mark.browser

SHEETS: dict[str, dict[str, Any]] = {
    "A4": {"format": "A4"},
    "A4, landscape": {"format": "A4", "landscape": True},
    "Letter": {"format": "Letter"},
}


@pytest.mark.parametrize("screen", [DESKTOP, PHONE])
def test_it_is_one_page(browser: Browser, address: str, screen: Any) -> None:
    with browser.new_context(**screen) as context:
        pad = Pad(context.new_page())
        pad.page.goto(address)
        pad.draw(number("47"))
        expect(pad.answer).to_have_text("47")
        for name, sheet in SHEETS.items():
            printed = pad.page.pdf(prefer_css_page_size=True, **sheet)
            assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1, name


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_holds_what_was_read_and_no_buttons(browser: Browser, address: str, scheme: Any) -> None:
    with browser.new_context(**DESKTOP, color_scheme=scheme) as context:
        pad = Pad(context.new_page())
        pad.page.goto(address)
        pad.draw(number("47"))
        expect(pad.answer).to_have_text("47")
        pad.press("Why?")
        pad.page.emulate_media(media="print")
        for part in ("#canvas", "#answer", "#word", "#certainty", "#bars", ".box.chosen"):
            expect(pad.page.locator(part)).to_be_visible()
        title = pad.page.get_by_role("heading", name="How likely each digit is").bounding_box()
        assert title is not None
        assert title["width"] > 100
        for part in ("button", "summary", "#heatmap", "footer", ".sight", ".box:not(.chosen)"):
            assert not [it for it in pad.page.locator(part).all() if it.is_visible()], part
        expect(pad.page.locator("#answer")).to_have_css("color", "rgb(0, 0, 0)")
        expect(pad.page.locator(".paper")).to_have_css("background-image", "none")
        expect(pad.page.locator("body")).to_have_css("background-color", "rgba(0, 0, 0, 0)")
        expect(pad.page.locator("#canvas")).to_have_css("filter", "brightness(0)")


def test_a_picture_that_was_brought_keeps_its_colours(pad: Pad) -> None:
    choose(pad, file(SEVEN))
    expect(pad.answer).to_have_text("7")
    pad.page.emulate_media(media="print")
    expect(pad.page.locator("#canvas")).to_have_css("filter", "none")

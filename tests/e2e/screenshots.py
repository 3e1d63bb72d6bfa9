"""Pictures of the page with a digit read, for the README and to look at: `make screenshots`.

They go to `build/screenshots/`, but for the README's own, which is committed.
"""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.conftest import DESKTOP, PHONE, ROOT
from tests.e2e.hand import DIGITS
from tests.e2e.pad import Pad
from tests.e2e.test_pictures import choose, encoded, file, photographed

README = Path(__file__).parent / "screenshots" / "page.png"
BUILD = ROOT / "build" / "screenshots"
STATES = {
    "two": DIGITS[2],
    "why": DIGITS[4],
    "blank": [],
    "no-digit": [*DIGITS[1], *DIGITS[0], *DIGITS[4]],
    "palette": DIGITS[3],
    "rubbed": DIGITS[8],
    "keys": DIGITS[5],
    "picture": [],
    "correct": DIGITS[7],
    "collection": DIGITS[9],
}
SCREENS: dict[str, dict[str, Any]] = {"desk": DESKTOP, "phone": PHONE}


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> Any:
    return request.param


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("state", STATES)
def test_take(browser: Browser, address: str, scheme: Any, screen: str, state: str) -> None:
    with browser.new_context(
        **SCREENS[screen], color_scheme=scheme, reduced_motion="reduce"
    ) as context:
        pad = Pad(context.new_page())
        pad.page.goto(address)
        pad.draw(STATES[state])
        if STATES[state]:
            expect(pad.answer).not_to_be_empty()
            expect(pad.page.locator("#seen")).to_be_visible()
        if state == "why":
            pad.page.get_by_role("button", name="Why?").click()
            expect(pad.page.locator("#heatmap")).to_be_visible()
        if state == "palette":
            pad.page.locator("summary").click()
            pad.page.get_by_role("button", name="Blackboard").click()
            expect(pad.page.locator(".panel")).to_be_visible()
        if state == "rubbed":
            pad.press("Eraser")
            pad.draw([[(0.3, 0.3), (0.5, 0.4)]])
        if state == "keys":
            pad.page.keyboard.press("?")
        if state == "picture":
            choose(pad, file(encoded(photographed(6), "JPEG"), "image/jpeg"))
            expect(pad.answer).not_to_be_empty()
            pad.press("Why?")
        if state in ("correct", "collection"):
            pad.press("Correct it")
            pad.page.locator("#labels").get_by_role("button", name="4", exact=True).click()
            expect(pad.page.locator("#outcome")).not_to_be_empty()
        if state == "collection":
            pad.page.locator("#correction .collection").click()
            expect(pad.page.locator("#entries img")).to_be_visible()
        BUILD.mkdir(parents=True, exist_ok=True)
        pad.page.screenshot(path=BUILD / f"{state}-{screen}-{scheme}.png", full_page=True)
        if (state, screen, scheme) == ("two", "desk", "light"):
            README.parent.mkdir(exist_ok=True)
            pad.page.screenshot(path=README)

"""Pictures of the page in every state, for the README and to look at: `make screenshots`.

They go to `build/screenshots/`, but for the README's own, which is committed.
"""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.chromium import DESKTOP, PHONE
from tests.e2e.pad import Pad
from tests.e2e.states import STATES
from tests.host import ROOT

README = Path(__file__).parent / "screenshots" / "page.png"
READMES = ("answer", "desk", "light")
BUILD = ROOT / "build" / "screenshots"
SCREENS: dict[str, dict[str, Any]] = {"desk": DESKTOP, "phone": PHONE}
CALM = 600  # ms: the pictures of the five steps are painted when there is time
DIALOGS = ("gallery", "gallery-empty", "gallery-emptying", "shortcuts")
"""In the middle of the window, which a picture of the whole page would not show."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("state", STATES)
def test_take(browser: Browser, address: str, scheme: Any, screen: str, state: str) -> None:
    with browser.new_context(
        **SCREENS[screen], base_url=address, color_scheme=scheme, reduced_motion="reduce"
    ) as context:
        pad = Pad(context.new_page())
        pad.page.goto("/")
        STATES[state](pad)
        BUILD.mkdir(parents=True, exist_ok=True)
        picture = BUILD / f"{state}-{screen}-{scheme}.png"
        if screen == "phone" and state not in DIALOGS:
            lengthen(pad.page)
        pad.page.wait_for_timeout(CALM)
        pad.page.screenshot(path=picture, full_page=screen == "desk" and state not in DIALOGS)
        if (state, screen, scheme) == READMES:
            pad.page.screenshot(path=README)


def lengthen(page: Page) -> None:
    """Make a phone as long as the page: for a picture of the whole Chromium would give it a mouse,
    and styles for one."""
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": PHONE["viewport"]["width"], "height": height})

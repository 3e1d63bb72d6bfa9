"""Every state of the page, light and dark, on a phone and on a desk: axe-core finds no fault."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.e2e.axe import NoAxe, source, violations
from tests.e2e.chromium import DESKTOP, PHONE
from tests.e2e.pad import Pad
from tests.e2e.states import STATES
from tests.needs import missing

pytestmark = pytest.mark.browser

SCREENS: dict[str, dict[str, Any]] = {"desk": DESKTOP, "phone": PHONE}


@pytest.fixture(scope="session")
def axe() -> str:
    """The script."""
    try:
        return source()
    except NoAxe as reason:
        missing(str(reason))


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_no_fault(
    browser: Browser, address: str, axe: str, state: str, screen: str
) -> None:
    with browser.new_context(
        **SCREENS[screen], base_url=address, reduced_motion="reduce", color_scheme="light"
    ) as context:
        pad = Pad(context.new_page())
        pad.page.goto("/")
        STATES[state](pad)
        assert violations(pad.page, axe) == []
        pad.page.emulate_media(color_scheme="dark")
        assert violations(pad.page, axe) == []


def test_a_fault_would_be_found(pad: Pad, axe: str) -> None:
    pad.page.evaluate("document.getElementById('undo').removeAttribute('aria-label')")
    pad.page.evaluate("document.getElementById('undo').removeAttribute('title')")
    pad.page.evaluate("document.getElementById('why').disabled = false")
    pad.page.locator("#why").evaluate("it => { it.style.color = '#bbb'; }")
    found = violations(pad.page, axe)
    assert [line.partition(" ")[0] for line in found] == ["button-name", "color-contrast"]

"""A real browser before the real page, the real function behind it, all on this machine."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.e2e.chromium import DESKTOP, PHONE, TABLET, NoChromium, browsing, chromium
from tests.e2e.pad import Fingers, Pad
from tests.host import digitpad
from tests.needs import missing

expect.set_options(timeout=10_000)  # ms: it is an answer that counts here, not its speed


@pytest.fixture(scope="session")
def address(browser: Browser) -> Iterator[str]:
    """Where the whole of Digitpad answers. Without a browser it is not even started."""
    with digitpad() as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; without one these tests are skipped, but not where a machine checks the work."""
    try:
        chromium()
    except NoChromium as reason:
        missing(str(reason))
    with browsing() as browser:
        yield browser


@pytest.fixture
def pad(browser: Browser, address: str) -> Iterator[Pad]:
    """The page on a desktop, 1440 x 900."""
    with browser.new_context(**DESKTOP) as context:
        yield _open(context, address)


@pytest.fixture
def tablet(browser: Browser, address: str) -> Iterator[Pad]:
    """The page on a tablet, 820 x 1180."""
    with browser.new_context(**TABLET) as context:
        yield _open(context, address)


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Pad]:
    """The page on a phone, 390 x 844."""
    with browser.new_context(**PHONE) as context:
        yield _open(context, address)


@pytest.fixture
def fingers(phone: Pad) -> Fingers:
    """Fingers for the phone."""
    return Fingers(phone)


def _open(context: BrowserContext, address: str) -> Pad:
    pad = Pad(context.new_page())
    pad.page.goto(address)
    return pad

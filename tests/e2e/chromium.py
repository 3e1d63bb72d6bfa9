"""The real browser, Chromium, which asks nobody else anything; and the screens that it has."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# The same browser without windows needs two thirds of the time; either will do.
NAMES = ("chromium-headless-shell", "chromium")
DESKTOP: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
TABLET: dict[str, Any] = {
    "viewport": {"width": 820, "height": 1180},
    "device_scale_factor": 2,
    "has_touch": True,
}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 3,
    "is_mobile": True,
    "has_touch": True,
}


class NoChromium(Exception):
    """There is no Chromium; the message says how to get it."""


def chromium() -> str:
    """Where it is. Raises NoChromium."""
    for name in NAMES:
        if found := shutil.which(name):
            return found
    raise NoChromium(f"chromium on the PATH (Debian: apt-get install {NAMES[0]})")


@contextmanager
def browsing() -> Iterator[Browser]:
    """It, started; ended afterwards. Raises NoChromium."""
    path = chromium()
    with sync_playwright() as playwright:
        awake = "--disable-renderer-backgrounding"  # or a machine that is busy starves the page
        browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS, awake])
        try:
            yield browser
        finally:
            browser.close()

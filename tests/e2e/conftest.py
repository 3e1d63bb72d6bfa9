"""A real browser before the real page, the real function behind it, all on this machine."""

import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from tests.e2e.pad import Fingers, Pad
from tests.needs import missing

ROOT = Path(__file__).parents[2]
READY = 60.0  # seconds: the function loads its model, on a machine that may be busy
expect.set_options(timeout=10_000)  # ms: it is an answer that counts here, not its speed
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = {"viewport": {"width": 1440, "height": 900}}
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 3,
    "is_mobile": True,
    "has_touch": True,
}


@pytest.fixture(scope="session")
def address(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the whole of Digitpad answers. Without a browser it is not even started."""
    port = _free_port()
    output = tmp_path_factory.mktemp("local") / "output.log"
    command = [sys.executable, "-m", "infra.local", "--port", str(port)]
    with output.open("w") as log:
        server = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)
    try:
        _wait_until_well(f"http://127.0.0.1:{port}", server, output)
        yield f"http://127.0.0.1:{port}"
    finally:
        _stop(server)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; without one these tests are skipped, but not where a machine checks the work."""
    chromium = shutil.which("chromium")
    if chromium is None:
        missing("chromium on the PATH (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def pad(browser: Browser, address: str) -> Iterator[Pad]:
    """The page on a desktop, 1440 x 900."""
    with browser.new_context(**DESKTOP) as context:
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


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_well(address: str, server: subprocess.Popen[bytes], output: Path) -> None:
    deadline = time.monotonic() + READY
    while not _is_well(address):
        if server.poll() is not None or time.monotonic() > deadline:
            pytest.fail(f"infra.local does not get ready:\n{output.read_text()}")
        time.sleep(0.1)


def _is_well(address: str) -> bool:
    try:
        with urlopen(f"{address}/api/health", timeout=5) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.send_signal(signal.SIGINT)
    try:
        server.wait(timeout=10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()

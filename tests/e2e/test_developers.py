"""The page for programmers in a browser: it fits, and what it gives to copy runs as it stands."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.chromium import DESKTOP
from tests.e2e.pad import Pad
from tests.host import ROOT
from tests.needs import missing

pytestmark = pytest.mark.browser

EXAMPLES = ROOT / "site" / "examples"
RUN = {"predict.sh": "sh", "predict-json.sh": "sh", "predict.py": sys.executable}
RUN |= {"predict.mjs": "node"}


@pytest.fixture
def manual(browser: Browser, address: str) -> Iterator[Pad]:
    """The page on a desktop, with a clipboard."""
    clipboard = ["clipboard-read", "clipboard-write"]
    with browser.new_context(**DESKTOP, permissions=clipboard) as context:
        manual = Pad(context.new_page())
        manual.page.goto(f"{address}/developers.html")
        yield manual


def code(page: Page, name: str) -> str:
    """An example as the page shows it."""
    return page.get_by_role("region", name=name, exact=True).text_content() or ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 844, 1440])
def test_it_fits_and_has_nothing_to_complain_of(
    browser: Browser, address: str, width: int, scheme: str
) -> None:
    screen = {"viewport": {"width": width, "height": 700}, "color_scheme": scheme}
    with browser.new_context(**screen) as context:
        manual = Pad(context.new_page())
        manual.page.goto(f"{address}/developers.html")
        manual.press("Explain the 47")
        expect(manual.page.locator("#sights img")).to_have_count(2)
        assert manual.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert manual.console == []


def test_the_examples_shown_ask_this_very_digitpad(manual: Pad, address: str) -> None:
    for name in RUN:
        file = (EXAMPLES / name).read_text()
        assert code(manual.page, name) == file.replace("http://localhost:8000", address)
        assert file.count("http://localhost:8000") == 1


@pytest.mark.parametrize("name", RUN)
def test_what_is_copied_runs_as_it_stands(manual: Pad, tmp_path: Path, name: str) -> None:
    if not shutil.which(RUN[name]):
        missing(RUN[name])
    if name.endswith(".sh") and not shutil.which("curl"):
        missing("curl")
    manual.press(f"Copy {name}")
    expect(manual.page.get_by_role("button", name=f"Copied {name}")).to_be_visible()
    expect(manual.page.locator("#copied")).to_have_text(f"{name} is copied.")
    copied = manual.page.evaluate("navigator.clipboard.readText()")
    (tmp_path / name).write_text(copied)
    shutil.copy(EXAMPLES / "47.png", tmp_path)
    here = {key: value for key, value in os.environ.items() if key != "DIGITPAD"}
    done = subprocess.run(
        [RUN[name], name], cwd=tmp_path, env=here, capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "47" in done.stdout


def test_the_javascript_runs_in_a_browser_too(manual: Pad) -> None:
    with manual.page.expect_console_message() as said:
        manual.page.add_script_tag(url="examples/predict.mjs", type="module")
    assert said.value.text.startswith("47 ")


def test_the_evidence_lies_over_the_picture_that_it_is_of(manual: Pad) -> None:
    manual.press("Explain the 47")
    heatmaps = manual.page.locator(".overlay img + img")
    expect(heatmaps).to_have_count(2)
    for heatmap in heatmaps.all():
        assert heatmap.bounding_box() == manual.page.locator("#posted").bounding_box()
        shape = heatmap.evaluate(
            "async (it) => (await it.decode(), it.naturalWidth / it.naturalHeight)"
        )
        assert shape == pytest.approx(320 / 256, rel=0.01)
    expect(manual.page.get_by_alt_text("The 4 as the model got it")).to_be_visible()


def test_an_explanation_that_is_refused_says_so_and_can_be_asked_for_again(manual: Pad) -> None:
    busy = {"message": "Too Many Requests"}
    manual.page.route(
        "**/api/predict*", lambda route: route.fulfill(status=429, json=busy), times=1
    )
    manual.press("Explain the 47")
    expect(manual.page.locator("#sights")).to_have_text("Refused with 429. Try again later.")
    manual.press("Explain the 47")
    expect(manual.page.locator("#sights img")).to_have_count(2)


def test_without_a_clipboard_there_is_nothing_to_press(browser: Browser, address: str) -> None:
    with browser.new_context(**DESKTOP) as context:
        manual = Pad(context.new_page())
        manual.page.add_init_script("delete Navigator.prototype.clipboard")
        manual.page.goto(f"{address}/developers.html")
        assert address in code(manual.page, "predict.sh")
        expect(manual.page.get_by_role("button", name="Copy")).to_have_count(0)
        assert manual.console == []


def test_a_clipboard_that_refuses_leaves_the_example_selected(manual: Pad) -> None:
    manual.page.evaluate("void (navigator.clipboard.writeText = () => Promise.reject(new Error()))")
    manual.press("Copy predict.py")
    expect(manual.page.locator("#copied")).to_contain_text("to be copied by hand")
    assert manual.page.evaluate("String(getSelection())").startswith('"""Reads the number')


def test_without_javascript_the_page_says_all_the_same(browser: Browser, address: str) -> None:
    with browser.new_context(**DESKTOP, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}/developers.html")
        assert code(page, "predict.py") == (EXAMPLES / "predict.py").read_text()

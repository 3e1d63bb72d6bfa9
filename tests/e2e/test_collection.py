"""Correcting what was read: the visitor's own collection, on the device and nowhere else."""

import csv
import io
import zipfile
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, expect

from tests.e2e.chromium import DESKTOP
from tests.e2e.hand import DIGITS, number
from tests.e2e.pad import Pad

pytestmark = pytest.mark.browser

DENIED = """Object.defineProperty(window, "indexedDB", {
    get() { throw new DOMException("denied", "SecurityError") },
})"""
FULL = """IDBObjectStore.prototype.put = function () {
    throw new DOMException("full", "QuotaExceededError");
}"""


def opener(pad: Pad) -> Locator:
    return pad.page.get_by_role("button", name="Correct it")


def panel(pad: Pad) -> Locator:
    return pad.page.locator("#correction")


def key(pad: Pad, name: str) -> Locator:
    return panel(pad).get_by_role("button", name=name, exact=True)


def outcome(pad: Pad) -> Locator:
    return pad.page.locator("#outcome")


def gallery(pad: Pad) -> Locator:
    return pad.page.get_by_role("dialog", name="Your collection")


def entries(pad: Pad) -> Locator:
    return gallery(pad).get_by_role("listitem")


def draw(pad: Pad, digit: int) -> None:
    pad.press("Clear")
    pad.draw(DIGITS[digit])
    expect(pad.answer).to_have_text(str(digit))


def correct(pad: Pad, label: str) -> None:
    """Say what the drawing was, and turn back to it."""
    opener(pad).click()
    key(pad, label).click()
    expect(outcome(pad)).to_contain_text("Kept as")
    pad.page.keyboard.press("Escape")
    expect(panel(pad)).to_be_hidden()


def look(pad: Pad) -> None:
    pad.page.locator("footer .collection").click()
    expect(gallery(pad)).to_be_visible()


def downloaded(pad: Pad) -> zipfile.ZipFile:
    with pad.page.expect_download() as download:
        pad.press("Download ZIP")
    assert download.value.suggested_filename.startswith("digitpad-20")
    archive = zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes()))
    assert archive.testzip() is None
    return archive


def table(archive: zipfile.ZipFile) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(archive.read("labels.csv").decode())))


def test_only_what_was_read_can_be_corrected(pad: Pad) -> None:
    expect(opener(pad)).to_be_disabled()
    draw(pad, 7)
    expect(opener(pad)).to_be_enabled()
    pad.press("Clear")
    expect(opener(pad)).to_be_disabled()


def test_a_correction_is_confirmed_counted_and_sent_nowhere(pad: Pad) -> None:
    draw(pad, 7)
    before = len(pad.requests)
    opener(pad).click()
    expect(opener(pad)).to_have_attribute("aria-expanded", "true")
    expect(panel(pad).locator("#asked")).to_have_text("It was a …")
    key(pad, "1").click()
    expect(outcome(pad)).to_have_text("Kept as a 1, on this device.")
    expect(key(pad, "1")).to_have_attribute("aria-pressed", "true")
    for button in pad.page.locator(".collection").all():
        expect(button).to_have_text("Your collection (1)")
    assert len(pad.requests) == before
    assert pad.console == []


def test_another_key_replaces_the_label(pad: Pad) -> None:
    draw(pad, 7)
    opener(pad).click()
    key(pad, "1").click()
    key(pad, "no digit").click()
    expect(outcome(pad)).to_have_text("Kept as no digit, on this device.")
    expect(key(pad, "1")).to_have_attribute("aria-pressed", "false")
    expect(key(pad, "no digit")).to_have_attribute("aria-pressed", "true")
    look(pad)
    expect(entries(pad)).to_have_count(1)
    expect(entries(pad)).to_contain_text("no digit")


@pytest.mark.parametrize("then", ["undo and redo", "another colour", "an eraser on bare paper"])
def test_the_same_drawing_read_again_keeps_its_correction(pad: Pad, then: str) -> None:
    draw(pad, 7)
    correct(pad, "1")
    with pad.page.expect_response("**/api/predict*"):
        if then == "undo and redo":
            pad.press("Undo")
            expect(pad.answer).to_have_text("")
            pad.press("Redo")
        elif then == "another colour":
            pad.page.get_by_text("Pen and paper").click()
            pad.page.get_by_role("button", name="Blue").first.click()
            pad.page.keyboard.press("Escape")
        else:
            pad.press("Eraser")
            pad.draw([[(0.05, 0.05)]])
    expect(pad.answer).to_have_text("7")
    correct(pad, "9")
    look(pad)
    expect(entries(pad)).to_have_count(1)
    expect(entries(pad)).to_contain_text("read as a 7")
    expect(entries(pad).locator("strong")).to_have_text("a 9")


def test_another_drawing_does_not_inherit_a_correction(pad: Pad) -> None:
    draw(pad, 7)
    correct(pad, "1")
    pad.press("Clear")
    draw(pad, 7)
    opener(pad).click()
    expect(key(pad, "1")).to_have_attribute("aria-pressed", "false")
    opener(pad).click()
    correct(pad, "9")
    look(pad)
    expect(entries(pad)).to_have_count(2)


def test_of_a_number_the_digit_that_is_looked_at_is_corrected(pad: Pad) -> None:
    pad.draw(number("47", size=0.45))
    expect(pad.answer).to_have_text("47")
    pad.page.locator("#marks").get_by_role("button", name="7", exact=True).click()
    opener(pad).click()
    expect(panel(pad).locator("#asked")).to_have_text("The 7 was a …")
    key(pad, "1").click()
    expect(outcome(pad)).to_contain_text("Kept as a 1")
    look(pad)
    archive = downloaded(pad)
    [row] = table(archive)
    assert (row["label"], row["read"]) == ("1", "7")
    with Image.open(archive.open(row["file"])) as cut:
        assert max(cut.size) < 160, "of the picture, 400 pixels wide, only the seven"
        left = np.asarray(cut.convert("L"))[60:, :4]  # below its bar: the four is beside it
        assert left.min() > 200


def test_each_digit_of_a_number_keeps_its_own_label(pad: Pad) -> None:
    pad.draw(number("47", size=0.45))
    expect(pad.answer).to_have_text("47")
    marks = pad.page.locator("#marks").get_by_role("button")
    for place, label in ((0, "9"), (1, "1")):
        marks.nth(place).click()
        correct(pad, label)
    marks.nth(0).click()
    opener(pad).click()
    expect(key(pad, "9")).to_have_attribute("aria-pressed", "true")
    key(pad, "6").click()
    expect(outcome(pad)).to_contain_text("Kept as a 6")
    look(pad)
    expect(entries(pad).locator("strong")).to_have_text(["a 1", "a 6"])


def test_the_gallery_shows_what_was_kept_the_newest_first(pad: Pad) -> None:
    for digit, label in ((7, "1"), (3, "8")):
        draw(pad, digit)
        correct(pad, label)
    look(pad)
    expect(gallery(pad).locator("#told")).to_have_text("2 drawings, on this device only.")
    expect(entries(pad)).to_have_count(2)
    expect(entries(pad).first).to_contain_text("an 8")
    expect(entries(pad).first).to_contain_text("read as a 3")
    for picture in entries(pad).locator("img").all():
        assert picture.evaluate("async (it) => (await it.decode(), it.naturalHeight)") > 100
    pad.press("Close")
    expect(gallery(pad)).to_be_hidden()
    assert pad.console == []


def test_the_zip_holds_pictures_by_label_and_a_table(pad: Pad) -> None:
    draw(pad, 7)
    correct(pad, "1")
    draw(pad, 3)
    correct(pad, "no digit")
    look(pad)
    archive = downloaded(pad)
    rows = table(archive)
    assert [(row["label"], row["read"]) for row in rows] == [("1", "7"), ("none", "3")]
    assert archive.namelist() == ["labels.csv", *(row["file"] for row in rows)]
    for row in rows:
        folder, name = row["file"].split("/")
        assert folder == row["label"]
        assert name.startswith(row["date"][:10])
        assert 0.1 < float(row["confidence"]) <= 1
        assert row["model"]
        with Image.open(archive.open(row["file"])) as picture:
            assert picture.format == "PNG"
            assert 50 < max(picture.size) <= 280
            darkest, lightest = picture.convert("L").getextrema()
            assert darkest < 80 < 220 < lightest, "ink on paper"
    assert pad.console == []


def test_the_collection_survives_a_reload(pad: Pad) -> None:
    draw(pad, 7)
    correct(pad, "1")
    pad.page.reload()
    expect(pad.page.locator("footer .collection")).to_have_text("Your collection (1)")
    look(pad)
    expect(entries(pad)).to_have_count(1)
    assert table(downloaded(pad))[0]["label"] == "1"


def test_one_is_deleted_and_the_others_stay(pad: Pad) -> None:
    for digit, label in ((7, "1"), (3, "8")):
        draw(pad, digit)
        correct(pad, label)
    look(pad)
    gallery(pad).get_by_role("button", name="Delete an 8, read as a 3").click()
    expect(gallery(pad).locator("#told")).to_have_text("Deleted: an 8.")
    expect(entries(pad)).to_have_count(1)
    expect(gallery(pad).get_by_role("button", name="Delete a 1, read as a 7")).to_be_focused()
    pad.page.keyboard.press("Escape")
    opener(pad).click()
    expect(key(pad, "8")).to_have_attribute("aria-pressed", "false")  # it is not kept any more
    pad.page.reload()
    expect(pad.page.locator("footer .collection")).to_have_text("Your collection (1)")


def test_the_keyboard_stays_at_the_place_of_what_is_deleted(pad: Pad) -> None:
    for digit, label in ((7, "1"), (3, "8"), (4, "9")):
        draw(pad, digit)
        correct(pad, label)
    look(pad)
    for next_one in ("a 1, read as a 7", "a 9, read as a 4"):  # the one after it, then the last
        entries(pad).nth(1).get_by_role("button").click()
        expect(gallery(pad).get_by_role("button", name=f"Delete {next_one}")).to_be_focused()


def test_all_are_deleted_once_that_is_confirmed(pad: Pad) -> None:
    draw(pad, 7)
    correct(pad, "1")
    look(pad)
    pad.press("Delete all")
    expect(gallery(pad)).to_contain_text("This cannot be undone.")
    expect(gallery(pad).get_by_role("button", name="Keep them")).to_be_focused()
    pad.press("Keep them")
    expect(entries(pad)).to_have_count(1)
    pad.press("Delete all")
    pad.press("Yes, delete all")
    expect(gallery(pad).locator("#told")).to_have_text("Everything is deleted.")
    expect(entries(pad)).to_have_count(0)
    expect(gallery(pad).get_by_role("button", name="Download ZIP")).to_be_disabled()
    pad.press("Close")
    pad.page.reload()
    expect(pad.page.locator("footer .collection")).to_have_text("Your collection (0)")


@pytest.mark.parametrize(
    ("script", "words"), [(DENIED, "keep nothing here"), (FULL, "no room left")]
)
def test_a_storage_that_refuses_is_told_and_nothing_is_lost(
    pad: Pad, script: str, words: str
) -> None:
    pad.page.add_init_script(script)
    pad.page.reload()
    draw(pad, 7)
    ink = pad.ink()
    opener(pad).click()
    key(pad, "1").click()
    expect(outcome(pad)).to_contain_text(words)
    expect(key(pad, "1")).to_have_attribute("aria-pressed", "false")
    expect(pad.answer).to_have_text("7")
    assert pad.ink() == ink
    assert pad.console == []


def test_it_is_corrected_and_downloaded_by_keyboard(pad: Pad) -> None:
    draw(pad, 7)
    keyboard = pad.page.keyboard
    opener(pad).focus()
    keyboard.press("Enter")
    keyboard.press("Tab")
    expect(key(pad, "0")).to_be_focused()
    keyboard.press("Tab")
    keyboard.press("Space")
    expect(outcome(pad)).to_have_text("Kept as a 1, on this device.")
    keyboard.press("Escape")
    expect(opener(pad)).to_be_focused()
    expect(panel(pad)).to_be_hidden()
    keyboard.press("Enter")
    panel(pad).get_by_role("button", name="Your collection").focus()
    keyboard.press("Enter")
    expect(gallery(pad)).to_be_visible()
    download = gallery(pad).get_by_role("button", name="Download ZIP")
    expect(download).to_be_enabled()  # once the collection is read
    download.focus()
    with pad.page.expect_download():
        keyboard.press("Enter")
    keyboard.press("Delete")  # of the page's keys, which wait while it is open
    keyboard.press("Escape")
    expect(gallery(pad)).to_be_hidden()
    expect(opener(pad)).to_be_focused()
    expect(pad.answer).to_have_text("7")


def test_a_new_stroke_closes_the_panel(pad: Pad) -> None:
    draw(pad, 7)
    opener(pad).click()
    expect(panel(pad)).to_be_visible()
    pad.draw([[(0.2, 0.2), (0.2, 0.6)]])
    expect(panel(pad)).to_be_hidden()


@pytest.mark.parametrize("width", [320, 390, 1440, 3840])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_panel_and_gallery_fit_any_screen_and_any_finger(
    browser: Browser, address: str, width: int, scheme: Any
) -> None:
    screen = DESKTOP | {"viewport": {"width": width, "height": 800}}
    with browser.new_context(**screen, color_scheme=scheme) as context:
        pad = Pad(context.new_page())
        pad.page.goto(address)
        draw(pad, 7)
        height = pad.page.evaluate("document.documentElement.scrollHeight")
        where = pad.page.locator("#bars").evaluate("(it) => it.offsetTop")
        opener(pad).click()
        key(pad, "1").click()
        expect(outcome(pad)).to_contain_text("Kept")
        assert pad.page.locator("#bars").evaluate("(it) => it.offsetTop") == where
        assert pad.page.evaluate("document.documentElement.scrollHeight") == height
        controls = [opener(pad), *panel(pad).get_by_role("button").all()]
        assert len(controls) == 1 + 11 + 1
        assert_large_enough(controls, width)
        panel(pad).get_by_role("button", name="Your collection").click()
        expect(entries(pad)).to_have_count(1)
        pad.press("Delete all")
        assert_large_enough(gallery(pad).get_by_role("button").all(), width)
        assert pad.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert pad.console == []


def assert_large_enough(controls: list[Locator], width: int) -> None:
    for control in controls:
        box = control.bounding_box()
        assert box is not None, control
        assert min(box["width"], box["height"]) >= 44, control
        assert box["x"] >= 0, control
        assert box["x"] + box["width"] <= width, control

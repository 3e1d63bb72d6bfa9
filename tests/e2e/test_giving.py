"""Giving a corrected drawing: only who ticks the box does, and may take it back."""

import io
import json
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Route, expect

from infra.local import DRAWINGS
from tests.e2e.chromium import DESKTOP
from tests.e2e.hand import DIGITS, number
from tests.e2e.pad import Pad
from tests.host import digitpad, s3_of
from tests.lambda_fn.stores import client

pytestmark = pytest.mark.browser


class Given:
    """The bucket that drawings are given to."""

    def __init__(self, s3: Any) -> None:
        self.s3 = s3

    def names(self, end: str = ".png") -> list[str]:
        listed = self.s3.list_objects_v2(Bucket=DRAWINGS).get("Contents", [])
        return [item["Key"] for item in listed if item["Key"].endswith(end)]

    def told(self, key: str) -> dict[str, str]:
        metadata: dict[str, str] = self.s3.head_object(Bucket=DRAWINGS, Key=key)["Metadata"]
        return metadata

    def body(self, key: str) -> bytes:
        content: bytes = self.s3.get_object(Bucket=DRAWINGS, Key=key)["Body"].read()
        return content

    def empty(self) -> None:
        for key in self.names(""):
            self.s3.delete_object(Bucket=DRAWINGS, Key=key)


@pytest.fixture(scope="module")
def host(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Any]]:
    """A Digitpad of this module's own, and a client of its S3."""
    log = tmp_path_factory.mktemp("host") / "function.log"
    with digitpad(log) as address:
        s3 = client(s3_of(log))
        yield address, s3
        s3.close()


@pytest.fixture
def given(host: tuple[str, Any]) -> Given:
    bucket = Given(host[1])
    bucket.empty()
    return bucket


@pytest.fixture
def pad(browser: Browser, host: tuple[str, Any]) -> Iterator[Pad]:
    with browser.new_context(**DESKTOP) as context:
        pad = Pad(context.new_page())
        pad.page.goto(host[0])
        yield pad


def box(pad: Pad) -> Locator:
    return pad.page.get_by_label("Also give it to Digitpad")


def told(pad: Pad) -> Locator:
    return pad.page.locator("#outcome")


def press(pad: Pad, label: str) -> None:
    panel = pad.page.locator("#correction")
    if panel.is_hidden():
        pad.page.get_by_role("button", name="Correct it").click()
    panel.get_by_role("button", name=label, exact=True).click()


def give_seven_as(pad: Pad, label: str) -> None:
    pad.draw(DIGITS[7])
    expect(pad.answer).to_have_text("7")
    pad.page.get_by_role("button", name="Correct it").click()
    box(pad).check()
    press(pad, label)
    expect(told(pad)).to_contain_text("given. Thank you.")


def give_a_seven_as_a_one(pad: Pad) -> None:
    pad.draw(DIGITS[7])
    expect(pad.answer).to_have_text("7")
    pad.page.get_by_role("button", name="Correct it").click()
    box(pad).check()
    press(pad, "1")


def hold_a_seven_as_a_one(pad: Pad) -> list[Route]:
    """It is being given, until the request that is returned goes on; no other is held."""
    held: list[Route] = []
    pad.page.route("**/api/drawings", lambda route: held.append(route), times=1)
    give_a_seven_as_a_one(pad)
    expect(told(pad)).to_have_text("Kept as a 1, on this device. One moment…")
    return held


def look(pad: Pad) -> Locator:
    pad.page.locator("footer .collection").click()
    return pad.page.get_by_role("dialog", name="Your collection")


def test_nothing_is_given_unless_the_box_is_ticked(pad: Pad, given: Given) -> None:
    pad.draw(DIGITS[7])
    expect(pad.answer).to_have_text("7")
    before = len(pad.requests)
    press(pad, "1")
    expect(told(pad)).to_have_text("Kept as a 1, on this device.")
    expect(box(pad)).not_to_be_checked()
    assert given.names("") == []
    assert len(pad.requests) == before


def test_what_is_given_is_the_cut_out_with_its_label_and_how_the_pen_went(
    pad: Pad, given: Given
) -> None:
    give_seven_as(pad, "1")
    [key] = given.names()
    kept = given.told(key)
    assert (kept["label"], kept["guess"]) == ("1", "7")
    assert kept.keys() == {"label", "guess", "model", "date"}
    with Image.open(io.BytesIO(given.body(key))) as picture:
        assert picture.format == "PNG"
        pixels = np.asarray(picture.convert("L"))
        assert pixels.min() < 80 < 220 < pixels.max()
        assert max(picture.size) <= 280
    strokes = json.loads(given.body(key.replace(".png", ".json")))
    assert len(strokes) == len(DIGITS[7])
    assert len(given.names("")) == 3  # the picture, the strokes, the token's hash
    assert pad.console == []


def test_of_a_number_one_digit_is_given_without_the_others_strokes(pad: Pad, given: Given) -> None:
    pad.draw(number("47", size=0.45))
    expect(pad.answer).to_have_text("47")
    pad.page.get_by_role("button", name="Correct it").click()
    box(pad).check()
    press(pad, "9")
    expect(told(pad)).to_contain_text("given. Thank you.")
    assert [given.told(key)["label"] for key in given.names()] == ["9"]
    assert given.names(".json") == []


def test_another_label_takes_back_what_was_given_under_the_first(pad: Pad, given: Given) -> None:
    give_seven_as(pad, "1")
    press(pad, "2")
    expect(told(pad)).to_have_text("Kept as a 2, on this device, and given. Thank you.")
    assert [given.told(key)["label"] for key in given.names()] == ["2"]
    box(pad).uncheck()
    expect(told(pad)).to_have_text("Kept as a 2, on this device, and taken back.")
    assert given.names("") == []
    press(pad, "3")
    expect(told(pad)).to_have_text("Kept as a 3, on this device.")
    assert given.names("") == []


def test_ticked_when_a_key_was_pressed_already_it_is_given(pad: Pad, given: Given) -> None:
    pad.draw(DIGITS[7])
    expect(pad.answer).to_have_text("7")
    press(pad, "1")
    expect(told(pad)).to_have_text("Kept as a 1, on this device.")
    box(pad).check()
    expect(told(pad)).to_have_text("Kept as a 1, on this device, and given. Thank you.")
    assert [given.told(key)["label"] for key in given.names()] == ["1"]


def test_what_is_unticked_while_it_is_given_is_taken_back_under_the_last_label(
    pad: Pad, given: Given
) -> None:
    held = hold_a_seven_as_a_one(pad)
    press(pad, "4")
    box(pad).uncheck()
    held[0].continue_()
    expect(told(pad)).to_have_text("Kept as a 4, on this device.")
    assert given.names("") == []


def test_what_is_pressed_before_the_drawing_is_read_again_is_no_second_entry(
    pad: Pad, given: Given
) -> None:
    held = hold_a_seven_as_a_one(pad)
    press(pad, "4")
    pad.press("Undo")
    pad.press("Redo")
    expect(pad.answer).to_have_text("7")
    held[0].continue_()
    pad.page.get_by_role("button", name="Correct it").click()
    expect(told(pad)).to_have_text("Kept as a 4, on this device, and given. Thank you.")
    assert [given.told(key)["label"] for key in given.names()] == ["4"]
    expect(look(pad).get_by_role("listitem")).to_have_count(1)


def test_what_is_looked_at_while_it_is_given_can_be_taken_back(pad: Pad, given: Given) -> None:
    held = hold_a_seven_as_a_one(pad)
    look(pad)
    pad.press("Close")
    held[0].continue_()
    pad.page.get_by_role("button", name="Correct it").click()
    expect(told(pad)).to_contain_text("given. Thank you.")
    box(pad).uncheck()
    expect(told(pad)).to_have_text("Kept as a 1, on this device, and taken back.")
    assert given.names("") == []


def test_while_it_is_given_that_is_told_and_which_key_was_pressed(pad: Pad, given: Given) -> None:
    held = hold_a_seven_as_a_one(pad)
    press(pad, "4")
    four = pad.page.locator("#correction").get_by_role("button", name="4", exact=True)
    expect(four).to_have_attribute("aria-pressed", "true")
    held[0].continue_()
    expect(told(pad)).to_have_text("Kept as a 4, on this device, and given. Thank you.")
    assert [given.told(key)["label"] for key in given.names()] == ["4"]


def test_it_is_taken_back_and_stays_on_the_device(pad: Pad, given: Given) -> None:
    give_seven_as(pad, "1")
    pad.page.reload()  # the token is kept
    gallery = look(pad)
    expect(gallery.locator("#told")).to_have_text("One drawing on this device; given too.")
    expect(gallery.get_by_role("listitem")).to_contain_text("read as a 7, given")
    gallery.get_by_role("button", name="Take back a 1, read as a 7").click()
    expect(gallery.locator("#told")).to_contain_text("Taken back: a 1.")
    expect(gallery.get_by_role("listitem")).to_have_count(1)
    expect(gallery.get_by_role("button", name="Take back")).to_have_count(0)
    assert given.names("") == []
    assert pad.console == []


@pytest.mark.parametrize("every", [False, True])
def test_what_is_deleted_here_is_taken_back_too(pad: Pad, given: Given, every: bool) -> None:
    give_seven_as(pad, "1")
    gallery = look(pad)
    if every:
        pad.press("Delete all")
        pad.press("Yes, delete all")
        expect(gallery.locator("#told")).to_have_text("Everything is deleted, and taken back.")
    else:
        gallery.get_by_role("button", name="Delete a 1, read as a 7").click()
        expect(gallery.locator("#told")).to_have_text("Deleted, and taken back: a 1.")
    expect(gallery.get_by_role("listitem")).to_have_count(0)
    assert given.names("") == []


@pytest.mark.parametrize("stays", [False, True])
def test_what_is_deleted_while_it_is_being_given_is_taken_back(
    pad: Pad, given: Given, stays: bool
) -> None:
    held: list[Route] = []
    pad.page.route("**/api/drawings", lambda route: held.append(route))
    give_a_seven_as_a_one(pad)
    expect(told(pad)).to_have_text("Kept as a 1, on this device. One moment…")
    gallery = look(pad)
    gallery.get_by_role("button", name="Delete a 1, read as a 7").click()
    expect(gallery.locator("#told")).to_have_text("Deleted: a 1.")
    if stays:
        refuse = "**/api/drawings/*"
        pad.page.route(refuse, lambda route: route.fulfill(status=503, body="{}"))
    held[0].continue_()
    left = int(stays)
    opener = pad.page.locator("footer .collection")
    said = "does not work just now" if stays else "It was deleted meanwhile, and is not given."
    expect(told(pad)).to_contain_text(said)
    expect(opener).to_have_text(f"Your collection ({left})")
    assert len(given.names()) == left, "what cannot be taken back is still here, to be taken back"
    pad.press("Close")
    look(pad)
    expect(gallery.get_by_role("button", name="Take back")).to_have_count(left)


@pytest.mark.parametrize(
    ("status", "words"), [(503, "does not work just now"), (429, "in a minute"), (0, "connection")]
)
def test_what_cannot_be_given_is_kept_here_and_told(
    pad: Pad, given: Given, status: int, words: str
) -> None:
    def fail(route: Route) -> None:
        if status:
            route.fulfill(status=status, body="{}")
        else:
            route.abort()

    pad.page.route("**/api/drawings", fail)
    give_a_seven_as_a_one(pad)
    expect(told(pad)).to_contain_text("Kept as a 1, on this device.")
    expect(told(pad)).to_contain_text(words)
    assert given.names("") == []
    pad.page.unroute("**/api/drawings")
    press(pad, "1")
    expect(told(pad)).to_contain_text("given. Thank you.")
    assert len(given.names()) == 1


def test_what_cannot_be_taken_back_is_not_deleted_here_either(pad: Pad, given: Given) -> None:
    give_seven_as(pad, "1")
    pad.page.route("**/api/drawings/*", lambda route: route.fulfill(status=503, body="{}"))
    gallery = look(pad)
    gallery.get_by_role("button", name="Delete a 1, read as a 7").click()
    said = "That failed. It does not work just now. Try again later."
    expect(gallery.locator("#told")).to_have_text(said)
    expect(gallery.get_by_role("listitem")).to_have_count(1)
    assert len(given.names()) == 1

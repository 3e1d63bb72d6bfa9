"""How it works: five small pictures, of an example first and then of one's own drawing."""

import io
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, expect

from tests.e2e.chromium import DESKTOP, PHONE
from tests.e2e.hand import DIGITS, number
from tests.e2e.pad import Pad
from tests.e2e.test_pictures import choose, encoded, file, photographed

pytestmark = pytest.mark.browser

EXAMPLE = "In five steps, on an example."
YOURS = "In five steps, on your last drawing."


def steps(pad: Pad) -> Locator:
    return pad.page.locator("#five canvas")


def look(pad: Pad) -> None:
    """Scroll to the steps, and wait until all five are there, of the last answer."""
    pad.page.locator("#five").scroll_into_view_if_needed()
    pad.page.wait_for_timeout(1_000)  # they come a little after the answer
    pad.page.wait_for_function(
        """() => [...document.querySelectorAll("#five canvas")].every((tile) => {
            const copy = new OffscreenCanvas(tile.width, tile.height).getContext("2d");
            copy.drawImage(tile, 0, 0);
            return copy.getImageData(0, 0, tile.width, tile.height).data.some((level) => level);
        })"""
    )


def picture(step: Locator) -> Image.Image:
    """What a step shows, pixel by pixel."""
    script = """async (tile) => {
        const copy = new OffscreenCanvas(tile.width, tile.height);
        copy.getContext("2d").drawImage(tile, 0, 0);
        return [...new Uint8Array(await (await copy.convertToBlob()).arrayBuffer())];
    }"""
    png: list[int] = step.evaluate(script)
    return Image.open(io.BytesIO(bytes(png))).convert("RGB")


def at(image: Image.Image, x: float, y: float) -> tuple[int, int, int]:
    """The colour at a place on the paper, in units of its width."""
    colour: Any = image.getpixel((round(x * image.width), round(y * image.width)))
    return (colour[0], colour[1], colour[2])


def test_before_anything_is_drawn_an_example_is_shown(pad: Pad) -> None:
    look(pad)
    expect(pad.page.locator("#whose")).to_have_text(EXAMPLE)
    assert pad.asked == []
    assert pad.console == []


def test_the_example_is_what_the_function_really_says(pad: Pad) -> None:
    pad.page.evaluate(
        """async () => {
            const { sample } = await import("/example.js");
            const { answer, file } = await sample({ ink: [0, 0, 0], paper: [255, 255, 255] });
            const how = { method: "POST", headers: { "Content-Type": file.type }, body: file };
            const real = await (await fetch("/api/predict", how)).json();
            window.both = [answer, real].map(({ digits }) =>
                digits.map(({ digit, box }) => [digit, box.x, box.y, box.width, box.height]));
        }"""
    )
    shown, real = pad.page.evaluate("both")
    assert [mark[0] for mark in shown] == [mark[0] for mark in real]
    for one, other in zip(shown, real, strict=True):
        assert one[1:] == pytest.approx(other[1:], abs=3)


def test_then_they_are_of_the_last_drawing(pad: Pad) -> None:
    pad.draw(DIGITS[1])
    expect(pad.answer).to_have_text("1")
    look(pad)
    expect(pad.page.locator("#whose")).to_have_text(YOURS)
    sent, ink, marks, seen, answer = (picture(step) for step in steps(pad).all())
    assert at(sent, 0.5, 0.4) == (31, 42, 92)
    assert at(sent, 0.2, 0.4) == (255, 254, 251)
    assert min(at(ink, 0.5, 0.4)) > 240  # bright
    assert max(at(ink, 0.2, 0.4)) < 30  # on black
    blue = [count for count, (r, g, b) in marks.getcolors(200_000) or [] if b - r > 60]
    assert sum(blue) > 200  # the box
    assert min(at(seen, 0.5, 0.4)) > 200
    orange = [count for count, (r, g, b) in answer.getcolors(200_000) or [] if r - b > 80]
    assert sum(orange) > 200  # the evidence
    assert pad.console == []


def test_they_stay_when_the_paper_is_cleared(pad: Pad) -> None:
    pad.draw(DIGITS[1])
    expect(pad.answer).to_have_text("1")
    look(pad)
    expect(pad.page.locator("#whose")).to_have_text(YOURS)
    before = picture(steps(pad).first)
    pad.page.keyboard.press("Delete")
    expect(pad.answer).to_have_text("")
    assert picture(steps(pad).first) == before


def test_they_follow_the_mark_that_is_looked_at(pad: Pad) -> None:
    pad.draw(number("47"))
    expect(pad.answer).to_have_text("47")
    look(pad)
    expect(pad.page.locator("#whose")).to_have_text(YOURS)
    before = [picture(step) for step in steps(pad).all()]
    pad.press("7")
    look(pad)
    after = [picture(step) for step in steps(pad).all()]
    assert [one == other for one, other in zip(before, after, strict=True)] == [
        *(True, True),  # picture and ink are of the whole drawing
        *(False, False, False),
    ]


def test_of_a_photograph_only_the_ink_is_bright(pad: Pad) -> None:
    choose(pad, file(encoded(photographed(1), "JPEG"), "image/jpeg"))
    expect(pad.answer).to_have_text("1")
    look(pad)
    expect(pad.page.locator("#whose")).to_have_text(YOURS)
    ink = picture(steps(pad).nth(1)).convert("L")
    levels = ink.histogram()
    assert sum(levels[200:]) > 300
    assert sum(levels[40:]) < 0.15 * ink.width * ink.height


@pytest.mark.parametrize("screen", [DESKTOP, PHONE, {"viewport": {"width": 320, "height": 640}}])
def test_nothing_shifts_when_the_example_gives_way(
    browser: Browser, address: str, screen: Any
) -> None:
    with browser.new_context(**screen) as context:
        pad = Pad(context.new_page())
        pad.page.goto(address)
        look(pad)
        high = pad.page.locator("footer").evaluate("it => it.offsetHeight")
        pad.page.evaluate("scrollTo(0, 0)")
        pad.draw(DIGITS[7])
        expect(pad.answer).to_have_text("7")
        look(pad)
        expect(pad.page.locator("#whose")).to_have_text(YOURS)
        assert pad.page.locator("footer").evaluate("it => it.offsetHeight") == high
        assert pad.page.evaluate("document.documentElement.scrollWidth <= innerWidth")

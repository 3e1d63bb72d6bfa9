"""The README's moving picture: a number drawn on the real page, stroke by stroke, and read.

    python -m tests.e2e.demo

Chromium is photographed after every bit of a stroke, and each photograph is shown for as long as a
hand would need: how busy the machine is cannot be seen.
"""

import io
import sys
from collections.abc import Iterator
from typing import Any

import numpy as np
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from tests.e2e.chromium import NoChromium, browsing
from tests.e2e.hand import Point, Stroke, number
from tests.e2e.pad import Pad
from tests.host import ROOT, digitpad

FILE = ROOT / "tests" / "e2e" / "screenshots" / "demo.webp"
WINDOW: dict[str, Any] = {"viewport": {"width": 900, "height": 690}, "color_scheme": "light"}
NUMBER = "47"
BITS = 12  # photographs of a stroke
QUICK, PAUSE, LONG = 40, 700, 1800  # ms that a photograph is shown
QUALITY = 70

Frame = tuple[Image.Image, int]
"""A photograph, and for how many ms it is shown."""


def main() -> int:
    """Make it, and say how large it is; returns the exit status."""
    try:
        with browsing() as browser, digitpad() as address, browser.new_page(**WINDOW) as page:
            page.goto(address)
            frames = list(drawn(Pad(page)))
    except NoChromium as reason:
        print(f"There is no {reason}", file=sys.stderr)
        return 1
    keep(frames)
    return 0


def drawn(pad: Pad) -> Iterator[Frame]:
    """The number as it is drawn, what is read meanwhile, and why."""
    yield photograph(pad.page), PAUSE
    for figure, strokes in enumerate(digits(), start=1):
        for stroke in strokes:
            yield from followed(pad, stroke)
        expect(pad.answer).to_have_text(NUMBER[:figure])
        yield from settling(pad.page)
    pad.press("Why?")
    expect(pad.page.locator("#heatmap")).to_be_visible()
    yield photograph(pad.page), LONG


def digits() -> list[list[Stroke]]:
    """The strokes of the number, digit by digit."""
    strokes = iter(number(NUMBER, size=0.85))
    return [[next(strokes) for _ in number(figure)] for figure in NUMBER]


def followed(pad: Pad, stroke: Stroke) -> Iterator[Frame]:
    """A stroke, bit by bit, with a pencil's point where the mouse is."""
    places = pad.on_screen(spread(stroke, BITS))
    pad.page.mouse.move(*places[0])
    pad.page.mouse.down()
    for place in places[1:]:
        pad.page.mouse.move(*place, steps=4)
        yield pointed(photograph(pad.page), place), QUICK
    pad.page.mouse.up()


def spread(stroke: Stroke, bits: int) -> Stroke:
    """Points along a stroke, as far from each other, the ends among them."""
    places = np.array(stroke)
    along = np.cumsum([0, *np.hypot(*np.diff(places, axis=0).T)])
    wanted = np.linspace(0, along[-1], bits + 1)
    x, y = (np.interp(wanted, along, places[:, axis]).tolist() for axis in (0, 1))
    return list(zip(x, y, strict=True))


def settling(page: Page) -> Iterator[Frame]:
    """The bars as they grow, then a while to look."""
    for _ in range(3):
        yield photograph(page), QUICK
        page.wait_for_timeout(QUICK)
    yield photograph(page), PAUSE


def photograph(page: Page) -> Image.Image:
    """The page as it is now."""
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def pointed(frame: Image.Image, place: Point) -> Image.Image:
    """With a ring where the pointer is, which Chromium does not photograph."""
    x, y = place
    ImageDraw.Draw(frame).ellipse((x - 12, y - 12, x + 12, y + 12), outline="#2b4acb", width=2)
    return frame


def keep(frames: list[Frame]) -> None:
    """Write them as one animated WebP that goes round and round."""
    pictures, durations = zip(*frames, strict=True)
    first, *rest = pictures
    first.save(
        FILE,
        save_all=True,
        append_images=rest,
        duration=durations,
        loop=0,
        quality=QUALITY,
        method=6,
    )
    seconds, size = sum(durations) / 1000, FILE.stat().st_size
    print(f"{FILE.relative_to(ROOT)}  {len(frames)} frames, {seconds:.1f} s, {size:,} B")


if __name__ == "__main__":
    sys.exit(main())

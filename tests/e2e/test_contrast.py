"""What is to be seen can be: ink under the buttons on the paper, and the signs of buttons."""

import io
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, expect

from tests.e2e.chromium import PHONE
from tests.e2e.hand import DIGITS, number
from tests.e2e.pad import Pad, Pen
from tests.e2e.test_pictures import encoded, file

pytestmark = pytest.mark.browser

SIGN = 3  # WCAG 1.4.11: what a sign or a control needs
ASIDE = [[(0.7, 0.2), (0.7, 0.6)]]
TEXT = 4.5  # WCAG 1.4.3
UNDER = [[(0.065, 0.1), (0.065, 0.78)]]  # a tall digit at the left


def light(shot: bytes) -> np.ndarray:
    """How light each pixel of a picture is, 0 to 1, as WCAG reckons it."""
    levels = np.asarray(Image.open(io.BytesIO(shot)).convert("RGB")) / 255
    linear = np.where(levels <= 0.04045, levels / 12.92, ((levels + 0.055) / 1.055) ** 2.4)
    return np.asarray(linear @ [0.2126, 0.7152, 0.0722])


def contrast(one: float, other: float) -> float:
    """As WCAG has it, 1 to 21."""
    low, high = sorted((one, other))
    return (high + 0.05) / (low + 0.05)


def heart(button: Locator) -> np.ndarray:
    """The middle of a button, where its sign is, without its rim."""
    pixels = light(button.screenshot())
    high, wide = (side // 4 for side in pixels.shape)
    return pixels[high:-high, wide:-wide]


def of_sign(button: Locator) -> float:
    """The contrast of a sign with what it is on."""
    pixels = heart(button)
    ground = float(np.median(pixels))
    return max(contrast(ground, float(pixels.min())), contrast(ground, float(pixels.max())))


def letters(button: Locator) -> int:
    """How often light and dark take turns along its middle, where its letters are."""
    row = heart(button)[len(heart(button)) // 2]
    return int(np.count_nonzero(np.diff(row > (row.min() + row.max()) / 2)))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_ink_is_seen_behind_the_buttons_on_the_paper(
    browser: Browser, address: str, scheme: Any
) -> None:
    with browser.new_context(**PHONE, color_scheme=scheme) as context:
        pad = Pad(context.new_page())
        pad.page.goto(address)
        bring = pad.page.get_by_role("button", name="Bring a picture")
        Pen(pad).draw(ASIDE)
        expect(pad.answer).to_have_text("1")
        assert of_sign(bring) >= SIGN
        plain = float(np.median(heart(bring)))
        Pen(pad).draw(UNDER)
        expect(pad.answer).to_have_text("11")
        assert contrast(plain, float(np.median(heart(bring)))) > 1.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("level", [0, 128, 255])
def test_their_signs_stand_out_from_any_picture(
    browser: Browser, address: str, level: int, scheme: Any
) -> None:
    with browser.new_context(**PHONE, color_scheme=scheme) as context:
        pad = Pad(context.new_page())
        pad.page.goto(address)
        plain = Image.new("L", (500, 400), level)
        pad.page.set_input_files("#file", file(encoded(plain)))
        expect(pad.page.locator(".pad")).to_have_class("pad pictured")
        pad.alpha((0.5, 0.5))  # once it is painted
        for name in ("Bring a picture", "Take a photo"):
            assert of_sign(pad.page.get_by_role("button", name=name)) >= SIGN


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pressed_buttons_are_read_in_the_systems_own_colours(pad: Pad, scheme: Any) -> None:
    pad.page.emulate_media(forced_colors="active", color_scheme=scheme)
    pad.draw(number("47"))
    expect(pad.answer).to_have_text("47")
    why = pad.page.get_by_role("button", name="Why?")
    marks = pad.page.locator("#marks button")
    why.click()
    pad.page.mouse.move(0, 0)  # hovered, it has other colours
    assert of_sign(why) >= TEXT
    assert letters(why) > 6, "letters, and not a plate of their colour over them"
    ground = [float(np.median(heart(mark))) for mark in marks.all()]
    assert contrast(*ground) >= SIGN, "which one is pressed is seen"


def test_a_question_that_cannot_be_asked_is_not_pressed(pad: Pad) -> None:
    pad.draw(DIGITS[7])
    expect(pad.answer).to_have_text("7")
    why = pad.page.get_by_role("button", name="Why?")
    why.click()
    expect(why).to_have_attribute("aria-pressed", "true")
    pad.press("Clear")
    expect(why).to_be_disabled()
    expect(why).to_have_attribute("aria-pressed", "false")
    pad.draw(DIGITS[7])
    expect(why).to_have_attribute("aria-pressed", "true")  # it is still wanted
    expect(pad.page.locator("#heatmap")).to_be_visible()

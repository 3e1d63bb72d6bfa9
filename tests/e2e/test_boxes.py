"""Several digits: boxed on the drawing, each to be chosen there, and never in the pen's way."""

from itertools import pairwise
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, FloatRect, Locator, expect

from tests.e2e.hand import DIGITS, number
from tests.e2e.pad import Fingers, Pad
from tests.e2e.test_pictures import choose, drawn, encoded, file

pytestmark = pytest.mark.browser

FORTY_SEVEN = number("47")
ONE_MORE = [[(0.85, 0.28), (0.85, 0.52)]]
SCRIBBLE = [
    [(0.78, 0.5), (0.9, 0.25), (0.78, 0.27), (0.9, 0.52), (0.8, 0.36), (0.93, 0.38), (0.76, 0.45)]
]


def tabs(pad: Pad) -> Locator:
    return pad.page.locator("#boxes button")


def frames(pad: Pad) -> Locator:
    return pad.page.locator("#boxes .box")


def chosen(pad: Pad) -> str:
    return pad.page.locator("#boxes .tab[aria-pressed=true]").inner_text()


def whereabouts(place: Locator) -> FloatRect:
    box = place.bounding_box()
    assert box is not None
    return box


def middle(place: Locator) -> tuple[float, float]:
    box = whereabouts(place)
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def is_round(outer: FloatRect, points: list[tuple[float, float]]) -> bool:
    return all(
        outer["x"] < x < outer["x"] + outer["width"]
        and outer["y"] < y < outer["y"] + outer["height"]
        for x, y in points
    )


def test_each_digit_has_a_box_round_its_ink(pad: Pad) -> None:
    pad.draw(FORTY_SEVEN)
    expect(pad.answer).to_have_text("47")
    expect(tabs(pad)).to_have_text(["4", "7"])
    *four, seven = FORTY_SEVEN
    for frame, strokes in ((frames(pad).first, four), (frames(pad).last, [seven])):
        ink = [point for stroke in strokes for point in pad.on_screen(stroke)]
        assert is_round(whereabouts(frame), ink)
    assert pad.console == []


def test_a_digit_alone_has_none(pad: Pad) -> None:
    pad.draw(DIGITS[7])
    expect(pad.answer).to_have_text("7")
    expect(pad.page.locator("#boxes")).to_be_hidden()


def test_on_a_picture_that_was_brought_the_boxes_lie_on_its_digits(pad: Pad) -> None:
    upright = Image.new("RGB", (480, 960), "white")  # which does not fill the paper
    upright.paste(drawn(FORTY_SEVEN, 480), (0, 288))
    choose(pad, file(encoded(upright)))
    expect(pad.answer).to_have_text("47")
    paper = whereabouts(pad.page.locator("#canvas"))
    side = paper["height"] / 2  # the picture's width on the paper, in whose middle it lies
    left = paper["x"] + (paper["width"] - side) / 2
    top = paper["y"] + 0.3 * paper["height"]
    seven = [(left + x * side, top + y * side) for x, y in FORTY_SEVEN[-1]]
    assert is_round(whereabouts(frames(pad).last), seven)


def test_choosing_on_the_drawing_and_beside_it_are_one(pad: Pad) -> None:
    pad.draw(FORTY_SEVEN)
    expect(pad.answer).to_have_text("47")
    best = pad.page.locator("#bars .best .label")
    beside = pad.page.locator("#marks button[aria-pressed=true]")
    tabs(pad).last.click()
    expect(best).to_have_text("7")
    expect(beside).to_have_text("7")
    expect(frames(pad).last).to_have_class("box chosen")
    expect(frames(pad).first).to_have_class("box")
    pad.press("4")
    expect(best).to_have_text("4")
    assert chosen(pad) == "4"
    expect(frames(pad).first).to_have_class("box chosen")


def test_a_box_is_chosen_by_a_finger(phone: Pad, fingers: Fingers) -> None:
    fingers.draw(FORTY_SEVEN)
    expect(phone.answer).to_have_text("47")
    tabs(phone).last.tap()
    expect(phone.page.locator("#bars .best .label")).to_have_text("7")
    expect(phone.answer).to_have_text("47")
    assert phone.console == []


def test_a_box_is_chosen_by_keyboard(pad: Pad) -> None:
    pad.draw(number("473", size=0.4))
    expect(pad.answer).to_have_text("473")
    pad.page.keyboard.press("Tab")
    expect(tabs(pad).first).to_be_focused()
    for key, digit in (("ArrowRight", "7"), ("ArrowRight", "3"), ("ArrowRight", "3")):
        pad.page.keyboard.press(key)
        assert chosen(pad) == digit
    pad.page.keyboard.press("ArrowLeft")
    expect(tabs(pad).nth(1)).to_be_focused()
    expect(pad.page.locator("#bars .best .label")).to_have_text("7")
    pad.page.keyboard.press("Tab")  # past all of them
    expect(pad.page.get_by_role("button", name="Undo")).to_be_focused()


def test_the_chosen_digit_stays_the_chosen_one_when_another_is_added(pad: Pad) -> None:
    pad.draw(FORTY_SEVEN)
    expect(pad.answer).to_have_text("47")
    tabs(pad).last.click()
    pad.draw(ONE_MORE)
    expect(pad.answer).to_have_text("471")
    expect(pad.page.locator("#bars .best .label")).to_have_text("7")
    assert chosen(pad) == "7"
    pad.press("Correct it")
    expect(pad.page.locator("#asked")).to_have_text("The 7 was a …")


def test_a_digit_that_nobody_chose_is_not_kept_chosen(pad: Pad) -> None:
    pad.draw(FORTY_SEVEN)
    expect(pad.answer).to_have_text("47")
    pad.draw([[(0.12, 0.28), (0.12, 0.52)]])
    expect(pad.answer).to_have_text("147")
    assert chosen(pad) == "1"


def test_the_choice_is_lost_with_what_was_chosen(pad: Pad) -> None:
    pad.draw(FORTY_SEVEN)
    expect(pad.answer).to_have_text("47")
    tabs(pad).last.click()
    pad.press("Clear")
    pad.draw(FORTY_SEVEN)
    expect(pad.answer).to_have_text("47")
    assert chosen(pad) == "4"
    tabs(pad).last.click()
    choose(pad, file(encoded(drawn(FORTY_SEVEN))))  # on a picture it is another 7
    expect(pad.page.locator(".pad")).to_have_class("pad pictured")
    expect(pad.page.locator("#boxes")).to_be_visible()
    assert chosen(pad) == "4"
    assert pad.console == []


def test_a_stroke_that_starts_in_a_box_draws(pad: Pad) -> None:
    pad.draw(FORTY_SEVEN)
    expect(pad.answer).to_have_text("47")
    before = pad.ink()
    x, y = middle(frames(pad).first)
    pad.page.mouse.move(x, y)
    pad.page.mouse.down()
    expect(pad.page.locator("#boxes")).to_be_hidden()  # while one draws
    pad.page.mouse.move(x + 60, y + 90, steps=5)
    pad.page.mouse.up()
    assert pad.ink() > before


@pytest.mark.parametrize("hurried", [False, True])
def test_a_stroke_that_starts_on_a_tab_draws(pad: Pad, hurried: bool) -> None:
    pad.draw(FORTY_SEVEN)
    expect(pad.answer).to_have_text("47")
    before = pad.ink()
    x, y = middle(tabs(pad).last)
    pad.page.mouse.move(x, y)
    pad.page.mouse.down()
    pad.page.mouse.move(x + 90, y, steps=1 if hurried else 20)
    expect(pad.page.locator("#boxes")).to_be_hidden()
    pad.page.mouse.up()
    assert pad.ink() > before
    pad.press("Undo")
    expect(pad.answer).to_have_text("47")
    assert pad.ink() == before
    assert pad.console == []


def test_a_finger_that_starts_on_a_tab_draws(phone: Pad, fingers: Fingers) -> None:
    fingers.draw(FORTY_SEVEN)
    expect(phone.answer).to_have_text("47")
    before = phone.ink()
    x, y = middle(tabs(phone).first)
    fingers.touch("touchStart", (x, y))
    for step in range(1, 6):
        fingers.touch("touchMove", (x - 12 * step, y + 4 * step))
    fingers.touch("touchEnd")
    assert phone.ink() > before
    assert phone.page.evaluate("scrollY") == 0


def test_boxes_go_with_the_drawing_that_they_are_of(pad: Pad) -> None:
    pad.draw(FORTY_SEVEN)
    expect(tabs(pad)).to_have_count(2)
    pad.page.route("**/api/predict*", lambda route: None)
    pad.press("Undo")  # and no answer comes
    expect(pad.page.locator("#boxes")).to_be_hidden()
    pad.press("Clear")
    expect(pad.page.locator("#boxes")).to_be_hidden()


def test_what_is_no_digit_has_a_box_that_looks_different(pad: Pad) -> None:
    pad.draw([*FORTY_SEVEN, *SCRIBBLE])
    expect(pad.answer).to_have_text("47?")
    expect(tabs(pad)).to_have_text(["4", "7", "?"])
    expect(frames(pad).last).to_have_css("border-style", "dashed")
    expect(frames(pad).first).to_have_css("border-style", "solid")
    expect(pad.page.get_by_role("button", name="mark 3 of 3, not a digit")).to_be_visible()


@pytest.mark.parametrize("width", [320, 1440])
def test_tabs_of_near_digits_are_apart_and_large_enough(
    browser: Browser, address: str, width: int
) -> None:
    with browser.new_context(viewport={"width": width, "height": 800}) as context:
        pad = Pad(context.new_page())
        pad.page.goto(address)
        pad.draw(number("10119", size=0.3, apart=0.3))
        expect(tabs(pad)).to_have_count(5)
        places: list[Any] = [whereabouts(tab) for tab in tabs(pad).all()]
        assert all(min(place["width"], place["height"]) >= 24 for place in places)
        for one, next_one in pairwise(places):
            assert one["x"] + one["width"] < next_one["x"]


def test_boxes_follow_the_paper_to_another_size(pad: Pad) -> None:
    pad.draw(FORTY_SEVEN)
    expect(pad.answer).to_have_text("47")
    pad.page.set_viewport_size({"width": 500, "height": 800})
    seven = FORTY_SEVEN[-1]
    pad.page.wait_for_function(
        "() => { const it = document.querySelector('#canvas'); return it.width === it.clientWidth }"
    )
    assert is_round(whereabouts(frames(pad).last), pad.on_screen(seven))

"""The page itself: what it shows, what it says when things go wrong, how it fits."""

import json
from typing import Any
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.e2e.hand import DIGITS, number
from tests.e2e.pad import Pad

pytestmark = pytest.mark.browser

PREDICT = "**/api/predict*"


def mark(digit: int | None, guess: int) -> dict[str, Any]:
    """A mark as the function answers it, 0.9 sure, without pictures."""
    share, none = (0.1, 0.9) if digit is None else (0.9, 0.1)
    return {
        "digit": digit,
        "guess": guess,
        "confidence": 0.9,
        "probabilities": [share if figure == guess else 0 for figure in range(10)],
        "none": none,
    }


def read(number: str) -> dict[str, Any]:
    """The function's answer to a number, which may be another one."""
    marks = [mark(int(figure), int(figure)) for figure in number]
    others = [{"number": number.replace("7", "1"), "confidence": 0.1}]
    return {"number": number, "confidence": 0.81, "digits": marks, "alternatives": others}


MANY_FIGURES = ("7", "47", "377", "8377", "73777", "377877", "37738773", 4 * "37738773")
SCRIBBLE = {"number": None, "words": None, "confidence": 0.9, "digits": [mark(None, 4)]}
FORTY_SEVEN = read("47")


def tell(pad: Pad, answer: dict[str, Any]) -> None:
    """Have every drawing answered so from now on."""
    pad.page.unroute(PREDICT)
    pad.page.route(PREDICT, lambda route: route.fulfill(json=answer))


def test_an_answer_is_told_in_figure_word_and_bars(pad: Pad) -> None:
    pad.draw(DIGITS[7])
    expect(pad.answer).to_have_text("7")
    expect(pad.page.locator("#word")).to_have_text("seven")
    expect(pad.page.locator("#certainty")).to_contain_text("% sure")
    rows = pad.page.get_by_role("list", name="How likely each digit is").get_by_role("listitem")
    expect(rows).to_have_count(11)
    expect(rows.nth(7)).to_have_class("best")


def test_what_the_model_saw_is_shown(pad: Pad) -> None:
    pad.draw(DIGITS[7])
    expect(pad.page.locator("#seen")).to_be_visible()
    width = pad.page.locator("#seen").evaluate("async (it) => (await it.decode(), it.naturalWidth)")
    assert width == 28
    assert pad.console == []


def test_why_shows_the_evidence_on_the_drawing_until_a_new_stroke_begins(pad: Pad) -> None:
    heatmap, why = pad.page.locator("#heatmap"), pad.page.get_by_role("button", name="Why?")
    expect(why).to_be_disabled()
    pad.draw(DIGITS[7])
    expect(heatmap).to_be_hidden()
    why.click()
    expect(heatmap).to_be_visible()
    assert heatmap.bounding_box() == pad.page.locator("#canvas").bounding_box()
    shape = heatmap.evaluate(
        "async (it) => (await it.decode(), it.naturalWidth / it.naturalHeight)"
    )
    assert shape == pytest.approx(1 / 0.8, rel=0.01)
    pad.draw(DIGITS[1])  # the pen goes through it
    expect(heatmap).to_be_visible()
    why.click()
    expect(heatmap).to_be_hidden()
    assert pad.console == []


def test_an_answer_without_pictures_shows_none(pad: Pad) -> None:
    pad.page.route(PREDICT, lambda route: route.fulfill(json=SCRIBBLE))
    pad.draw(DIGITS[4])
    expect(pad.answer).to_have_text("?")
    expect(pad.page.locator("#seen")).to_be_hidden()
    expect(pad.page.locator("#heatmap")).to_be_hidden()
    expect(pad.page.get_by_role("button", name="Why?")).to_be_disabled()


def test_what_is_no_digit_is_said_so_with_the_best_guess(pad: Pad) -> None:
    pad.page.route(PREDICT, lambda route: route.fulfill(json=SCRIBBLE))
    pad.draw(DIGITS[4])
    expect(pad.answer).to_have_text("?")
    expect(pad.page.locator("#word")).to_have_text("not a digit")
    expect(pad.page.locator("#certainty")).to_contain_text("a four")


def test_of_a_number_every_digit_can_be_looked_at(pad: Pad) -> None:
    pad.page.route(PREDICT, lambda route: route.fulfill(json=FORTY_SEVEN))
    pad.draw(DIGITS[1])
    expect(pad.answer).to_have_text("47")
    expect(pad.page.locator("#word")).to_have_text("four seven")
    expect(pad.page.locator("#bars .best .label")).to_have_text("4")
    pad.press("7")
    expect(pad.page.locator("#bars .best .label")).to_have_text("7")
    expect(pad.page.get_by_role("button", name="7", pressed=True)).to_be_focused()


def test_a_new_stroke_drops_the_stale_question(pad: Pad) -> None:
    dropped: list[str] = []
    held: list[Route] = []
    pad.page.on("requestfailed", lambda request: dropped.append(request.failure or ""))
    pad.page.route(PREDICT, lambda route: held.append(route), times=1)
    first, second = DIGITS[4]
    pad.draw([first])
    expect(pad.notice).to_have_text("Thinking…")
    pad.draw([second])
    expect(pad.answer).to_have_text("4")
    expect(pad.notice).to_have_text("")
    assert dropped == ["net::ERR_ABORTED"]
    assert pad.console == []


@pytest.mark.parametrize("status", [400, 413, 415, 500, 502])
def test_trouble_is_told_calmly_and_the_drawing_kept(pad: Pad, status: int) -> None:
    pad.page.route(PREDICT, lambda route: route.fulfill(status=status, body="<h1>Oops</h1>"))
    pad.draw(DIGITS[7])
    expect(pad.notice).to_contain_text(".")
    expect(pad.notice).not_to_contain_text(str(status))
    expect(pad.notice).not_to_contain_text("Oops")
    expect(pad.answer).to_have_text("")
    assert pad.ink() > 0


def test_what_cannot_be_read_is_told_in_the_functions_words(pad: Pad) -> None:
    problem = {"type": "about:blank", "title": "Blank", "status": 422, "detail": "Only specks."}
    pad.page.route(
        PREDICT,
        lambda route: route.fulfill(
            status=422, body=json.dumps(problem), content_type="application/problem+json"
        ),
    )
    pad.draw(DIGITS[7])
    expect(pad.notice).to_have_text("Only specks.")


HEARD = """() => {
    window.heard = [];
    const region = document.querySelector("[aria-live][aria-atomic=true]:has(#answer)");
    const seen = (it) => it.getClientRects().length ? it.innerText.trim() : "";
    const all = () => [...region.children].map(seen).filter(Boolean).join(", ");
    let before = all();
    new MutationObserver(() => requestAnimationFrame(() => {
        if (all() && all() !== before) window.heard.push(all());
        before = all();
    })).observe(document.body, { subtree: true, childList: true, attributes: true });
}"""
"""Notes what a screen reader says by itself: all of the region, when any of it is new."""


def test_an_answer_is_heard_whole_and_once_and_never_while_it_is_waited_for(pad: Pad) -> None:
    held: list[Route] = []
    pad.page.evaluate(HEARD)
    tell(pad, read("7"))
    pad.draw(DIGITS[7])
    expect(pad.answer).to_have_text("7")
    pad.page.unroute(PREDICT)
    pad.page.route(PREDICT, lambda route: held.append(route))
    pad.draw(DIGITS[1])
    expect(pad.notice).to_have_text("Thinking…")
    pad.draw(DIGITS[1])  # of the stale answer nothing is said again
    expect(pad.notice).to_have_text("Thinking…")
    while len(held) < 2:
        pad.page.wait_for_timeout(20)
    held[-1].fulfill(json=read("42"))
    expect(pad.answer).to_have_text("42")
    pad.press("Clear")
    pad.page.wait_for_timeout(100)
    first, second = pad.page.evaluate("heard")
    assert first.startswith("7, seven, 81% sure")
    assert second.startswith("42, four two, 81% sure")
    expect(pad.page.locator("[aria-live] [aria-live], [aria-live] [role=status]")).to_have_count(0)


def test_what_was_said_of_the_drawing_before_is_not_said_of_another(pad: Pad) -> None:
    pad.draw(number("47"))
    expect(pad.answer).to_have_text("47")
    pad.page.route(PREDICT, lambda route: None)  # no answer comes any more
    pad.draw([[(0.8, 0.2), (0.8, 0.6)]])
    expect(pad.notice).to_have_text("Thinking…")
    pad.press("Why?")
    pad.page.locator("#marks").get_by_role("button", name="7", exact=True).click()
    expect(pad.page.locator("#heatmap")).to_be_hidden()
    expect(pad.page.get_by_role("button", name="Correct it")).to_be_disabled()


def test_clear_and_undo_are_reached_by_keyboard(pad: Pad) -> None:
    pad.draw(DIGITS[7])
    expect(pad.answer).to_have_text("7")
    pad.page.keyboard.press("Tab")
    expect(pad.page.get_by_role("button", name="Undo")).to_be_focused()
    pad.page.keyboard.press("Tab")
    expect(pad.page.get_by_role("button", name="Clear")).to_be_focused()
    pad.page.keyboard.press("Enter")
    expect(pad.answer).to_have_text("")


@pytest.mark.parametrize("width", [320, 390, 844, 1440])
def test_nothing_hangs_over_the_side(browser: Browser, address: str, width: int) -> None:
    with browser.new_context(viewport={"width": width, "height": 390}) as context:
        pad = Pad(context.new_page())
        pad.page.goto(address)
        pad.draw(DIGITS[7])
        expect(pad.answer).to_have_text("7")
        assert pad.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", [320, 390, 820, 1440])
def test_what_is_below_the_answer_stays_where_it_is(
    browser: Browser, address: str, width: int
) -> None:
    with browser.new_context(viewport={"width": width, "height": 844}) as context:
        pad = Pad(context.new_page())
        pad.page.goto(address)
        bars = pad.page.locator("#bars")
        before = bars.bounding_box()
        for figures in (*MANY_FIGURES, "?"):
            context.set_offline(False)
            tell(pad, SCRIBBLE if figures == "?" else read(figures))
            pad.draw(DIGITS[1])
            expect(pad.answer).to_have_text(figures)
            assert bars.bounding_box() == before, figures
            assert pad.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            pad.page.unroute(PREDICT)
            context.set_offline(True)
            pad.draw(DIGITS[1])  # and then a notice has its place
            expect(pad.notice).to_contain_text("You are offline.")
            assert bars.bounding_box() == before, f"offline, {figures}"


def test_of_many_digits_the_chosen_one_is_scrolled_into_sight(phone: Pad) -> None:
    tell(phone, read("37738773"))
    phone.draw(DIGITS[1])
    last = phone.page.locator("#marks button").last
    expect(last).not_to_be_in_viewport(ratio=0.9)
    last.evaluate("it => it.click()")
    expect(last).to_be_in_viewport(ratio=1)


def test_nothing_is_asked_of_third_parties(pad: Pad, address: str) -> None:
    pad.draw(DIGITS[7])
    expect(pad.answer).to_have_text("7")
    elsewhere = [
        request.url
        for request in pad.requests
        if not request.url.startswith((f"{address}/", "data:"))
    ]
    assert elsewhere == []
    assert pad.console == []  # the policy would have stopped it, and said so here


def test_once_it_is_loaded_nothing_but_the_function_is_asked(pad: Pad, address: str) -> None:
    pad.page.wait_for_load_state("networkidle")
    before = len(pad.requests)
    pad.draw(DIGITS[7])
    expect(pad.answer).to_have_text("7")
    for name in ("Why?", "Correct it", "7"):
        pad.press(name)
    pad.page.locator("footer .collection").click()
    expect(pad.page.locator("#entries li")).to_have_count(1)
    pad.page.keyboard.press("Escape")
    pad.press("Clear")
    pad.press("Show me")
    expect(pad.answer).not_to_be_empty()
    asked = [request.url for request in pad.requests[before:]]
    elsewhere = [url for url in asked if not url.startswith(("data:", "blob:"))]
    assert {url.split("?")[0] for url in elsewhere} == {f"{address}/api/predict"}


def test_the_icon_is_there(pad: Pad, address: str) -> None:
    icon = pad.page.locator("link[rel=icon]").get_attribute("href")
    with urlopen(f"{address}/{icon}") as answer:
        assert answer.headers["Content-Type"] == "image/svg+xml"

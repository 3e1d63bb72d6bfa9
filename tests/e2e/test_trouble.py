"""Trouble: told calmly, nothing is lost, and it ends by itself as soon as it can."""

import pytest
from playwright.sync_api import Route, expect

from tests.e2e.hand import DIGITS
from tests.e2e.pad import Pad

pytestmark = pytest.mark.browser

PREDICT = "**/api/predict*"
SLOWLY = 20_000  # ms: all tries, with their pauses
LONG = {"Retry-After": "15"}  # seconds: what is read sooner did not wait for it
KEPT = "You are offline. Your drawing is kept, and read when you are back."


def again(pad: Pad) -> None:
    expect(pad.page.get_by_role("button", name="Try again")).to_be_visible(timeout=SLOWLY)


def refuse(pad: Pad, status: int, **how: int) -> None:
    pad.page.route(PREDICT, lambda route: route.fulfill(status=status, headers=LONG), **how)


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_what_passes_is_asked_again_by_itself(pad: Pad, status: int) -> None:
    pad.page.route(PREDICT, lambda route: route.fulfill(status=status), times=2)
    pad.draw(DIGITS[7])
    expect(pad.notice).to_contain_text("Trying again…")
    expect(pad.answer).to_have_text("7")
    expect(pad.notice).to_have_text("")
    assert len(pad.asked) == 3


def test_offline_it_is_said_that_nothing_is_lost(pad: Pad) -> None:
    pad.page.context.set_offline(True)
    pad.draw(DIGITS[7])
    expect(pad.notice).to_have_text(KEPT)
    assert pad.ink() > 0


def test_back_online_it_is_read_at_once(pad: Pad) -> None:
    refuse(pad, 503)
    pad.draw(DIGITS[7])
    expect(pad.notice).to_contain_text("Trying again…")
    pad.page.unroute(PREDICT)
    pad.page.evaluate("dispatchEvent(new Event('online'))")
    expect(pad.answer).to_have_text("7", timeout=5_000)


def test_in_sight_again_it_is_read_at_once(pad: Pad) -> None:
    refuse(pad, 429)
    pad.draw(DIGITS[7])
    expect(pad.notice).to_contain_text("Trying again…")
    pad.page.unroute(PREDICT)
    pad.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(pad.answer).to_have_text("7", timeout=5_000)


def test_why_is_not_pressed_while_there_is_nothing_to_show(pad: Pad) -> None:
    pad.draw(DIGITS[7])
    expect(pad.answer).to_have_text("7")
    refuse(pad, 503)
    pad.draw([[(0.1, 0.1), (0.1, 0.3)]])
    expect(pad.notice).to_contain_text("Trying again…")
    why = pad.page.get_by_role("button", name="Why?")
    why.click()
    expect(why).to_have_attribute("aria-pressed", "false")
    pad.page.unroute(PREDICT)
    pad.page.evaluate("dispatchEvent(new Event('online'))")
    expect(why).to_have_attribute("aria-pressed", "true")


def test_until_there_is_a_pen_nobody_is_invited_to_draw(pad: Pad) -> None:
    hint = "getComputedStyle(document.querySelector('#hint')).fontSize"
    assert pad.page.evaluate(hint) != "0px"
    pad.page.route("**/zip.js", lambda route: route.abort())
    pad.page.reload()
    assert pad.page.evaluate(hint) == "0px"


def test_when_all_tries_are_used_up_one_can_try_again(pad: Pad) -> None:
    pad.page.route(PREDICT, lambda route: route.abort())
    pad.draw(DIGITS[7])
    again(pad)
    asked = len(pad.asked)
    assert asked == 4
    pad.page.wait_for_timeout(2_000)
    assert len(pad.asked) == asked  # it has given up
    expect(pad.notice).to_contain_text("Your drawing is still here.")
    pad.page.unroute(PREDICT)
    pad.press("Try again")
    expect(pad.answer).to_have_text("7")
    expect(pad.page.get_by_role("button", name="Try again")).to_be_hidden()
    expect(pad.page.get_by_role("button", name="Undo")).to_be_focused()


def test_even_then_it_is_read_when_one_is_back_online(pad: Pad) -> None:
    pad.page.context.set_offline(True)
    pad.draw(DIGITS[7])
    again(pad)
    expect(pad.notice).to_have_text(KEPT)
    pad.page.context.set_offline(False)
    expect(pad.answer).to_have_text("7")


def test_strokes_drawn_offline_are_all_there_afterwards(pad: Pad) -> None:
    pad.page.context.set_offline(True)
    first, second = DIGITS[4]
    pad.draw([first])
    expect(pad.notice).to_have_text(KEPT)
    pad.draw([second])
    expect(pad.notice).to_have_text(KEPT)
    pad.page.context.set_offline(False)
    expect(pad.answer).to_have_text("4")
    both = pad.ink()
    pad.press("Undo")
    assert 0 < pad.ink() < both


def test_what_is_well_is_not_asked_again(pad: Pad) -> None:
    pad.draw(DIGITS[7])
    expect(pad.answer).to_have_text("7")
    pad.page.evaluate("dispatchEvent(new Event('online'))")
    pad.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    pad.page.wait_for_timeout(500)
    assert len(pad.asked) == 1


def test_what_is_too_large_is_said_so_and_not_asked_again(pad: Pad) -> None:
    pad.page.route(PREDICT, lambda route: route.fulfill(status=413, json={"message": "no"}))
    pad.draw(DIGITS[7])
    expect(pad.notice).to_have_text("That is too large to send. Try a smaller picture.")
    expect(pad.page.get_by_role("button", name="Try again")).to_be_hidden()
    assert len(pad.asked) == 1
    assert pad.ink() > 0


def test_a_slow_answer_is_waited_for_in_calm(pad: Pad) -> None:
    held: list[Route] = []
    pad.page.route(PREDICT, lambda route: held.append(route), times=1)
    pad.draw(DIGITS[7])
    expect(pad.notice).to_have_text("Thinking…")
    expect(pad.notice).to_contain_text("longer than usual", timeout=SLOWLY)
    held[0].continue_()
    expect(pad.answer).to_have_text("7")
    expect(pad.notice).to_have_text("")

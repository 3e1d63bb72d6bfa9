"""Every state that a visitor can see, and how a page gets there: to look at, and for axe."""

from collections.abc import Callable, Iterable

from playwright.sync_api import expect

from tests.e2e.hand import DIGITS, Stroke, number
from tests.e2e.pad import Pad, Pen
from tests.e2e.test_pictures import choose, drawn, encoded, file
from tests.e2e.tools import open_palette

State = Callable[[Pad], None]

PREDICT = "**/api/predict*"
HURRY = """() => {
    const { setTimeout } = window;
    window.setTimeout = (done, ms, ...more) => setTimeout(done, ms / 50, ...more);
}"""
"""The pauses before another try are seconds."""
SCRIBBLE = [*DIGITS[1], *DIGITS[0], *DIGITS[4]]  # one over the other


def draw(pad: Pad, strokes: Iterable[Stroke]) -> None:
    """Draw in no time: a mouse is moved from here point by point, a pen in the page itself."""
    Pen(pad).draw(strokes)


def empty(pad: Pad) -> None:
    """As a first visitor finds it."""
    expect(pad.page.locator("#hint")).to_be_visible()


def thinking(pad: Pad) -> None:
    """The answer does not come; the one before is still there."""
    answer(pad)
    pad.page.evaluate("() => { window.fetch = () => new Promise(() => {}); }")
    draw(pad, [[(0.75, 0.2), (0.78, 0.6)]])
    expect(pad.notice).to_have_text("Thinking…")


def answer(pad: Pad) -> None:
    """A digit, read."""
    draw(pad, DIGITS[2])
    expect(pad.answer).to_have_text("2")
    expect(pad.page.locator("#seen")).to_be_visible()


def why(pad: Pad) -> None:
    """The evidence on the drawing."""
    answer(pad)
    pad.press("Why?")
    expect(pad.page.locator("#heatmap")).to_be_visible()


def several(pad: Pad) -> None:
    """A number, its second digit looked at."""
    draw(pad, number("407", size=0.6))
    expect(pad.answer).to_have_text("407")
    pad.page.locator("#marks").get_by_role("button", name="7", exact=True).click()


def refused(pad: Pad) -> None:
    """What is no digit."""
    draw(pad, SCRIBBLE)
    expect(pad.page.locator("#word")).to_have_text("not a digit")


def trouble(pad: Pad) -> None:
    """The function fails, again and again, and one may try again."""
    pad.page.evaluate(HURRY)
    pad.page.route(PREDICT, lambda route: route.fulfill(status=500))
    draw(pad, DIGITS[7])
    expect(pad.page.get_by_role("button", name="Try again")).to_be_visible()


def offline(pad: Pad) -> None:
    """There is no network, and it is tried again."""
    pad.page.context.set_offline(True)
    draw(pad, DIGITS[7])
    expect(pad.notice).to_contain_text("You are offline")


def picture(pad: Pad) -> None:
    """A picture that was brought, with the evidence on it."""
    choose(pad, file(encoded(drawn(DIGITS[6], 1200))))
    expect(pad.answer).to_have_text("6")
    pad.press("Why?")
    expect(pad.page.locator("#heatmap")).to_be_visible()


def palette(pad: Pad) -> None:
    """Pen and paper being chosen."""
    draw(pad, DIGITS[3])
    expect(pad.answer).to_have_text("3")
    open_palette(pad)
    with pad.page.expect_response(PREDICT):
        pad.press("Blackboard")


def eraser(pad: Pad) -> None:
    """A digit with a part rubbed out, the ring where it is rubbed."""
    draw(pad, DIGITS[8])
    pad.press("Eraser")
    pad.draw([[(0.3, 0.3), (0.5, 0.4)]])
    expect(pad.answer).not_to_be_empty()


def correction(pad: Pad) -> None:
    """What the drawing was is being said."""
    answer(pad)
    pad.press("Correct it")
    pad.page.locator("#labels").get_by_role("button", name="3", exact=True).click()
    expect(pad.page.locator("#outcome")).to_contain_text("Kept")


def gallery(pad: Pad) -> None:
    """The collection, with what is in it."""
    correction(pad)
    pad.page.locator("#correction .collection").click()
    expect(pad.page.locator("#entries img")).to_be_visible()


def gallery_empty(pad: Pad) -> None:
    """The collection, with nothing in it."""
    pad.page.locator("footer .collection").click()
    expect(pad.page.locator("#gallery")).to_be_visible()


def gallery_emptying(pad: Pad) -> None:
    """It is asked whether all of it shall go."""
    gallery(pad)
    pad.press("Delete all")
    expect(pad.page.locator("#sure")).to_be_visible()


def shortcuts(pad: Pad) -> None:
    """The keys."""
    pad.page.keyboard.press("?")
    expect(pad.page.locator("dialog#keys")).to_be_visible()


def developers(pad: Pad) -> None:
    """The page for programmers, its 47 explained."""
    pad.page.goto("/developers.html")
    pad.press("Explain the 47")
    expect(pad.page.locator("#sights img")).to_have_count(2)


def missing(pad: Pad) -> None:
    """No page."""
    pad.page.goto("/no-such-page")
    expect(pad.page.locator("h1")).to_have_text("404")


STATES: dict[str, State] = {
    state.__name__.replace("_", "-"): state
    for state in (
        empty,
        thinking,
        answer,
        why,
        several,
        refused,
        trouble,
        offline,
        picture,
        palette,
        eraser,
        correction,
        gallery,
        gallery_empty,
        gallery_emptying,
        shortcuts,
        developers,
        missing,
    )
}

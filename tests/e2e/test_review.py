"""The review of given drawings in a browser: decided by key or by button, kept, and undone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.axe import NoAxe, source, violations
from tests.e2e.chromium import DESKTOP, PHONE
from tests.needs import missing
from tests.training.presents import drawn, pulled, serving
from training.decisions import Decisions
from training.opinions import Opinion
from training.review_desk import Desk
from training.review_server import ReviewServer

pytestmark = pytest.mark.browser

# In the order in which they are shown: the model reads the first two otherwise.
GIVEN = [drawn("3", label="1"), drawn("4", label="9"), drawn("7"), drawn("8"), drawn("none")]
SAID = [Opinion("3", 0.99), Opinion("4", 0.8), Opinion("7", 0.5), Opinion("8", 0.6)]
SAID += [Opinion("none", 0.7)]
IDS = [gift.id for gift in GIVEN]


class Review:
    """The page, what it said to the console, and what was decided by then."""

    def __init__(self, page: Page, decisions: Decisions) -> None:
        self.page, self.decisions = page, decisions
        self.console: list[str] = []
        page.on("console", lambda message: self.console.append(message.text))
        page.on("pageerror", lambda error: self.console.append(str(error)))

    @property
    def said(self) -> Locator:
        return self.page.get_by_role("status")

    def sees(self, number: int) -> None:
        """Expect the drawing of this number to be the one that is looked at."""
        drawing = self.page.locator("#drawing")
        expect(drawing).to_have_attribute("src", f"drawings/{IDS[number]}")
        expect(drawing).to_have_js_property("naturalWidth", 120)

    def key(self, name: str, said: str) -> None:
        """Press a key, and wait for what is said of it."""
        self.page.keyboard.press(name)
        expect(self.said).to_contain_text(said)

    def decided(self) -> list[tuple[str, str | None] | None]:
        """What the file says of each drawing."""
        standing = self.decisions.standing()
        found = [standing.get(id) for id in IDS]
        return [one and (one.decision, one.label) for one in found]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ReviewServer]:
    folder = pulled(tmp_path, *GIVEN)
    said = dict(zip(IDS, SAID, strict=True))
    desk = Desk({gift.id: gift for gift in GIVEN}, said, "v1", Decisions(folder))
    with serving(desk) as server:
        yield server


@pytest.fixture
def review(browser: Browser, server: ReviewServer) -> Iterator[Review]:
    with browser.new_context(**DESKTOP) as context:
        review = Review(context.new_page(), server.desk.decisions)
        review.page.goto(server.address)
        yield review
        assert review.console == []


def test_everything_is_decided_by_keys_alone_and_survives_a_reload(review: Review) -> None:
    review.sees(0)
    expect(review.page.locator("#caption")).to_contain_text("Given as 1; read as 3, 99 %")
    review.key("3", "Relabelled as 3")
    review.sees(1)
    review.key("d", "Dropped: the drawing given as 9")
    review.sees(2)
    review.key("a", "Accepted as 7")
    review.page.reload()
    review.sees(3)
    expect(review.page.locator("#count")).to_have_text("1 of 2 shown; 3 of 5 decided")
    review.key("n", "Relabelled as no digit")
    review.key("Enter", "Accepted as no digit")
    expect(review.page.locator("#caption")).to_have_text("There is nothing more to show here.")
    assert review.decided() == [
        ("relabel", "3"),
        ("drop", None),
        ("accept", "7"),
        ("relabel", "none"),
        ("accept", "none"),
    ]


def test_what_was_decided_is_undone_step_by_step_after_a_reload_too(review: Review) -> None:
    review.sees(0)
    review.key("a", "Accepted as 1")
    review.key("d", "Dropped")
    review.page.reload()
    review.sees(2)
    review.key("u", "Undone: it is undecided again")
    review.sees(1)
    review.key("Control+z", "Undone")
    review.sees(0)
    review.key("u", "There is nothing to undo")
    assert review.decided() == [None] * 5


def test_the_buttons_do_what_the_keys_do(review: Review) -> None:
    review.sees(0)
    review.page.get_by_role("button", name="no digit N").click()
    review.sees(1)
    review.page.get_by_role("button", name="Next").click()
    review.sees(2)
    review.page.get_by_role("button", name="Previous").click()
    review.sees(1)
    review.page.get_by_role("button", name="given as 8").click()
    review.sees(3)
    review.page.get_by_role("button", name="Drop").click()
    review.sees(4)
    assert review.decided() == [("relabel", "none"), None, None, ("drop", None), None]


def test_one_label_alone_can_be_looked_at_and_is_after_a_reload(review: Review) -> None:
    review.page.get_by_label("given as", exact=True).select_option("no digit")
    review.sees(4)
    review.page.reload()
    review.sees(4)
    review.page.get_by_label("given as", exact=True).select_option("anything")
    review.page.get_by_label("Show").select_option("to be decided, read otherwise")
    expect(review.page.locator("#count")).to_contain_text("1 of 2 shown")


def test_a_digit_that_chooses_in_a_list_decides_nothing(review: Review) -> None:
    review.sees(0)
    review.page.get_by_label("given as", exact=True).focus()
    review.page.keyboard.press("7")
    review.sees(2)
    assert review.decided() == [None] * 5


def test_what_was_not_kept_is_said_and_stays_to_be_decided(
    review: Review, server: ReviewServer
) -> None:
    review.sees(0)
    server.desk.decisions.path.write_text("damaged\n")
    review.key("a", "Not kept: ")
    review.sees(0)
    review.console.clear()  # Chromium's own line for the 500


@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_and_axe_finds_no_fault(
    browser: Browser, server: ReviewServer, screen: dict[str, object], scheme: str
) -> None:
    try:
        axe = source()
    except NoAxe as reason:
        missing(str(reason))
    with browser.new_context(**{**screen, "color_scheme": scheme}) as context:
        review = Review(context.new_page(), server.desk.decisions)
        review.page.goto(server.address)
        review.sees(0)
        review.key("a", "Accepted")
        assert violations(review.page, axe) == []
        assert review.page.evaluate("document.documentElement.scrollWidth <= innerWidth")

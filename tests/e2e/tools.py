"""What the tests of the tools share: strokes, buttons, the panel of pen and paper."""

from playwright.sync_api import Locator

from tests.e2e.pad import Pad

BAR = [(0.5, 0.16), (0.5, 0.4), (0.5, 0.64)]
HAT = [(0.2, 0.16), (0.3, 0.16)]


def button(pad: Pad, name: str) -> Locator:
    return pad.page.get_by_role("button", name=name, exact=True)


def gap(pad: Pad, place: tuple[float, float]) -> bool:
    """Whether the paper is blank at a place."""
    return pad.alpha(place) == 0


def open_palette(pad: Pad) -> None:
    pad.page.locator("summary", has_text="Pen and paper").click()


def swatch(pad: Pad, group: str, name: str) -> Locator:
    return pad.page.get_by_role("group", name=group).get_by_role("button", name=name, exact=True)


def slide(pad: Pad, group: str, name: str, value: int) -> None:
    slider = pad.page.get_by_role("group", name=group).get_by_role("slider", name=name)
    slider.fill(str(value))

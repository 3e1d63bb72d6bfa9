"""The page in a browser, as a person has it: a paper to draw on, an answer to read."""

from collections.abc import Iterable

from playwright.sync_api import Locator, Page, Request

from tests.e2e.hand import Point, Stroke


class Pad:
    """One open page, and all that it said to the console and asked of the network."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.console: list[str] = []
        self.requests: list[Request] = []
        page.on("console", lambda message: self.console.append(message.text))
        page.on("pageerror", lambda error: self.console.append(str(error)))
        page.on("request", lambda request: self.requests.append(request))

    @property
    def answer(self) -> Locator:
        """The number in figures."""
        return self.page.locator("#answer")

    @property
    def notice(self) -> Locator:
        """What is said when there is no answer."""
        return self.page.get_by_role("status")

    @property
    def asked(self) -> list[Request]:
        """The requests to read a drawing so far."""
        return [request for request in self.requests if "/api/predict" in request.url]

    def draw(self, strokes: Iterable[Stroke]) -> None:
        """Draw with the mouse."""
        mouse = self.page.mouse
        for stroke in strokes:
            first, *rest = self.on_screen(stroke)
            mouse.move(*first)
            mouse.down()
            for point in rest:
                mouse.move(*point, steps=3)
            mouse.up()

    def press(self, name: str) -> None:
        """Press a button by its name."""
        self.page.get_by_role("button", name=name, exact=True).click()

    def on_screen(self, stroke: Stroke) -> list[Point]:
        """Points on the paper -> points in the window."""
        box = self.page.locator("#canvas").bounding_box()
        assert box is not None
        return [(box["x"] + x * box["width"], box["y"] + y * box["width"]) for x, y in stroke]

    def ink(self) -> int:
        """How many pixels of the canvas have ink, once it is painted: it is, a frame later."""
        count: int = self.page.evaluate(
            """async () => {
                const frame = () => new Promise(requestAnimationFrame);
                await frame();
                await frame();
                const canvas = document.querySelector("#canvas");
                const all = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
                return all.data.filter((value, i) => i % 4 === 3 && value > 0).length;
            }"""
        )
        return count


class Fingers:
    """Touches, which Playwright's own touch screen cannot draw with: it only taps."""

    def __init__(self, pad: Pad) -> None:
        self._pad = pad
        self._browser = pad.page.context.new_cdp_session(pad.page)

    def draw(self, strokes: Iterable[Stroke]) -> None:
        """Draw with one finger."""
        for stroke in strokes:
            first, *rest = self._pad.on_screen(stroke)
            self.touch("touchStart", first)
            for point in rest:
                self.touch("touchMove", point)
            self.touch("touchEnd")

    def touch(self, kind: str, *points: Point) -> None:
        """One event, with every finger that is down after it; in points of the window."""
        fingers = [{"x": x, "y": y, "id": i} for i, (x, y) in enumerate(points)]
        self._browser.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": fingers})

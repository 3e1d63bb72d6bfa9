"""The page in a browser, as a person has it: a paper to draw on, an answer to read."""

import io
import json
from base64 import b64decode
from collections.abc import Iterable
from itertools import pairwise
from math import dist
from typing import Any
from urllib.parse import urljoin

from PIL import Image
from playwright.sync_api import Locator, Page, Request

from tests.e2e.hand import Point, Stroke

STEP = 20  # pixels from one of the mouse's moves to the next, which takes a frame: a quick hand
# The canvas, once it is painted: it is, a frame later. Chrome warns of a canvas that is read again
# and again, so it is a copy.
PIXELS = """
    const frame = () => new Promise(requestAnimationFrame);
    await frame();
    await frame();
    const canvas = document.querySelector("#canvas");
    const { width, height } = canvas;
    const copy = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
    copy.drawImage(canvas, 0, 0);
    const { data } = copy.getImageData(0, 0, width, height);
"""


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
            for start, end in pairwise([first, *rest]):
                mouse.move(*end, steps=1 + int(dist(start, end) / STEP))
            mouse.up()

    def press(self, name: str) -> None:
        """Press a button by its name."""
        self.page.get_by_role("button", name=name, exact=True).click()

    def on_screen(self, stroke: Stroke) -> list[Point]:
        """Points on the paper -> points in the window."""
        box = self.page.locator("#canvas").bounding_box()
        assert box is not None
        return [(box["x"] + x * box["width"], box["y"] + y * box["width"]) for x, y in stroke]

    def watch(self) -> None:
        """Note all that the page sends: Chromium does not tell what is in a Blob."""
        self.page.evaluate(
            """() => {
                const { fetch } = window;
                window.fetch = (url, options) => {
                    window.sent = options.body;
                    return fetch(url, options);
                };
            }"""
        )

    def posted(self) -> Image.Image:
        """The picture that was sent last, since `watch`."""
        picture = Image.open(io.BytesIO(self._sent()[0]))
        assert not picture.getexif(), "nothing but pixels"
        return picture.convert("RGB")

    def told(self) -> list[list[list[float]]]:
        """How the pen went, as it was sent last, since `watch`."""
        return self._sent()[1]

    def _sent(self) -> tuple[bytes, list[list[list[float]]]]:
        """The picture itself, or JSON with the picture and its strokes."""
        script = "async () => [sent.type, [...new Uint8Array(await sent.arrayBuffer())]]"
        kind, sent = self.page.evaluate(script)
        if kind != "application/json":
            return bytes(sent), []
        posted = json.loads(bytes(sent))
        return b64decode(posted["image"]), posted["strokes"]

    def read(self, picture: bytes) -> dict[str, Any]:
        """What the function reads in a PNG, by itself."""
        headers = {"Content-Type": "image/png"}
        address = urljoin(self.page.url, "/api/predict")
        answer = self.page.request.post(address, data=picture, headers=headers)
        found: dict[str, Any] = answer.json()
        return found

    def ink(self) -> int:
        """How many pixels of the canvas have ink."""
        counted = "return data.filter((value, i) => i % 4 === 3 && value > 0).length;"
        count: int = self.page.evaluate("async () => {" + PIXELS + counted + "}")
        return count

    def alpha(self, place: Point) -> int:
        """How opaque the ink is at a place on the paper, 0 to 255."""
        return self._row(place)[0]

    def width_of_line(self, place: Point) -> int:
        """How many pixels to the right and to the left of a place have ink, without a gap."""
        _, left, right = self._row(place)
        return left + right

    def _row(self, place: Point) -> tuple[int, int, int]:
        """The opacity at a place, and how far the ink goes from it to both sides."""
        measured = """
            const row = Math.round(y * width) * width;
            const alpha = (at) => data[4 * (row + at) + 3] ?? 0;
            const from = Math.round(x * width);
            let [left, right] = [0, 0];
            while (alpha(from - left - 1) > 127) left += 1;
            while (alpha(from + right) > 127) right += 1;
            return [alpha(from), left, right];
        """
        script = "async ([x, y]) => {" + PIXELS + measured + "}"
        row: tuple[int, int, int] = self.page.evaluate(script, list(place))
        return row


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


class Stylus:
    """A pen on the screen, which Playwright has none of; its events are the browser's own."""

    def __init__(self, pad: Pad) -> None:
        self._pad = pad
        self._browser = pad.page.context.new_cdp_session(pad.page)

    def draw(self, strokes: Iterable[Stroke]) -> None:
        """Draw, pressing harder and harder."""
        for stroke in strokes:
            points = self._pad.on_screen(stroke)
            self._send("mousePressed", points[0], 0.2)
            for number, point in enumerate(points[1:], start=1):
                self._send("mouseMoved", point, 0.2 + 0.6 * number / len(points))
            self._send("mouseReleased", points[-1], 0.0)

    def _send(self, kind: str, place: Point, force: float) -> None:
        down = {"button": "left", "buttons": int(kind != "mouseReleased"), "clickCount": 1}
        event = {"type": kind, "x": place[0], "y": place[1], "force": force, "pointerType": "pen"}
        self._browser.send("Input.dispatchMouseEvent", {**event, **down})


class Pen:
    """A pen whose every property a test may choose: its events are made in the page."""

    def __init__(self, pad: Pad) -> None:
        self._pad = pad

    def draw(
        self,
        strokes: Iterable[Stroke],
        *,
        pressure: float = 0.5,
        eraser: bool = False,
        kind: str = "pen",
        bundled: bool = False,
    ) -> None:
        """Draw with its tip or its eraser end, or with the hand that holds it (kind "touch").

        `bundled` sends all the points after the first in one event, as a quick pen's come.
        """
        button, buttons = (5, 32) if eraser else (0, 1)
        for stroke in strokes:
            points = self._pad.on_screen(stroke)
            event = {
                "pointerType": kind,
                "pointerId": 7 if kind == "pen" else 8,
                "button": button,
                "buttons": buttons,
                "pressure": pressure,
                "isPrimary": True,
                "bubbles": True,
                "cancelable": True,
            }
            self._pad.page.evaluate(
                """([points, event, bundled]) => {
                    const canvas = document.querySelector("#canvas");
                    const made = (type, [clientX, clientY], more) =>
                        new PointerEvent(type, { ...event, clientX, clientY, ...more });
                    const send = (...it) => canvas.dispatchEvent(made(...it));
                    const moves = points.slice(1);
                    const move = (point, more) =>
                        send("pointermove", point, { button: -1, ...more });
                    send("pointerdown", points[0]);
                    if (bundled) {
                        const coalescedEvents = moves.map((each) => made("pointermove", each));
                        move(points.at(-1), { coalescedEvents });
                    } else moves.forEach((point) => move(point));
                    send("pointerup", points.at(-1), { buttons: 0, pressure: 0 });
                }""",
                [points, event, bundled],
            )

"""Bringing a picture: chosen, photographed, dropped or pasted, it is read like a drawing."""

import base64
import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageOps
from playwright.sync_api import FilePayload, Route, expect

from tests.e2e.hand import DIGITS, Stroke, number
from tests.e2e.pad import Pad

pytestmark = pytest.mark.browser

ORIENTATION = 0x0112  # EXIF's
GPS_LATITUDE_REF = 1
A_QUARTER_TO_THE_LEFT = 6  # how a phone that is held upright writes what its sensor saw
PEN = (40, 45, 70)

TAKE = """([type, text]) => {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt());
    const data = new DataTransfer();
    data.items.add(new File([bytes], "brought", { type }));
    const how = { bubbles: true, cancelable: true };
    return ["dragover", "drop"].map((kind) =>
        document.body.dispatchEvent(new DragEvent(kind, { ...how, dataTransfer: data })));
}"""
PASTE = """([type, text]) => {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt());
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([bytes], "image.png", { type }));
    const how = { bubbles: true, cancelable: true };
    return document.dispatchEvent(new ClipboardEvent("paste", { ...how, clipboardData }));
}"""


def drawn(strokes: list[Stroke], width: int = 600) -> Image.Image:
    """A sheet of white paper, five by four, with pen strokes."""
    picture = Image.new("RGB", (width, width * 4 // 5), "white")
    pen = ImageDraw.Draw(picture)
    for stroke in strokes:
        line = [(x * width, y * width) for x, y in stroke]
        pen.line(line, fill=PEN, width=width // 25, joint="curve")
    return picture


def photographed(digit: int) -> Image.Image:
    """A digit on paper as a phone of 12 megapixels sees it: uneven light, and a sensor's noise."""
    sheet = np.asarray(drawn(DIGITS[digit], 1008).resize((4032, 3024))).astype(np.float32)
    light = np.linspace(0.62, 0.9, sheet.shape[1], dtype=np.float32)[None, :, None]
    noise = np.random.default_rng(7).normal(0, 3, sheet.shape).astype(np.float32)
    return Image.fromarray(np.clip(sheet * light + noise, 0, 255).astype(np.uint8))


def encoded(picture: Image.Image, kind: str = "PNG", **how: Any) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **how)
    return file.getvalue()


def file(data: bytes, kind: str = "image/png", name: str = "brought.png") -> FilePayload:
    return {"name": name, "mimeType": kind, "buffer": data}


def choose(pad: Pad, chosen: FilePayload | Path, by: str = "Bring a picture") -> None:
    with pad.page.expect_file_chooser() as chooser:
        pad.press(by)
    chooser.value.set_files(chosen)


def as_text(data: bytes) -> str:
    return base64.b64encode(data).decode()


SEVEN = encoded(drawn(DIGITS[7]))


def test_a_chosen_picture_is_shown_and_read_and_explained(pad: Pad) -> None:
    choose(pad, file(SEVEN))
    expect(pad.answer).to_have_text("7")
    expect(pad.page.locator("#hint")).to_be_hidden()
    assert pad.alpha((0.1, 0.1)) == 255
    pad.press("Why?")
    expect(pad.page.locator("#heatmap")).to_be_visible()
    expect(pad.page.locator("#seen")).to_be_visible()
    assert pad.console == []


def test_a_picture_with_several_digits_is_read_as_a_number(pad: Pad) -> None:
    choose(pad, file(encoded(drawn(number("47", size=0.45)))))
    expect(pad.answer).to_have_text("47")
    expect(pad.page.get_by_role("button", name="7", exact=True)).to_be_visible()


@pytest.mark.parametrize("width", [600, 1500])
@pytest.mark.parametrize("ink", ["white", "black", (250, 220, 90)])
def test_ink_on_nothing_at_all_is_laid_on_a_paper_where_it_is_seen(
    pad: Pad, ink: Any, width: int
) -> None:
    sticker = Image.new("RGBA", (width, width * 4 // 5), (0, 0, 0, 0))
    sticker.paste(ink, (0, 0), ImageOps.invert(drawn(DIGITS[7]).convert("L")))
    choose(pad, file(encoded(sticker)))
    expect(pad.answer).to_have_text("7")
    assert pad.console == []


def test_a_page_with_round_corners_is_not_laid_on_black(pad: Pad) -> None:
    page = drawn(DIGITS[7])
    opaque = Image.new("L", page.size)
    ImageDraw.Draw(opaque).rounded_rectangle((0, 0, 599, 479), 80, fill=255)
    page.putalpha(opaque)
    pad.watch()
    choose(pad, file(encoded(page)))
    expect(pad.answer).to_have_text("7")
    assert pad.posted().getpixel((3, 3)) == (255, 255, 255)


def test_a_phones_photograph_is_sent_upright_small_and_without_its_place(phone: Pad) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = A_QUARTER_TO_THE_LEFT
    exif.get_ifd(0x8825)[GPS_LATITUDE_REF] = "N"
    on_its_side = photographed(4).rotate(90, expand=True)
    phone.watch()
    photo = encoded(on_its_side, "JPEG", exif=exif, quality=85)
    choose(phone, file(photo, "image/jpeg", "photo.jpg"), by="Take a photo")
    expect(phone.answer).to_have_text("4", timeout=30_000)
    sent = phone.posted()
    assert sent.size == (1024, 768)
    assert phone.page.evaluate("sent.type") == "image/jpeg"
    assert phone.page.evaluate("sent.size") < 400_000
    left, right = (np.mean(sent.crop((x, 0, x + 40, 768))) for x in (0, 984))
    assert left < right - 30, "the light comes from the right, as it did"
    assert phone.console == []


def test_the_phones_camera_is_offered_where_there_is_one(pad: Pad, phone: Pad) -> None:
    expect(phone.page.get_by_role("button", name="Take a photo")).to_be_visible()
    expect(phone.page.locator("#photo")).to_have_attribute("capture", "environment")
    expect(pad.page.get_by_role("button", name="Take a photo")).to_be_hidden()


def test_a_tall_picture_is_shown_whole_and_its_evidence_lies_over_it(pad: Pad) -> None:
    tall = drawn(DIGITS[3]).crop((150, 0, 450, 480))
    pad.watch()
    choose(pad, file(encoded(tall)))
    expect(pad.answer).to_have_text("3")
    assert pad.posted().size == (300, 480)
    assert pad.alpha((0.2, 0.4)) == 0  # beside it is nothing
    assert pad.alpha((0.26, 0.4)) == 255
    pad.press("Why?")
    heatmap = pad.page.locator("#heatmap")
    expect(heatmap).to_have_css("object-fit", "contain")
    shape = heatmap.evaluate(
        "async (it) => (await it.decode(), it.naturalWidth / it.naturalHeight)"
    )
    assert shape == pytest.approx(300 / 480, rel=0.02)


def test_beside_a_picture_is_no_paper_and_a_stroke_there_is_none(pad: Pad) -> None:
    pad.page.evaluate("document.documentElement.style.setProperty('--desk', 'rgb(1, 2, 3)')")
    choose(pad, file(encoded(drawn(DIGITS[3]).crop((150, 0, 450, 480)))))
    expect(pad.answer).to_have_text("3")
    paper = pad.page.locator(".paper")
    expect(paper).to_have_css("box-shadow", "none")
    shot = Image.open(io.BytesIO(paper.screenshot())).convert("RGB")
    beside = shot.crop((0, 40, shot.width // 5, shot.height // 2))
    assert beside.getcolors() == [(beside.width * beside.height, (1, 2, 3))]
    for stroke, kept in (([(0.1, 0.2), (0.1, 0.6)], 0), ([(0.5, 0.75), (0.1, 0.75)], 1)):
        pad.draw([stroke])
        assert pad.page.evaluate("JSON.parse(localStorage.digitpad).strokes.length") == kept
    assert pad.alpha((0.1, 0.75)) == 0
    pad.press("Undo")
    expect(pad.answer).to_have_text("3")
    expect(pad.page.locator(".pad")).to_have_class("pad pictured")
    assert pad.console == []


def test_a_dropped_picture_is_read(pad: Pad) -> None:
    undone = pad.page.evaluate(TAKE, ["image/png", as_text(SEVEN)])
    assert undone == [False, False], "the browser does not open it in the page's place"
    expect(pad.answer).to_have_text("7")
    expect(pad.page.locator(".aimed")).to_have_count(0)
    assert pad.console == []


def test_a_pasted_picture_is_read(pad: Pad) -> None:
    pad.page.evaluate(PASTE, ["image/png", as_text(SEVEN)])
    expect(pad.answer).to_have_text("7")
    assert pad.console == []


def test_what_is_no_picture_is_told_and_the_drawing_stays(pad: Pad) -> None:
    pad.draw(DIGITS[1])
    expect(pad.answer).to_have_text("1")
    asked, ink = len(pad.asked), pad.ink()
    for chosen in (file(b"seven", "text/plain", "7.txt"), file(b"\x89PNG but broken"), file(b"")):
        choose(pad, chosen)
        expect(pad.notice).to_have_text(
            "That is no picture that this browser can open. Try a PNG or a JPEG."
        )
    expect(pad.answer).to_have_text("1")
    assert (len(pad.asked), pad.ink()) == (asked, ink)
    choose(pad, file(SEVEN))
    expect(pad.answer).to_have_text("7")
    expect(pad.notice).to_have_text("")


def test_a_picture_of_too_many_pixels_is_told_before_it_is_decoded(pad: Pad) -> None:
    choose(pad, file(encoded(Image.new("1", (9000, 8000)))))
    expect(pad.notice).to_contain_text("too large")
    assert pad.asked == []
    assert pad.ink() == 0


def test_a_file_of_too_many_bytes_is_told(pad: Pad, tmp_path: Path) -> None:
    large = tmp_path / "large.png"  # by its name: its bytes would go through Playwright as text
    large.write_bytes(SEVEN + bytes(41 * 2**20))
    choose(pad, large)
    expect(pad.notice).to_contain_text("too large")
    assert pad.asked == []


def test_what_is_drawn_over_a_picture_is_sent_with_it(pad: Pad) -> None:
    pad.watch()
    choose(pad, file(encoded(Image.new("RGB", (800, 640), (240, 240, 235)))))
    expect(pad.page.locator("#hint")).to_be_hidden()
    pad.draw(DIGITS[1])
    expect(pad.answer).to_have_text("1")
    sent = pad.posted()
    assert sent.size == (800, 640)
    assert sent.getpixel((20, 20)) == (240, 240, 235)
    assert sent.getpixel((400, 320)) == (31, 42, 92)


def test_undo_takes_a_picture_back_and_clear_removes_it(pad: Pad) -> None:
    pad.draw(DIGITS[1])
    expect(pad.answer).to_have_text("1")
    choose(pad, file(SEVEN))
    expect(pad.answer).to_have_text("7")
    pad.press("Undo")
    expect(pad.answer).to_have_text("1")
    assert pad.alpha((0.1, 0.1)) == 0
    pad.press("Redo")
    expect(pad.answer).to_have_text("7")
    pad.press("Clear")
    expect(pad.answer).to_have_text("")
    expect(pad.page.locator("#hint")).to_be_visible()
    assert pad.ink() == 0
    pad.press("Undo")
    expect(pad.answer).to_have_text("7")


def test_the_eraser_leaves_the_picture(pad: Pad) -> None:
    choose(pad, file(SEVEN))
    expect(pad.answer).to_have_text("7")
    pad.draw([[(0.2, 0.7), (0.8, 0.7)]])
    pad.press("Eraser")
    pad.draw([[(0.1, 0.7), (0.9, 0.7)]])
    expect(pad.answer).to_have_text("7")
    assert pad.alpha((0.5, 0.7)) == 255


def test_a_picture_survives_a_reload_with_what_was_drawn_over_it(pad: Pad) -> None:
    choose(pad, file(encoded(drawn(DIGITS[7]))))
    expect(pad.answer).to_have_text("7")
    pad.draw([[(0.8, 0.2), (0.8, 0.6)]])
    expect(pad.answer).to_have_text("71")
    pad.page.reload()
    expect(pad.answer).to_have_text("71")
    assert pad.alpha((0.1, 0.1)) == 255
    pad.press("Clear")
    pad.page.reload()
    expect(pad.page.locator("#hint")).to_be_visible()
    assert pad.ink() == 0
    assert pad.console == []


def test_ink_suits_the_picture_and_not_the_paper_beside_it(pad: Pad) -> None:
    pad.page.emulate_media(color_scheme="dark")
    choose(pad, file(SEVEN))
    expect(pad.answer).to_have_text("7")
    expect(pad.page.locator("#canvas")).to_have_css("color", "rgb(31, 42, 92)")
    pad.press("Clear")
    expect(pad.page.locator("#canvas")).to_have_css("color", "rgb(233, 236, 255)")


def test_a_picture_that_comes_while_one_draws_waits_for_the_stroke(pad: Pad) -> None:
    top, bottom = pad.on_screen([(0.5, 0.2), (0.5, 0.6)])
    pad.page.mouse.move(*top)
    pad.page.mouse.down()
    pad.page.mouse.move(*bottom, steps=3)
    pad.page.evaluate(PASTE, ["image/png", as_text(SEVEN)])
    pad.page.wait_for_timeout(300)
    assert pad.alpha((0.1, 0.1)) == 0
    pad.page.mouse.up()
    expect(pad.answer).to_have_text("7")
    pad.press("Undo")
    expect(pad.answer).to_have_text("1")
    assert pad.console == []


ASKED_FOR_A_FILE = """
    document.getElementById("file").addEventListener("click", (event) => {
      event.preventDefault();
      window.asked = navigator.userActivation.isActive; // else no dialog would open
    })"""


def test_a_picture_is_brought_by_keyboard(pad: Pad) -> None:
    pad.page.locator("summary").focus()
    pad.page.keyboard.press("Tab")
    expect(pad.page.get_by_role("button", name="Bring a picture")).to_be_focused()
    pad.page.evaluate(ASKED_FOR_A_FILE)  # headless Chromium loses a dialog now and then
    pad.page.keyboard.press("Enter")
    pad.page.wait_for_function("window.asked")
    pad.page.set_input_files("#file", file(SEVEN))
    expect(pad.answer).to_have_text("7")


@pytest.mark.parametrize(("status", "words"), [(413, "too large to send"), (500, "went wrong")])
def test_trouble_with_a_picture_keeps_it(pad: Pad, status: int, words: str) -> None:
    def refuse(route: Route) -> None:
        route.fulfill(status=status, body="")

    pad.page.route("**/api/predict*", refuse, times=1)
    choose(pad, file(SEVEN))
    expect(pad.notice).to_contain_text(words)
    assert pad.alpha((0.1, 0.1)) == 255


def test_a_file_that_is_no_picture_leaves_the_way_to_try_again(pad: Pad) -> None:
    pad.page.route("**/api/predict*", lambda route: route.fulfill(status=500, body=""))
    pad.draw(DIGITS[7])
    again = pad.page.get_by_role("button", name="Try again")
    expect(again).to_be_visible(timeout=20_000)
    pad.page.unroute("**/api/predict*")
    choose(pad, file(b"no picture", "text/plain", "notes.txt"))
    expect(pad.notice).not_to_contain_text("went wrong")
    again.click()
    expect(pad.answer).to_have_text("7")


def test_a_file_that_is_no_picture_is_told_though_an_answer_is_on_its_way(pad: Pad) -> None:
    held: list[Route] = []
    pad.page.route("**/api/predict*", lambda route: held.append(route))
    pad.draw(DIGITS[7])
    expect(pad.notice).to_have_text("Thinking…")
    choose(pad, file(b"no picture", "text/plain", "notes.txt"))
    expect(pad.notice).to_contain_text("That is no picture")
    pad.draw(DIGITS[1])
    expect(pad.notice).to_have_text("Thinking…")  # it was said, and one went on
    pad.press("Undo")
    choose(pad, file(b"no picture", "text/plain", "notes.txt"))
    pad.page.wait_for_timeout(6_500)  # longer than anything is said while one waits
    expect(pad.notice).to_contain_text("That is no picture")
    held[-1].continue_()
    expect(pad.answer).to_have_text("7")
    expect(pad.notice).to_contain_text("That is no picture")


def test_nothing_is_pasted_behind_an_open_dialog(pad: Pad) -> None:
    pad.draw(DIGITS[7])
    expect(pad.answer).to_have_text("7")
    pad.page.locator("footer .collection").click()
    pad.page.evaluate(PASTE, ["image/png", as_text(encoded(drawn(DIGITS[4])))])
    pad.page.keyboard.press("Escape")
    pad.draw([[(0.05, 0.05), (0.06, 0.05)]])  # asks again
    expect(pad.answer).to_have_text("7")

"""Contact sheets: the given drawings of each label at a glance, the doubtful ones first.

A red frame is round what the model reads otherwise than it was given. Below each drawing stands
what the model reads, and what was decided. What is dropped is not shown.
"""

import io
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from lambda_fn.manifest import LABELS
from training import gifts
from training.decisions import DROP, Decision
from training.gift import Gift
from training.opinions import Opinion, doubtful_first

CELL = (100, 128)  # pixels: a drawing and two lines below it
SHOWN = 92  # pixels, the longer side of a drawing
COLUMNS, ROWS = 12, 15
DESK = (232, 230, 224)
SEE_THROUGH = (216, 240, 216, 255)  # what shows through a transparent canvas
OTHERWISE, AGREED = (200, 30, 40), (150, 150, 150)
TEXT = (30, 30, 36)


def contact_sheets(
    folder: Path, given: list[Gift], said: dict[str, Opinion], decided: dict[str, Decision]
) -> list[Path]:
    """Write the sheets into the folder's `review/`, in place of those that were there."""
    gifts.remove_sheets(folder)
    (folder / gifts.SHEETS).mkdir(exist_ok=True)
    kept = [one for one in given if one.id not in decided or decided[one.id].decision != DROP]
    return [
        _write(folder / gifts.SHEETS / f"{label}-{number:02}.png", page, said, decided)
        for label in LABELS
        for number, page in enumerate(_pages(kept, label, said), start=1)
    ]


def _pages(given: list[Gift], label: str, said: dict[str, Opinion]) -> Iterator[list[Gift]]:
    ordered = doubtful_first((one for one in given if one.label == label), said)
    for first in range(0, len(ordered), COLUMNS * ROWS):
        yield ordered[first : first + COLUMNS * ROWS]


def _write(
    path: Path, page: list[Gift], said: dict[str, Opinion], decided: dict[str, Decision]
) -> Path:
    width, height = CELL
    rows = -(-len(page) // COLUMNS)
    sheet = Image.new("RGB", (min(len(page), COLUMNS) * width, rows * height), DESK)
    for place, gift in enumerate(page):
        corner = (place % COLUMNS * width, place // COLUMNS * height)
        sheet.paste(_cell(gift, said[gift.id], decided.get(gift.id)), corner)
    sheet.save(path)
    return path


def _cell(gift: Gift, opinion: Opinion, decision: Decision | None) -> Image.Image:
    """One drawing, framed, with what is known of it."""
    cell = Image.new("RGB", CELL, DESK)
    draw = ImageDraw.Draw(cell)
    picture = _opaque(gift.png)
    left, top = (CELL[0] - picture.width) // 2, 4 + (SHOWN - picture.height) // 2
    cell.paste(picture, (left, top))
    colour = AGREED if opinion.said == gift.label else OTHERWISE
    box = (left - 3, top - 3, left + picture.width + 2, top + picture.height + 2)
    draw.rectangle(box, outline=colour, width=3)
    font = ImageFont.load_default(11)
    read = f"read {opinion.said[:6] or 'blank'}, {opinion.confidence:.0%}"
    draw.text((4, 100), read, fill=TEXT, font=font)
    draw.text((4, 113), f"{_told(decision)}", fill=TEXT, font=font)
    return cell


def _told(decision: Decision | None) -> str:
    if decision is None:
        return "undecided"
    return f"{decision.decision}, {decision.label}"


def _opaque(png: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(png)).convert("RGBA")
    picture.thumbnail((SHOWN, SHOWN))
    return Image.alpha_composite(Image.new("RGBA", picture.size, SEE_THROUGH), picture)

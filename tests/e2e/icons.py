"""The pictures that stand for the page elsewhere: a home screen's icons, and one beside a link.

    python -m tests.e2e.icons

From `site/icon.svg` and what is written here; Chromium paints them.
"""

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

from tests.e2e.chromium import NoChromium, browsing
from tests.host import ROOT

SITE = ROOT / "site"
ICONS = SITE / "icons"
ICON = (SITE / "icon.svg").read_text()
WHOLE = ICON.replace('rx="8"', "")  # without corners: whoever shows it cuts its own
PICTURES = {
    "icon-192.png": (ICON, 192),
    "icon-512.png": (ICON, 512),
    "maskable-512.png": (WHOLE, 512),
    "touch-180.png": (WHOLE, 180),
}
SHARED = SITE / "share.png"
CARD = (1200, 630)  # pixels: what social networks show whole
PAPER = 660  # pixels wide
NUMBER, WORDS = "47", "four seven"
DRAWN = """M150 66C142 108 124 148 94 192C91 197 93 200 99 200C134 200 170 198 212 194
M180 118C176 166 174 212 170 264M246 82C276 76 310 74 342 74C312 124 288 184 280 262"""

# The page's own colours and shapes, by day.
SHARE = """<!doctype html><style>
  * {{ margin: 0; box-sizing: border-box }}
  body {{ display: grid; grid-template-columns: auto 1fr; gap: 56px; align-items: center;
    width: 1200px; height: 630px; padding: 0 56px; background: #f3f1ec; color: #20242e;
    font: 30px/1.35 "Liberation Sans", Arial, sans-serif }}
  .paper {{ width: {paper}px; height: {height}px; border-radius: 28px;
    background: radial-gradient(circle, #e4e0d6 2px, transparent 2.5px) 50% 50% / 40px 40px,
      #fffefb; box-shadow: 0 0 0 2px #dcd8cf }}
  h1 {{ display: flex; gap: 18px; align-items: center; font-size: 56px; letter-spacing: -.02em }}
  h1 svg {{ width: 60px; height: 60px }}
  .answer {{ margin-top: 44px; font-size: 150px; line-height: 1; font-weight: bold;
    letter-spacing: -.03em; color: #2b4acb }}
  .word {{ font-weight: bold }}
  .say {{ margin-top: 12px; color: #5b6070 }}
</style>
<svg class="paper" viewBox="0 0 420 336" fill="none" stroke="#1f2a5c" stroke-width="21"
  stroke-linecap="round" stroke-linejoin="round"><path d="{drawn}"/></svg>
<div><h1>{icon}Digitpad</h1><p class="say">Draw a digit<br>and have it read.</p>
<p class="answer">{number}</p><p class="word">{words}</p></div>"""


def main() -> int:
    """Make them all, a line each; returns the exit status."""
    try:
        with browsing() as browser:
            paint(browser)
    except NoChromium as reason:
        print(f"There is no {reason}", file=sys.stderr)
        return 1
    return 0


def paint(browser: Browser) -> None:
    """Write every picture."""
    ICONS.mkdir(exist_ok=True)
    for name, (svg, side) in PICTURES.items():
        icon = f"<!doctype html><style>body {{ margin: 0 }} svg {{ display: block }}</style>{svg}"
        keep(shot(browser, icon, (side, side)), ICONS / name)
    keep(shot(browser, card(), CARD), SHARED)


def card() -> str:
    """What is shown beside a link: a number on the page's paper, and what was read."""
    size = {"paper": PAPER, "height": PAPER * 4 // 5}
    return SHARE.format(**size, drawn=DRAWN, icon=ICON, number=NUMBER, words=WORDS)


def shot(browser: Browser, html: str, size: tuple[int, int]) -> Image.Image:
    """What Chromium makes of it, transparent where nothing is."""
    width, height = size
    page: Page
    with browser.new_page(viewport={"width": width, "height": height}) as page:
        page.set_content(html)
        return Image.open(io.BytesIO(page.screenshot(omit_background=True)))


def keep(picture: Image.Image, file: Path) -> None:
    """Write it small, and say how small."""
    picture.save(file, optimize=True)
    print(f"{file.relative_to(ROOT)}  {picture.width}x{picture.height}  {file.stat().st_size:,} B")


if __name__ == "__main__":
    sys.exit(main())

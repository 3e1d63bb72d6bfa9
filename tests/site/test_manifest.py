"""What stands for the page elsewhere: on a home screen, and beside a link to it."""

import json
import re
from html import unescape
from pathlib import Path

import pytest
from PIL import Image

from infra.localhost.pages import CONTENT_TYPES

SITE = Path(__file__).parents[2] / "site"
PAGE = (SITE / "index.html").read_text()
MANIFEST = json.loads((SITE / "manifest.webmanifest").read_text())
PICTURES = [icon for icon in MANIFEST["icons"] if icon["type"] == "image/png"]
FULL = (255, 255)  # the least and the most opaque: no corner is cut


def told(name: str) -> str:
    """What a <meta> of the page says."""
    (content,) = re.findall(rf'<meta (?:property|name)="{name}" content="([^"]*)"', PAGE)
    return unescape(content)


def test_the_page_names_its_manifest() -> None:
    assert '<link rel="manifest" href="manifest.webmanifest">' in PAGE
    assert MANIFEST["description"] == told("description")


def test_its_colours_are_the_pages_by_day() -> None:
    desk = re.search(r"--desk: (#\w+);", (SITE / "style.css").read_text())
    assert desk
    assert MANIFEST["theme_color"] == MANIFEST["background_color"] == desk[1]
    assert f'content="{desk[1]}" media="(prefers-color-scheme: light)"' in PAGE


@pytest.mark.parametrize("icon", PICTURES, ids=lambda icon: icon["src"])
def test_an_icon_is_what_the_manifest_says(icon: dict[str, str]) -> None:
    file = SITE / icon["src"]
    assert CONTENT_TYPES[file.suffix] == icon["type"]
    with Image.open(file) as picture:
        assert "{}x{}".format(*picture.size) == icon["sizes"]
        assert picture.convert("RGBA").getchannel("A").getextrema() == (
            FULL if icon.get("purpose") == "maskable" else (0, 255)
        )
    assert file.stat().st_size < 16_000


def test_what_a_browser_asks_of_an_app_is_there() -> None:
    sizes = {icon["sizes"] for icon in MANIFEST["icons"]}
    assert {"any", "192x192", "512x512"} <= sizes
    assert [icon for icon in PICTURES if icon.get("purpose") == "maskable"]
    assert MANIFEST["display"] == "standalone"
    assert {"name", "short_name", "start_url"} <= MANIFEST.keys()


def test_the_home_screens_icon_is_whole() -> None:
    (name,) = re.findall(r'<link rel="apple-touch-icon" href="([^"]+)">', PAGE)
    with Image.open(SITE / name) as picture:
        assert picture.size == (180, 180)
        assert picture.convert("RGBA").getchannel("A").getextrema() == FULL


def test_the_picture_beside_a_link_is_as_large_as_the_page_says() -> None:
    file = SITE / told("og:image")
    with Image.open(file) as picture:
        assert picture.size == (int(told("og:image:width")), int(told("og:image:height")))
    assert file.stat().st_size < 60_000
    assert told("twitter:card") == "summary_large_image"


def test_what_is_said_beside_a_link_fits() -> None:
    assert 10 < len(told("og:title")) <= 60
    assert 30 < len(told("og:description")) <= 160

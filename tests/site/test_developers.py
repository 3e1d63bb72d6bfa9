"""The page for programmers says what is so: the files' own text, the code's own limits."""

import json
import re
from html import escape, unescape
from pathlib import Path

import pytest

from infra.environment import TIMEOUT
from infra.firewall import LIMIT
from infra.route import GIVING_BURST, GIVING_RATE
from infra.settings import Settings
from lambda_fn.cleaning import LONGEST
from lambda_fn.explain import HEAT_SIDE
from lambda_fn.image import MAX_BYTES, MAX_JPEG_PIXELS, MAX_PIXELS, WORKING_SIDE
from lambda_fn.marks import MOST
from lambda_fn.metadata import MOST_PIECES, MOST_SCANS
from lambda_fn.problems import PROBLEMS
from lambda_fn.strokes import MOST_POINTS, MOST_STROKES

SITE = Path(__file__).parents[2] / "site"
PAGE = (SITE / "developers.html").read_text()
OPENAPI = json.loads((SITE / "openapi.json").read_text())
TEXT = " ".join(unescape(re.sub(r"<[^>]+>", "", PAGE)).split())
SHOWN = sorted(file.name for file in (SITE / "examples").iterdir() if file.suffix != ".png")


def section(name: str) -> str:
    """The page's section whose heading has this id."""
    (found,) = re.findall(rf'<section aria-labelledby="{name}">.*?</section>', PAGE, re.DOTALL)
    return str(found)


def rows(html: str) -> dict[str, str]:
    """The first cell of each row of the tables -> the second, as texts."""
    pairs = re.findall(r'<th scope="row">(.*?)</th>\s*<td>(.*?)</td>', html, re.DOTALL)
    plain = [[re.sub(r"<[^>]+>", "", cell) for cell in pair] for pair in pairs]
    return {name: " ".join(unescape(told).split()) for name, told in plain}


@pytest.mark.parametrize("name", SHOWN)
def test_an_example_stands_on_the_page_as_in_its_file(name: str) -> None:
    code = escape((SITE / "examples" / name).read_text(), quote=False)
    assert f'aria-label="{name}"><code>{code}</code></pre>' in PAGE
    assert f'<a href="examples/{name}" download>{name}</a>' in PAGE


def test_every_status_of_the_interface_is_told_with_its_title() -> None:
    told = rows(section("refusals"))
    statuses = {
        status
        for path in OPENAPI["paths"].values()
        for operation in path.values()
        for status in operation["responses"]
    }
    assert statuses <= told.keys()
    for status, title in PROBLEMS.values():
        assert title in told[str(int(status))]


def test_every_path_parameter_and_field_of_the_interface_is_told() -> None:
    for path, operations in OPENAPI["paths"].items():
        for method in operations:
            assert f"{method.upper()} {path}" in TEXT
    schemas = OPENAPI["components"]["schemas"]
    fields = {*schemas["Reading"]["properties"], *schemas["Digit"]["properties"]}
    assert fields == rows(section("answers")).keys() | rows(section("evidence")).keys()
    assert schemas["Gift"]["properties"].keys() == rows(section("gifts")).keys()
    assert all(f"<code>{name}</code>" in PAGE for name in schemas["Manifest"]["properties"])


def test_the_limits_are_the_codes() -> None:
    told = rows(section("limits"))
    mib = MAX_BYTES // 2**20
    assert f"{mib} MiB" in told["Body"]
    assert f"may have {mib * 3 // 4} MiB" in told["Body"]
    pixels = f"{MAX_PIXELS // 10**6} megapixels; a JPEG {MAX_JPEG_PIXELS // 10**6}."
    assert told["Pixels"].startswith(pixels)
    assert f"{WORKING_SIDE:,} a side" in told["Pixels"]
    assert told["Marks"].startswith(f"{MOST} ")
    assert f"more than {MOST}." in rows(section("refusals"))["422"]
    assert told["File"].startswith(f"{MOST_PIECES:,} pieces, {MOST_SCANS} scans")
    settings = Settings()
    rate = f"{settings.rate} requests a second on average, {settings.burst} at once"
    assert told["Rate"].startswith(rate)
    assert f"{LIMIT:,} requests in five minutes" in told["Rate"]
    assert f"given: {GIVING_RATE} a second on average, {GIVING_BURST} at once" in told["Rate"]
    limits = f"At most {MOST_STROKES} strokes and {MOST_POINTS:,} points"
    assert limits in rows(section("gifts"))["strokes"]
    assert f"at most {LONGEST} a side" in TEXT
    assert f"at most {HEAT_SIDE} pixels a side" in rows(section("evidence"))["heatmap"]
    assert f"gives up after {TIMEOUT}." in TEXT


def test_every_link_leads_somewhere() -> None:
    links = re.findall(r'(?:href|src)="([^"]+)"', PAGE)
    ids = set(re.findall(r'id="([^"]+)"', PAGE))
    for link in links:
        if link.startswith("#"):
            assert link[1:] in ids
        elif not link.startswith(("https://", "api/")):
            assert (SITE / link).exists(), link


def test_nothing_is_inline_that_the_policy_forbids() -> None:
    assert not re.search(r"<style| style=| on[a-z]+=|<script(?! type=\"module\" src=)", PAGE)


def test_no_name_on_the_page_is_one_that_the_drawing_page_styles() -> None:
    styled = set(re.findall(r"#([a-z][\w-]*)(?=[^;{}]*\{)", (SITE / "style.css").read_text()))
    assert "five" in styled
    assert not styled & set(re.findall(r'id="([^"]+)"', PAGE))

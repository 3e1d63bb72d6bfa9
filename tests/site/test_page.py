"""The drawing page's files: all asked for at once, few bytes, nothing that the policy forbids."""

import gzip
import re
from pathlib import Path

SITE = Path(__file__).parents[2] / "site"
PAGE = (SITE / "index.html").read_text()
PRELOADED = re.findall(r'<link rel="modulepreload" fetchpriority="low" href="([^"]+)">', PAGE)
SHEETS = re.findall(r'<link rel="stylesheet" href="([^"]+)"', PAGE)
MOST_BYTES = 61_000  # compressed: a second on a slow phone's connection


def imported(module: str) -> set[str]:
    """A module and all that it imports, and they in turn."""
    direct = re.findall(r'from "\./([^"]+)"', (SITE / module).read_text())
    return {module}.union(*map(imported, direct))


def test_every_module_is_asked_for_at_once_and_no_other() -> None:
    assert sorted({"main.js", *PRELOADED}) == sorted(imported("main.js"))
    assert len(PRELOADED) == len(set(PRELOADED))


def test_what_is_for_printing_comes_last_and_keeps_nobody_waiting() -> None:
    assert (SHEETS[0], SHEETS[-1]) == ("style.css", "print.css")
    assert '<link rel="stylesheet" href="print.css" media="print">' in PAGE


def test_a_first_visit_is_small() -> None:
    files = ["index.html", *SHEETS, "icon.svg", "manifest.webmanifest", *imported("main.js")]
    assert sum(len(gzip.compress((SITE / file).read_bytes())) for file in files) < MOST_BYTES


def test_every_link_leads_somewhere() -> None:
    for link in re.findall(r'(?:href|src)="([^"]+)"', PAGE):
        assert (SITE / link).exists(), link


def test_nothing_is_inline_that_the_policy_forbids() -> None:
    assert not re.search(r"<style| style=| on[a-z]+=|<script(?! type=\"module\" src=)", PAGE)


def test_every_element_that_the_scripts_look_for_is_there_once() -> None:
    scripts = "".join((SITE / module).read_text() for module in imported("main.js"))
    wanted = set(re.findall(r'(?:\bat|getElementById)\("([\w-]+)"\)', scripts))
    ids = re.findall(r' id="([^"]+)"', PAGE)
    assert {"canvas", "answer", "ring", "width"} <= wanted <= set(ids)
    assert len(ids) == len(set(ids))

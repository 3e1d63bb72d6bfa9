"""What the site and the CDN before it must do. A check's name is what it prints."""

import re

from infra.checks.site import Site, Wrong, expect, expect_type
from infra.headers import SECURITY_HEADERS

COMPRESSED = ("br", "gzip", "zstd")


def the_page_holds_a_canvas(site: Site) -> None:
    page = site.ask("GET", "/")
    expect("the status", page.status, 200)
    expect_type(page, "text/html")
    if b'id="canvas"' not in page.body:
        raise Wrong("there is no #canvas in it")


def the_page_carries_the_security_headers(site: Site) -> None:
    headers = site.ask("GET", "/").headers
    for name, value in SECURITY_HEADERS.items():
        expect(name, headers[name], value)


def the_script_is_sent_as_a_script(site: Site) -> None:
    """A browser that is told `nosniff` runs no other."""
    script = site.ask("GET", "/main.js")
    expect("the status", script.status, 200)
    expect_type(script, "text/javascript", "application/javascript")


def what_is_no_page_gets_the_404_page(site: Site) -> None:
    page = site.ask("GET", "/no-such-page")
    expect("the status", page.status, 404)
    expect_type(page, "text/html")


def browsers_are_told_to_stay_with_https(site: Site) -> None:
    told = site.ask("GET", "/").headers["Strict-Transport-Security"]
    if not re.match(r"max-age=[1-9]", told or ""):
        raise Wrong(f"Strict-Transport-Security is {told!r}")


def the_page_travels_compressed(site: Site) -> None:
    page = site.ask("GET", "/", Accept_Encoding=", ".join(COMPRESSED))
    if page.headers["Content-Encoding"] not in COMPRESSED:
        raise Wrong(f"Content-Encoding is {page.headers['Content-Encoding']!r}")


PAGE = (
    the_page_holds_a_canvas,
    the_page_carries_the_security_headers,
    the_page_travels_compressed,
    the_script_is_sent_as_a_script,
    what_is_no_page_gets_the_404_page,
)

CDN = (browsers_are_told_to_stay_with_https,)
"""What `make serve` leaves to the CDN."""

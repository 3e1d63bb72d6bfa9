import gzip
import socket
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path

import pytest

from infra.headers import SECURITY_HEADERS
from infra.localhost.messages import App, Request
from infra.localhost.pages import Pages

Serve = Callable[[App], HTTPConnection]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").write_text("secret = true")
    root = tmp_path / "site"
    (root / "icons").mkdir(parents=True)
    (root / "index.html").write_text("<h1>Digitpad</h1>")
    (root / "404.html").write_text("<h1>Not here</h1>")
    (root / "main.js").write_text("export {};")
    (root / "icons" / "a b.svg").write_text("<svg/>")
    (root / ".hidden").write_text("secret")
    (root / "way-out.txt").symlink_to(tmp_path / "pyproject.toml")
    (root / "circle.txt").symlink_to(root / "circle.txt")
    return root


@pytest.mark.parametrize(
    ("path", "content_type"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/index.html", "text/html; charset=utf-8"),
        ("/main.js", "text/javascript; charset=utf-8"),
        ("/icons/a%20b.svg", "image/svg+xml"),
    ],
)
def test_a_file_is_served_with_its_type(site: Path, path: str, content_type: str) -> None:
    answer = Pages(site)(Request("GET", path))
    assert answer.status == 200
    assert dict(answer.headers)["Content-Type"] == content_type


def test_an_edit_shows_at_the_next_request(site: Path) -> None:
    pages = Pages(site)
    before = pages(Request("GET", "/main.js"))
    (site / "main.js").write_text("export const pen = 1;")
    after = pages(Request("GET", "/main.js"))
    assert after.body == b"export const pen = 1;"
    assert dict(before.headers)["ETag"] != dict(after.headers)["ETag"]


def test_what_the_browser_has_already_is_not_sent_again(site: Path) -> None:
    pages = Pages(site)
    headers = dict(pages(Request("GET", "/main.js")).headers)
    assert headers["Cache-Control"] == "no-cache"
    for named in (headers["ETag"], f'"old", W/{headers["ETag"]}', "*"):
        answer = pages(Request("GET", "/main.js", headers=(("If-None-Match", named),)))
        assert (answer.status, answer.body) == (304, b"")
    answer = pages(Request("GET", "/main.js", headers=(("If-None-Match", '"old"'),)))
    assert answer.status == 200


@pytest.mark.parametrize("accepted", ["gzip", "br, GZIP;q=0.5", "deflate, gzip ; q=1"])
def test_text_travels_compressed(site: Path, accepted: str) -> None:
    (site / "main.js").write_text("export {};" * 100)
    pages, asking = Pages(site), (("Accept-Encoding", accepted),)
    plain = dict(pages(Request("GET", "/main.js")).headers)
    answer = pages(Request("GET", "/main.js", headers=asking))
    headers = dict(answer.headers)
    assert gzip.decompress(answer.body) == b"export {};" * 100
    assert (headers["Content-Encoding"], headers["Vary"]) == ("gzip", "Accept-Encoding")
    assert headers["ETag"] == f"W/{plain['ETag']}"
    again = (*asking, ("If-None-Match", headers["ETag"]))
    assert pages(Request("GET", "/main.js", headers=again)).status == 304


@pytest.mark.parametrize("accepted", ["", "br", "gzip;q=0", "gzip;q=0.0", "xgzip"])
def test_who_does_not_take_gzip_gets_none(site: Path, accepted: str) -> None:
    (site / "main.js").write_text("export {};" * 100)
    answer = Pages(site)(Request("GET", "/main.js", headers=(("Accept-Encoding", accepted),)))
    assert answer.body == b"export {};" * 100
    assert dict(answer.headers)["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("name", ["small.js", "picture.png"])
def test_what_compressing_would_not_help_is_left_alone(site: Path, name: str) -> None:
    content = b" " * (999 if name == "small.js" else 5000)
    (site / name).write_bytes(content)
    answer = Pages(site)(Request("GET", f"/{name}", headers=(("Accept-Encoding", "gzip"),)))
    assert answer.body == content


@pytest.mark.parametrize("path", ["/", "/nowhere", "/icons/a%20b.svg"])
def test_every_answer_carries_the_security_headers(site: Path, path: str) -> None:
    for method in ("GET", "HEAD", "POST"):
        headers = dict(Pages(site)(Request(method, path)).headers)
        assert headers.items() >= SECURITY_HEADERS.items()


def test_nothing_but_the_site_itself_may_load() -> None:
    policy = SECURITY_HEADERS["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; ")
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere",
        "/icons",
        "/icons/",
        "/main.js/",
        "//main.js",
        "/.hidden",
        "/way-out.txt",
        "/circle.txt",
        "/a%00b",
        "/" + "x" * 5000,
        "/%FF",
    ],
)
def test_what_is_no_file_of_the_site_is_the_404_page(site: Path, path: str) -> None:
    answer = Pages(site)(Request("GET", path))
    assert (answer.status, answer.body) == (404, b"<h1>Not here</h1>")


def test_a_site_without_a_404_page_says_so_in_a_line(site: Path) -> None:
    (site / "404.html").unlink()
    answer = Pages(site)(Request("GET", "/nowhere"))
    assert (answer.status, answer.body) == (404, b"Not Found\n")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_pages_are_only_for_reading(site: Path, method: str) -> None:
    answer = Pages(site)(Request(method, "/"))
    assert answer.status == 405
    assert dict(answer.headers)["Allow"] == "GET, HEAD"


@pytest.mark.parametrize(
    "path",
    [
        "/../pyproject.toml",
        "/%2e%2e/pyproject.toml",
        "/..%2fpyproject.toml",
        "/icons/../../pyproject.toml",
        "/%2e%2e%5cpyproject.toml",
        "//../pyproject.toml",
        "/.%00./pyproject.toml",
        "http://localhost/../pyproject.toml",
        "../pyproject.toml",
    ],
)
def test_no_path_leads_out_of_the_site(site: Path, serve: Serve, path: str) -> None:
    client = serve(Pages(site))
    with socket.create_connection((client.host, client.port), timeout=10) as raw:
        raw.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        answer = raw.makefile("rb").read()
    assert answer.startswith(b"HTTP/1.1 404 ")
    assert b"secret" not in answer


def test_head_is_get_without_the_body(site: Path, serve: Serve) -> None:
    client = serve(Pages(site))
    client.request("HEAD", "/main.js")
    head = client.getresponse()
    assert (head.status, head.read()) == (200, b"")
    client.request("GET", "/main.js")
    get = client.getresponse()
    assert get.read() == b"export {};"
    assert head.headers["ETag"] == get.headers["ETag"]
    assert head.headers["Content-Length"] == get.headers["Content-Length"] == "10"

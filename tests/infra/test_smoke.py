"""`make smoke`, tried on the real thing, and on the real thing with one fault at a time."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from infra import smoke
from infra.checks import api, page
from infra.checks.site import Site, Wrong
from infra.headers import SECURITY_HEADERS
from infra.localhost.messages import Answer, App
from tests.infra.spoilt import (
    Fault,
    body,
    header,
    member,
    spoilt,
    status,
    swapped,
    unchanged,
    without,
)
from tests.infra.test_local import started

Serve = Callable[[App], HTTPConnection]

PREDICT = "/api/predict"
FAULTS: list[tuple[smoke.Check, str, Fault]] = [
    (page.the_page_holds_a_canvas, "/", status(403)),
    (page.the_page_holds_a_canvas, "/", header("Content-Type", "application/octet-stream")),
    (page.the_page_holds_a_canvas, "/", swapped(b"canvas", b"paper")),
    *((page.the_page_carries_the_security_headers, "/", without(n)) for n in SECURITY_HEADERS),
    (page.the_page_carries_the_security_headers, "/", header("Referrer-Policy", "unsafe-url")),
    (page.the_script_is_sent_as_a_script, "/main.js", header("Content-Type", "text/plain")),
    (page.what_is_no_page_gets_the_404_page, "/no-such-page", status(403)),
    (page.browsers_are_told_to_stay_with_https, "/", unchanged),
    (
        page.browsers_are_told_to_stay_with_https,
        "/",
        header("Strict-Transport-Security", "max-age=0"),
    ),
    (page.the_page_travels_compressed, "/", without("Content-Encoding")),
    (api.the_function_is_well, "/api/health", status(503)),
    (api.the_function_tells_its_model, "/api/model", body(b"{}")),
    (api.a_drawn_seven_is_read, PREDICT, member("number", "1")),
    (api.a_drawn_seven_is_read, PREDICT, body(b"<html>")),
    (api.the_answer_is_explained_in_pictures, PREDICT, swapped(b"heatmap", b"map")),
    (api.other_sites_are_not_let_in, PREDICT, header("Access-Control-Allow-Origin", "*")),
    (api.a_blank_drawing_is_refused, PREDICT, status(200)),
    (api.what_is_no_picture_is_refused, PREDICT, header("Content-Type", "application/json")),
    (api.a_broken_picture_is_refused, PREDICT, status(500)),
    (api.an_unknown_path_is_refused_by_the_function, "/api/nowhere", body(b"<h1>404</h1>")),
    (api.a_wrong_method_is_refused, PREDICT, status(403)),
    (api.a_drawing_that_is_called_what_it_is_not_is_not_kept, api.DRAWINGS, status(201)),
    (api.a_drawing_that_is_called_what_it_is_not_is_not_kept, api.DRAWINGS, status(404)),
]


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Where `make serve` answers."""
    with started(tmp_path_factory.mktemp("log") / "function.log") as (_, port):
        yield port


def url_of(client: HTTPConnection) -> str:
    return f"http://{client.host}:{client.port}"


@pytest.mark.parametrize(("check", "path", "fault"), FAULTS, ids=[c.__name__ for c, _, _ in FAULTS])
def test_a_fault_is_found(
    port: int, serve: Serve, check: smoke.Check, path: str, fault: Fault
) -> None:
    site = Site(url_of(serve(spoilt(port, path, fault))))
    with pytest.raises(Wrong):
        check(site)


def test_a_digitpad_without_faults_passes(port: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert smoke.main([f"http://127.0.0.1:{port}/"]) == 0
    *lines, summary = capsys.readouterr().out.splitlines()
    assert len(lines) == len(page.PAGE) + len(api.API)
    for line in lines:
        assert line.startswith("✓ ")
        assert line.endswith(" ms")
    assert summary == f"{len(lines)} of {len(lines)} checks passed: http://127.0.0.1:{port}"


def test_what_is_wrong_is_said_in_its_line(
    port: int, serve: Serve, capsys: pytest.CaptureFixture[str]
) -> None:
    url = url_of(serve(spoilt(port, "/", without("Referrer-Policy"))))
    assert smoke.main([url]) == 1
    *lines, summary = capsys.readouterr().out.splitlines()
    (fault,) = (line for line in lines if line.startswith("✗"))
    assert "the page carries the security headers" in fault
    assert fault.endswith("Referrer-Policy is None, not 'no-referrer'")
    assert summary == f"{len(lines) - 1} of {len(lines)} checks passed: {url}"


def test_an_answer_of_another_form_fails_its_check_alone(
    port: int, serve: Serve, capsys: pytest.CaptureFixture[str]
) -> None:
    assert smoke.main([url_of(serve(spoilt(port, "/api/model", body(b"[]"))))]) == 1
    assert capsys.readouterr().out.count("✗") == 1


def test_what_the_cdn_adds_is_checked_over_https(serve: Serve) -> None:
    headers = (("Strict-Transport-Security", "max-age=31536000"),)
    site = Site(url_of(serve(lambda _: Answer(200, headers, b"<html>"))))
    for check in page.CDN:
        check(site)
    assert smoke.checks_of(site) == (*page.PAGE, *api.API)
    assert smoke.checks_of(Site("https://digitpad.example")) == (*page.PAGE, *page.CDN, *api.API)


def test_a_host_that_does_not_answer_is_said_in_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert smoke.main(["http://127.0.0.1:9"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("http://127.0.0.1:9 cannot be reached: ")


def test_a_host_that_sends_elsewhere_is_said_in_a_line(
    serve: Serve, capsys: pytest.CaptureFixture[str]
) -> None:
    url = url_of(serve(lambda _: Answer(301, (("Location", "https://digitpad.example/"),))))
    assert smoke.main([url]) == 1
    said = f"{url} sends its visitors elsewhere: try https://digitpad.example/\n"
    assert capsys.readouterr() == ("", said)


@pytest.mark.parametrize("url", ["digitpad.example", "ftp://digitpad.example", "https://a.b/page"])
def test_what_is_no_address_of_a_site_is_refused(url: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        smoke.main([url])
    assert stopped.value.code == 2


def test_any_python_can_run_it_without_packages() -> None:
    root = Path(smoke.__file__).parents[1]
    command = [sys.executable, "-S", "-m", "infra.smoke", "--help"]  # -S: no site-packages
    subprocess.run(command, cwd=root, check=True, capture_output=True)

"""What the function must answer and what it must refuse. A check's name is what it prints."""

import json
from base64 import b64decode, b64encode

from infra.checks.drawing import blank, seven
from infra.checks.site import Answer, Site, Wrong, expect, expect_type

PREDICT = "/api/predict"
DRAWINGS = "/api/drawings"
PNG = "image/png"
PICTURE = "data:image/png;base64,"


def the_function_is_well(site: Site) -> None:
    expect("the status", site.ask("GET", "/api/health").status, 200)


def the_function_tells_its_model(site: Site) -> None:
    answer = site.ask("GET", "/api/model")
    expect("the status", answer.status, 200)
    if not answer.json.get("version"):
        raise Wrong("the manifest names no version")


def a_drawn_seven_is_read(site: Site) -> None:
    answer = site.ask("POST", PREDICT, seven(), Content_Type=PNG)
    expect("the status", answer.status, 200)
    expect("the number", answer.json.get("number"), "7")


def the_answer_is_explained_in_pictures(site: Site) -> None:
    answer = site.ask("POST", f"{PREDICT}?explain=1", seven(), Content_Type=PNG)
    expect("the status", answer.status, 200)
    (digit,) = answer.json["digits"]
    for name in ("seen", "heatmap"):
        picture = digit.get(name) or ""
        if not b64decode(picture.removeprefix(PICTURE)).startswith(b"\x89PNG"):
            raise Wrong(f"{name} is no picture: {picture[:40]!r}")


def other_sites_are_not_let_in(site: Site) -> None:
    answer = site.ask(
        "POST", PREDICT, seven(), Content_Type=PNG, Origin="https://elsewhere.example"
    )
    expect("Access-Control-Allow-Origin", answer.headers["Access-Control-Allow-Origin"], None)


def a_blank_drawing_is_refused(site: Site) -> None:
    expect_problem(site.ask("POST", PREDICT, blank(), Content_Type=PNG), 422)


def what_is_no_picture_is_refused(site: Site) -> None:
    expect_problem(site.ask("POST", PREDICT, b"seven", Content_Type="text/plain"), 415)


def a_broken_picture_is_refused(site: Site) -> None:
    expect_problem(site.ask("POST", PREDICT, seven()[:100], Content_Type=PNG), 400)


def an_unknown_path_is_refused_by_the_function(site: Site) -> None:
    """By it, and not as the CDN's 404 page."""
    expect_problem(site.ask("GET", "/api/nowhere"), 404)


def a_wrong_method_is_refused(site: Site) -> None:
    expect_problem(site.ask("GET", PREDICT), 405)


def a_drawing_that_is_called_what_it_is_not_is_not_kept(site: Site) -> None:
    """The one answer to a gift that stores nothing; without a bucket for them it is another."""
    gift = {"image": b64encode(seven()).decode(), "label": "seventy"}
    body = json.dumps(gift).encode()
    answer = site.ask("POST", DRAWINGS, body, Content_Type="application/json")
    expect_problem(answer, 400)


def expect_problem(answer: Answer, status: int) -> None:
    """Raise Wrong unless it is a problem document (RFC 9457) of a status."""
    expect("the status", answer.status, status)
    expect_type(answer, "application/problem+json")
    expect("the problem's status", answer.json.get("status"), status)


API = (
    the_function_is_well,
    the_function_tells_its_model,
    a_drawn_seven_is_read,
    the_answer_is_explained_in_pictures,
    other_sites_are_not_let_in,
    a_blank_drawing_is_refused,
    what_is_no_picture_is_refused,
    a_broken_picture_is_refused,
    an_unknown_path_is_refused_by_the_function,
    a_wrong_method_is_refused,
    a_drawing_that_is_called_what_it_is_not_is_not_kept,
)

"""What the real handler does not keep, and how it says so: nothing is in the bucket afterwards."""

import json
from base64 import b64encode
from typing import Any

import numpy as np
import pytest
from PIL import Image

from infra import route
from lambda_fn import handler
from lambda_fn.image import MAX_BYTES
from tests.lambda_fn.asking import OPENAPI, SEVEN, Answer, ask, refused
from tests.lambda_fn.drawings import encoded
from tests.lambda_fn.giving import JSON, PATH, Given, give, give_json, take_back

BASE64 = b64encode(SEVEN).decode()
BLANK = encoded(Image.new("L", (300, 300), 255))
DOT = [[5.0], [5.0]]


@pytest.mark.parametrize(
    "label", [None, 7, "", "10", "07", "\uff17", "None", "seven", ["7"], {}, True]
)
def test_a_label_that_is_none_is_a_400_that_says_which_there_are(given: Given, label: Any) -> None:
    assert 'The label must be one of "0" to "9", or "none".' in refused(give(label=label), 400)
    assert len(given) == 0


@pytest.mark.parametrize("guess", [7, "", "10", "null", ["1"], False])
def test_a_guess_that_is_none_is_a_400(given: Given, guess: Any) -> None:
    assert refused(give(guess=guess), 400).startswith("The guess must be")
    assert len(given) == 0


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"7", b"null", b'{"label": "7"}', b"[" * 99999])
def test_a_body_that_is_no_gift_is_a_400(given: Given, body: bytes) -> None:
    refused(ask("POST", PATH, JSON, body), 400)
    assert len(given) == 0


@pytest.mark.parametrize("image", [None, 7, "?", BASE64[:-1], [BASE64], b64encode(b"no").decode()])
def test_an_image_that_is_none_is_a_400(given: Given, image: Any) -> None:
    refused(give_json({"image": image, "label": "7"}), 400)
    assert len(given) == 0


BAD_STROKES = {
    "text": "seven",
    "a number": 7,
    "an object": {"x": [1], "y": [2]},
    "points, not axes": [[[1, 2], [3, 4], [5, 6]]],
    "one axis": [[[1, 2]]],
    "an axis that is none": [[[1, 2], 3]],
    "axes of texts": [["12", "34"]],
    "more x than y": [[[1, 2], [3]]],
    "a stroke without points": [[[], []]],
    "texts": [[["1"], [2]]],
    "true": [[[True], [2]]],
    "null": [[[None], [2]]],
    "a deep nest": [[[[[1]]], [[[2]]]]],
    "not a number": [[[float("nan")], [2]]],
    "without end": [[[float("inf")], [2]]],
    "far beyond any screen": [[[1], [-1_000_001]]],
    "a number that no float holds": [[[10**400], [2]]],
    "too many strokes": [DOT] * 101,
    "too many points": [[[1] * 5001, [2] * 5001]],
    "too many points of all": [[[1] * 2501, [2] * 2501]] * 2,
}


@pytest.mark.parametrize("strokes", BAD_STROKES.values(), ids=BAD_STROKES.keys())
def test_strokes_that_are_none_are_a_400_that_says_why(given: Given, strokes: Any) -> None:
    assert "strokes" in refused(give(strokes=strokes), 400)
    assert len(given) == 0


def test_as_many_strokes_and_points_as_the_contract_allows_are_kept(given: Given) -> None:
    assert give(strokes=[[[1.5] * 50, [2] * 50]] * 100).status == 201


@pytest.mark.parametrize(
    "content_type", [None, "text/plain", "image/png", "application/x-www-form-urlencoded"]
)
def test_another_content_type_is_a_415(given: Given, content_type: str | None) -> None:
    body = json.dumps({"image": BASE64, "label": "7"}).encode()
    assert JSON in refused(ask("POST", PATH, content_type, body), 415)
    assert len(given) == 0


def test_a_data_url_of_another_type_is_a_415(given: Given) -> None:
    refused(give_json({"image": "data:image/gif;base64,AAAA", "label": "7"}), 415)


def test_too_many_bytes_are_a_413(given: Given) -> None:
    refused(ask("POST", PATH, JSON, bytes(MAX_BYTES + 1)), 413)
    assert len(given) == 0


def test_too_many_pixels_are_a_413(given: Given) -> None:
    refused(give(encoded(Image.new("1", (2001, 2000), 1))), 413)
    assert len(given) == 0


def test_a_blank_drawing_is_a_422(given: Given) -> None:
    refused(give(BLANK), 422)
    assert len(given) == 0


def test_ink_too_faint_to_be_seen_is_blank_as_it_is_for_reading(given: Given) -> None:
    paper = np.zeros((300, 300, 4), np.uint8)
    paper[100:200, 140:160, 3] = 20  # of 255: on white it would stand out more than it does here
    assert ask("POST", "/api/predict", "image/png", encoded(paper)).status == 422
    refused(give(encoded(paper)), 422)
    assert len(given) == 0


TOKEN = "x" * 43


@pytest.mark.parametrize(
    "header",
    [
        {},
        {"Authorization": ""},
        {"Authorization": "Bearer"},
        {"Authorization": f"Bearer {TOKEN}"},
        {"Authorization": "Bearer ../../x"},
        {"Authorization": "Bearer " + "x" * 4000},
        {"Authorization": f"Basic {TOKEN}"},
        {"Authorization": TOKEN},
    ],
)
def test_without_its_token_a_drawing_stays_and_nothing_tells_that_it_is_there(
    given: Given, header: dict[str, str]
) -> None:
    id = give().body["id"]
    there = ask("DELETE", f"{PATH}/{id}", headers=header)
    nowhere = ask("DELETE", f"{PATH}/{'0' * 64}", headers=header)
    assert refused(there, 404) == refused(nowhere, 404)
    assert there.headers == nowhere.headers
    assert given.keys(".png") == [f"drawings/{id}.png"]


def test_the_token_of_another_drawing_is_not_its_own(given: Given) -> None:
    mine, other = give(label="7").body, give(label="1").body
    refused(take_back(mine["id"], other["token"]), 404)
    assert len(given.keys(".png")) == 2


def test_a_drawing_is_taken_back_once(given: Given) -> None:
    made = give().body
    assert take_back(**made).status == 204
    refused(take_back(**made), 404)


@pytest.mark.parametrize(
    "id", ["7", "0" * 63, "0" * 65, "A" * 64, "..", "%2e%2e", "0" * 64 + "%0a"]
)
def test_what_is_no_id_is_a_404(given: Given, id: str) -> None:
    refused(take_back(id, TOKEN), 404)


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"])
def test_another_method_of_the_drawings_is_a_405(given: Given, method: str) -> None:
    assert refuses_method(ask(method, PATH)) == "POST"


@pytest.mark.parametrize("method", ["GET", "PUT", "POST", "PATCH", "HEAD", "OPTIONS"])
def test_another_method_of_a_drawing_is_a_405(given: Given, method: str) -> None:
    assert refuses_method(ask(method, f"{PATH}/{'0' * 64}")) == "DELETE"


def refuses_method(answer: Answer) -> str:
    """The method that is allowed instead."""
    refused(answer, 405)
    return answer.headers["Allow"]


@pytest.mark.parametrize("path", [f"{PATH}/", f"{PATH}/7", f"{PATH}/{'0' * 64}/x", f"{PATH}//"])
def test_another_path_is_a_404(given: Given, path: str) -> None:
    refused(ask("POST", path), 404)


@pytest.mark.parametrize("path", ["/api/%64rawings", "/api/drawings%0a", "/api/%2e/drawings"])
def test_no_other_spelling_of_the_path_goes_round_the_throttle(given: Given, path: str) -> None:
    body = json.dumps({"image": BASE64, "label": "7"}).encode()
    refused(ask("POST", path, JSON, body), 404)
    assert handler.GIVING == route.GIVING


@pytest.mark.usefixtures("function")
def test_without_a_bucket_nothing_is_collected_whatever_is_sent() -> None:
    for answer in (give(), give(label="?"), take_back("0" * 64, TOKEN)):
        assert refused(answer, 404) == "No drawings are collected here."


@pytest.mark.parametrize("status", ["400", "404", "413", "415", "422"])
def test_the_contracts_examples_of_refusals_are_what_is_answered(
    given: Given, status: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if status == "404":
        monkeypatch.delenv("DRAWINGS_BUCKET")
        handler.collection.cache_clear()
    answers = {
        "400": [give(label="seven"), give(strokes=[[[1] * 5001] * 2]), give(b"seven")],
        "404": [give()],
        "413": [give(encoded(Image.new("1", (2001, 2000), 1)))],
        "415": [ask("POST", PATH, "image/png", SEVEN)],
        "422": [give(BLANK)],
    }[status]
    for answer in answers:
        refused(answer, int(status))
    assert {(a.body["title"], a.body["detail"]) for a in answers} == shown("post", PATH, status)


def test_the_contracts_example_of_a_wrong_token_is_what_is_answered(given: Given) -> None:
    answer = take_back("0" * 64, TOKEN)
    told = {(answer.body["title"], answer.body["detail"])}
    assert told == shown("delete", f"{PATH}/{{id}}", "404")


def shown(method: str, path: str, status: str) -> set[tuple[str, str]]:
    """Title and detail of the contract's examples."""
    response = OPENAPI["paths"][path][method]["responses"][status]
    content = response["content"]["application/problem+json"]
    several = [one["value"] for one in content.get("examples", {}).values()]
    return {(one["title"], one["detail"]) for one in several or [content["example"]]}

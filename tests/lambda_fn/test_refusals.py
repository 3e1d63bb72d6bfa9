"""What the real handler refuses, and how: RFC 9457 problems, as `site/openapi.json` has them."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from lambda_fn import errors, handler
from lambda_fn.image import MAX_BYTES
from lambda_fn.problems import PROBLEMS
from tests.lambda_fn.asking import (
    OPENAPI,
    SEVEN,
    Answer,
    ask,
    invoke,
    predict,
    predict_json,
    refused,
)
from tests.lambda_fn.drawings import digit, encoded, painted
from tests.lambda_fn.numbers import number
from tests.posting import posted

pytestmark = pytest.mark.usefixtures("function")


@pytest.fixture
def without_model(function: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MODEL_DIR", str(tmp_path))


@pytest.mark.parametrize("body", [b"", b"seven", SEVEN[:200], encoded(painted(digit(7)), "GIF")])
def test_what_is_no_picture_is_a_400(body: bytes) -> None:
    refused(predict(body), 400)


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"{}", b'{"image": 7}', b'{"image": "?"}'])
def test_json_without_a_picture_is_a_400(body: bytes) -> None:
    refused(predict(body, "application/json"), 400)


@pytest.mark.parametrize("path", ["/api/", "/api/x", "/api/predict/", "/api/predict/7", "/api//"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_another_path_is_a_404(method: str, path: str) -> None:
    assert path in refused(ask(method, path), 404)


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", "/api/predict", "POST"),
        ("PUT", "/api/predict", "POST"),
        ("DELETE", "/api/predict", "POST"),
        ("OPTIONS", "/api/predict", "POST"),
        ("BREW", "/api/predict", "POST"),
        ("POST", "/api/model", "GET, HEAD"),
        ("POST", "/api/health", "GET, HEAD"),
    ],
)
def test_another_method_is_a_405_that_says_which_is_allowed(
    method: str, path: str, allowed: str
) -> None:
    answer = ask(method, path)
    assert method in refused(answer, 405)
    assert answer.headers["Allow"] == allowed


def test_the_table_of_methods_is_what_the_contract_lists() -> None:
    assert {
        path: ", ".join(operations).upper() for path, operations in OPENAPI["paths"].items()
    } == handler.METHODS


def test_too_many_bytes_are_a_413() -> None:
    refused(predict(bytes(MAX_BYTES + 1)), 413)


def test_too_many_pixels_are_a_413() -> None:
    assert "4,000,000" in refused(predict(encoded(Image.new("1", (2001, 2000), 1))), 413)


@pytest.mark.parametrize("content_type", [None, "text/plain", "image/gif", "multipart/form-data"])
def test_another_type_is_a_415(content_type: str | None) -> None:
    assert "image/png" in refused(predict(SEVEN, content_type), 415)


def test_a_data_url_of_another_type_is_a_415() -> None:
    refused(predict_json("data:image/gif;base64,AAAA"), 415)


def test_blank_paper_is_a_422() -> None:
    refused(predict(encoded(Image.new("L", (300, 300), 255))), 422)


SPECKS = np.full((300, 300), 255, np.uint8)
SPECKS[40:42, 70:72] = SPECKS[200, 100] = 0


def test_nothing_but_specks_is_a_422() -> None:
    assert "specks" in refused(predict(encoded(SPECKS)), 422)


def of_digits(figures: str) -> Answer:
    return predict(encoded(painted(number(figures, gap=0.4, height=40, pen=4))))


def test_more_than_32_marks_are_a_422() -> None:
    assert of_digits("1234567890" * 3 + "12").status == 200
    answer = of_digits("1234567890" * 3 + "123")
    assert refused(answer, 422) == "The drawing has more than 32 marks."
    assert answer.body["title"] == "The drawing has too many marks"


def test_more_pieces_than_anybody_draws_are_a_422() -> None:
    paper = np.full((1000, 1000), 255, np.uint8)
    for y in range(10, 990, 40):
        for x in range(10, 990, 24):
            paper[y : y + 12, x : x + 3] = 0
    assert "32 marks" in refused(predict(encoded(paper)), 422)


@pytest.mark.parametrize("status", ["400", "413", "415", "422"])
def test_the_contracts_examples_of_refusals_are_what_is_answered(status: str) -> None:
    responses = OPENAPI["paths"]["/api/predict"]["post"]["responses"]
    content = responses[status]["content"]["application/problem+json"]
    shown = [example["value"] for example in content.get("examples", {}).values()]
    answers = {(told["title"], told["detail"]) for told in shown or [content["example"]]}
    given = {
        "400": [predict(b"seven")],
        "413": [predict(encoded(Image.new("1", (2001, 2000), 1)))],
        "415": [predict(SEVEN, "image/gif")],
        "422": [predict(encoded(SPECKS)), of_digits("7" * 33)],
    }
    assert answers == {(one.body["title"], one.body["detail"]) for one in given[status]}


@pytest.mark.usefixtures("without_model")
def test_without_a_model_every_route_that_needs_one_is_a_503_with_a_time_to_wait() -> None:
    for answer in (predict(), ask("GET", "/api/model"), ask("GET", "/api/health")):
        refused(answer, 503)
        assert int(answer.headers["Retry-After"]) > 0


@pytest.mark.usefixtures("without_model")
def test_without_a_model_a_bad_request_is_still_the_senders_to_mend() -> None:
    refused(predict(SEVEN, "text/plain"), 415)
    refused(ask("GET", "/api/x"), 404)


@pytest.mark.parametrize("missing", ["headers", "body", "queryStringParameters"])
def test_an_event_without_one_of_its_parts_is_answered(missing: str) -> None:
    whole = posted(query="explain=1")
    statuses = {"headers": 415, "body": 400, "queryStringParameters": 200}
    assert invoke({**whole, missing: None}).status == statuses[missing]
    without = {name: value for name, value in whole.items() if name != missing}
    assert invoke(without).status == statuses[missing]


def test_an_odd_path_is_a_404_that_can_be_read() -> None:
    for path in (
        "/api/%00",
        "/api/%ff%fe",
        "/api/..%2f..%2fetc",
        "/api/é😀",
        "/api/%0a",
        "/api/([",
    ):
        refused(ask("GET", path), 404)


def test_every_error_that_a_route_may_raise_has_its_answer() -> None:
    kinds = {
        kind
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, errors.DigitpadError)
    }
    never_raised_by_a_route = {errors.DigitpadError, errors.BadModel}
    assert kinds - never_raised_by_a_route == set(PROBLEMS)

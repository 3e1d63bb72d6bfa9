"""The real handler on API Gateway's events: the HTTP contract, as `site/openapi.json` has it."""

import io
import json
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from jsonschema import Draft202012Validator
from PIL import Image

from infra.localhost.events import event_from
from infra.localhost.function import LambdaContext
from infra.localhost.messages import Request
from lambda_fn import errors, handler
from lambda_fn.image import MAX_BYTES
from lambda_fn.problems import PROBLEMS
from tests.lambda_fn.drawings import digit, encoded, painted

OPENAPI = json.loads((Path(__file__).parents[2] / "site" / "openapi.json").read_text())
SEVEN = encoded(painted(digit(7)))
DATA_URL = "data:image/png;base64," + b64encode(SEVEN).decode()


@pytest.fixture(autouse=True)
def fresh_store() -> Iterator[None]:
    """Each test meets a function that has loaded nothing yet."""
    handler.model_store.cache_clear()
    yield
    handler.model_store.cache_clear()


@pytest.fixture(autouse=True)
def environment(released: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No bucket, and the released model as the baked one."""
    monkeypatch.delenv("MODEL_BUCKET", raising=False)
    monkeypatch.setenv("MODEL_DIR", str(released))


@pytest.fixture
def without_model(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MODEL_DIR", str(tmp_path))


@contextmanager
def log() -> Iterator[io.StringIO]:
    """What the function writes meanwhile: its log, and its metrics, which it prints."""
    written, lines = io.StringIO(), handler.logger.registered_handler
    before = lines.setStream(written)
    try:
        with redirect_stdout(written):
            yield written
    finally:
        lines.setStream(before)


class Answer:
    """What the handler returned."""

    def __init__(self, result: dict[str, Any]) -> None:
        self.status: int = result["statusCode"]
        self.headers: dict[str, str] = result["headers"]
        self.body: dict[str, Any] = json.loads(result["body"])

    def fits(self, schema: str) -> None:
        """Fail unless the body is what `site/openapi.json` says."""
        root = {"$ref": f"#/components/schemas/{schema}", "components": OPENAPI["components"]}
        Draft202012Validator(root).validate(self.body)


def invoke(event: dict[str, Any]) -> Answer:
    return Answer(handler.handler(event, LambdaContext(aws_request_id="1")))


def ask(
    method: str, path: str, content_type: str | None = None, body: bytes = b"", query: str = ""
) -> Answer:
    headers = (("Content-Type", content_type),) if content_type else ()
    request = Request(method, path, query, headers, body)
    return invoke(event_from(request, request_id="1", now=datetime.now(UTC)))


def predict(body: bytes = SEVEN, content_type: str | None = "image/png", query: str = "") -> Answer:
    return ask("POST", "/api/predict", content_type, body, query)


def predict_json(image: Any) -> Answer:
    return predict(json.dumps({"image": image}).encode(), "application/json")


def refused(answer: Answer, status: int) -> str:
    """Hold a refusal to RFC 9457 and to the contract; its detail."""
    assert answer.status == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert set(answer.body) == {"type", "title", "status", "detail"}
    assert answer.body["status"] == status
    assert answer.headers["Cache-Control"] == "no-store"
    answer.fits("Problem")
    return str(answer.body["detail"])


def test_a_posted_picture_is_read_as_the_contract_says() -> None:
    answer = predict()
    assert (answer.status, answer.headers["Content-Type"]) == (200, "application/json")
    answer.fits("Reading")
    assert (answer.body["number"], answer.body["words"]) == ("7", "seven")
    (mark,) = answer.body["digits"]
    assert (mark["digit"], mark["guess"], mark["word"]) == (7, 7, "seven")
    assert sum(mark["probabilities"]) + mark["none"] == pytest.approx(1, abs=1e-5)
    assert mark["confidence"] == pytest.approx(mark["probabilities"][7], abs=1e-4)
    assert answer.body["confidence"] == mark["confidence"]
    assert "seen" not in mark
    assert "heatmap" not in mark


def test_server_timing_tells_where_the_time_went() -> None:
    steps = predict(query="explain=1").headers["Server-Timing"].split(", ")
    names, times = zip(*(step.split(";dur=") for step in steps), strict=True)
    assert names == ("decode", "see", "model", "explain", "total")
    assert min(float(time) for time in times) >= 0


def test_explain_adds_the_two_pictures() -> None:
    answer = predict(query="explain=1")
    answer.fits("Reading")
    (mark,) = answer.body["digits"]
    assert mark["seen"].startswith("data:image/png;base64,")
    assert mark["heatmap"].startswith("data:image/png;base64,")


@pytest.mark.parametrize(
    "query", ["explain=0", "explain=", "explain", "other=1", "explain=1&explain=0"]
)
def test_without_a_plain_explain_nothing_is_added(query: str) -> None:
    answer = predict(query=query)
    assert answer.status == 200
    assert "seen" not in answer.body["digits"][0]


def test_the_same_picture_is_read_from_every_kind_of_body() -> None:
    bodies = [
        predict(encoded(painted(digit(7)), "JPEG", quality=95), "image/jpeg"),
        predict(encoded(painted(digit(7)), "WEBP", lossless=True), "image/webp"),
        predict(SEVEN, "image/png; charset=binary"),
        predict(SEVEN, "image/jpeg"),  # what it is counts, not what it is called
        predict_json(DATA_URL),
        predict_json(b64encode(SEVEN).decode()),
        predict(json.dumps({"image": DATA_URL}).encode(), "application/json; charset=utf-8"),
    ]
    assert [answer.body.get("number") for answer in bodies] == ["7"] * len(bodies)


def test_a_mark_that_is_no_digit_has_no_number() -> None:
    blot = np.full((200, 200, 4), 255, np.uint8)
    blot[60:140, 60:140, :3] = 0
    answer = predict(encoded(blot))
    answer.fits("Reading")
    assert answer.body["number"] is answer.body["words"] is None
    assert answer.body["digits"][0]["digit"] is None


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
        ("POST", "/api/model", "GET"),
        ("POST", "/api/health", "GET"),
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


def test_nothing_but_specks_is_a_422() -> None:
    dusty = np.full((300, 300), 255, np.uint8)
    dusty[40:42, 70:72] = dusty[200, 100] = 0
    assert "specks" in refused(predict(encoded(dusty)), 422)


@pytest.mark.usefixtures("without_model")
def test_without_a_model_every_route_that_needs_one_is_a_503_with_a_time_to_wait() -> None:
    for answer in (predict(), ask("GET", "/api/model"), ask("GET", "/api/health")):
        refused(answer, 503)
        assert int(answer.headers["Retry-After"]) > 0


@pytest.mark.usefixtures("without_model")
def test_without_a_model_a_bad_request_is_still_the_senders_to_mend() -> None:
    refused(predict(SEVEN, "text/plain"), 415)
    refused(ask("GET", "/api/x"), 404)


def test_health_names_the_model() -> None:
    answer = ask("GET", "/api/health")
    assert answer.status == 200
    answer.fits("Health")


def test_the_manifest_of_the_model_in_use_is_told(released: Path) -> None:
    answer = ask("GET", "/api/model")
    assert answer.status == 200
    answer.fits("Manifest")
    assert answer.body == json.loads((released / "manifest.json").read_text())
    assert predict().body["model"] == {
        "version": answer.body["version"],
        "sha256": answer.body["sha256"],
    }


@pytest.mark.parametrize("missing", ["headers", "body", "queryStringParameters"])
def test_an_event_without_one_of_its_parts_is_answered(missing: str) -> None:
    now = datetime.now(UTC)
    png = (("Content-Type", "image/png"),)
    whole = event_from(
        Request("POST", "/api/predict", "explain=1", png, SEVEN), request_id="1", now=now
    )
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


def test_nothing_of_a_picture_is_in_the_log() -> None:
    secret = b64encode(b"a very secret drawing").decode()
    with log() as lines:
        predict(query="explain=1")
        predict_json(DATA_URL)
        predict_json(secret)
        predict_json("data:" + secret)
        predict(b"a very secret drawing")
        predict(b"a very secret drawing", "text/plain")
    written = lines.getvalue()
    assert '"marks"' in written
    assert '"refused"' in written
    for part in (b64encode(SEVEN).decode()[200:230], "iVBOR", secret[:8], "secret"):
        assert part not in written


def test_the_log_counts_what_happened() -> None:
    with log() as lines:
        predict()
        predict(b"seven")
    records = [json.loads(line) for line in lines.getvalue().splitlines()]
    metrics = {name for record in records if "_aws" in record for name in record}
    assert {"Requests", "Milliseconds", "Confidence", "RefusedUnreadableImage"} <= metrics
    assert "Failed" not in metrics


def use_bucket_at(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MODEL_BUCKET", "models")
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", endpoint)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")


@pytest.mark.parametrize("endpoint", ["http://127.0.0.1:9", "not a url"])
def test_a_model_that_does_not_load_is_counted_with_the_reason_and_the_baked_one_answers(
    monkeypatch: pytest.MonkeyPatch, endpoint: str
) -> None:
    use_bucket_at(endpoint, monkeypatch)
    with log() as lines:
        assert predict().body["number"] == "7"
    records = [json.loads(line) for line in lines.getvalue().splitlines()]
    assert sum("ModelLoadFailure" in record for record in records) == 1
    (why,) = [record["why"] for record in records if record.get("message") == "model not loaded"]
    assert endpoint in why


def test_a_fault_of_ours_is_a_500_that_tells_nothing_and_is_counted() -> None:
    png = (("Content-Type", "image/png"),)
    event = event_from(
        Request("POST", "/api/predict", "", png), request_id="1", now=datetime.now(UTC)
    )
    with log() as lines:
        told = refused(invoke(event | {"body": 7}), 500)  # no gateway sends that
    assert "int" not in told
    assert "'int' object has no attribute" in lines.getvalue()
    assert '"Failed"' in lines.getvalue()


def test_every_error_that_a_route_may_raise_has_its_answer() -> None:
    kinds = {
        kind
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, errors.DigitpadError)
    }
    never_raised_by_a_route = {errors.DigitpadError, errors.BadModel}
    assert kinds - never_raised_by_a_route == set(PROBLEMS)

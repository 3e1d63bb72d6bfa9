"""What the real handler answers to API Gateway's events, as `site/openapi.json` has it."""

import json
import math
from base64 import b64encode
from pathlib import Path

import numpy as np
import pytest

from infra.route import HEALTH
from tests.lambda_fn.asking import SEVEN, ask, invoke, predict, predict_json
from tests.lambda_fn.drawings import digit, encoded, painted
from tests.lambda_fn.numbers import number, page

pytestmark = pytest.mark.usefixtures("function")
DATA_URL = "data:image/png;base64," + b64encode(SEVEN).decode()


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


def test_a_number_is_read_as_the_contract_says() -> None:
    answer = predict(encoded(painted(number("4071"))), query="explain=1")
    assert answer.status == 200
    answer.fits("Reading")
    assert (answer.body["number"], answer.body["words"]) == ("4071", "four zero seven one")
    marks = answer.body["digits"]
    assert [mark["digit"] for mark in marks] == [4, 0, 7, 1]
    assert len({mark["seen"] for mark in marks}) == len({mark["heatmap"] for mark in marks}) == 4
    places = [mark["box"]["x"] for mark in marks]
    assert places == sorted(places)
    product = math.prod(mark["confidence"] for mark in marks)
    assert answer.body["confidence"] == pytest.approx(product, abs=1e-3)


def test_two_lines_are_one_number_top_first() -> None:
    answer = predict(encoded(painted(page(["40", "71"]))))
    answer.fits("Reading")
    assert answer.body["number"] == "4071"


def test_a_number_with_a_mark_that_is_no_digit_is_none() -> None:
    paper = np.pad(number("407"), ((0, 0), (0, 150)))
    y, x = np.indices(paper.shape)
    paper[np.hypot(y - 110, x - paper.shape[1] + 120) < 50] = 1  # a blot to the right
    answer = predict(encoded(painted(paper)))
    answer.fits("Reading")
    assert [mark["digit"] for mark in answer.body["digits"]] == [4, 0, 7, None]
    assert answer.body["number"] is None


def test_server_timing_tells_where_the_time_went() -> None:
    steps = predict(query="explain=1").headers["Server-Timing"].split(", ")
    names, times = zip(*(step.split(";dur=") for step in steps), strict=True)
    assert names == ("decode", "ink", "marks", "model", "explain", "total")
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


def test_the_daily_request_that_keeps_it_awake_is_answered() -> None:
    assert invoke(HEALTH).status == 200


@pytest.mark.parametrize("path", ["/api/health", "/api/model"])
def test_what_can_be_got_can_be_asked_for_by_its_head(path: str) -> None:
    """As monitors do; the gateway leaves the body out."""
    assert ask("HEAD", path).status == ask("GET", path).status == 200
    assert ask("PUT", path).headers["Allow"] == "GET, HEAD"


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

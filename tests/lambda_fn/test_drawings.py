"""Drawings given to the real handler and taken back, with moto's S3 behind it."""

import io
import json
import re
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from lambda_fn.drawings import drawing_id
from tests.lambda_fn.asking import SEVEN, ask, log
from tests.lambda_fn.drawings import digit, encoded, painted
from tests.lambda_fn.giving import PATH, Given, give, give_json, take_back

STROKES = [[[10, 20, 30], [5, 5, 5]], [[30, 12], [5, 45]]]


def test_a_drawing_is_kept_under_its_own_name(given: Given) -> None:
    answer = give(label="7", guess="1")
    assert answer.status == 201
    answer.fits("Given")
    assert answer.headers["Location"] == f"{PATH}/{answer.body['id']}"
    assert answer.headers["Cache-Control"] == "no-store"
    assert given.keys(".png") == [f"drawings/{answer.body['id']}.png"]
    assert drawing_id(given.picture(), "7") == answer.body["id"]


def test_what_is_told_of_it_is_label_guess_model_and_date(given: Given) -> None:
    give(label="7", guess="1")
    told = given.told()
    assert told.keys() == {"label", "guess", "model", "date"}
    model = ask("GET", "/api/model").body["version"]
    assert (told["label"], told["guess"], told["model"]) == ("7", "1", model)
    date = datetime.fromisoformat(told["date"])
    assert date.utcoffset() == timedelta(0)
    assert abs(datetime.now(UTC) - date) < timedelta(minutes=1)


@pytest.mark.parametrize("more", [{}, {"guess": None}, {"strokes": None}, {"strokes": []}])
def test_guess_and_strokes_may_be_left_out(given: Given, more: dict[str, None]) -> None:
    assert give(**more).status == 201
    assert given.told().keys() == {"label", "model", "date"}
    assert not given.keys(".json")


def test_what_is_no_digit_is_given_as_none(given: Given) -> None:
    assert give(label="none", guess="8").status == 201
    assert (given.told()["label"], given.told()["guess"]) == ("none", "8")


def test_the_strokes_are_kept_beside_it_in_the_form_of_the_pen_data(given: Given) -> None:
    id = give(strokes=STROKES).body["id"]
    (key,) = given.keys(".json")
    assert key == f"drawings/{id}.json"
    assert json.loads(given.object(key)[0]) == [
        [[0, 250, 500], [0, 0, 0]],
        [[500, 50], [0, 1000]],
    ]


def test_without_a_model_a_drawing_is_kept_all_the_same(
    given: Given, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MODEL_DIR", str(tmp_path))
    assert ask("GET", "/api/health").status == 503
    assert give().status == 201
    assert given.told().keys() == {"label", "date"}


def test_the_same_drawing_twice_is_kept_once_and_each_giver_can_take_it_back(given: Given) -> None:
    first, second = give(), give(guess="1")
    assert (first.status, second.status) == (201, 201)
    assert first.body["id"] == second.body["id"]
    assert first.body["token"] != second.body["token"]
    assert (len(given.keys(".png")), len(given.tokens())) == (1, 2)
    assert "guess" not in given.told()  # the first stays
    assert take_back(**second.body).status == 204
    assert given.keys(".png") == []
    assert take_back(**first.body).status == 204
    assert len(given) == 0


def test_the_same_pixels_in_another_file_are_the_same_drawing(given: Given) -> None:
    opaque = Image.open(io.BytesIO(SEVEN))
    ids = {
        give(encoded(picture, kind, **options)).body["id"]
        for picture, kind, options in (
            (opaque, "PNG", {"compress_level": 1}),
            (opaque.convert("L"), "PNG", {}),
            (opaque.convert("RGB"), "WEBP", {"lossless": True}),
        )
    }
    assert len(ids) == len(given.keys(".png")) == 1


def test_the_same_picture_under_another_label_is_another_drawing(given: Given) -> None:
    seven, one = give(label="7"), give(label="1")
    assert seven.body["id"] != one.body["id"]
    assert len(given.keys(".png")) == 2


def test_a_drawing_taken_back_leaves_nothing(given: Given) -> None:
    answer = take_back(**give(strokes=STROKES).body)
    assert (answer.status, answer.body) == (204, {})
    assert answer.headers["Cache-Control"] == "no-store"
    assert len(given) == 0


def test_a_drawing_taken_back_can_be_given_again(given: Given) -> None:
    take_back(**give().body)
    assert give().status == 201
    assert len(given.keys(".png")) == 1


def test_taking_back_leaves_others_alone(given: Given) -> None:
    mine, other = give(), give(encoded(painted(digit(4))), "4")
    take_back(**mine.body)
    assert given.keys(".png") == [f"drawings/{other.body['id']}.png"]
    assert len(given.tokens()) == 1


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
def test_the_scheme_is_read_in_any_case(given: Given, scheme: str) -> None:
    made = give().body
    headers = {"Authorization": f"{scheme} {made['token']}"}
    assert ask("DELETE", f"{PATH}/{made['id']}", headers=headers).status == 204


def test_a_token_is_32_random_bytes_and_is_nowhere_in_the_bucket(given: Given) -> None:
    tokens = {give().body["token"] for _ in range(3)}
    assert len(tokens) == 3
    for token in tokens:
        assert re.fullmatch(r"[A-Za-z0-9_-]{43}", token)
        assert token not in " ".join(given.keys())
    assert [given.object(key) for key in given.tokens()] == [(b"", {})] * 3


def test_the_log_tells_id_and_label_and_neither_token_nor_picture(given: Given) -> None:
    with log() as lines:
        made = give(label="7").body
        take_back(made["id"], "x" * 43)
        take_back(**made)
    written = lines.getvalue()
    records = [json.loads(line) for line in written.splitlines()]
    (told,) = (record for record in records if record.get("message") == "given")
    assert (told["id"], told["label"]) == (made["id"], "7")
    (told,) = (record for record in records if record.get("message") == "taken back")
    assert told["id"] == made["id"]
    counted = {name for record in records if "_aws" in record for name in record}
    assert {"DrawingsGiven", "DrawingsTakenBack", "RefusedNotFound"} <= counted
    for secret in (made["token"], "xxx", b64encode(SEVEN).decode()[200:230], "iVBOR"):
        assert secret not in written


def test_a_data_url_is_taken_as_base64_alone_is(given: Given) -> None:
    bare = b64encode(SEVEN).decode()
    urls = (bare, f"data:image/png;base64,{bare}")
    assert len({give_json({"image": url, "label": "7"}).body["id"] for url in urls}) == 1
    assert np.asarray(given.picture()).shape == (300, 300)

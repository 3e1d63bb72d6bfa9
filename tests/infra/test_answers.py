import json
from base64 import b64encode
from http import HTTPStatus
from typing import Any

import pytest

from infra.localhost.answers import MalformedAnswer, answer_from, refusal


def test_status_headers_and_body_are_passed_on() -> None:
    payload = {"statusCode": 201, "headers": {"Content-Type": "text/html"}, "body": "é"}
    answer = answer_from(payload)
    assert (answer.status, answer.headers) == (201, (("Content-Type", "text/html"),))
    assert answer.body == "é".encode()


def test_a_base64_body_arrives_as_bytes() -> None:
    picture = bytes(range(256))
    body = b64encode(picture).decode()
    assert answer_from({"statusCode": 200, "body": body, "isBase64Encoded": True}).body == picture


def test_each_cookie_becomes_a_header_of_its_own() -> None:
    answer = answer_from({"statusCode": 200, "cookies": ["a=1; Path=/", "b=2"]})
    cookies = [value for name, value in answer.headers if name == "set-cookie"]
    assert cookies == ["a=1; Path=/", "b=2"]


def test_a_body_without_a_type_is_plain_text() -> None:
    answer = answer_from({"statusCode": 200, "body": "7"})
    assert answer.headers == (("content-type", "text/plain; charset=utf-8"),)


def test_a_status_may_be_a_string() -> None:
    assert answer_from({"statusCode": "404"}).status == 404


def test_numbers_and_booleans_become_header_text() -> None:
    answer = answer_from({"statusCode": 200, "headers": {"X-Count": 7, "X-Sure": True}})
    assert answer.headers[:2] == (("X-Count", "7"), ("X-Sure", "true"))


def test_headers_that_the_server_writes_itself_are_dropped() -> None:
    answer = answer_from({"statusCode": 200, "headers": {"Content-Length": "9", "Date": "x"}})
    assert {name.lower() for name, _ in answer.headers} == {"content-type"}


@pytest.mark.parametrize("payload", [{"digit": 7}, {}, [1, 2], "seven", 7, None])
def test_a_result_without_a_status_is_the_body_itself(payload: Any) -> None:
    answer = answer_from(payload)
    assert (answer.status, json.loads(answer.body)) == (200, payload)
    assert answer.headers == (("content-type", "application/json"),)


@pytest.mark.parametrize(
    "payload",
    [
        {"statusCode": None},
        {"statusCode": True},
        {"statusCode": "OK"},
        {"statusCode": 99},
        {"statusCode": 100},
        {"statusCode": 600},
        {"statusCode": 200, "headers": ["a"]},
        {"statusCode": 200, "headers": {"X-A": None}},
        {"statusCode": 200, "headers": {"X-A": {"b": "c"}}},
        {"statusCode": 200, "headers": {"X A": "b"}},
        {"statusCode": 200, "headers": {"X-A": "b\r\nX-Injected: c"}},
        {"statusCode": 200, "headers": {"X-A": "七"}},
        {"statusCode": 200, "cookies": "a=1"},
        {"statusCode": 200, "cookies": [1]},
        {"statusCode": 200, "cookies": ["a=1\r\nX-Injected: c"]},
        {"statusCode": 200, "body": {"digit": 7}},
        {"statusCode": 200, "body": "seven!", "isBase64Encoded": True},
    ],
)
def test_what_cannot_be_sent_is_malformed(payload: dict[str, Any]) -> None:
    with pytest.raises(MalformedAnswer):
        answer_from(payload)


def test_the_gateway_refuses_in_its_own_words() -> None:
    answer = refusal(HTTPStatus.TOO_MANY_REQUESTS)
    assert (answer.status, answer.body) == (429, b'{"message":"Too Many Requests"}')
    assert answer.headers == (("content-type", "application/json"),)

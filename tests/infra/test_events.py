from base64 import b64decode
from datetime import UTC, datetime
from typing import Any

import pytest

from infra.localhost.events import event_from, is_text
from infra.localhost.messages import Request

NOON = datetime(2026, 3, 12, 12, 0, 0, 250_000, tzinfo=UTC)
PNG = b"\x89PNG\r\n\x1a\n\x00\xff"


def event_of(request: Request) -> dict[str, Any]:
    return event_from(request, request_id="id-1", now=NOON)


def test_a_request_becomes_the_event_that_the_documentation_shows() -> None:
    headers = (("Host", "digits.example"), ("User-Agent", "agent/1"))
    request = Request("GET", "/api/model", "full=1", headers, source_ip="192.0.2.1")
    assert event_of(request) == {
        "version": "2.0",
        "routeKey": "ANY /api/{proxy+}",
        "rawPath": "/api/model",
        "rawQueryString": "full=1",
        "headers": {
            "content-length": "0",
            "host": "digits.example",
            "user-agent": "agent/1",
            "x-forwarded-for": "192.0.2.1",
            "x-forwarded-proto": "http",
        },
        "queryStringParameters": {"full": "1"},
        "pathParameters": {"proxy": "model"},
        "requestContext": {
            "accountId": "000000000000",
            "apiId": "local",
            "domainName": "digits.example",
            "domainPrefix": "digits",
            "http": {
                "method": "GET",
                "path": "/api/model",
                "protocol": "HTTP/1.1",
                "sourceIp": "192.0.2.1",
                "userAgent": "agent/1",
            },
            "requestId": "id-1",
            "routeKey": "ANY /api/{proxy+}",
            "stage": "$default",
            "time": "12/Mar/2026:12:00:00 +0000",
            "timeEpoch": 1773316800250,
        },
        "isBase64Encoded": False,
    }


def test_giving_a_drawing_has_a_route_of_its_own_which_binds_no_part_of_the_path() -> None:
    event = event_of(Request("POST", "/api/drawings"))
    assert event["routeKey"] == event["requestContext"]["routeKey"] == "POST /api/drawings"
    assert "pathParameters" not in event
    for method, path in (("GET", ""), ("DELETE", "/7"), ("POST", "/"), ("POST", "/7")):
        event = event_of(Request(method, f"/api/drawings{path}"))
        assert event["routeKey"] == "ANY /api/{proxy+}"


def test_an_image_travels_as_base64() -> None:
    event = event_of(Request("POST", "/api/predict", "", (("Content-Type", "image/png"),), PNG))
    assert event["isBase64Encoded"] is True
    assert b64decode(event["body"]) == PNG


@pytest.mark.parametrize(
    "content_type",
    ["text/plain", "text/html", "application/json; charset=utf-8", "Application/XML"],
)
def test_text_travels_as_it_is(content_type: str) -> None:
    body = '{"say": "héllo"}'
    request = Request("POST", "/api/x", "", (("Content-Type", content_type),), body.encode())
    event = event_of(request)
    assert (event["body"], event["isBase64Encoded"]) == (body, False)


@pytest.mark.parametrize("content_type", ["application/x-www-form-urlencoded", "application/cbor"])
def test_what_is_not_known_as_text_is_binary(content_type: str) -> None:
    assert not is_text(content_type)


def test_a_body_without_a_type_is_taken_for_text() -> None:
    event = event_of(Request("POST", "/api/x", body=b"\xff7"))
    assert event["headers"]["content-type"] == "text/plain; charset=utf-8"
    assert event["body"] == "\ufffd7"


def test_without_a_body_there_is_no_body_key() -> None:
    event = event_of(Request("POST", "/api/x", "", (("Content-Type", "image/png"),)))
    assert "body" not in event
    assert event["isBase64Encoded"] is False


def test_cookies_leave_the_headers() -> None:
    event = event_of(Request("GET", "/api/x", "", (("Cookie", "a=1; b=2"), ("cookie", "c=3"))))
    assert event["cookies"] == ["a=1", "b=2", "c=3"]
    assert "cookie" not in event["headers"]


def test_repeated_headers_are_joined_under_one_lower_case_name() -> None:
    event = event_of(Request("GET", "/api/x", "", (("X-Pen", "thin"), ("x-pen", "thick"))))
    assert event["headers"]["x-pen"] == "thin,thick"


def test_headers_of_the_connection_stay_behind() -> None:
    sent = (("Connection", "keep-alive"), ("Transfer-Encoding", "chunked"), ("Expect", "x"))
    headers = event_of(Request("POST", "/api/x", "", sent, b"seven"))["headers"]
    assert headers.keys().isdisjoint({"connection", "transfer-encoding", "expect"})
    assert headers["content-length"] == "5"


def test_the_client_joins_the_proxies_that_it_came_through() -> None:
    sent = (("X-Forwarded-For", "203.0.113.9"),)
    event = event_of(Request("GET", "/api/x", "", sent, source_ip="192.0.2.1"))
    assert event["headers"]["x-forwarded-for"] == "203.0.113.9, 192.0.2.1"


def test_a_repeated_query_parameter_is_joined_by_commas() -> None:
    event = event_of(Request("GET", "/api/x", "pen=1&pen=2&explain"))
    assert event["queryStringParameters"] == {"pen": "1,2", "explain": ""}
    assert event["rawQueryString"] == "pen=1&pen=2&explain"


def test_a_percent_encoded_query_is_decoded_beside_the_raw_one() -> None:
    event = event_of(Request("GET", "/api/x", "of=a%26b+c%C3%A9"))
    assert event["queryStringParameters"] == {"of": "a&b cé"}
    assert event["rawQueryString"] == "of=a%26b+c%C3%A9"


def test_without_a_query_its_key_is_missing() -> None:
    event = event_of(Request("GET", "/api/x"))
    assert event["rawQueryString"] == ""
    assert "queryStringParameters" not in event


def test_a_percent_encoded_path_is_decoded() -> None:
    event = event_of(Request("DELETE", "/api/drawings/caf%C3%A9%201"))
    assert event["rawPath"] == "/api/drawings/café 1"
    assert event["requestContext"]["http"]["path"] == "/api/drawings/café 1"
    assert event["pathParameters"] == {"proxy": "drawings/café 1"}

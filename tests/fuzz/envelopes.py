"""Hostile requests around a picture: bodies, content types, headers, queries, paths, events."""

import json
from base64 import b64encode
from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st

from infra.localhost.events import event_from
from infra.localhost.messages import Headers, Request
from tests.fuzz.damage import Draw, File, flipped, truncated, whole
from tests.fuzz.instance import Event
from tests.fuzz.pictures import pictures

NOW = datetime(2026, 1, 1, tzinfo=UTC)
PATHS = ("/api/predict", "/api/model", "/api/health", "/api/drawings", "/api/drawings/" + "7" * 64)
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "BREW", "get", "")
TYPES = st.sampled_from(
    (
        *("image/png", "IMAGE/PNG ; q=1", "image/jpeg;;;", "image/webp,image/png", "image/gif"),
        *("application/json", "application/json; charset=utf-16", "text/json", "image/svg+xml"),
        *("multipart/form-data; boundary=7", "application/x-www-form-urlencoded", "*/*", ";", ""),
    )
)
TEXT = st.text(max_size=60)
ODD_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)  # lone surrogates as well
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | ODD_TEXT
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(ODD_TEXT, inner), max_leaves=12
)


def request(
    method: str, path: str, headers: Headers = (), body: bytes = b"", query: str = ""
) -> Event:
    """The event that the gateway makes of a request."""
    return event_from(Request(method, path, query, headers, body), request_id="1", now=NOW)


def post(body: bytes, kind: str, query: str = "", path: str = "/api/predict") -> Event:
    """A body of a content type, posted."""
    return request("POST", path, (("Content-Type", kind),), body, query)


def posted(files: st.SearchStrategy[File]) -> st.SearchStrategy[Event]:
    """Files as the body itself, with and without `explain`."""
    return st.builds(
        lambda file, query: post(*file, query), files, st.sampled_from(("", "explain=1"))
    )


@st.composite
def wrong_type(draw: Draw) -> Event:
    """A picture, called anything."""
    data, _ = draw(whole() | flipped())
    return post(data, draw(TYPES | TEXT.map(lambda text: text.encode().decode("latin-1"))))


@st.composite
def wrong_base64(draw: Draw) -> Event:
    """Base64 that is almost none, in JSON or as the event's own."""
    data, kind = draw(whole() | truncated())
    text = b64encode(data).decode()
    at = draw(st.integers(0, len(text)))
    text = (
        text[:at]
        + draw(st.sampled_from(("", "=", "-_", "\n", " ", "\0", "é")) | ODD_TEXT)
        + text[at:]
    )
    head = draw(
        st.sampled_from(
            (
                "",
                "data:",
                f"data:{kind};base64,",
                f"data:{kind},",
                "DATA:;base64,",
                "data:text/html;base64,",
            )
        )
        | TEXT
    )
    if draw(st.booleans()):
        return post(json.dumps({"image": head + text}).encode(), "application/json")
    return post(b"7", kind) | {"body": head + text, "isBase64Encoded": draw(st.booleans())}


@st.composite
def odd_json(draw: Draw) -> Event:
    """JSON that is deep, huge, of wrong types, of another encoding, or none."""
    known = st.sampled_from(("image", "label", "guess", "strokes", "", "__proto__"))
    value = draw(VALUES | st.dictionaries(known, VALUES | st.just(_data_url()), max_size=5))
    text = json.dumps(value, ensure_ascii=draw(st.booleans()))
    depth = draw(st.sampled_from((0, 0, 0, 0, 1, 900, 100_000)))
    key = draw(st.sampled_from(("[", '{"image":', "[[{}],")))
    number = draw(
        st.sampled_from(("NaN", "-Infinity", "1e999", "9" * 5000, "-0", "0x7", "7" * 10**6))
    )
    text = draw(
        st.sampled_from(
            (
                text,
                key * depth + text,
                f'{{"image":{number}}}',
                text[:-1],
                text * 2,
                f"\ufeff{text}",
            )
        )
    )
    coding = draw(st.sampled_from(("utf-8", "utf-8", "utf-16", "utf-32-be", "latin-1", "utf-7")))
    body = text.encode(coding, "replace" if coding == "latin-1" else "surrogatepass")
    return post(
        body, "application/json", path=draw(st.sampled_from(("/api/predict", "/api/drawings")))
    )


@st.composite
def odd_headers(draw: Draw) -> Event:
    """Headers that are many, long, doubled, odd."""
    data, kind = draw(whole())
    latin = st.text(st.characters(max_codepoint=255), max_size=200)
    names = st.sampled_from(
        (
            "Content-Type",
            "Content-Encoding",
            "Accept",
            "Authorization",
            "Cookie",
            "Host",
            "X-Amzn-Trace-Id",
        )
    )
    many = draw(st.lists(st.tuples(names | latin, latin | st.just("7" * 9000)), max_size=8))
    many *= draw(st.sampled_from((1, 1, 1, 90)))
    method, path = draw(st.sampled_from(("POST", "GET"))), draw(st.sampled_from(PATHS))
    return request(method, path, (("Content-Type", kind), *many), data)


@st.composite
def odd_query(draw: Draw) -> Event:
    """Queries that are long, doubled, of any characters."""
    known = st.sampled_from(
        ("explain=1", "explain=0", "explain", "explain[]=1", "explain=%31", "&", "=", "%")
    )
    parts = draw(st.lists(known | st.text(max_size=30), max_size=9))
    query = "&".join(parts) * draw(st.sampled_from((1, 1, 500)))
    data, kind = draw(whole("WEBP"))
    return post(data, kind, query)


@st.composite
def odd_path(draw: Draw) -> Event:
    """Any method on any path."""
    ends = st.sampled_from(("", "/", "//", "/..", "/%2e", "%00", "%0d%0aX: 7", "?", "/" + "7" * 64))
    path = draw(st.sampled_from((*PATHS, "/api/", "/api"))) + draw(ends | st.text(max_size=50))
    return request(
        draw(st.sampled_from(METHODS) | TEXT), path * draw(st.sampled_from((1, 1, 1, 300)))
    )


@st.composite
def odd_event(draw: Draw) -> Event:
    """An event that lacks parts, or has them empty."""
    event = dict(post(*draw(whole("WEBP"))))
    for name in draw(st.lists(st.sampled_from(("headers", "body", "isBase64Encoded", "routeKey")))):
        event[name] = None
    for name in draw(st.lists(st.sampled_from(("headers", "body", "cookies", "pathParameters")))):
        event.pop(name, None)
    return event | {
        "queryStringParameters": draw(st.none() | st.dictionaries(TEXT, TEXT, max_size=3))
    }


def _data_url() -> Any:
    return "data:image/webp;base64," + b64encode(pictures()["WEBP"]).decode()

"""S3 over real HTTP: moto's server where it answers, servers of our own where it does not."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from botocore.config import Config

from lambda_fn.model_store import Unavailable
from lambda_fn.s3 import TIMEOUTS, S3Bucket
from lambda_fn.signed_get import LARGEST
from tests.lambda_fn.stores import client
from tests.unreliable_s3 import silent

IMPATIENT = Config(connect_timeout=1, read_timeout=0.6, retries={"total_max_attempts": 1})
ERROR = "<Error><Code>{code}</Code><Message>so it is</Message></Error>"


@contextmanager
def answering(status: int, body: bytes, *, length: int | None = None) -> Iterator[str]:
    """A server that always gives this answer, whatever its header says of the length."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body) if length is None else length))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield "http://{}:{}".format(*server.server_address[:2])
    finally:
        server.shutdown()
        server.server_close()


def test_an_objects_bytes_are_read(endpoint: str) -> None:
    s3 = client(endpoint)
    s3.create_bucket(Bucket="some")
    s3.put_object(Bucket="some", Key="a/key", Body=bytes(range(256)) * 999)
    assert S3Bucket("some", s3).get("a/key") == bytes(range(256)) * 999


def test_a_missing_object_is_none(endpoint: str) -> None:
    s3 = client(endpoint)
    s3.create_bucket(Bucket="empty")
    assert S3Bucket("empty", s3).get("a/key") is None


def test_a_missing_bucket_is_unavailable(endpoint: str) -> None:
    with pytest.raises(Unavailable, match="NoSuchBucket"):
        S3Bucket("nowhere", client(endpoint)).get("a/key")


def test_who_may_not_list_is_told_403_of_a_missing_object_and_who_may_is_denied_it() -> None:
    with answering(403, ERROR.format(code="AccessDenied").encode()) as endpoint:
        s3 = client(endpoint, IMPATIENT)
        assert S3Bucket("some", s3, may_list=False).get("tokens/some") is None
        with pytest.raises(Unavailable, match="AccessDenied"):
            S3Bucket("some", s3).get("models/current.json")


def test_an_object_beyond_all_measure_is_not_read() -> None:
    with (
        answering(200, b"", length=LARGEST + 1) as endpoint,
        pytest.raises(Unavailable, match="more than"),
    ):
        S3Bucket("some", client(endpoint, IMPATIENT)).get("a/key")


@pytest.mark.parametrize("code", ["InternalError", "SlowDown", "InvalidAccessKeyId"])
def test_any_other_error_is_unavailable(code: str) -> None:
    status = 403 if code == "InvalidAccessKeyId" else 500
    with (
        answering(status, ERROR.format(code=code).encode()) as endpoint,
        pytest.raises(Unavailable, match=code),
    ):
        S3Bucket("some", client(endpoint, IMPATIENT)).get("a/key")


def test_an_object_that_breaks_off_is_unavailable() -> None:
    with (
        answering(200, b"half", length=1000) as endpoint,
        pytest.raises(Unavailable, match="some/a/key"),
    ):
        S3Bucket("some", client(endpoint, IMPATIENT)).get("a/key")


def test_a_404_is_none_whatever_it_says() -> None:
    with answering(404, b"") as endpoint:
        assert S3Bucket("some", client(endpoint, IMPATIENT)).get("a/key") is None


def test_what_is_not_s3_is_unavailable() -> None:
    with answering(502, b"<html>") as endpoint, pytest.raises(Unavailable):
        S3Bucket("some", client(endpoint, IMPATIENT)).get("a/key")


def test_a_closed_port_is_unavailable() -> None:
    with pytest.raises(Unavailable, match="a/key"):
        S3Bucket("some", client("http://127.0.0.1:9")).get("a/key")


def test_a_silent_server_is_unavailable() -> None:
    with silent() as endpoint, pytest.raises(Unavailable):
        S3Bucket("some", client(endpoint, IMPATIENT)).get("a/key")


def test_the_time_outs_together_stay_below_the_gateways() -> None:
    attempts = TIMEOUTS.retries["total_max_attempts"]
    pointer_manifest_model = 3
    longest = pointer_manifest_model * attempts * (TIMEOUTS.connect_timeout + TIMEOUTS.read_timeout)
    assert longest < 29

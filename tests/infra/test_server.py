import json
import socket
import threading
from collections.abc import Callable
from http.client import HTTPConnection
from typing import Any

import pytest

from infra.localhost.function import Function
from infra.localhost.gateway import MAX_BODY, Gateway
from infra.localhost.messages import Answer, App, Request
from infra.localhost.server import LocalServer
from infra.localhost.throttle import TokenBucket

Serve = Callable[[App], HTTPConnection]


def mirror(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """A function that sends the body back as it came, and two cookies."""
    body, binary = event.get("body", ""), event["isBase64Encoded"]
    cookies = ["a=1", "b=2"]
    headers = {"Content-Type": "image/png"}
    return {"statusCode": 200, "headers": headers, "cookies": cookies} | {
        "body": body,
        "isBase64Encoded": binary,
    }


def mirroring() -> Gateway:
    return Gateway(Function(mirror), throttle=TokenBucket(rate=0, burst=100))


def raw(client: HTTPConnection, *pieces: bytes) -> bytes:
    """Say `pieces` to the server over a connection of their own; all that it answers."""
    with socket.create_connection((client.host, client.port), timeout=10) as connection:
        for piece in pieces:
            connection.sendall(piece)
        connection.shutdown(socket.SHUT_WR)
        return connection.makefile("rb").read()


def test_an_image_comes_back_byte_for_byte(serve: Serve) -> None:
    client, picture = serve(mirroring()), bytes(range(256)) * 4
    client.request("POST", "/api/predict", body=picture, headers={"Content-Type": "image/png"})
    answer = client.getresponse()
    assert (answer.status, answer.read()) == (200, picture)
    assert answer.headers.get_all("Set-Cookie") == ["a=1", "b=2"]
    assert answer.headers["Content-Type"] == "image/png"


def test_one_connection_serves_one_request_after_the_other(serve: Serve) -> None:
    client = serve(mirroring())
    client.connect()
    first = client.sock
    for body in (b"one", b"", b"three"):
        client.request("POST", "/api/x", body=body, headers={"Content-Type": "image/png"})
        assert client.getresponse().read() == body
    assert client.sock is first


@pytest.mark.parametrize("chunked", [False, True])
def test_ten_mebibytes_pass_and_a_byte_more_does_not(serve: Serve, chunked: bool) -> None:
    client = serve(lambda request: Answer(200, body=str(len(request.body)).encode()))

    def ask(size: int) -> tuple[int, bytes]:
        body: Any = iter([b"7" * size]) if chunked else b"7" * size
        client.request("POST", "/api/x", body=body)
        answer = client.getresponse()
        return answer.status, answer.read()

    assert ask(MAX_BODY) == (200, b"10485760")
    assert ask(MAX_BODY + 1) == (413, b'{"message":"Request Entity Too Large"}')
    assert ask(7) == (200, b"7")  # a new connection: the refusal closed the other


def test_a_client_that_asks_first_is_told_to_go_on(serve: Serve) -> None:
    client = serve(mirroring())
    with socket.create_connection((client.host, client.port), timeout=10) as connection:
        connection.sendall(
            b"POST /api/x HTTP/1.1\r\nHost: x\r\nContent-Type: image/png\r\n"
            b"Connection: close\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n"
        )
        answer = connection.makefile("rb")
        assert answer.readline() == b"HTTP/1.1 100 Continue\r\n"
        assert answer.readline() == b"\r\n"
        connection.sendall(b"seven")
        assert answer.readline() == b"HTTP/1.1 200 OK\r\n"
        assert answer.read().endswith(b"\r\n\r\nseven")


def test_a_client_that_asks_first_with_too_much_never_sends_it(serve: Serve) -> None:
    answer = raw(
        serve(mirroring()),
        b"POST /api/x HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n"
        b"Content-Length: 10485761\r\n\r\n",
    )
    assert answer.startswith(b"HTTP/1.1 413 ")


def test_a_chunked_body_is_put_together(serve: Serve) -> None:
    answer = raw(
        serve(mirroring()),
        b"POST /api/x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
        b"Connection: close\r\nContent-Type: image/png\r\n\r\n",
        b"2;note=1\r\nse\r\n",
        b"3\r\nven\r\n",
        b"0\r\nX-Trailer: 1\r\n\r\n",
    )
    assert answer.endswith(b"\r\n\r\nseven")


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ("Content-Length: seven", b""),
        ("Content-Length: -1", b""),
        ("Content-Length: +5", b"seven"),
        ("Content-Length: 5\r\nContent-Length: 6", b"seven"),
        ("Content-Length: 5, 5", b"seven"),
        ("Content-Length: 5\r\nTransfer-Encoding: chunked", b"0\r\n\r\n"),
        ("Transfer-Encoding: gzip", b""),
        ("Transfer-Encoding: gzip, chunked", b"0\r\n\r\n"),
        ("Transfer-Encoding: chunked", b"seven\r\n"),
        ("Transfer-Encoding: chunked", b"-1\r\n"),
        ("Transfer-Encoding: chunked", b"2\r\nseven\r\n0\r\n\r\n"),
        ("Transfer-Encoding: chunked", b"0\r\n" + b"X: y\r\n" * 100),
        ("Content-Length: 9", b"cut off"),
    ],
)
def test_a_body_whose_end_is_in_doubt_is_refused(serve: Serve, headers: str, body: bytes) -> None:
    head = f"POST /api/x HTTP/1.1\r\nHost: x\r\n{headers}\r\n\r\n".encode()
    answer = raw(serve(mirroring()), head + body)
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert b"Connection: close" in answer
    assert answer.count(b"HTTP/1.1 ") == 1  # nothing of it was taken for another request


def test_the_query_is_apart_from_the_path_also_in_an_absolute_address(serve: Serve) -> None:
    seen: list[Request] = []

    def app(request: Request) -> Answer:
        seen.append(request)
        return Answer(204)

    client = serve(app)
    for target in ("/api/x?a=%20?b", "http://localhost:1/api/x?a=%20?b"):
        client.request("GET", target)
        assert client.getresponse().read() == b""
    assert [(request.path, request.query) for request in seen] == [("/api/x", "a=%20?b")] * 2


def test_an_empty_answer_has_no_length(serve: Serve) -> None:
    client = serve(lambda request: Answer(204))
    client.request("DELETE", "/api/drawings/1")
    answer = client.getresponse()
    assert (answer.status, answer.headers["Content-Length"]) == (204, None)


def test_every_method_reaches_the_app(serve: Serve) -> None:
    client = serve(lambda request: Answer(200, body=json.dumps(request.method).encode()))
    for method in ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"):
        client.request(method, "/api/x")
        assert json.loads(client.getresponse().read()) == method


def test_the_access_log_hears_of_answers_and_of_refusals() -> None:
    heard: list[tuple[str, int]] = []
    two = threading.Semaphore(0)

    def log(request: Request, answer: Answer, seconds: float) -> None:
        heard.append((request.path, answer.status))
        two.release()

    server = LocalServer("127.0.0.1", 0)
    server.start(lambda request: Answer(200), log)
    client = HTTPConnection("127.0.0.1", server.server_port)
    try:
        client.request("GET", "/fine")
        client.getresponse().read()
        client.request("GET", "/broken", headers={"Content-Length": "x"})
        client.getresponse().read()
    finally:
        client.close()
    assert two.acquire(timeout=10)
    assert two.acquire(timeout=10)
    server.stop()
    assert heard == [("/fine", 200), ("/broken", 400)]


def test_a_stopped_server_frees_its_port() -> None:
    server = LocalServer("127.0.0.1", 0)
    server.start(lambda request: Answer(200))
    port = server.server_port
    server.stop()
    again = LocalServer("127.0.0.1", port)
    again.stop()


def test_a_taken_port_shows_before_anything_is_served() -> None:
    first = LocalServer("127.0.0.1", 0)
    with pytest.raises(OSError, match="in use"):
        LocalServer("127.0.0.1", first.server_port)
    first.stop()

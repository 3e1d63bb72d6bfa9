"""A server that passes requests on to a good one, and spoils its answers for one path."""

import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from http.client import HTTPConnection

from infra.localhost.messages import Answer, App, Request

Fault = Callable[[Answer], Answer]


def spoilt(port: int, path: str, fault: Fault) -> App:
    """The host at a port of this machine, with a fault in its answers for a path."""

    def app(request: Request) -> Answer:
        answer = passed_on(request, port)
        return fault(answer) if request.path == path else answer

    return app


def passed_on(request: Request, port: int) -> Answer:
    target = f"{request.path}?{request.query}" if request.query else request.path
    with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as client:
        client.request(request.method, target, request.body, dict(request.headers))
        answer = client.getresponse()
        headers = [h for h in answer.getheaders() if h[0] not in ("Content-Length", "Date")]
        return Answer(answer.status, tuple(headers), answer.read())


def unchanged(answer: Answer) -> Answer:
    """For what the good server lacks by itself."""
    return answer


def status(number: int) -> Fault:
    return lambda answer: replace(answer, status=number)


def without(name: str) -> Fault:
    return lambda answer: replace(
        answer, headers=tuple(h for h in answer.headers if h[0].lower() != name.lower())
    )


def header(name: str, value: str) -> Fault:
    def fault(answer: Answer) -> Answer:
        return replace(answer, headers=(*without(name)(answer).headers, (name, value)))

    return fault


def body(content: bytes) -> Fault:
    return lambda answer: replace(answer, body=content)


def swapped(old: bytes, new: bytes) -> Fault:
    return lambda answer: replace(answer, body=answer.body.replace(old, new))


def member(name: str, value: object) -> Fault:
    """Another value in the JSON of the body."""
    return lambda answer: replace(
        answer, body=json.dumps(json.loads(answer.body) | {name: value}).encode()
    )

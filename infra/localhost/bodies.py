"""Reading the body of an HTTP/1.1 request, with a limit and without being misled.

A request whose end is in doubt is refused: what follows it on the connection would otherwise be
taken for another request (RFC 9112, 6.3).
"""

import re
from email.message import Message
from io import BufferedIOBase

CHUNK_SIZE = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(;[^\r\n]*)?\r?\n")
LINE = 8192  # bytes: the longest chunk header or trailer that is read
TRAILERS = 32


class BodyError(Exception):
    """The body cannot be taken; the connection is of no further use."""


class BadBody(BodyError):
    """The body's length is contradictory or not a length, or the body ends early."""


class BodyTooLarge(BodyError):
    """The body is over the limit."""


def announced_length(headers: Message, limit: int) -> int | None:
    """The body's length in bytes; None for a chunked one, which tells as it goes.

    Raises BadBody and BodyTooLarge, before anything is read.
    """
    lengths = headers.get_all("Content-Length", [])
    codings = headers.get_all("Transfer-Encoding", [])
    if codings:
        if lengths or [coding.strip().lower() for coding in codings] != ["chunked"]:
            raise BadBody("Transfer-Encoding is not just chunked")
        return None
    if len(lengths) > 1 or not all(re.fullmatch(r"[0-9]{1,18}", length) for length in lengths):
        raise BadBody(f"Content-Length is {lengths}")
    length = int(lengths[0]) if lengths else 0
    if length > limit:
        raise BodyTooLarge(f"{length} bytes announced, {limit} allowed")
    return length


def read_body(stream: BufferedIOBase, length: int | None, limit: int) -> bytes:
    """The body, `length` bytes or chunked. Raises BadBody and BodyTooLarge."""
    return _chunked(stream, limit) if length is None else _exactly(stream, length)


def _exactly(stream: BufferedIOBase, length: int) -> bytes:
    data = stream.read(length) if length else b""
    if len(data) < length:
        raise BadBody(f"{len(data)} bytes of {length}")
    return data


def _chunked(stream: BufferedIOBase, limit: int) -> bytes:
    body = bytearray()
    while size := _chunk_size(stream):
        if len(body) + size > limit:
            raise BodyTooLarge(f"more than {limit} bytes in chunks")
        body += _exactly(stream, size)
        if stream.readline(LINE) not in (b"\r\n", b"\n"):
            raise BadBody("a chunk longer than it says")
    _skip_trailers(stream)
    return bytes(body)


def _chunk_size(stream: BufferedIOBase) -> int:
    size = CHUNK_SIZE.fullmatch(stream.readline(LINE))
    if not size:
        raise BadBody("not a chunk's size")
    return int(size[1], 16)


def _skip_trailers(stream: BufferedIOBase) -> None:
    for _ in range(TRAILERS):
        if stream.readline(LINE) in (b"\r\n", b"\n"):
            return
    raise BadBody("trailers without end")

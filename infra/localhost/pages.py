"""The site as the CDN serves it from its bucket: files, and nothing but files."""

import hashlib
from http import HTTPStatus
from pathlib import Path
from urllib.parse import unquote

from infra.headers import SECURITY_HEADERS
from infra.localhost.compression import compressed
from infra.localhost.messages import Answer, Headers, Request

ROOT_PAGE = "index.html"
MISSING_PAGE = "404.html"

# Our own table: the system's differs from machine to machine, and a browser that is told
# `nosniff` runs no module of another type.
CONTENT_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".py": "text/x-python; charset=utf-8",
    ".sh": "application/x-sh",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}


class Pages:
    """Serves the files under a folder, read anew for each request; an `App`."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()

    def __call__(self, request: Request) -> Answer:
        """The file, 304 where the client has it already, the 404 page, or 405."""
        if request.method not in ("GET", "HEAD"):
            return _plain(HTTPStatus.METHOD_NOT_ALLOWED, (("Allow", "GET, HEAD"),))
        file = self._find(request.path)
        return compressed(_file(file, request) if file else self._missing(), request)

    def _find(self, path: str) -> Path | None:
        """The file that a path names, as a bucket would: no folders, no way out, nothing hidden."""
        name = unquote(path).removeprefix("/") or ROOT_PAGE
        parts = name.split("/")
        if "\0" in name or "\\" in name or any(not p or p.startswith(".") for p in parts):
            return None
        try:
            file = self._root.joinpath(*parts).resolve()
            inside = file.is_relative_to(self._root)  # a link may lead out where no name does
            return file if inside and file.is_file() else None
        except (OSError, RuntimeError):  # a name too long for the file system, links in a circle
            return None

    def _missing(self) -> Answer:
        page = self._root / MISSING_PAGE
        if not page.is_file():
            return _plain(HTTPStatus.NOT_FOUND)
        return Answer(HTTPStatus.NOT_FOUND, _headers(page), page.read_bytes())


def _file(file: Path, request: Request) -> Answer:
    body = file.read_bytes()
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = (*_headers(file), ("ETag", tag))
    if _has(request.header("if-none-match"), tag):
        return Answer(HTTPStatus.NOT_MODIFIED, headers)
    return Answer(HTTPStatus.OK, headers, body)


def _has(if_none_match: str | None, tag: str) -> bool:
    """Whether the client named this very content (RFC 9110, 13.1.2: compared weakly)."""
    named = [one.strip().removeprefix("W/") for one in (if_none_match or "").split(",")]
    return tag in named or named == ["*"]


def _headers(file: Path) -> Headers:
    # no-cache: keep it, but ask each time, so that an edit shows at the next reload
    content_type = CONTENT_TYPES.get(file.suffix.lower(), "application/octet-stream")
    kind = ("Content-Type", content_type)
    return (kind, ("Cache-Control", "no-cache"), *SECURITY_HEADERS.items())


def _plain(status: HTTPStatus, headers: Headers = ()) -> Answer:
    kind = ("Content-Type", "text/plain; charset=utf-8")
    return Answer(
        status, (kind, *headers, *SECURITY_HEADERS.items()), f"{status.phrase}\n".encode()
    )

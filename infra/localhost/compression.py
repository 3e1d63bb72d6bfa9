"""Answers made smaller for the journey, by the rules by which CloudFront does it."""

import gzip
from dataclasses import replace

from infra.localhost.messages import Answer, Request

# Of CloudFront's list, what the site has:
# https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html
COMPRESSED = {
    "application/json",
    "application/xml",
    "image/svg+xml",
    "text/css",
    "text/html",
    "text/javascript",
    "text/plain",
}
LEAST, MOST = 1_000, 10_000_000  # bytes: CloudFront leaves what is smaller or larger as it is


def compressed(answer: Answer, request: Request) -> Answer:
    """The answer as gzip, where the client takes that and its type and size are such.

    CloudFront prefers Brotli, which is smaller still and not in the standard library.
    """
    headers = {name.lower(): value for name, value in answer.headers}
    kind = headers.get("content-type", "").partition(";")[0]
    if kind not in COMPRESSED or not LEAST <= len(answer.body) <= MOST:
        return answer
    varied = replace(answer, headers=(*answer.headers, ("Vary", "Accept-Encoding")))
    if not _takes_gzip(request.header("accept-encoding")):
        return varied
    body = gzip.compress(answer.body, 6, mtime=0)
    # weak from here on: the same content, in other bytes
    kept = tuple((n, f"W/{v}" if n.lower() == "etag" else v) for n, v in varied.headers)
    return Answer(answer.status, (*kept, ("Content-Encoding", "gzip")), body)


def _takes_gzip(accepted: str | None) -> bool:
    """Whether the header names gzip and does not give it the weight 0."""
    for coding in (accepted or "").lower().split(","):
        name, _, weight = coding.replace(" ", "").partition(";q=")
        if name == "gzip":
            return not weight or bool(weight.strip("0."))
    return False

"""The model bucket, as its keeper sees it: nothing is written over what was not seen before.

Each write is conditional on the object still being as it was read, or still being absent, so that
of two publishers at once the later one is told, and nobody's work is lost in silence.
"""

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from training.s3_errors import BucketError, code, explained

TIMEOUTS = Config(connect_timeout=5, read_timeout=30, retries={"mode": "standard"})
# S3's words for "not as you saw it"; the last is of an object that has gone meanwhile
CHANGED = ("PreconditionFailed", "ConditionalRequestConflict", "NoSuchKey")


@dataclass(frozen=True)
class Held:
    """An object as it was read."""

    body: bytes
    etag: str


@dataclass(frozen=True)
class Listed:
    """An object as the listing has it."""

    key: str
    size: int
    modified: datetime


class Shelf:
    """Reads, lists and writes the objects of a bucket. Every failure is a BucketError."""

    would = ""

    def __init__(self, bucket: str, client: Any = None, say: Callable[[str], None] = print) -> None:
        """`say` is told of each object written."""
        self.bucket = bucket
        self.say = say
        with explained(self.bucket):
            self._client: Any = client or boto3.client("s3", config=TIMEOUTS)

    def held(self, key: str) -> Held | None:
        """The object as it is now, None where there is none."""
        with explained(self.bucket):
            try:
                found = self._client.get_object(Bucket=self.bucket, Key=key)
                return Held(found["Body"].read(), found["ETag"])
            except ClientError as error:
                if code(error) == "NoSuchKey":
                    return None
                raise

    def get(self, key: str) -> bytes | None:
        """The object's bytes, as the function's own loader asks for them."""
        found = self.held(key)
        return found.body if found else None

    def listing(self, prefix: str) -> list[Listed]:
        """Every object whose key starts so."""
        with explained(self.bucket):
            pages = self._client.get_paginator("list_objects_v2").paginate(
                Bucket=self.bucket, Prefix=prefix
            )
            items = [item for page in pages for item in page.get("Contents", [])]
        return [Listed(item["Key"], item["Size"], item["LastModified"]) for item in items]

    def put(self, key: str, body: bytes, *, over: Held | None) -> None:
        """Write an object where the bucket still holds `over`: None, where it holds nothing."""
        with explained(self.bucket):
            try:
                self._put(key, body, {"IfMatch": over.etag} if over else {"IfNoneMatch": "*"})
            except ClientError as error:
                if code(error) not in CHANGED:
                    raise
                # a first attempt may have been done though its answer was lost
                if self.get(key) != body:
                    raise BucketError(
                        f"{self.bucket}/{key} has changed meanwhile: somebody else is publishing."
                        " See what is there now (--list) and try again"
                    ) from error
        self.say(f"wrote {key} ({len(body):,} bytes)")

    def _put(self, key: str, body: bytes, condition: dict[str, str]) -> None:
        self._client.put_object(
            Bucket=self.bucket,
            Key=key,
            Body=body,
            ContentType="application/json" if key.endswith(".json") else "application/octet-stream",
            ChecksumAlgorithm="SHA256",
            ChecksumSHA256=b64encode(sha256(body).digest()).decode(),  # S3 verifies it
            **condition,
        )


class DryShelf(Shelf):
    """A shelf that only pretends to write: what follows reads what would be there."""

    would = "would be "

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._pretended: dict[str, bytes] = {}

    def held(self, key: str) -> Held | None:
        """The object as it would be."""
        if key in self._pretended:
            return Held(self._pretended[key], etag="")
        return super().held(key)

    def put(self, key: str, body: bytes, *, over: Held | None) -> None:
        """Say what would be written."""
        self._pretended[key] = body
        self.say(f"would write {key} ({len(body):,} bytes)")

"""The bucket of given drawings, as the one who learns from them sees it: it is only read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from lambda_fn.drawings import FOLDER, keys
from training.gift import Unsound
from training.s3_errors import code, explained

KEY = re.compile(rf"{FOLDER}([0-9a-f]{{64}})\.(png|json)")
CONNECTIONS = 16  # a drawing is small: what takes time is to wait for it
SETTINGS = Config(
    connect_timeout=5,
    read_timeout=30,
    retries={"mode": "standard"},
    max_pool_connections=CONNECTIONS,
)
DENIED = "access denied; this needs s3:ListBucket, and s3:GetObject on drawings/*"
LARGEST = 4 * 2**20  # bytes: twice a picture's most; a pen's way is far below


@dataclass
class Listing:
    """What the bucket holds: each picture's bytes in number, who has strokes, what is neither."""

    pictures: dict[str, int] = field(default_factory=dict)
    strokes: set[str] = field(default_factory=set)
    strange: list[str] = field(default_factory=list)

    def add(self, key: str, size: int) -> None:
        """Add an object."""
        named = KEY.fullmatch(key)
        if named is None:
            self.strange.append(key)
        elif named[2] == "png":
            self.pictures[named[1]] = size
        else:
            self.strokes.add(named[1])


class DrawingsBucket:
    """Lists and gets, from several threads at once. Every failure is a BucketError.

    An object that is far too large raises Unsound.
    """

    def __init__(self, name: str, client: Any = None) -> None:
        self.name = name
        with explained(name, DENIED):
            self._client: Any = client or boto3.client("s3", config=SETTINGS)

    def listing(self) -> Listing:
        """All that there is under `drawings/`."""
        found = Listing()
        with explained(self.name, DENIED):
            pages = self._client.get_paginator("list_objects_v2").paginate(
                Bucket=self.name, Prefix=FOLDER
            )
            for item in (item for page in pages for item in page.get("Contents", [])):
                found.add(item["Key"], item["Size"])
        return found

    def picture(self, id: str) -> tuple[bytes, Mapping[str, str]] | None:
        """A drawing's picture and what is told of it; None where it was taken back meanwhile."""
        return self._get(keys(id)[0])

    def strokes(self, id: str) -> bytes | None:
        """How its pen went, None where that is not there."""
        found = self._get(keys(id)[1])
        return found and found[0]

    def _get(self, key: str) -> tuple[bytes, Mapping[str, str]] | None:
        with explained(self.name, DENIED):
            try:
                found = self._client.get_object(Bucket=self.name, Key=key)
                if found["ContentLength"] > LARGEST:
                    raise Unsound(f"it has more than {LARGEST:,} bytes")
                return found["Body"].read(), found["Metadata"]
            except ClientError as error:
                if code(error) == "NoSuchKey":
                    return None
                raise

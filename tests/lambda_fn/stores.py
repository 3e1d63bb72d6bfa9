"""A model store under test, with a clock of its own, and the bucket that it looks into."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config

from lambda_fn.model_store import ModelStore
from lambda_fn.s3 import TIMEOUTS, S3Bucket

BUCKET = "models"
KEYS = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}


def client(endpoint: str, config: Config = TIMEOUTS) -> Any:
    """An S3 client for a server of our own."""
    return boto3.client("s3", "us-east-1", endpoint_url=endpoint, config=config, **KEYS)


def put(s3: Any, key: str, body: bytes) -> None:
    s3.put_object(Bucket=BUCKET, Key=key, Body=body)


@dataclass
class Watched:
    """A store, the clock that it goes by, and what it has reported."""

    folder: Path
    client: Any = None
    now: float = 1000.0
    reports: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        bucket = S3Bucket(BUCKET, self.client) if self.client else None
        self.store = ModelStore(
            folder=self.folder,
            bucket=bucket,
            report=lambda error: self.reports.append(str(error)),
            clock=lambda: self.now,
        )

    def version(self, *, after: float = 0) -> str:
        """The version in use, so many seconds later."""
        self.now += after
        return self.store.current().manifest.version

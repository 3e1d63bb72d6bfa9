"""A bucket on a test's bench: what is in it, who has written to it, and what was said."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from botocore.config import Config

from lambda_fn.model_store import ModelStore
from lambda_fn.pointer import POINTER_KEY, Pointer
from lambda_fn.s3 import S3Bucket
from tests.lambda_fn import stores
from tests.unreliable_s3 import Plan, Proxy, unreliable
from training.candidate import Candidate
from training.publication import publish, roll_back
from training.shelf import DryShelf, Shelf

ONCE = Config(read_timeout=2, retries={"total_max_attempts": 1})
TWICE = Config(read_timeout=2, retries={"total_max_attempts": 2, "mode": "standard"})
# A server that is one process with the test, and asked sixteen times at once, may take its time.
PATIENT = Config(read_timeout=60, max_pool_connections=16, retries={"total_max_attempts": 1})
MINUTES = (datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(minutes=n) for n in count())


def client(endpoint: str, config: Config = ONCE) -> Any:
    """S3 at an address; by default it tries nothing twice."""
    return stores.client(endpoint, config)


@dataclass
class Bench:
    """A bucket, and a publisher that writes to it, a minute after the last time."""

    bucket: str
    endpoint: str
    s3: Any
    said: list[str] = field(default_factory=list)
    open: ExitStack = field(default_factory=ExitStack)

    def __enter__(self) -> "Bench":
        return self

    def __exit__(self, *_: object) -> None:
        self.open.close()

    def shelf(self, s3: Any = None, kind: type[Shelf] = Shelf) -> Shelf:
        """The bucket as publishing sees it, through the client `s3`."""
        return kind(self.bucket, s3 or self.s3, self.said.append)

    def publish(
        self, folder: Path, *, reason: str | None = None, s3: Any = None, dry: bool = False
    ) -> None:
        """Publish the model in `folder`."""
        shelf = self.shelf(s3, DryShelf if dry else Shelf)
        publish(shelf, Candidate.read(folder), reason, next(MINUTES))

    def roll_back(self, version: str | None = None, *, dry: bool = False, s3: Any = None) -> None:
        """Roll back."""
        roll_back(self.shelf(s3, DryShelf if dry else Shelf), version, next(MINUTES))

    def through(
        self, plan: Plan, config: Config = ONCE, before: Callable[..., None] | None = None
    ) -> tuple[Any, Proxy]:
        """A client whose requests meet what `plan` says, and the proxy that it goes through."""
        proxy = self.open.enter_context(unreliable(self.endpoint, plan))
        proxy.before = before or proxy.before
        s3 = client(proxy.endpoint, config)
        self.open.callback(s3.close)
        return s3, proxy

    def put(self, key: str, body: bytes) -> None:
        """Write an object past every check."""
        self.s3.put_object(Bucket=self.bucket, Key=key, Body=body)

    def contents(self) -> dict[str, tuple[bytes, str]]:
        """Every object: its bytes, and when they were written."""
        listed = self.s3.list_objects_v2(Bucket=self.bucket).get("Contents", [])
        found = {}
        for item in listed:
            answer = self.s3.get_object(Bucket=self.bucket, Key=item["Key"])
            found[item["Key"]] = (answer["Body"].read(), str(item["LastModified"]))
        return found

    def pointed(self) -> str | None:
        """The version that the pointer names."""
        content = self.contents().get(POINTER_KEY)
        return Pointer.parse(content[0]).version if content else None

    def served(self, baked: Path) -> str:
        """The version that a function would use now; fails where anything does not load."""
        problems: list[str] = []
        bucket = S3Bucket(self.bucket, self.s3)
        store = ModelStore(folder=baked, bucket=bucket, report=problems.append)
        version = store.current().manifest.version
        assert problems == []
        return version

"""What a scene plays on: a bucket of its own, a proxy before it, and processes of the function."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from botocore.config import Config

from infra.localhost.environment import function_environment
from infra.localhost.models import publish
from tests.function_process import FunctionProcess, function_process
from tests.lambda_fn.models import variant
from tests.lambda_fn.stores import client
from tests.posting import posted
from tests.unreliable_s3 import Fault, Proxy, Seen, unreliable

RELEASED = Path(__file__).parents[2] / "training" / "released"
BAKED, OLD, NEW = "baked", "old", "new"
NUMBER = count()
PATIENT = Config(read_timeout=60)  # the stage is set in peace, however busy the machine


@dataclass(frozen=True)
class Answer:
    """What a client got for the picture of a seven, and after how long."""

    status: int
    version: str  # of the model that answered; of a problem, its title
    seconds: float


@dataclass
class Stage:
    """The bucket holds two models, and points to neither until one is published."""

    s3: Any
    bucket: str
    folders: dict[str, Path]
    proxy: Proxy
    faults: dict[str, Fault] = field(default_factory=dict)  # by how a path ends; "" is every path

    def publish(self, version: str) -> None:
        """Put a model into the bucket and point to it."""
        publish(self.s3, self.bucket, self.folders[version])

    def put(self, key: str, body: bytes) -> None:
        """Write an object."""
        self.s3.put_object(Bucket=self.bucket, Key=key, Body=body)

    def drop(self, key: str) -> None:
        """Delete an object."""
        self.s3.delete_object(Bucket=self.bucket, Key=key)

    @contextmanager
    def function(self, before: Callable[[], None] | None = None) -> Iterator[FunctionProcess]:
        """A process of the function that has this bucket, and the model "baked" in its image."""
        environment = function_environment(
            s3=self.proxy.endpoint, bucket=self.bucket, model_dir=self.folders[BAKED]
        )
        with function_process(environment, before=before) as function:
            yield function


@contextmanager
def staged(endpoint: str, folder: Path) -> Iterator[Stage]:
    """One on the S3 server at `endpoint`; models are written under `folder`."""
    s3, bucket = client(endpoint, PATIENT), f"models-{next(NUMBER)}"
    s3.create_bucket(Bucket=bucket)
    names = (BAKED, OLD, NEW)
    folders = {name: variant(RELEASED, folder / bucket / name, version=name) for name in names}
    faults: dict[str, Fault] = {}

    def plan(seen: Seen) -> Fault | None:
        return next((fault for end, fault in faults.items() if seen.path.endswith(end)), None)

    with unreliable(endpoint, plan) as proxy:
        yield Stage(s3, bucket, folders, proxy, faults)
    s3.close()


def ask(function: FunctionProcess, *, since: float | None = None) -> Answer:
    """Post the seven; `seconds` from then on, or from `since`, a `time.monotonic()`."""
    started = time.monotonic() if since is None else since
    answer = function.invoke(posted())
    seconds = time.monotonic() - started
    body = json.loads(answer["body"])
    if answer["statusCode"] != 200:
        return Answer(answer["statusCode"], body["title"], seconds)
    assert body["number"] == "7", body
    return Answer(200, body["model"]["version"], seconds)

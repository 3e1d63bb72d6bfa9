"""Models are published while the real handler answers: no request is lost, none waits in vain."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from threading import Semaphore
from typing import Any

import pytest
from botocore.config import Config

from infra.localhost.function import LambdaContext
from infra.localhost.models import s3_server
from lambda_fn import handler
from lambda_fn.model_store import LOOK_AGAIN, ModelStore
from lambda_fn.s3 import S3Bucket
from tests.lambda_fn.drawings import digit, encoded, painted
from tests.lambda_fn.models import variant
from tests.posting import posted
from tests.training.shelves import Bench, client

PATIENT = Config(read_timeout=60, retries={"total_max_attempts": 1})
BETWEEN = 2  # predictions between a publisher's requests


@pytest.fixture
def bench() -> Iterator[Bench]:
    with s3_server() as endpoint:
        s3 = client(endpoint)
        s3.create_bucket(Bucket="models")
        with Bench("models", endpoint, s3) as made:
            yield made
        s3.close()


def predict() -> tuple[int, dict[str, Any]]:
    """A picture of a seven, posted: status and body."""
    event = posted(encoded(painted(digit(7))))
    answer = handler.handler(event, LambdaContext(aws_request_id="1"))
    return answer["statusCode"], json.loads(answer["body"])


def test_no_request_is_lost_while_a_model_is_published_and_rolled_back(
    bench: Bench, released: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = variant(released, tmp_path / "old", version="old")
    new = variant(released, tmp_path / "new", version="new")
    bench.publish(old)
    now, problems, answered = [0.0], list[Exception](), Semaphore(0)
    store = ModelStore(
        folder=tmp_path / "nothing is baked",
        bucket=S3Bucket(bench.bucket, bench.s3),
        report=problems.append,
        clock=lambda: now[0],
    )
    monkeypatch.setattr(handler, "model_store", cache(lambda: store))
    # Each of the publisher's requests waits until the function has answered and looked again.
    publisher, _ = bench.through(
        lambda seen: None, PATIENT, before=lambda seen: [answered.acquire() for _ in range(BETWEEN)]
    )

    def versions_while(work: Any) -> list[str]:
        """The versions that answer meanwhile, and after the minute."""
        named = []
        with ThreadPoolExecutor(1) as pool:
            working = pool.submit(work)
            try:
                while not working.done():
                    now[0] += LOOK_AGAIN
                    status, body = predict()
                    assert (status, body["number"]) == (200, "7")
                    named.append(body["model"]["version"])
                    answered.release()
            finally:
                answered.release(1000)  # or a failure here would leave the publisher waiting
            working.result()
            while answered.acquire(blocking=False):
                pass
        now[0] += LOOK_AGAIN
        return [*named, predict()[1]["model"]["version"]]

    swapped = versions_while(lambda: bench.publish(new, s3=publisher))
    assert swapped == sorted(swapped, reverse=True)  # "old", "old", …, "new"
    assert set(swapped) == {"old", "new"}
    back = versions_while(lambda: bench.roll_back(s3=publisher))
    assert back == sorted(back)
    assert set(back) == {"old", "new"}
    assert len(swapped) > BETWEEN * 10
    assert problems == []

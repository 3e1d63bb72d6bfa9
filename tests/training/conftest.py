from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.lambda_fn.models import variant
from tests.training.hands import write_mnist, write_pen
from tests.training.shelves import PATIENT, Bench, client
from training import pen
from training.options import RELEASED, DataPaths


@pytest.fixture
def bench(endpoint: str) -> Iterator[Bench]:
    """A bucket of the test's own."""
    bucket = f"models-{uuid4().hex[:12]}"
    patient, s3 = client(endpoint, PATIENT), client(endpoint)
    patient.create_bucket(Bucket=bucket)  # the first of a session also has the server import S3
    patient.close()
    with Bench(bucket, endpoint, s3) as made:
        yield made
    s3.close()


@pytest.fixture
def model(tmp_path: Path) -> Any:
    """Makes the folder of a model that is fit to be published: `model("v1", threshold=0.9)`."""
    return lambda version, **changes: variant(
        RELEASED, tmp_path / version, version=version, **changes
    )


@pytest.fixture(scope="module")
def drawings(tmp_path_factory: pytest.TempPathFactory) -> list[pen.Drawing]:
    """Five writers' digits, each in a hand of their own, and what is no digit."""
    folder = tmp_path_factory.mktemp("drawings")
    digits = pen.read(write_pen(folder / "digits.ndjson.gz", "0123456789", writers=5))
    return digits + pen.read(write_pen(folder / "others.ndjson.gz", "XH+=", writers=5))


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> DataPaths:
    folder = tmp_path_factory.mktemp("data")
    digits = write_pen(folder / "digits.ndjson.gz", "0123456789", writers=14)
    others = write_pen(folder / "others.ndjson.gz", "XH", writers=14)
    return DataPaths(write_mnist(folder / "mnist.npz", train=40, test=20), (digits, others))

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.lambda_fn.models import variant
from tests.training.shelves import Bench, client
from training.options import RELEASED


@pytest.fixture
def bench(endpoint: str) -> Iterator[Bench]:
    """A bucket of the test's own."""
    s3 = client(endpoint)
    bucket = f"models-{uuid4().hex[:12]}"
    s3.create_bucket(Bucket=bucket)
    with Bench(bucket, endpoint, s3) as made:
        yield made
    s3.close()


@pytest.fixture
def model(tmp_path: Path) -> Any:
    """Makes the folder of a model that is fit to be published: `model("v1", threshold=0.9)`."""
    return lambda version, **changes: variant(
        RELEASED, tmp_path / version, version=version, **changes
    )

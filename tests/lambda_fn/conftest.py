from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lambda_fn import handler
from lambda_fn.model import Model
from lambda_fn.model_store import load_folder
from tests.lambda_fn.giving import Given, collect_at, given_at
from tests.lambda_fn.models import variant
from tests.lambda_fn.stores import BUCKET, client

RELEASED = Path(__file__).parents[2] / "training" / "released"


@pytest.fixture(scope="session")
def released() -> Path:
    """The folder of the model that ships."""
    return RELEASED


@pytest.fixture(scope="session")
def model(released: Path) -> Model:
    """The model that ships."""
    return load_folder(released)


@pytest.fixture
def function(released: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A function that has loaded nothing yet; no bucket, the released model is the baked one."""
    monkeypatch.delenv("MODEL_BUCKET", raising=False)
    monkeypatch.delenv("DRAWINGS_BUCKET", raising=False)
    monkeypatch.setenv("MODEL_DIR", str(released))
    handler.model_store.cache_clear()
    handler.collection.cache_clear()
    yield
    handler.model_store.cache_clear()
    handler.collection.cache_clear()


@pytest.fixture
def given(function: None, endpoint: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Given]:
    """The bucket that this function's drawings go to, empty when the test starts."""
    with given_at(endpoint) as bucket:
        collect_at(endpoint, monkeypatch)
        yield bucket


@pytest.fixture
def s3(endpoint: str) -> Iterator[Any]:
    """A client, and a bucket that is empty when the test starts."""
    made = client(endpoint)
    made.create_bucket(Bucket=BUCKET)
    for item in made.list_objects_v2(Bucket=BUCKET).get("Contents", []):
        made.delete_object(Bucket=BUCKET, Key=item["Key"])
    yield made
    made.close()


@pytest.fixture
def baked(released: Path, tmp_path: Path) -> Path:
    return variant(released, tmp_path / "baked", version="baked")


@pytest.fixture
def newer(released: Path, tmp_path: Path) -> Path:
    return variant(released, tmp_path / "newer", version="newer")


@pytest.fixture
def newest(released: Path, tmp_path: Path) -> Path:
    return variant(released, tmp_path / "newest", version="newest")

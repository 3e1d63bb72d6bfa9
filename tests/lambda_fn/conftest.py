from collections.abc import Iterator
from pathlib import Path

import pytest

from lambda_fn import handler
from lambda_fn.model import Model
from lambda_fn.model_store import load_folder

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
    monkeypatch.setenv("MODEL_DIR", str(released))
    handler.model_store.cache_clear()
    yield
    handler.model_store.cache_clear()

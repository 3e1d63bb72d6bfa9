from pathlib import Path

import pytest

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

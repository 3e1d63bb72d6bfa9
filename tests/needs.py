"""What a test needs and may lack: it is skipped with the reason, except in CI, where it fails."""

import importlib.util
import os
from pathlib import Path
from typing import NoReturn

import pytest


def missing(what: str) -> NoReturn:
    """Skip for want of `what`; with CI=true, fail."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"CI must have {what}")
    pytest.skip(f"there is no {what}")


def data_folder() -> Path:
    """The folder that DIGITPAD_DATA names."""
    folder = os.environ.get("DIGITPAD_DATA")
    if not folder or not Path(folder).is_dir():
        missing("data (set DIGITPAD_DATA to its folder)")
    return Path(folder)


def runtime_client() -> None:
    """The real one, `awslambdaric`; it is for Linux alone."""
    if importlib.util.find_spec("awslambdaric") is None:
        missing("awslambdaric")

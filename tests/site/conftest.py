"""The whole of Digitpad on this machine, for tests that need no browser."""

from collections.abc import Iterator

import pytest

from tests.host import digitpad


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Where it answers."""
    with digitpad() as address:
        yield address

from collections.abc import Iterator

import pytest

from infra.localhost.models import s3_server


@pytest.fixture(scope="session")
def endpoint() -> Iterator[str]:
    """moto's S3, reached over HTTP."""
    with s3_server() as address:
        yield address

"""A bucket of S3. Importing boto3 takes longer than reading a digit: only who has one pays."""

from functools import cached_property
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from botocore.parsers import ResponseParserError

from lambda_fn.model_store import Unavailable

# seconds; the defaults, a minute each with retries, outlast the gateway's 30
TIMEOUTS = Config(
    connect_timeout=1, read_timeout=2, retries={"total_max_attempts": 2, "mode": "standard"}
)
LARGEST = 16 * 2**20  # bytes: a hundred times the model, and a small part of the memory
# Who may not list a bucket is told 403, not 404, of an object that is not there.
ABSENT = ("NoSuchKey", "404", "AccessDenied", "403")
# ValueError is botocore's for an endpoint or a header that it cannot make sense of
FAILURES = (ClientError, BotoCoreError, ResponseParserError, OSError, ValueError)


class S3Bucket:
    """Reads objects; an answer comes within seconds, or Unavailable."""

    def __init__(self, name: str, client: Any = None) -> None:
        self.name = name
        self._given = client

    @cached_property
    def _client(self) -> Any:
        # made when it is needed, where a setting that boto3 refuses becomes an Unavailable
        return self._given or boto3.client("s3", config=TIMEOUTS)

    def get(self, key: str) -> bytes | None:
        """The object's bytes, or None where there is none."""
        try:
            found = self._client.get_object(Bucket=self.name, Key=key)
            if found["ContentLength"] > LARGEST:
                raise Unavailable(f"{self.name}/{key} has more than {LARGEST:,} bytes.")
            body: bytes = found["Body"].read()
            return body
        except FAILURES as error:
            if isinstance(error, ClientError) and error.response["Error"]["Code"] in ABSENT:
                return None
            raise Unavailable(f"{self.name}/{key}: {error}") from error

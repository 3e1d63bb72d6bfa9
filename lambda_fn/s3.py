"""A bucket of S3. Importing boto3 takes longer than reading a digit: only who has one pays."""

from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from lambda_fn.model_store import Unavailable

# seconds; the defaults, a minute each with retries, outlast the gateway's 30
TIMEOUTS = Config(
    connect_timeout=1, read_timeout=2, retries={"total_max_attempts": 2, "mode": "standard"}
)
# Who may not list a bucket is told 403, not 404, of an object that is not there.
ABSENT = ("NoSuchKey", "404", "AccessDenied", "403")


class S3Bucket:
    """Reads objects; an answer comes within seconds, or Unavailable."""

    def __init__(self, name: str, client: Any = None) -> None:
        self.name = name
        self._client = client or boto3.client("s3", config=TIMEOUTS)

    def get(self, key: str) -> bytes | None:
        """The object's bytes, or None where there is none."""
        try:
            body: bytes = self._client.get_object(Bucket=self.name, Key=key)["Body"].read()
            return body
        except ClientError as error:
            if error.response["Error"]["Code"] in ABSENT:
                return None
            raise Unavailable(f"{self.name}/{key}: {error}") from error
        except (BotoCoreError, OSError) as error:
            raise Unavailable(f"{self.name}/{key}: {error}") from error

"""A bucket of S3. Importing boto3 takes longer than reading a digit: only who has one pays."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from botocore.parsers import ResponseParserError

from lambda_fn.model_store import Unavailable
from lambda_fn.signed_get import LARGEST

# seconds; the defaults, a minute each with retries, outlast the gateway's 30
TIMEOUTS = Config(
    connect_timeout=1, read_timeout=2, retries={"total_max_attempts": 2, "mode": "standard"}
)
# the same where a person waits for up to four of them, one after the other
BRIEF = Config(
    connect_timeout=1, read_timeout=1.5, retries={"total_max_attempts": 2, "mode": "standard"}
)
NO_SUCH_OBJECT = ("NoSuchKey", "404")  # botocore has the status where S3 gives no code
DENIED = ("AccessDenied", "403")
TAKEN = ("PreconditionFailed", "412")
# Something else was done to the same key at the same time: S3 asks to write again.
CONFLICT = ("ConditionalRequestConflict", "409")
TRIES = 3  # where S3 asks so
# ValueError is botocore's for an endpoint or a header that it cannot make sense of
FAILURES = (ClientError, BotoCoreError, ResponseParserError, OSError, ValueError)


class S3Bucket:
    """Reads, writes and deletes objects; an answer comes within seconds, or Unavailable."""

    def __init__(
        self,
        name: str,
        client: Any = None,
        *,
        timeouts: Config = TIMEOUTS,
        may_list: bool = True,
    ) -> None:
        """Who may not list the bucket is told 403, not 404, of an object that is not there."""
        self.name = name
        self._given = client
        self._timeouts = timeouts
        self._absent = NO_SUCH_OBJECT if may_list else (*NO_SUCH_OBJECT, *DENIED)

    @cached_property
    def _client(self) -> Any:
        # made when it is needed, where a setting that boto3 refuses becomes an Unavailable
        return self._given or boto3.client("s3", config=self._timeouts)

    def get(self, key: str) -> bytes | None:
        """The object's bytes, or None where there is none."""
        try:
            found = self._client.get_object(Bucket=self.name, Key=key)
            if found["ContentLength"] > LARGEST:
                raise Unavailable(f"{self.name}/{key} has more than {LARGEST:,} bytes.")
            body: bytes = found["Body"].read()
            return body
        except FAILURES as error:
            if _code(error) in self._absent:
                return None
            raise Unavailable(f"{self.name}/{key}: {error}") from error

    def put_new(self, key: str, body: bytes, kind: str, told: Mapping[str, str]) -> bool:
        """Write an object unless there is one; False where there was, so that it is another's."""
        for _ in range(TRIES):
            try:
                self._client.put_object(
                    Bucket=self.name,
                    Key=key,
                    Body=body,
                    ContentType=kind,
                    Metadata=dict(told),
                    IfNoneMatch="*",
                )
                return True
            except FAILURES as error:
                if _code(error) in TAKEN:
                    return _tried_again(error)
                if _code(error) not in CONFLICT:
                    raise Unavailable(f"{self.name}/{key}: {error}") from error
        raise Unavailable(f"{self.name}/{key}: others write it at the same time.")

    def delete(self, *keys: str) -> None:
        """Delete objects in one request, those that are not there too."""
        names = [{"Key": key} for key in keys]
        try:
            done = self._client.delete_objects(
                Bucket=self.name, Delete={"Objects": names, "Quiet": True}
            )
        except FAILURES as error:
            raise Unavailable(f"{self.name}/{keys[0]}: {error}") from error
        for refused in done.get("Errors", []):
            raise Unavailable(f"{self.name}/{refused['Key']}: {refused['Code']}")


def _code(error: Exception) -> str:
    """S3's own name for what is wrong; empty where it was not S3 that said so."""
    return str(error.response["Error"]["Code"]) if isinstance(error, ClientError) else ""


def _tried_again(error: Exception) -> bool:
    """Whether boto3 asked more than once, so that what is there may be of its first try."""
    return isinstance(error, ClientError) and bool(
        error.response["ResponseMetadata"].get("RetryAttempts")
    )

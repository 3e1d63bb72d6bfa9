"""What S3 and boto3 say when something is wrong, as one line that says what to do."""

from collections.abc import Iterator
from contextlib import contextmanager

from botocore.exceptions import BotoCoreError, ClientError
from botocore.parsers import ResponseParserError

from training.errors import TrainingError

DENIED = "access denied; this needs s3:ListBucket, and s3:GetObject and s3:PutObject on models/*"
EXPLAINED = {
    "NoSuchBucket": "there is no such bucket",
    "NoCredentialsError": "no AWS credentials: log in, or set AWS_PROFILE",
    "ExpiredToken": "the AWS credentials have expired: log in again",
    "InvalidAccessKeyId": "AWS does not know these credentials",
    "SignatureDoesNotMatch": "AWS does not accept these credentials",
}


class BucketError(TrainingError):
    """The bucket could not be read or written."""


@contextmanager
def explained(bucket: str, denied: str = DENIED) -> Iterator[None]:
    """Whatever goes wrong with S3 inside becomes a BucketError.

    `denied` says which rights are needed, where S3 refuses.
    """
    try:
        yield
    except (ClientError, BotoCoreError, ResponseParserError, OSError, ValueError) as error:
        table = EXPLAINED | {"AccessDenied": denied, "403": denied}
        why = table.get(code(error)) or " ".join(str(error).split())
        raise BucketError(f"{bucket}: {why}") from error


def code(error: Exception) -> str:
    """S3's name for the error, or else boto3's."""
    if isinstance(error, ClientError):
        return str(error.response["Error"]["Code"])
    return type(error).__name__

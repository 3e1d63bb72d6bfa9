"""The buckets on this machine: moto's S3 server with the released model in it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import boto3
from moto.server import ThreadedMotoServer

from lambda_fn.manifest import MANIFEST_FILE, MODEL_FILE
from lambda_fn.pointer import POINTER_KEY, Pointer, object_keys

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


@contextmanager
def s3_server() -> Iterator[str]:
    """moto's S3 on a free port; yields its address. Nothing outlives it."""
    logging.getLogger("werkzeug").setLevel(logging.WARNING)  # or each request is a line
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        yield "http://{}:{}".format(*server.get_host_and_port())
    finally:
        server.stop()


def publish(s3: "S3Client", bucket: str, released: Path) -> str:
    """Put the model in the folder `released` into `bucket` and point to it; returns its version.

    The pointer goes last: a reader that follows it finds the rest there. Raises BadModel.
    """
    model = (released / MODEL_FILE).read_bytes()
    manifest = (released / MANIFEST_FILE).read_bytes()
    pointer = Pointer.to(manifest)
    model_key, manifest_key = object_keys(pointer.version)
    s3.put_object(Bucket=bucket, Key=model_key, Body=model)
    s3.put_object(Bucket=bucket, Key=manifest_key, Body=manifest)
    s3.put_object(Bucket=bucket, Key=POINTER_KEY, Body=pointer.encode())
    return pointer.version


def publish_locally(bucket: str, released: Path) -> str:
    """Create `bucket` where the environment says that S3 is, and publish into it."""
    s3 = boto3.client("s3")
    s3.create_bucket(Bucket=bucket)
    return publish(s3, bucket, released)


def collect_locally(bucket: str) -> None:
    """Create `bucket` for the drawings that are given, versioned as the stack's is."""
    s3 = boto3.client("s3")
    s3.create_bucket(Bucket=bucket)
    s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})

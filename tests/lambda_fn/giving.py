"""Giving drawings to the real handler, taking them back, and what is in the bucket then."""

import io
import json
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from botocore.config import Config
from PIL import Image

from lambda_fn import handler
from tests.lambda_fn.asking import SEVEN, Answer, ask
from tests.lambda_fn.stores import client

PATH = "/api/drawings"
BUCKET = "given-drawings"
JSON = "application/json"
PATIENT = Config(connect_timeout=10, read_timeout=60)  # what is timed is the function, not the test


@dataclass
class Given:
    """The bucket, as who keeps the service sees it."""

    s3: Any

    def keys(self, kind: str = "") -> list[str]:
        """What is in it, of those that end so."""
        listed = self.s3.list_objects_v2(Bucket=BUCKET).get("Contents", [])
        return sorted(item["Key"] for item in listed if item["Key"].endswith(kind))

    def tokens(self) -> list[str]:
        return [key for key in self.keys() if key.startswith("tokens/")]

    def object(self, key: str) -> tuple[bytes, dict[str, str]]:
        """Its content, and what is told of it."""
        found = self.s3.get_object(Bucket=BUCKET, Key=key)
        return found["Body"].read(), found["Metadata"]

    def picture(self) -> Image.Image:
        """The only picture in it."""
        (key,) = self.keys(".png")
        image = Image.open(io.BytesIO(self.object(key)[0]))
        image.load()
        return image

    def told(self) -> dict[str, str]:
        """What is told of the only picture in it."""
        (key,) = self.keys(".png")
        return self.object(key)[1]

    def __len__(self) -> int:
        return len(self.keys())


@contextmanager
def given_at(endpoint: str) -> Iterator[Given]:
    """The bucket, made anew: versioned, as the stack's is."""
    s3 = client(endpoint, PATIENT)
    s3.create_bucket(Bucket=BUCKET)
    enabled = {"Status": "Enabled"}
    s3.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration=enabled)
    try:
        yield Given(s3)
    finally:
        found = s3.list_object_versions(Bucket=BUCKET)
        for item in (*found.get("Versions", []), *found.get("DeleteMarkers", [])):
            s3.delete_object(Bucket=BUCKET, Key=item["Key"], VersionId=item["VersionId"])
        s3.delete_bucket(Bucket=BUCKET)
        s3.close()


def collect_at(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the function collect drawings in the bucket at an S3."""
    monkeypatch.setenv("DRAWINGS_BUCKET", BUCKET)
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", endpoint)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    handler.collection.cache_clear()


def give(picture: bytes = SEVEN, label: Any = "7", **more: Any) -> Answer:
    return give_json({"image": b64encode(picture).decode(), "label": label, **more})


def give_json(posted: Any, headers: Mapping[str, str] | None = None) -> Answer:
    return ask("POST", PATH, JSON, json.dumps(posted).encode(), headers=headers)


def take_back(id: str, token: str | None) -> Answer:
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    return ask("DELETE", f"{PATH}/{id}", headers=headers)

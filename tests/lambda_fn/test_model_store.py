import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import boto3
import pytest

from infra.localhost.models import publish, s3_server
from lambda_fn.errors import BadModel, NoModel
from lambda_fn.model_store import (
    LOOK_AGAIN,
    POINTER_KEY,
    TRY_AGAIN,
    ModelStore,
    load_folder,
    object_keys,
    pointer,
)
from lambda_fn.s3 import TIMEOUTS, S3Bucket
from tests.lambda_fn.models import manifest, tflite, variant

BUCKET = "models"
KEYS = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    with s3_server() as address:
        yield address


@pytest.fixture
def s3(endpoint: str) -> Iterator[Any]:
    """A client, and a bucket that is empty when the test starts."""
    client = boto3.client("s3", "us-east-1", endpoint_url=endpoint, config=TIMEOUTS, **KEYS)
    client.create_bucket(Bucket=BUCKET)
    for item in client.list_objects_v2(Bucket=BUCKET).get("Contents", []):
        client.delete_object(Bucket=BUCKET, Key=item["Key"])
    yield client
    client.close()


@dataclass
class Watched:
    """A store, the clock that it goes by, and what it has reported."""

    folder: Path
    client: Any = None
    now: float = 1000.0
    reports: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        bucket = S3Bucket(BUCKET, self.client) if self.client else None
        self.store = ModelStore(
            folder=self.folder, bucket=bucket, report=self.reports.append, clock=lambda: self.now
        )

    def version(self, *, after: float = 0) -> str:
        """The version in use, so many seconds later."""
        self.now += after
        return self.store.current().manifest.version


@pytest.fixture
def baked(released: Path, tmp_path: Path) -> Path:
    return variant(released, tmp_path / "baked", version="baked")


@pytest.fixture
def newer(released: Path, tmp_path: Path) -> Path:
    return variant(released, tmp_path / "newer", version="newer")


@pytest.fixture
def newest(released: Path, tmp_path: Path) -> Path:
    return variant(released, tmp_path / "newest", version="newest")


def put(s3: Any, key: str, body: bytes) -> None:
    s3.put_object(Bucket=BUCKET, Key=key, Body=body)


def test_without_a_bucket_the_baked_model_serves(baked: Path) -> None:
    watched = Watched(baked)
    assert watched.version() == "baked"
    assert watched.reports == []


def test_nothing_is_loaded_before_it_is_asked_for(tmp_path: Path) -> None:
    assert Watched(tmp_path / "none").reports == []


def test_the_bucket_overrides_the_baked_model(s3: Any, baked: Path, newer: Path) -> None:
    publish(s3, BUCKET, newer)
    watched = Watched(baked, s3)
    assert watched.version() == "newer"
    assert watched.reports == []


def test_the_bucket_serves_where_no_model_is_baked(s3: Any, newer: Path, tmp_path: Path) -> None:
    publish(s3, BUCKET, newer)
    assert Watched(tmp_path / "none", s3).version() == "newer"


def test_without_a_pointer_the_baked_model_serves(s3: Any, baked: Path) -> None:
    watched = Watched(baked, s3)
    assert watched.version() == "baked"
    assert watched.reports == []


def test_a_moved_pointer_is_followed_after_a_minute_and_not_before(
    s3: Any, baked: Path, newer: Path, newest: Path
) -> None:
    publish(s3, BUCKET, newer)
    watched = Watched(baked, s3)
    assert watched.version() == "newer"
    publish(s3, BUCKET, newest)
    assert watched.version(after=LOOK_AGAIN - 1) == "newer"
    assert watched.version(after=1) == "newest"


def test_a_first_pointer_replaces_the_baked_model(s3: Any, baked: Path, newer: Path) -> None:
    watched = Watched(baked, s3)
    assert watched.version() == "baked"
    publish(s3, BUCKET, newer)
    assert watched.version(after=LOOK_AGAIN) == "newer"


def test_a_pointer_moved_back_rolls_back(s3: Any, baked: Path, newer: Path, newest: Path) -> None:
    publish(s3, BUCKET, newer)
    publish(s3, BUCKET, newest)
    watched = Watched(baked, s3)
    assert watched.version() == "newest"
    put(s3, POINTER_KEY, pointer((newer / "manifest.json").read_bytes()))
    assert watched.version(after=LOOK_AGAIN) == "newer"


def test_a_pointer_that_stays_does_not_load_the_model_again(
    s3: Any, baked: Path, newer: Path
) -> None:
    publish(s3, BUCKET, newer)
    watched = Watched(baked, s3)
    first = watched.store.current()
    watched.now += 5 * LOOK_AGAIN
    assert watched.store.current() is first


def test_a_removed_pointer_leaves_what_is_in_use(s3: Any, baked: Path, newer: Path) -> None:
    publish(s3, BUCKET, newer)
    watched = Watched(baked, s3)
    assert watched.version() == "newer"
    s3.delete_object(Bucket=BUCKET, Key=POINTER_KEY)
    assert watched.version(after=LOOK_AGAIN) == "newer"


def spoil_nothing_but_the_pointer(content: bytes) -> Any:
    return lambda s3, newest: put(s3, POINTER_KEY, content)


def drop_the_model(s3: Any, newest: Path) -> None:
    s3.delete_object(Bucket=BUCKET, Key=object_keys("newest")[0])


def drop_the_manifest(s3: Any, newest: Path) -> None:
    s3.delete_object(Bucket=BUCKET, Key=object_keys("newest")[1])


def cut_the_model(s3: Any, newest: Path) -> None:
    put(s3, object_keys("newest")[0], tflite(newest)[:1000])


def flip_a_bit_of_the_model(s3: Any, newest: Path) -> None:
    model = bytearray(tflite(newest))
    model[4242] ^= 1
    put(s3, object_keys("newest")[0], bytes(model))


def change_the_manifest(s3: Any, newest: Path) -> None:
    put(s3, object_keys("newest")[1], manifest(newest, threshold=0.99))


SPOILED = {
    "no model": drop_the_model,
    "no manifest": drop_the_manifest,
    "a cut model": cut_the_model,
    "a flipped bit": flip_a_bit_of_the_model,
    "a changed manifest": change_the_manifest,
    "an empty pointer": spoil_nothing_but_the_pointer(b""),
    "a pointer that is no JSON": spoil_nothing_but_the_pointer(b"newest"),
    "a pointer that is a list": spoil_nothing_but_the_pointer(b'["newest"]'),
    "a pointer to nothing": spoil_nothing_but_the_pointer(b'{"version": "newest"}'),
    "a pointer out of its folder": spoil_nothing_but_the_pointer(
        b'{"version": "../newest", "manifest_sha256": "00"}'
    ),
    "a pointer to another manifest": spoil_nothing_but_the_pointer(
        b'{"version": "newest", "manifest_sha256": "00"}'
    ),
}


@pytest.mark.parametrize("spoil", SPOILED.values(), ids=SPOILED.keys())
def test_what_does_not_load_never_replaces_a_model_that_works(
    s3: Any, baked: Path, newer: Path, newest: Path, spoil: Any
) -> None:
    publish(s3, BUCKET, newer)
    watched = Watched(baked, s3)
    assert watched.version() == "newer"
    publish(s3, BUCKET, newest)
    spoil(s3, newest)
    assert watched.version(after=LOOK_AGAIN) == "newer"
    assert len(watched.reports) == 1


@pytest.mark.parametrize("spoil", SPOILED.values(), ids=SPOILED.keys())
def test_where_the_first_does_not_load_the_baked_model_serves(
    s3: Any, baked: Path, newest: Path, spoil: Any
) -> None:
    publish(s3, BUCKET, newest)
    spoil(s3, newest)
    watched = Watched(baked, s3)
    assert watched.version() == "baked"
    assert len(watched.reports) == 1


def test_a_version_that_is_mended_is_used_at_the_next_look(
    s3: Any, baked: Path, newest: Path
) -> None:
    publish(s3, BUCKET, newest)
    cut_the_model(s3, newest)
    watched = Watched(baked, s3)
    assert watched.version() == "baked"
    publish(s3, BUCKET, newest)
    assert watched.version(after=LOOK_AGAIN) == "newest"


def unreachable() -> Any:
    return boto3.client("s3", "us-east-1", endpoint_url="http://127.0.0.1:9", **KEYS)


def test_without_s3_the_baked_model_serves_and_the_failure_is_reported(baked: Path) -> None:
    watched = Watched(baked, unreachable())
    assert watched.version() == "baked"
    (report,) = watched.reports
    assert POINTER_KEY in report


def test_where_neither_loads_there_is_no_model_and_both_failures_are_reported(
    tmp_path: Path,
) -> None:
    watched = Watched(tmp_path / "none", unreachable())
    with pytest.raises(NoModel):
        watched.version()
    assert len(watched.reports) == 2


def test_without_a_model_the_store_tries_again_soon_but_not_at_each_request(
    released: Path, tmp_path: Path
) -> None:
    watched = Watched(tmp_path / "late")
    with pytest.raises(NoModel):
        watched.version()
    variant(released, tmp_path / "late", version="late")
    with pytest.raises(NoModel):
        watched.version(after=TRY_AGAIN - 1)
    assert watched.version(after=1) == "late"


def test_a_folder_without_a_model_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(BadModel, match=str(tmp_path)):
        load_folder(tmp_path)


def test_a_pointer_names_the_version_and_the_manifest(released: Path) -> None:
    record = json.loads(pointer(manifest(released, version="v7")))
    assert record["version"] == "v7"
    assert len(record["manifest_sha256"]) == 64


def test_no_pointer_is_made_to_a_manifest_that_cannot_be_used(released: Path) -> None:
    with pytest.raises(BadModel):
        pointer(manifest(released, preprocessing=-1))

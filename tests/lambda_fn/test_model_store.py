from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.config import Config

from infra.localhost.models import publish, s3_server
from lambda_fn.errors import BadModel, NoModel
from lambda_fn.model_store import LOOK_AGAIN, TRY_AGAIN, ModelStore, load_folder
from lambda_fn.pointer import POINTER_KEY, Pointer, object_keys
from lambda_fn.s3 import TIMEOUTS, S3Bucket
from tests.lambda_fn.models import manifest, tflite, variant
from tests.lambda_fn.tiny import tiny
from tests.unreliable_s3 import Fault, unreliable

BUCKET = "models"
IMPATIENT = Config(connect_timeout=0.2, read_timeout=0.2, retries={"total_max_attempts": 1})
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
    put(s3, POINTER_KEY, Pointer.to((newer / "manifest.json").read_bytes()).encode())
    assert watched.version(after=LOOK_AGAIN) == "newer"


def test_a_pointer_that_stays_does_not_load_the_model_again(
    s3: Any, baked: Path, newer: Path
) -> None:
    publish(s3, BUCKET, newer)
    watched = Watched(baked, s3)
    first = watched.store.current()
    watched.now += 5 * LOOK_AGAIN
    assert watched.store.current() is first


def test_a_pointer_with_other_notes_does_not_load_the_model_again(
    s3: Any, baked: Path, newer: Path
) -> None:
    publish(s3, BUCKET, newer)
    watched = Watched(baked, s3)
    first = watched.store.current()
    pointer = Pointer.to((newer / "manifest.json").read_bytes())
    put(s3, POINTER_KEY, pointer.encode(moved="later", before=["older"]))
    watched.now += LOOK_AGAIN
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


def swap_the_manifest(s3: Any, newest: Path) -> None:
    put(s3, object_keys("newest")[1], other := manifest(newest, version="older"))
    put(s3, POINTER_KEY, Pointer("newest", sha256(other).hexdigest()).encode())


def point_to(s3: Any, newest: Path, model: bytes) -> None:
    other = manifest(newest, sha256=sha256(model).hexdigest())
    put(s3, object_keys("newest")[0], model)
    put(s3, object_keys("newest")[1], other)
    put(s3, POINTER_KEY, Pointer.to(other).encode())


def put_a_model_that_cannot_read(s3: Any, newest: Path) -> None:
    point_to(s3, newest, tiny(last_pixel=784))


def put_a_model_without_quantisation(s3: Any, newest: Path) -> None:
    point_to(s3, newest, tiny(logits_scale=0))


SPOILED = {
    "no model": drop_the_model,
    "no manifest": drop_the_manifest,
    "a cut model": cut_the_model,
    "a flipped bit": flip_a_bit_of_the_model,
    "a changed manifest": change_the_manifest,
    "another version's manifest": swap_the_manifest,
    "a model that cannot read": put_a_model_that_cannot_read,
    "a model without quantisation": put_a_model_without_quantisation,
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
    for looks in (1, 2, 3):
        assert watched.version(after=LOOK_AGAIN) == "newer"
        assert len(watched.reports) == looks


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


@pytest.mark.parametrize("fault", [f for f in Fault if f not in (Fault.SPOILT, Fault.ANSWER_LOST)])
@pytest.mark.parametrize("request_number", [1, 2, 3])
def test_whatever_s3_does_the_model_in_use_stays_until_the_new_one_is_whole(
    s3: Any, endpoint: str, baked: Path, newest: Path, fault: Fault, request_number: int
) -> None:
    publish(s3, BUCKET, newest)
    failing = [True]
    with unreliable(
        endpoint, lambda seen: fault if failing and seen.number == request_number else None
    ) as proxy:
        client = boto3.client(
            "s3", "us-east-1", endpoint_url=proxy.endpoint, config=IMPATIENT, **KEYS
        )
        watched = Watched(baked, client)
        assert watched.version() == "baked"
        absent = fault is Fault.DENIED and request_number == 1  # as S3 says of a missing object
        assert len(watched.reports) == (0 if absent else 1)
        failing.clear()
        assert watched.version(after=LOOK_AGAIN) == "newest"
        client.close()


@pytest.mark.parametrize("setting", ["not a url", "http://", "http://[::1", "ftp://127.0.0.1:9"])
def test_an_s3_setting_that_makes_no_sense_is_reported_and_the_baked_model_serves(
    baked: Path, monkeypatch: pytest.MonkeyPatch, setting: str
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", setting)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    reports: list[str] = []
    store = ModelStore(folder=baked, bucket=S3Bucket(BUCKET), report=reports.append)
    assert store.current().manifest.version == "baked"
    (report,) = reports
    assert POINTER_KEY in report


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


def test_a_failure_that_nobody_foresaw_does_not_come_with_every_request(baked: Path) -> None:
    looks: list[str] = []

    class Odd:
        def get(self, key: str) -> bytes | None:
            looks.append(key)
            if len(looks) > 1:
                raise ZeroDivisionError
            return None

    now = 0.0
    store = ModelStore(folder=baked, bucket=Odd(), clock=lambda: now)
    first = store.current()
    now = LOOK_AGAIN
    with pytest.raises(ZeroDivisionError):
        store.current()
    assert store.current() is first


def test_a_folder_without_a_model_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(BadModel, match=str(tmp_path)):
        load_folder(tmp_path)

from pathlib import Path
from typing import Any

import pytest

from infra.localhost.models import publish
from lambda_fn.errors import BadModel, NoModel
from lambda_fn.model_store import LOOK_AGAIN, TRY_AGAIN, ModelStore, load_folder
from lambda_fn.pointer import POINTER_KEY, Pointer
from lambda_fn.s3 import S3Bucket
from tests.lambda_fn.models import variant
from tests.lambda_fn.stores import BUCKET, Watched, client, put


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


@pytest.mark.parametrize("setting", ["not a url", "http://", "http://[::1", "ftp://127.0.0.1:9"])
def test_an_s3_setting_that_makes_no_sense_is_reported_and_the_baked_model_serves(
    baked: Path, monkeypatch: pytest.MonkeyPatch, setting: str
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", setting)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    reports: list[Exception] = []
    store = ModelStore(folder=baked, bucket=S3Bucket(BUCKET), report=reports.append)
    assert store.current().manifest.version == "baked"
    (report,) = reports
    assert POINTER_KEY in str(report)


def unreachable() -> Any:
    return client("http://127.0.0.1:9")


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

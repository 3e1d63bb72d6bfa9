from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from botocore.config import Config

from infra.localhost.models import publish
from lambda_fn.model_store import LOOK_AGAIN
from lambda_fn.pointer import POINTER_KEY, Pointer, object_keys
from tests.lambda_fn.models import manifest, tflite
from tests.lambda_fn.stores import BUCKET, Watched, client, put
from tests.lambda_fn.tiny import tiny
from tests.unreliable_s3 import Fault, unreliable

IMPATIENT = Config(connect_timeout=3, read_timeout=3, retries={"total_max_attempts": 1})


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
        impatient = client(proxy.endpoint, IMPATIENT)
        watched = Watched(baked, impatient)
        assert watched.version() == "baked"
        assert len(watched.reports) == 1
        failing.clear()
        assert watched.version(after=LOOK_AGAIN) == "newest"
        impatient.close()

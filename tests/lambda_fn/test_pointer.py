import json
from hashlib import sha256
from pathlib import Path

import pytest

from lambda_fn.errors import BadModel
from lambda_fn.pointer import Pointer
from tests.lambda_fn.models import manifest


def test_a_pointer_names_the_version_and_the_manifests_sum(released: Path) -> None:
    content = manifest(released, version="v7")
    assert Pointer.to(content) == Pointer("v7", sha256(content).hexdigest())


def test_what_is_written_is_read_again_whatever_else_it_says(released: Path) -> None:
    pointer = Pointer.to(manifest(released))
    content = pointer.encode(moved="today", before=["v1"], why="né")
    assert Pointer.parse(content) == Pointer.parse(pointer.encode()) == pointer
    assert json.loads(content)["before"] == ["v1"]


def test_no_pointer_is_made_to_a_manifest_that_cannot_be_used(released: Path) -> None:
    with pytest.raises(BadModel):
        Pointer.to(manifest(released, preprocessing=-1))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"v1",
        b'["v1"]',
        b"null",
        b"\xff",
        b"[" * 100_000,
        b'{"version": "v1"}',
        b'{"version": "", "manifest_sha256": "00"}',
        b'{"version": "../v1", "manifest_sha256": "00"}',
        b'{"version": "v1/", "manifest_sha256": "00"}',
    ],
    ids=lambda content: repr(content[:30]),
)
def test_what_is_no_pointer_is_refused(content: bytes) -> None:
    with pytest.raises(BadModel, match="current"):
        Pointer.parse(content)

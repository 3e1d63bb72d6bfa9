"""Publishing over a network that fails, and two publishers at once: the pointer is never wrong."""

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from lambda_fn.manifest import MODEL_FILE
from lambda_fn.pointer import POINTER_KEY, object_keys
from tests.lambda_fn.models import variant
from tests.training.shelves import TWICE, Bench
from tests.unreliable_s3 import Fault, Seen
from training.errors import TrainingError
from training.options import RELEASED

REQUESTS = 10  # of a publication: 4 before, 3 uploads, 2 to read back, the pointer


def is_pointer(seen: Seen) -> bool:
    return seen.method == "PUT" and seen.path.endswith(POINTER_KEY)


def test_a_publication_is_so_many_requests(bench: Bench, model: Any) -> None:
    s3, proxy = bench.through(lambda seen: None)
    bench.publish(model("v1"), s3=s3)
    assert len(proxy.seen) == REQUESTS


@pytest.mark.parametrize("fault", [Fault.LOST, Fault.ANSWER_LOST])
@pytest.mark.parametrize("fatal", range(1, REQUESTS + 1))
def test_an_interruption_at_any_request_leaves_a_pointer_to_a_whole_version(
    bench: Bench, model: Any, fault: Fault, fatal: int
) -> None:
    bench.publish(model("v1"))
    s3, proxy = bench.through(lambda seen: fault if seen.number >= fatal else None)
    with pytest.raises(TrainingError):
        bench.publish(model("v2"), s3=s3)
    moved = fatal == REQUESTS and fault is Fault.ANSWER_LOST
    assert bench.served(RELEASED) == ("v2" if moved else "v1")
    assert len(proxy.seen) == fatal
    bench.publish(model("v2"))
    assert bench.served(RELEASED) == "v2"
    bench.roll_back()
    assert bench.served(RELEASED) == "v1"


@pytest.mark.parametrize("fatal", range(1, REQUESTS + 1))
def test_a_first_publication_that_is_interrupted_leaves_no_pointer(
    bench: Bench, model: Any, fatal: int
) -> None:
    s3, _ = bench.through(lambda seen: Fault.LOST if seen.number >= fatal else None)
    with pytest.raises(TrainingError):
        bench.publish(model("v1"), s3=s3)
    assert bench.pointed() is None


@pytest.mark.parametrize("fault", [Fault.ANSWER_LOST, Fault.SLOW_DOWN])
@pytest.mark.parametrize("number", range(1, REQUESTS + 1))
def test_a_request_that_fails_once_is_tried_again(
    bench: Bench, model: Any, fault: Fault, number: int
) -> None:
    s3, proxy = bench.through(lambda seen: fault if seen.number == number else None, TWICE)
    bench.publish(model("v1"), s3=s3)
    assert len(proxy.seen) >= REQUESTS + 1
    assert bench.served(RELEASED) == "v1"


@pytest.mark.parametrize("which", [0, 1])
def test_what_is_spoilt_on_its_way_is_found_before_the_pointer_moves(
    bench: Bench, model: Any, which: int
) -> None:
    bench.publish(model("v1"))
    s3, _ = bench.through(
        lambda seen: (
            Fault.SPOILT
            if seen.method == "PUT" and seen.path.endswith(object_keys("v2")[which])
            else None
        )
    )
    with pytest.raises(TrainingError):
        bench.publish(model("v2"), s3=s3)
    assert bench.served(RELEASED) == "v1"


@pytest.mark.parametrize("fatal", range(1, 6))
def test_a_rollback_that_is_interrupted_leaves_a_pointer_to_a_whole_version(
    bench: Bench, model: Any, fatal: int
) -> None:
    for version in ("v1", "v2"):
        bench.publish(model(version))
    s3, _ = bench.through(lambda seen: Fault.LOST if seen.number >= fatal else None)
    with pytest.raises(TrainingError):
        bench.roll_back(s3=s3)
    assert bench.served(RELEASED) == "v2"


def meanwhile(bench: Bench, other: Any, is_time: Any) -> Any:
    """A client before one of whose requests `other` happens, once."""
    done: list[Seen] = []

    def before(seen: Seen) -> None:
        if not done and is_time(seen):
            done.append(seen)
            other()

    return bench.through(lambda seen: None, before=before)[0]


@pytest.mark.parametrize("first", [True, False])
def test_of_two_publishers_at_once_the_later_is_told(bench: Bench, model: Any, first: bool) -> None:
    if not first:
        bench.publish(model("v1"))
    s3 = meanwhile(bench, lambda: bench.publish(model("v2")), is_pointer)
    with pytest.raises(TrainingError, match="somebody else is publishing"):
        bench.publish(model("v3"), s3=s3)
    assert bench.served(RELEASED) == "v2"
    bench.publish(model("v3"))
    assert bench.served(RELEASED) == "v3"


def test_a_rollback_during_a_publication_is_not_undone_by_it(bench: Bench, model: Any) -> None:
    for version in ("v1", "v2"):
        bench.publish(model(version))
    s3 = meanwhile(bench, bench.roll_back, is_pointer)
    with pytest.raises(TrainingError, match="somebody else"):
        bench.publish(model("v3"), s3=s3)
    assert bench.served(RELEASED) == "v1"


def test_a_publication_during_a_rollback_is_not_undone_by_it(bench: Bench, model: Any) -> None:
    for version in ("v1", "v2"):
        bench.publish(model(version))
    s3 = meanwhile(bench, lambda: bench.publish(model("v3")), is_pointer)
    with pytest.raises(TrainingError, match="somebody else"):
        bench.roll_back(s3=s3)
    assert bench.served(RELEASED) == "v3"


def test_a_pointer_removed_meanwhile_is_not_made_anew(bench: Bench, model: Any) -> None:
    bench.publish(model("v1"))

    def remove() -> None:
        bench.s3.delete_object(Bucket=bench.bucket, Key=POINTER_KEY)

    s3 = meanwhile(bench, remove, is_pointer)
    with pytest.raises(TrainingError, match="somebody else"):
        bench.publish(model("v2"), s3=s3)
    assert bench.pointed() is None


@pytest.mark.parametrize("number", range(1, REQUESTS + 1))
def test_of_two_models_under_one_version_one_is_published_and_whole(
    bench: Bench, model: Any, tmp_path: Path, number: int
) -> None:
    longer = (RELEASED / MODEL_FILE).read_bytes() + b"\0"
    theirs = variant(RELEASED, tmp_path / "theirs", model=longer, bytes=len(longer), version="v1")
    succeeded: list[bytes] = []

    def publish(folder: Path, s3: Any = None) -> None:
        with suppress(TrainingError):
            bench.publish(folder, s3=s3)
            succeeded.append((folder / MODEL_FILE).read_bytes())

    s3 = meanwhile(bench, lambda: publish(theirs), lambda seen: seen.number == number)
    publish(model("v1"), s3)
    assert bench.served(RELEASED) == "v1"
    assert succeeded == [bench.contents()[object_keys("v1")[0]][0]]


def test_of_two_publishers_of_the_same_model_the_later_finds_it_in_use(
    bench: Bench, model: Any
) -> None:
    s3 = meanwhile(bench, lambda: bench.publish(model("v1")), lambda seen: seen.method == "PUT")
    with pytest.raises(TrainingError, match="somebody else is publishing"):
        bench.publish(model("v1"), s3=s3)
    bench.publish(model("v1"))
    assert bench.said[-1] == "in use already: v1"
    assert bench.served(RELEASED) == "v1"

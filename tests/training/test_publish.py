"""Publishing, going back, and the list of what is there, against a real S3 server."""

import json
from base64 import b64decode
from hashlib import sha256
from typing import Any

import pytest

from lambda_fn.manifest import MANIFEST_FILE, MODEL_FILE
from lambda_fn.pointer import POINTER_KEY, object_keys
from tests.training.shelves import Bench, client
from training.candidate import Candidate
from training.catalogue import table
from training.errors import TrainingError
from training.options import RELEASED


def listed(bench: Bench) -> list[str]:
    """The lines of the list, without its head."""
    return table(bench.shelf()).splitlines()[1:]


def test_what_is_published_is_what_a_function_uses(bench: Bench, model: Any) -> None:
    bench.publish(model("v1"))
    assert bench.served(RELEASED) == "v1"
    bench.publish(model("v2"))
    assert bench.served(RELEASED) == "v2"


def test_the_released_model_can_be_published(bench: Bench) -> None:
    bench.publish(RELEASED)
    assert bench.pointed() == Candidate.read(RELEASED).version


def test_the_files_arrive_as_they_are_with_their_types_and_sums(bench: Bench, model: Any) -> None:
    folder = model("v1")
    bench.publish(folder)
    for key, name, kind in zip(
        object_keys("v1"),
        (MODEL_FILE, MANIFEST_FILE),
        ("application/octet-stream", "application/json"),
        strict=True,
    ):
        content = (folder / name).read_bytes()
        found = bench.s3.get_object(Bucket=bench.bucket, Key=key, ChecksumMode="ENABLED")
        assert found["Body"].read() == content
        assert found["ContentType"] == kind
        assert b64decode(found["ChecksumSHA256"]) == sha256(content).digest()


def test_the_pointer_is_written_last(bench: Bench, model: Any) -> None:
    s3, proxy = bench.through(lambda seen: None)
    bench.publish(model("v1"), s3=s3)
    wrote = [path.removeprefix(f"/{bench.bucket}/") for path in proxy.wrote()]
    assert wrote == [*object_keys("v1"), "models/v1/published.json", POINTER_KEY]
    assert [seen.method for seen in proxy.seen][-2:] == ["GET", "PUT"]  # read back, then point


def test_publishing_the_same_again_writes_nothing(bench: Bench, model: Any) -> None:
    bench.publish(model("v1"))
    before = bench.contents()
    s3, proxy = bench.through(lambda seen: None)
    bench.publish(model("v1"), s3=s3)
    assert proxy.wrote() == []
    assert bench.contents() == before
    assert bench.said[-1] == "in use already: v1"


def test_a_version_that_is_there_is_only_pointed_to(bench: Bench, model: Any) -> None:
    for version in ("v1", "v2"):
        bench.publish(model(version))
    s3, proxy = bench.through(lambda seen: None)
    bench.publish(model("v1"), s3=s3)
    assert proxy.wrote() == [f"/{bench.bucket}/{POINTER_KEY}"]
    assert bench.served(RELEASED) == "v1"


def test_a_published_version_never_changes(bench: Bench, model: Any) -> None:
    bench.publish(model("v1"))
    before = bench.contents()
    longer = (RELEASED / MODEL_FILE).read_bytes() + b"\0"
    for other in ({"threshold": 0.1}, {"model": longer, "bytes": len(longer)}):
        with pytest.raises(TrainingError, match="a published version does not change"):
            bench.publish(model("v1", **other))
    assert bench.contents() == before


def test_a_damaged_model_is_mended(bench: Bench, model: Any) -> None:
    bench.publish(model("v1"))
    cut_the_model(bench)
    bench.publish(model("v1"))
    assert bench.served(RELEASED) == "v1"


def test_a_half_uploaded_version_is_finished_by_whoever_has_its_model(
    bench: Bench, model: Any
) -> None:
    bench.put(object_keys("v1")[0], (RELEASED / MODEL_FILE).read_bytes())
    bench.publish(model("v1"))
    assert bench.served(RELEASED) == "v1"


def test_a_half_uploaded_version_of_another_model_is_left_alone(bench: Bench, model: Any) -> None:
    bench.put(object_keys("v1")[0], b"somebody may be publishing this now")
    before = bench.contents()
    with pytest.raises(TrainingError, match=r"another models/v1/model\.tflite"):
        bench.publish(model("v1"))
    assert bench.contents() == before


def test_rolling_back_goes_to_the_version_before_and_then_further_back(
    bench: Bench, model: Any
) -> None:
    for version in ("v1", "v2", "v3"):
        bench.publish(model(version))
    for version in ("v2", "v1"):
        bench.roll_back()
        assert bench.served(RELEASED) == version
    with pytest.raises(TrainingError, match="no version before v1"):
        bench.roll_back()


def test_rolling_back_to_a_version_by_name(bench: Bench, model: Any) -> None:
    for version in ("v1", "v2", "v3"):
        bench.publish(model(version))
    bench.roll_back("v1")
    assert bench.served(RELEASED) == "v1"
    bench.roll_back("v3")  # and forward again
    assert bench.served(RELEASED) == "v3"
    bench.roll_back()
    assert bench.served(RELEASED) == "v1"


def test_a_version_published_again_leaves_the_one_that_it_replaces_to_go_back_to(
    bench: Bench, model: Any
) -> None:
    for version in ("v1", "v2", "v1"):
        bench.publish(model(version))
    bench.roll_back()
    assert bench.pointed() == "v2"


def test_rolling_back_where_nothing_was_published_is_refused(bench: Bench) -> None:
    with pytest.raises(TrainingError, match="no version in use"):
        bench.roll_back()
    with pytest.raises(TrainingError, match="holds no version v1"):
        bench.roll_back("v1")


def cut_the_model(bench: Bench) -> None:
    bench.put(object_keys("v1")[0], (RELEASED / MODEL_FILE).read_bytes()[:1000])


def drop_the_model(bench: Bench) -> None:
    bench.s3.delete_object(Bucket=bench.bucket, Key=object_keys("v1")[0])


def drop_the_manifest(bench: Bench) -> None:
    bench.s3.delete_object(Bucket=bench.bucket, Key=object_keys("v1")[1])


def cut_the_manifest(bench: Bench) -> None:
    bench.put(object_keys("v1")[1], b'{"version": "v1"')


def swap_the_manifest(bench: Bench) -> None:
    bench.put(object_keys("v1")[1], bench.contents()[object_keys("v2")[1]][0])


SPOILERS = [cut_the_model, drop_the_model, drop_the_manifest, cut_the_manifest, swap_the_manifest]


@pytest.mark.parametrize("spoil", SPOILERS)
@pytest.mark.parametrize("version", [None, "v1"])
def test_going_back_to_a_version_that_is_damaged_is_refused_before_the_pointer_moves(
    bench: Bench, model: Any, spoil: Any, version: str | None
) -> None:
    for name in ("v1", "v2"):
        bench.publish(model(name))
    spoil(bench)
    before = bench.contents()
    with pytest.raises(TrainingError, match="v1"):
        bench.roll_back(version)
    assert bench.contents() == before


@pytest.mark.parametrize("content", [b"", b"[]", b'{"version": "v2"}', b"\xff", b"[" * 9999])
def test_a_pointer_that_cannot_be_read_is_mended_by_naming_a_version(
    bench: Bench, model: Any, content: bytes
) -> None:
    bench.publish(model("v1"))
    bench.put(POINTER_KEY, content)
    assert "none of these is in use" in listed(bench)[-1]
    with pytest.raises(TrainingError, match="name one"):
        bench.roll_back()
    bench.roll_back("v1")
    assert bench.served(RELEASED) == "v1"
    bench.put(POINTER_KEY, content)
    bench.publish(model("v2"))
    assert bench.served(RELEASED) == "v2"


@pytest.mark.parametrize("before", ["v1", 7, {"v": 1}, [None, "../v1"]])
def test_an_odd_line_of_earlier_versions_is_none(bench: Bench, model: Any, before: Any) -> None:
    bench.publish(model("v1"))
    record = json.loads(bench.contents()[POINTER_KEY][0])
    bench.put(POINTER_KEY, json.dumps(record | {"before": before}).encode())
    with pytest.raises(TrainingError, match="no version before v1"):
        bench.roll_back()


def test_a_dry_run_checks_everything_and_writes_nothing(bench: Bench, model: Any) -> None:
    for version in ("v1", "v2"):
        bench.publish(model(version))
    before = bench.contents()
    s3, proxy = bench.through(lambda seen: None)
    bench.publish(model("v3"), dry=True, s3=s3)
    bench.roll_back(dry=True, s3=s3)
    bench.roll_back("v1", dry=True, s3=s3)
    assert proxy.seen
    assert proxy.wrote() == []
    assert bench.contents() == before
    assert "would be in use within a minute: v3; before it: v2, v1" in bench.said
    with pytest.raises(TrainingError, match="does not change"):
        bench.publish(model("v2", threshold=0.1), dry=True)
    cut_the_model(bench)
    with pytest.raises(TrainingError, match="sha256"):
        bench.roll_back(dry=True)


def test_the_list_tells_what_is_there_and_stars_what_is_in_use(bench: Bench, model: Any) -> None:
    assert table(bench.shelf()) == f"{bench.bucket} holds no model"
    bench.publish(model("v1"))
    bench.publish(model("v2", metrics={}), reason="the demo is tonight, naïve")
    bench.roll_back()
    first, second = listed(bench)
    assert first.startswith("* v1 ")
    metrics = json.loads((RELEASED / MANIFEST_FILE).read_text())["metrics"]
    figures = [f"{metrics[name]['right']:.2%}" for name in ("mnist", "plain")]
    size = f"{(RELEASED / MODEL_FILE).stat().st_size:,}"
    assert all(figure in first for figure in ("2026-01-01 ", *figures, size))
    assert second.startswith("  v2 ")
    assert second.endswith(f"{size}  forced: the demo is tonight, naïve")


def test_the_list_bears_what_is_incomplete_or_odd(bench: Bench, model: Any) -> None:
    bench.publish(model("v1"))
    bench.put("models/half/model.tflite", b"1234")
    bench.put("models/odd/manifest.json", b"[]")
    bench.put("models/odd/model.tflite", b"")
    bench.put("models/odd/published.json", b'{"published": 7, "forced": 0}')
    bench.put("models/readme.txt", b"no version")
    bench.put("elsewhere/v9/model.tflite", b"no version either")
    lines = {line[2:].split()[0]: line for line in listed(bench)}
    assert set(lines) == {"v1", "half", "odd"}
    assert lines["half"].endswith("4  incomplete: no manifest.json")
    assert " - " in lines["odd"]


def test_the_list_goes_on_after_a_page(bench: Bench, model: Any) -> None:
    for version in ("v1", "v2"):
        bench.publish(model(version))
    two_a_page = {"MaxKeys": 2}  # in earnest it is a thousand
    s3 = client(bench.endpoint)
    s3.meta.events.register(
        "provide-client-params.s3.ListObjectsV2", lambda params, **_: params | two_a_page
    )
    assert len(table(bench.shelf(s3)).splitlines()) == 3
    s3.close()

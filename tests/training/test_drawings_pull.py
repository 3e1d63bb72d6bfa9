"""Pulling given drawings out of a bucket, over real HTTP, in a process that may be killed."""

import json
import os
import signal
import subprocess
import sys
import time
from base64 import b64encode
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from infra.localhost.environment import function_environment
from lambda_fn import drawings
from lambda_fn.drawings import keys
from tests.training.presents import (
    STROKES_SENT,
    drawn,
    give,
    give_many,
    named,
    pulled,
    speck,
    take_back,
)
from tests.training.shelves import PATIENT, Bench, client
from tests.unreliable_s3 import Fault
from training import gifts
from training.drawings_bucket import DrawingsBucket
from training.errors import TrainingError
from training.gift import Gift
from training.options import RELEASED
from training.pull import Pulled, pull
from training.s3_errors import BucketError

MANY = 2_500  # S3 lists a thousand at a time
OTHER = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}


def fetch(bench: Bench, folder: Path) -> Pulled:
    s3 = client(bench.endpoint, PATIENT)
    bench.open.callback(s3.close)
    return pull(DrawingsBucket(bench.bucket, s3), folder)


def start(bucket: str, endpoint: str, out: Path, **changes: str) -> subprocess.Popen[str]:
    """The command, a process of its own; a variable changed to nothing is taken out."""
    aws = function_environment(s3=endpoint, bucket=bucket, model_dir=RELEASED)
    environment = OTHER | aws | {"AWS_MAX_ATTEMPTS": "1"} | changes
    return subprocess.Popen(
        [sys.executable, "-m", "training.drawings", "pull", "--bucket", bucket, str(out)],
        env={name: value for name, value in environment.items() if value},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(bucket: str, endpoint: str, out: Path, **changes: str) -> tuple[int, str, str]:
    """Its status and what it said, without the progress."""
    process = start(bucket, endpoint, out, **changes)
    told, problems = process.communicate(timeout=120)
    shown = [line for line in problems.splitlines() if line.strip() and "/s]" not in line]
    return process.returncode, told, "\n".join(shown)


def test_what_was_given_is_here_with_what_is_told_of_it(bench: Bench, tmp_path: Path) -> None:
    seven, none = drawn("7"), drawn("none", guess=None, model=None)
    give(bench, seven, STROKES_SENT)
    give(bench, none)
    bench.put(f"tokens/{seven.id}/{'0' * 64}", b"")
    assert str(fetch(bench, tmp_path / "a" / "b")) == (
        "2 new, 0 here already, 0 taken back, 0 skipped"
    )
    assert gifts.read(tmp_path / "a" / "b") == (sorted([seven, none], key=lambda one: one.id), [])
    strokes = (tmp_path / "a" / "b" / f"{seven.id}.strokes.json").read_bytes()
    assert json.loads(strokes) == STROKES_SENT


def test_only_what_is_new_is_fetched(bench: Bench, tmp_path: Path) -> None:
    give(bench, drawn("7"))
    fetch(bench, tmp_path)
    give(bench, drawn("8"))
    s3, proxy = bench.through(lambda seen: None)
    assert str(pull(DrawingsBucket(bench.bucket, s3), tmp_path)).startswith("1 new, 1 here already")
    assert len(proxy.seen) == 2  # the listing, and one drawing


def test_strokes_that_come_later_are_fetched_later(bench: Bench, tmp_path: Path) -> None:
    give(bench, drawn("7"))
    fetch(bench, tmp_path)
    bench.put(keys(drawn("7").id)[1], json.dumps(STROKES_SENT).encode())
    assert fetch(bench, tmp_path).new == 1
    assert fetch(bench, tmp_path).new == 0


def test_what_was_taken_back_is_gone_here_too(bench: Bench, tmp_path: Path) -> None:
    kept, back = drawn("7"), drawn("8")
    for gift in (kept, back):
        give(bench, gift, STROKES_SENT)
    fetch(bench, tmp_path)
    (tmp_path / "review").mkdir()
    (tmp_path / "review" / "8-01.png").write_bytes(b"shows it")
    take_back(bench, back)
    assert fetch(bench, tmp_path).gone == 1
    assert gifts.traces(tmp_path) == {kept.id}
    assert list((tmp_path / "review").iterdir()) == []
    give(bench, back)
    assert fetch(bench, tmp_path).new == 1


def test_what_is_not_what_its_name_says_is_skipped_and_named(bench: Bench, tmp_path: Path) -> None:
    good, eight = drawn("7"), drawn("8")
    give(bench, good)
    wrong = {
        give(bench, drawn("0"), png=eight.png): "its pixels or its label are not those",
        give(bench, drawn("1"), told={"label": "2"}): "its pixels or its label are not those",
        give(bench, drawn("2"), told={"label": "10"}): "its label is '10'",
        give(bench, drawn("3"), told={"guess": "<script>"}): "its guess is '<script>'",
        give(bench, drawn("4"), told={"date": "yesterday"}): "its date is 'yesterday'",
        give(bench, drawn("5"), told={"model": "../x"}): "its model is '../x'",
        give(bench, drawn("6"), png=drawn("6").png[:-200]): "it is no whole PNG",
        give(bench, drawn("9"), png=b"GIF89a"): "it is no whole PNG",
        give(bench, named(Image.new("L", (513, 9), 255), "1")): "it is larger than 512 pixels",
        give(bench, named(Image.new("P", (9, 9)), "1")): "it carries more than plain pixels",
        give(bench, drawn("7", 1), b'[[["a"], [0]]]'): "its strokes are none",
        give(bench, drawn("7", 2), b"[" * 9999): "its strokes are none",
        give(bench, drawn("7", 3), png=bytes(3 * 2**20)): "it has more than 2,097,152 bytes",
        give(bench, drawn("7", 4), png=bytes(5 * 2**20)): "it has more than 4,194,304 bytes",
    }
    bench.put("drawings/../../escape.png", good.png)
    skipped = fetch(bench, tmp_path).skipped
    assert skipped[0] == "drawings/../../escape.png: no drawing is named so"
    reasons = dict(line.split(": ", 1) for line in skipped[1:])
    assert reasons.keys() == wrong.keys()
    assert [key for key in wrong if not reasons[key].startswith(wrong[key])] == []
    assert gifts.read(tmp_path) == ([good], [])
    assert gifts.traces(tmp_path) == {good.id}


def test_a_whole_drawing_is_not_lost_to_a_spoilt_one(bench: Bench, tmp_path: Path) -> None:
    give(bench, drawn("7"))
    fetch(bench, tmp_path)
    give(bench, drawn("7"), png=b"spoilt")
    assert len(fetch(bench, tmp_path).skipped) == 1
    assert gifts.read(tmp_path) == ([drawn("7")], [])


def test_a_picture_that_was_cut_short_here_is_fetched_again(bench: Bench, tmp_path: Path) -> None:
    give(bench, drawn("7"))
    fetch(bench, tmp_path)
    (tmp_path / f"{drawn('7').id}.png").write_bytes(b"")  # as a disk without power leaves it
    assert fetch(bench, tmp_path).new == 1
    assert gifts.read(tmp_path) == ([drawn("7")], [])


def test_what_was_changed_in_the_folder_is_not_read(tmp_path: Path) -> None:
    folder = pulled(tmp_path, drawn("7"), drawn("8"))
    told = {**drawn("7").told(), "label": "1"}
    (folder / f"{drawn('7').id}.json").write_text(json.dumps(told))
    found, (problem,) = gifts.read(folder)
    assert found == [drawn("8")]
    assert drawn("7").id in problem
    assert "its pixels or its label are not those that it was named by" in problem


def test_thousands_are_pulled_by_a_process_that_is_killed_and_started_again(
    bench: Bench, tmp_path: Path
) -> None:
    given = [speck(number) for number in range(MANY)]
    give_many(bench, given)
    killed = start(bench.bucket, bench.endpoint, tmp_path)
    while len(list(tmp_path.glob("*.json"))) < MANY // 3:
        assert killed.poll() is None, killed.communicate()
        time.sleep(0.01)
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    before = len(gifts.held(tmp_path))
    assert 0 < before < MANY

    (tmp_path / f"{given[0].id}.png.part").write_bytes(b"half")  # whatever else was cut short
    code, told, problems = run(bench.bucket, bench.endpoint, tmp_path)
    assert (code, problems) == (0, "")
    new = f"{MANY - before:,} new, {before:,} here already, 0 taken back, 0 skipped"
    assert told == f"{tmp_path}: {new}\n"
    assert gifts.read(tmp_path) == (sorted(given, key=lambda one: one.id), [])
    assert len(list(tmp_path.iterdir())) == 2 * MANY + 2  # the bucket's name, the lock


@pytest.mark.parametrize("fault", [Fault.LOST, Fault.CUT, Fault.SLOW_DOWN])
def test_s3_failing_midway_is_one_line_and_what_was_fetched_stays(
    bench: Bench, tmp_path: Path, fault: Fault
) -> None:
    give_many(bench, (speck(number) for number in range(100)))
    s3, _ = bench.through(lambda seen: fault if seen.number > 50 else None, PATIENT)
    with pytest.raises(BucketError, match=f"{bench.bucket}: ") as told:
        pull(DrawingsBucket(bench.bucket, s3), tmp_path)
    assert "\n" not in str(told.value)
    assert 20 < len(gifts.held(tmp_path)) < 50
    assert fetch(bench, tmp_path).skipped == []
    assert len(gifts.read(tmp_path)[0]) == 100


def test_a_listing_that_fails_takes_nothing_away(bench: Bench, tmp_path: Path) -> None:
    give(bench, drawn("7"))
    fetch(bench, tmp_path)
    s3, _ = bench.through(lambda seen: Fault.INTERNAL)
    with pytest.raises(TrainingError):
        pull(DrawingsBucket(bench.bucket, s3), tmp_path)
    assert gifts.read(tmp_path) == ([drawn("7")], [])


def test_another_bucket_does_not_empty_the_folder(bench: Bench, tmp_path: Path) -> None:
    give(bench, drawn("7"))
    fetch(bench, tmp_path)
    other = f"{bench.bucket}-other"
    bench.s3.create_bucket(Bucket=other)
    with pytest.raises(TrainingError, match=f"holds the drawings of {bench.bucket}"):
        pull(DrawingsBucket(other, bench.s3), tmp_path)
    assert gifts.read(tmp_path) == ([drawn("7")], [])


def test_of_two_pulls_at_once_the_later_is_told(bench: Bench, tmp_path: Path) -> None:
    give(bench, drawn("7"))
    other: list[BaseException] = []

    def second(*_: object) -> None:
        if not other:
            with pytest.raises(TrainingError) as told:
                fetch(bench, tmp_path)
            other.append(told.value)

    s3, _ = bench.through(
        lambda seen: None, before=lambda seen: "drawings/" in seen.path and second()
    )
    assert pull(DrawingsBucket(bench.bucket, s3), tmp_path).new == 1
    assert "another pull is writing" in str(other[0])


def test_a_bucket_that_is_not_there_is_one_line_and_leaves_nothing(
    bench: Bench, tmp_path: Path
) -> None:
    told = run("nowhere", bench.endpoint, tmp_path / "out")
    assert told == (1, "", "error: nowhere: there is no such bucket")
    assert not (tmp_path / "out").exists()


def test_what_aws_refuses_is_told_with_the_rights_that_are_needed(
    bench: Bench, tmp_path: Path
) -> None:
    s3, _ = bench.through(lambda seen: Fault.DENIED)
    with pytest.raises(BucketError, match="s3:ListBucket, and s3:GetObject on drawings/"):
        pull(DrawingsBucket(bench.bucket, s3), tmp_path)


def test_a_folder_that_is_none_is_one_line(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(TrainingError, match="file: cannot be written to: File exists"):
        fetch(bench, tmp_path / "file")


def test_a_drawing_taken_back_while_it_is_fetched_is_no_error(bench: Bench, tmp_path: Path) -> None:
    give(bench, drawn("7"))
    s3, _ = bench.through(
        lambda seen: None,
        before=lambda seen: seen.path.endswith(".png") and take_back(bench, drawn("7")),
    )
    pulled = pull(DrawingsBucket(bench.bucket, s3), tmp_path)
    assert pulled.skipped == [f"drawings/{drawn('7').id}.png: it was taken back just now"]
    assert gifts.read(tmp_path) == ([], [])


def test_a_gift_is_only_read_as_what_it_was_named_by() -> None:
    seven: Gift = drawn("7")
    assert Gift.parse(seven.id, seven.png, seven.told()) == seven
    for changed in (replace(seven, label="1"), replace(seven, png=drawn("7", 1).png)):
        with pytest.raises(TrainingError, match="not those that it was named by"):
            Gift.parse(seven.id, changed.png, changed.told())


def test_what_the_function_keeps_is_what_is_pulled(bench: Bench, tmp_path: Path) -> None:
    image = b64encode(drawn("7").png).decode()
    posted = {"image": image, "label": "7", "guess": "1", "strokes": STROKES_SENT}
    kept = drawings.Gift.parse(posted).objects("v1", datetime.now(UTC))
    for one in kept:
        bench.s3.put_object(Bucket=bench.bucket, Key=one.key, Body=one.body, Metadata=one.told)
    assert str(fetch(bench, tmp_path)).endswith("1 new, 0 here already, 0 taken back, 0 skipped")
    ((found,), _) = gifts.read(tmp_path)
    assert (found.label, found.guess, found.model) == ("7", "1", "v1")
    assert gifts.with_strokes(tmp_path) == {found.id}

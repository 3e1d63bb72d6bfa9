"""S3 that fails between any two objects: a drawing is kept whole, or nothing of it is."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from infra.environment import TIMEOUT
from infra.localhost.models import s3_server
from lambda_fn import handler
from lambda_fn.s3 import BRIEF, TIMEOUTS, S3Bucket
from tests.lambda_fn.asking import ask, log, refused
from tests.lambda_fn.giving import BUCKET, Given, collect_at, give, given_at, take_back
from tests.lambda_fn.stores import client
from tests.unreliable_s3 import Fault, Plan, Seen, silent, unreliable

STROKES = [[[1, 2, 3], [4, 5, 6]]]
REFUSALS = (Fault.SLOW_DOWN, Fault.INTERNAL, Fault.DENIED, Fault.LOST)
UNDO = "POST"  # several objects are deleted by one request


def writes(part: str) -> Callable[[Seen], bool]:
    """Whether a request writes an object with this in its key."""
    return lambda seen: seen.method == "PUT" and part in seen.path


def failing(fault: Fault, when: Callable[[Seen], bool]) -> Plan:
    return lambda seen: fault if when(seen) else None


@pytest.mark.parametrize("fault", REFUSALS, ids=lambda fault: fault.name)
@pytest.mark.parametrize("part", ["/tokens/", ".json", ".png"])
def test_where_one_object_cannot_be_written_nothing_is_kept(
    given: Given, endpoint: str, monkeypatch: pytest.MonkeyPatch, fault: Fault, part: str
) -> None:
    with unreliable(endpoint, failing(fault, writes(part))) as proxy:
        collect_at(proxy.endpoint, monkeypatch)
        answer = give(strokes=STROKES)
        refused(answer, 503)
    assert int(answer.headers["Retry-After"]) > 0
    assert len(given) == 0


@pytest.mark.parametrize("part", ["/tokens/", ".json", ".png"])
def test_an_object_that_was_written_though_its_answer_never_came_goes_too(
    given: Given, endpoint: str, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    with unreliable(endpoint, failing(Fault.ANSWER_LOST, writes(part))) as proxy:
        collect_at(proxy.endpoint, monkeypatch)
        refused(give(strokes=STROKES), 503)
    assert len(given) == 0


def test_an_object_that_the_second_try_finds_written_by_the_first_goes_too(
    given: Given, endpoint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    once = [Fault.ANSWER_LOST]

    def plan(seen: Seen) -> Fault | None:
        if writes(".png")(seen):
            return Fault.INTERNAL
        return once.pop() if once and writes(".json")(seen) else None

    with unreliable(endpoint, plan) as proxy:
        collect_at(proxy.endpoint, monkeypatch)
        refused(give(strokes=STROKES), 503)
    assert len(given) == 0


def test_a_single_fault_is_made_good(
    given: Given, endpoint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults = {1: Fault.LOST, 3: Fault.ANSWER_LOST, 5: Fault.INTERNAL}
    with unreliable(endpoint, lambda seen: faults.get(seen.number)) as proxy:
        collect_at(proxy.endpoint, monkeypatch)
        assert give(strokes=STROKES).status == 201
    assert len(given) == 3


def test_a_conflict_is_written_again_and_not_for_ever(
    given: Given, endpoint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    once = [Fault.CONFLICT]
    with unreliable(
        endpoint, lambda seen: once.pop() if once and writes(".png")(seen) else None
    ) as proxy:
        collect_at(proxy.endpoint, monkeypatch)
        assert give().status == 201
    with unreliable(endpoint, failing(Fault.CONFLICT, writes(".png"))) as proxy:
        collect_at(proxy.endpoint, monkeypatch)
        refused(give(label="1"), 503)
    assert len(given) == 2


def test_a_gift_that_fails_leaves_the_same_drawing_of_another_alone(
    given: Given, endpoint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = give(strokes=STROKES).body
    with unreliable(endpoint, failing(Fault.DENIED, writes("/tokens/"))) as proxy:
        collect_at(proxy.endpoint, monkeypatch)
        refused(give(strokes=STROKES), 503)
    assert len(given) == 3
    collect_at(endpoint, monkeypatch)
    assert take_back(**first).status == 204


def test_what_could_not_be_removed_again_is_said_in_the_log(
    given: Given, endpoint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def plan(seen: Seen) -> Fault | None:
        return Fault.INTERNAL if writes(".png")(seen) or seen.method == UNDO else None

    with unreliable(endpoint, plan) as proxy, log() as lines:
        collect_at(proxy.endpoint, monkeypatch)
        refused(give(), 503)
    assert given.keys(".png") == []
    (told,) = [line for line in map(json.loads, lines.getvalue().splitlines()) if "why" in line]
    assert "What was written may still be there" in told["why"]
    assert '"RefusedStoreUnavailable"' in lines.getvalue()


@pytest.mark.parametrize("number", [1, 2, 3])
def test_taking_back_that_failed_half_way_can_be_tried_again(
    given: Given, endpoint: str, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    made = give(strokes=STROKES).body
    with unreliable(endpoint, lambda seen: Fault.DENIED if at(seen) >= number else None) as proxy:

        def at(seen: Seen) -> int:
            """1 looks for the token, 2 deletes the drawing, 3 the token."""
            return 1 if seen.method == "GET" else 1 + sum(s.method == UNDO for s in proxy.seen)

        collect_at(proxy.endpoint, monkeypatch)
        # not told from an absent one, where the token cannot be looked for
        refused(take_back(**made), 404 if number == 1 else 503)
    collect_at(endpoint, monkeypatch)
    assert take_back(**made).status == 204
    assert len(given) == 0


def test_an_object_that_s3_will_not_delete_is_a_503(
    given: Given, endpoint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = give().body
    deny = {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Deny",
                "Principal": "*",
                "Action": "s3:DeleteObject",
                "Resource": f"arn:aws:s3:::{BUCKET}/*",
            }
        ],
    }
    given.s3.put_bucket_policy(Bucket=BUCKET, Policy=json.dumps(deny))
    try:
        refused(take_back(**made), 503)
    finally:
        given.s3.delete_bucket_policy(Bucket=BUCKET)
    assert len(given.keys(".png")) == 1


@pytest.mark.parametrize("address", ["http://127.0.0.1:9", "not a url"])
def test_where_there_is_no_s3_nothing_is_kept_and_the_log_says_why(
    function: None, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    collect_at(address, monkeypatch)
    with log() as lines:
        for answer in (give(), take_back("0" * 64, "x" * 43)):
            assert "Try again later" in refused(answer, 503)
            assert int(answer.headers["Retry-After"]) > 0
    assert lines.getvalue().count('"drawings not reached"') == 2
    assert address in lines.getvalue()


def test_a_silent_s3_is_a_503(function: None, monkeypatch: pytest.MonkeyPatch) -> None:
    with silent() as address:
        collect_at(address, monkeypatch)
        refused(give(), 503)


def test_an_s3_that_stops_between_two_gifts_is_a_503_and_reading_goes_on(
    function: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with s3_server() as address, given_at(address):
        collect_at(address, monkeypatch)
        made = give()
        assert made.status == 201
    refused(give(label="1"), 503)
    refused(take_back(**made.body), 503)
    assert ask("GET", "/api/health").status == 200


def test_a_bucket_that_is_not_there_is_a_503(
    function: None, endpoint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    collect_at(endpoint, monkeypatch)
    monkeypatch.setenv("DRAWINGS_BUCKET", "nowhere")
    handler.collection.cache_clear()
    refused(give(), 503)


def test_a_silent_s3_is_waited_for_no_longer_than_the_function_may_run() -> None:
    look_for_a_model, write, undo = longest(TIMEOUTS), longest(BRIEF), longest(BRIEF)
    assert look_for_a_model + write + undo < TIMEOUT


def longest(timeouts: Any) -> float:
    """Seconds until a request is given up, with the pause of at most one before the second try."""
    attempts = timeouts.retries["total_max_attempts"]
    assert attempts == 2
    return float(attempts * (timeouts.connect_timeout + timeouts.read_timeout) + 1)


def test_objects_are_deleted_whether_or_not_they_are_there(given: Given, endpoint: str) -> None:
    bucket = S3Bucket(BUCKET, client(endpoint))
    assert bucket.put_new("tokens/one", b"", "text/plain", {}) is True
    assert bucket.put_new("tokens/one", b"2", "text/plain", {}) is False
    assert bucket.get("tokens/one") == b""
    bucket.delete("tokens/one", "tokens/two")
    assert bucket.get("tokens/one") is None
    assert len(given) == 0

"""Some hundred requests of all kinds, in `make test`; `make fuzz` asks a hundred thousand.

Time is not looked at here: what else the machine does is no fault of the function's.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.fuzz import watch
from tests.fuzz.__main__ import again
from tests.fuzz.campaign import LEAST, Campaign, Findings, run
from tests.fuzz.described import KIND as CONTRACT
from tests.fuzz.envelopes import post, request
from tests.fuzz.instance import Instance, Outcome
from tests.fuzz.kinds import KINDS
from tests.fuzz.led import KIND as LED
from tests.fuzz.led import available
from tests.fuzz.pictures import TYPES, pictures
from tests.fuzz.table import table
from tests.fuzz.watch import fault

SEVEN = post(pictures()["PNG"], "image/png")


@pytest.fixture(scope="module")
def findings() -> Findings:
    return run(Campaign(requests=300, seed=1, processes=1, rounds=1, longest=None))


def test_nothing_that_is_sent_breaks_the_function(findings: Findings) -> None:
    assert findings.wrong == {}


def test_every_kind_of_request_is_tried_and_in_the_table(findings: Findings) -> None:
    shown = table(findings)
    for kind in (*KINDS, CONTRACT):
        assert findings.tallies[kind].statuses.total() >= 4
        assert f"| {kind} |" in shown


def test_files_led_by_coverage_are_read_where_there_is_atheris(findings: Findings) -> None:
    if not available():
        assert "Atheris has no wheel" in table(findings)
        pytest.skip("Atheris has no wheel for this Python or machine")
    assert findings.tallies[LED].statuses.total() == LEAST


def test_every_kind_of_picture_is_read(findings: Findings) -> None:
    assert set(findings.tallies["every kind of picture"].statuses) == {200}


def answer(status: Any = 200, body: Any = "{}", kind: str = "application/json") -> Outcome:
    return Outcome({"statusCode": status, "body": body, "headers": {"Content-Type": kind}})


WRONG = {
    "it answers 500": answer(500),
    "the contract has no 418 here": answer(418),
    "its content type is 'text/html'": answer(200, "{}", "text/html"),
    "its body is no JSON": answer(200, "{"),
    "its body breaks the contract": answer(400, '{"title": 7}', "application/problem+json"),
    "the gateway cannot send it on": answer(200, ["{}"]),
    "no answer": Outcome(None),
}


@pytest.mark.parametrize("why", WRONG)
def test_what_must_not_be_is_seen(why: str) -> None:
    assert why in str(fault(SEVEN, WRONG[why]))


def test_what_takes_too_long_is_seen_by_the_processor_and_not_by_the_clock() -> None:
    found = request("GET", "/api/health")
    body = json.dumps({"status": "ok", "model": "7"})
    slow = Outcome(answer(200, body).result, cpu=2.1, wall=2.1)
    assert fault(found, slow) == "it took 2.1 s of processor time"
    assert fault(found, Outcome(slow.result, cpu=0.1, wall=9.0)) is None
    assert fault(found, slow, longest=None) is None


def test_an_offending_request_is_kept_and_can_be_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(watch, "CASES", tmp_path)
    tally = watch.Tally("spliced")
    assert not tally.add(SEVEN, answer(500), longest=None, where="seed 7")
    assert not tally.add(SEVEN, answer(500), longest=None, where="seed 7", name="seed-7")
    assert not tally.add(SEVEN, answer(500), longest=None, where="seed 7", name="seed-7")
    assert {case.name for case in tmp_path.iterdir()} == {"spliced-0.json", "spliced-seed-7.json"}
    case = tmp_path / "spliced-0.json"
    assert tally.wrong[watch.shown(case)] == "it answers 500"
    assert again(case) == 0
    assert "Now: nothing is wrong." in capfd.readouterr().out


def test_a_function_that_dies_is_started_anew() -> None:
    instance = Instance({"MODEL_DIR": "no such folder"})
    health = request("GET", "/api/health")
    assert instance.ask(health).result["statusCode"] == 503
    instance.close()
    assert instance.ask(health).result["statusCode"] == 503
    instance.close()


def test_each_picture_has_a_type() -> None:
    assert {name.split()[0] for name in pictures()} == set(TYPES)

"""The examples of the page for programmers, run as they stand before a real Digitpad."""

import json
import os
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import numpy as np
import pytest
from jsonschema import Draft202012Validator
from PIL import Image

from lambda_fn.alternatives import alternatives
from lambda_fn.reading import UNREAD
from tests.e2e.hand import number
from tests.lambda_fn.drawings import cover, encoded, painted
from tests.needs import missing

SITE = Path(__file__).parents[2] / "site"
EXAMPLES = SITE / "examples"
SAMPLE = (EXAMPLES / "47.png").read_bytes()
INTERFACE = json.loads((SITE / "openapi.json").read_text())
SCHEMAS = INTERFACE["components"]
SEVEN = (EXAMPLES / "7.png").read_bytes()
CLOSE = 0.003  # processors round the network's sums differently
INK, PAPER = (31, 42, 92), (255, 254, 251)  # the page's own, by day
RUN = {
    "predict.sh": ["sh", "curl"],
    "predict-json.sh": ["sh", "curl", "base64"],
    "predict.py": [sys.executable],
    "predict.mjs": ["node"],
}
GIVING = {"give.sh": ["sh", "curl", "base64"], "take-back.sh": ["sh", "curl"]}
"""Each example, by what runs it, and what else that needs."""


def run(name: str, address: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run an example beside its picture, asking the Digitpad at `address`."""
    tools = (RUN | GIVING)[name]
    for tool in tools:
        if not shutil.which(tool):
            missing(tool)
    return subprocess.run(
        [tools[0], name, *arguments],
        cwd=EXAMPLES,
        env=os.environ | {"DIGITPAD": address},
        capture_output=True,
        text=True,
        timeout=60,
    )


def ask(address: str, content_type: str = "image/png", query: str = "") -> Any:
    """What comes back for the sample picture."""
    headers = {"Content-Type": content_type}
    return urlopen(Request(f"{address}/api/predict{query}", SAMPLE, headers), timeout=60)


def shape(value: Any) -> Any:
    """The value without its figures: keys, lengths and kinds."""
    if isinstance(value, dict):
        return {key: shape(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [shape(inner) for inner in value]
    return "number" if isinstance(value, int | float) else type(value).__name__


@pytest.mark.parametrize("name", RUN)
def test_an_example_reads_the_47(name: str, address: str) -> None:
    done = run(name, address)
    assert (done.returncode, done.stderr) == (0, "")
    assert "47" in done.stdout


@pytest.mark.parametrize("name", ["predict.sh", "predict-json.sh"])
def test_what_curl_prints_is_the_whole_answer(name: str, address: str) -> None:
    answer = json.loads(run(name, address).stdout)
    assert [answer["number"], len(answer["digits"])] == ["47", 2]


@pytest.mark.parametrize("name", ["predict.sh", "predict-json.sh", "predict.py"])
def test_an_example_fails_with_the_refusals_own_words(name: str, address: str) -> None:
    done = run(name, address, "predict.sh")  # no picture
    assert done.returncode != 0
    assert "400" in done.stderr
    assert "could not be read as PNG, JPEG or WebP" in done.stdout + done.stderr


def test_a_drawing_is_given_and_taken_back(address: str) -> None:
    given = json.loads(run("give.sh", address).stdout)
    shown = json.loads((EXAMPLES / "given.json").read_text())
    assert given["id"] == shown["id"]
    schema = {"$ref": "#/components/schemas/Given", "components": SCHEMAS}
    for told in (given, shown):
        Draft202012Validator(schema).validate(told)
    done = run("take-back.sh", address, given["id"], given["token"])
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    again = run("take-back.sh", address, given["id"], given["token"])
    assert again.returncode != 0
    assert "this is not its token" in again.stdout


def test_a_label_that_is_none_is_refused_in_the_functions_own_words(address: str) -> None:
    done = run("give.sh", address, "7.png", "seven")
    assert done.returncode != 0
    assert "The label must be one of" in done.stdout


def test_every_example_is_run_by_a_test() -> None:
    programs = {file.name for file in EXAMPLES.iterdir() if file.suffix not in (".json", ".png")}
    assert programs == {*RUN, *GIVING, "explain.mjs"}  # that one by tests/e2e: it is for a browser


@pytest.mark.parametrize(("figures", "picture"), [("47", SAMPLE), ("7", SEVEN)])
def test_the_picture_is_small_and_drawn_by_our_own_hand(figures: str, picture: bytes) -> None:
    drawn = cover(number(figures, size=0.9), size=(320, 256), at=(0, 0), height=320, pen=11)
    theirs = Image.open(BytesIO(picture)).convert("RGB")
    ours = Image.open(BytesIO(encoded(painted(drawn, INK, PAPER)))).convert("RGB")
    apart = np.abs(np.asarray(theirs, dtype=int) - np.asarray(ours, dtype=int))
    assert apart.max() < 16  # the file has 16 colours
    assert len(picture) < 4096


def test_the_answer_shown_is_the_released_models_but_for_the_decimals(address: str) -> None:
    shown = json.loads((EXAMPLES / "answer.json").read_text())
    with ask(address) as answer:
        real = json.load(answer)
    assert shape(shown) == shape(real)
    assert shown["model"] == real["model"]
    assert shown["confidence"] == pytest.approx(real["confidence"], abs=CLOSE)
    for told in (shown, real):
        assert [told["number"], told["words"]] == ["47", "four seven"]
        assert [mark["digit"] for mark in told["digits"]] == [4, 7]
        reading = {"$ref": "#/components/schemas/Reading", "components": SCHEMAS}
        Draft202012Validator(reading).validate(told)


def test_the_interfaces_examples_tell_the_alternatives_that_their_probabilities_make() -> None:
    body = INTERFACE["paths"]["/api/predict"]["post"]["responses"]["200"]["content"]
    examples = body["application/json"]["examples"]
    assert len(examples) > 1
    for example in examples.values():
        shown = example["value"]
        chances = np.array([[*mark["probabilities"], mark["none"]] for mark in shown["digits"]])
        found = alternatives([(1.0, chances)], shown["number"] or UNREAD)
        assert [other.to_dict() for other in found] == shown["alternatives"]


def test_the_refusal_shown_is_the_functions(address: str) -> None:
    with pytest.raises(HTTPError) as refused:
        ask(address, content_type="image/gif")
    with refused.value as refusal:
        assert refusal.headers["Content-Type"] == "application/problem+json"
        assert json.load(refusal) == json.loads((EXAMPLES / "refusal.json").read_text())


def test_the_steps_shown_are_those_that_the_function_times(address: str) -> None:
    with ask(address, query="?explain=1") as answer:
        timed = answer.headers["Server-Timing"]
    line = (SITE / "developers.html").read_text().partition("Server-Timing: ")[2].split("\n")[0]
    assert [step.split(";")[0] for step in line.split(", ")] == [
        step.split(";")[0] for step in timed.split(", ")
    ]

"""What `site/openapi.json` promises of an answer, and whether one keeps it."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from infra.localhost.answers import MalformedAnswer, answer_from
from infra.localhost.messages import Answer
from tests.fuzz.instance import Event

OPENAPI = json.loads((Path(__file__).parents[2] / "site" / "openapi.json").read_text())
PROBLEM = {
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
}


def broken(event: Event, result: Any) -> str | None:
    """What is wrong with what the function returned for an event; None where nothing is."""
    try:
        answer = answer_from(result)
    except MalformedAnswer as error:
        return f"the gateway cannot send it on: {error}"
    if answer.status >= 500:
        return f"it answers {answer.status}"
    promised = _promised(event).get(str(answer.status))
    if promised is None:
        return f"the contract has no {answer.status} here"
    if event["requestContext"]["http"]["method"] == "HEAD":
        return None  # the gateway leaves the body out
    return _wrong_body(answer, _resolved(promised).get("content", {}))


def _promised(event: Event) -> dict[str, Any]:
    """The contract's responses to a request, by status."""
    path, method = event["rawPath"], event["requestContext"]["http"]["method"]
    for template, operations in OPENAPI["paths"].items():
        if _pattern(template).fullmatch(path):
            refusals = {"404": PROBLEM, "405": PROBLEM} if "{" in template else {"405": PROBLEM}
            found: dict[str, Any] | None = operations.get(method.lower())
            return refusals if found is None else found["responses"]
    return {"404": PROBLEM}


@cache
def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\{[^/]*?\\}", "[^/]+", re.escape(template)), re.DOTALL)


def _resolved(response: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in response:
        return response
    found: dict[str, Any] = OPENAPI["components"]["responses"][response["$ref"].split("/")[-1]]
    return found


def _wrong_body(answer: Answer, content: dict[str, Any]) -> str | None:
    if not content:
        return "a body where the contract has none" if answer.body else None
    sent = {name.lower(): value for name, value in answer.headers}["content-type"]
    if sent not in content:
        return f"its content type is {sent!r}"
    try:
        body = json.loads(answer.body)
    except ValueError as error:
        return f"its body is no JSON: {error}"
    wrong = next(_validator(json.dumps(content[sent]["schema"])).iter_errors(body), None)
    return None if wrong is None else f"its body breaks the contract: {wrong.message[:300]}"


@cache
def _validator(schema: str) -> Draft202012Validator:
    return Draft202012Validator({**json.loads(schema), "components": OPENAPI["components"]})

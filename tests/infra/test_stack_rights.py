"""Least privilege, over the whole template: who may do what to which."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.infra.conftest import Synth
from tests.infra.stacks import EVERYTHING, PLAIN, SNAPSTART, Stack

# The CDK's own functions, which run during a deploy or a destroy; test_stack_rules.py looks at
# them with cdk-nag.
OF_THE_CDK = ("CustomCDK", "CustomS3AutoDelete")


@pytest.fixture(
    scope="module", params=[PLAIN, EVERYTHING, SNAPSTART], ids=["plain", "everything", "snapstart"]
)
def stack(request: pytest.FixtureRequest, synth: Synth) -> Stack:
    return synth(request.param)[0]


def statements(stack: Stack) -> Iterator[dict[str, Any]]:
    for name, policy in stack.all("AWS::IAM::Policy").items():
        if not name.startswith(OF_THE_CDK):
            yield from policy["PolicyDocument"]["Statement"]


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def allowed(stack: Stack) -> dict[str, list[Any]]:
    """Action -> what it may be done to."""
    found: dict[str, list[Any]] = {}
    for statement in statements(stack):
        assert statement["Effect"] == "Allow"
        for action in as_list(statement["Action"]):
            found.setdefault(action, []).extend(as_list(statement["Resource"]))
    return found


def test_the_function_may_do_eight_things_and_no_more(stack: Stack) -> None:
    assert set(allowed(stack)) == {
        "logs:CreateLogStream",
        "logs:PutLogEvents",
        "xray:PutTelemetryRecords",
        "xray:PutTraceSegments",
        "s3:GetObject",
        "s3:ListBucket",
        "s3:PutObject",
        "s3:DeleteObject",
    }
    (log,) = allowed(stack)["logs:PutLogEvents"]
    assert stack.template["Resources"][log["Fn::GetAtt"][0]]["Type"] == "AWS::Logs::LogGroup"


def test_the_function_gets_models_and_tokens_and_no_drawing(stack: Stack) -> None:
    assert sorted(map(under, allowed(stack)["s3:GetObject"])) == [
        ("StorageDrawings", "/tokens/*"),
        ("StorageModels", "/models/*"),
    ]


def test_the_function_lists_models_alone(stack: Stack) -> None:
    """Of an object that is not there, who may not list is told what it is told when denied."""
    (bucket,) = allowed(stack)["s3:ListBucket"]
    assert bucket["Fn::GetAtt"][0].startswith("StorageModels")


@pytest.mark.parametrize("action", ["s3:PutObject", "s3:DeleteObject"])
def test_the_function_puts_and_deletes_drawings_and_tokens_alone(stack: Stack, action: str) -> None:
    assert sorted(map(under, allowed(stack)[action])) == [
        ("StorageDrawings", "/drawings/*"),
        ("StorageDrawings", "/tokens/*"),
    ]


def under(resource: Any) -> tuple[str, str]:
    """The bucket's part of the stack and the path in it, of an ARN that joins the two."""
    arn, path = resource["Fn::Join"][1]
    return arn["Fn::GetAtt"][0][:-8], path


def test_no_action_has_a_wildcard(stack: Stack) -> None:
    actions = [action for statement in statements(stack) for action in as_list(statement["Action"])]
    assert actions
    assert not [action for action in actions if "*" in action]


def test_only_tracing_which_takes_no_resource_is_allowed_on_all(stack: Stack) -> None:
    on_all = [statement for statement in statements(stack) if "*" in as_list(statement["Resource"])]
    assert [statement["Action"] for statement in on_all] == [
        ["xray:PutTelemetryRecords", "xray:PutTraceSegments"]
    ]


def test_the_function_has_no_policy_that_aws_keeps(stack: Stack) -> None:
    assert "ManagedPolicyArns" not in stack.one("AWS::IAM::Role", "Recogniser")


def test_our_own_gateway_and_rule_may_call_the_alias_and_nobody_the_function(stack: Stack) -> None:
    permissions = stack.all("AWS::Lambda::Permission").values()
    for permission in permissions:
        assert permission["FunctionName"]["Ref"].startswith("RecogniserLive")
    sources = {permission["Principal"]: [] for permission in permissions}
    for permission in permissions:
        sources[permission["Principal"]].append(permission["SourceArn"])
    of_the_gateway = sources.pop("apigateway.amazonaws.com")
    paths = sorted(source["Fn::Join"][1][-1] for source in of_the_gateway)
    assert paths == ["/*/*/api/drawings", "/*/*/api/{proxy+}"]
    (rule,) = stack.all("AWS::Events::Rule")
    assert sources == {"events.amazonaws.com": [{"Fn::GetAtt": [rule, "Arn"]}]}

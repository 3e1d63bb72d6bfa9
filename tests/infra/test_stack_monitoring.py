import json
import os
import subprocess
import sys
from typing import Any

import pytest

from infra.environment import function_environment
from infra.settings import Settings
from tests.infra.conftest import Synth
from tests.infra.stacks import ROOT, Properties, Stack

ALARM = "AWS::CloudWatch::Alarm"
TOPIC = "AWS::SNS::Topic"

# What a blank drawing makes the real function count, in the environment that the stack gives it.
COUNT = """
import json
from types import SimpleNamespace
from lambda_fn.handler import handler
context = SimpleNamespace(function_name="f", memory_limit_in_mb=1, invoked_function_arn="",
                          aws_request_id="")
handler({"version": "2.0", "rawPath": "/api/nowhere", "headers": {}, "requestContext": {
    "http": {"method": "GET", "path": "/api/nowhere"}, "stage": "$default"}}, context)
"""


def alarm(stack: Stack, name: str) -> Properties:
    return stack.one(ALARM, f"MonitoringAlarms{name}")


def watched(alarm: Properties) -> list[tuple[str, str, str, dict[str, Any]]]:
    """(namespace, name, statistic, dimensions) of each metric that an alarm adds up."""
    found = []
    for asked in (query["MetricStat"] for query in alarm["Metrics"] if "MetricStat" in query):
        metric = asked["Metric"]
        dimensions = {d["Name"]: d["Value"] for d in metric["Dimensions"]}
        found.append((metric["Namespace"], metric["MetricName"], asked["Stat"], dimensions))
    return found


def widgets(stack: Stack) -> list[dict[str, Any]]:
    """The dashboard's, with each reference by its logical id."""
    body = stack.one("AWS::CloudWatch::Dashboard")["DashboardBody"]["Fn::Join"][1]
    parts = [part if isinstance(part, str) else str(next(iter(part.values()))) for part in body]
    found: list[dict[str, Any]] = json.loads("".join(part.replace("'", "") for part in parts))[
        "widgets"
    ]
    return found


def own_metrics(stack: Stack) -> dict[str, Any]:
    """Name -> dimensions, of all in our namespace that alarms and dashboard ask for."""
    of_alarms = [one for properties in stack.all(ALARM).values() for one in watched(properties)]
    found = {name: dimensions for space, name, _, dimensions in of_alarms if space == "Digitpad"}
    for widget in widgets(stack):
        for namespace, name, *dimensions in widget["properties"].get("metrics", []):
            if namespace == "Digitpad":
                found[name] = dict(zip(dimensions[:-1:2], dimensions[1:-1:2], strict=True))
    return found


@pytest.mark.parametrize(
    ("name", "metrics", "threshold"),
    [
        ("Slow", ["AWS/ApiGateway Latency p99"], 3000),
        ("Throttled", ["AWS/Lambda Throttles Sum"], 1),
        ("ModelNotLoaded", ["Digitpad ModelLoadFailure Sum"], 1),
        (
            "Failing",
            ["Digitpad Failed Sum", "AWS/Lambda Errors Sum", "Digitpad RefusedNoModel Sum"],
            1,
        ),
        (
            "S3NotReached",
            ["Digitpad ModelNotReached Sum", "Digitpad RefusedStoreUnavailable Sum"],
            1,
        ),
        ("NotAnswered", ["AWS/ApiGateway 5xx Sum"], 5),
        ("Flooded", ["AWS/ApiGateway Count SampleCount"], 12_000),
    ],
)
def test_an_alarm_watches(plain: Stack, name: str, metrics: list[str], threshold: int) -> None:
    properties = alarm(plain, name)
    assert [" ".join(one[:3]) for one in watched(properties)] == metrics
    assert properties["Threshold"] == threshold
    assert properties["ComparisonOperator"] == "GreaterThanOrEqualToThreshold"


def test_s3_is_missed_where_one_instance_looks_once_a_minute_and_not_at_a_hiccup(
    plain: Stack,
) -> None:
    missed = alarm(plain, "S3NotReached")
    assert (missed["DatapointsToAlarm"], missed["EvaluationPeriods"]) == (2, 3)


def test_silence_is_no_alarm_and_each_says_what_to_do(plain: Stack) -> None:
    for properties in plain.all(ALARM).values():
        assert properties["TreatMissingData"] == "notBreaching"
        assert len(properties["AlarmDescription"]) > 50


def test_what_nobody_counted_does_not_hide_what_was(plain: Stack) -> None:
    """A sum with a metric that has no data in a period would have none either."""
    for name in ("Failing", "S3NotReached"):
        queries = alarm(plain, name)["Metrics"]
        (expression,) = [query["Expression"] for query in queries if "Expression" in query]
        ids = [query["Id"] for query in queries if "MetricStat" in query]
        assert expression == " + ".join(f"FILL({id}, 0)" for id in ids)


def test_a_flood_is_told_by_what_the_gateway_lets_through(synth: Synth) -> None:
    """Of what it refuses in one, it may count and log only a part."""
    stack = synth({"rate": "10"})[0]
    assert alarm(stack, "Flooded")["Threshold"] == 0.8 * 10 * 300


def test_alarms_watch_this_stage_only(plain: Stack) -> None:
    for properties in plain.all(ALARM).values():
        for *_, dimensions in watched(properties):
            values = json.dumps(dimensions)
            assert "Ref" in values or "digitpad-dev" in values


def test_a_429_of_the_gateway_is_counted_from_its_log(plain: Stack) -> None:
    counting = plain.one("AWS::Logs::MetricFilter")
    assert counting["FilterPattern"] == '{ $.status = "429" }'
    (counted,) = counting["MetricTransformations"]
    assert (counted["MetricNamespace"], counted["MetricName"]) == ("Digitpad", "Throttled")
    assert counted["Dimensions"] == [{"Key": "service", "Value": "$.service"}]


def test_without_an_address_nobody_is_told(plain: Stack) -> None:
    assert not plain.all(TOPIC)
    assert not plain.all("AWS::Budgets::Budget")
    assert not [p for p in plain.all(ALARM).values() if "AlarmActions" in p]


def test_every_alarm_tells_the_address_and_so_does_its_end(full: Stack) -> None:
    (topic,) = full.all(TOPIC)
    subscription = full.one("AWS::SNS::Subscription")
    assert (subscription["Protocol"], subscription["Endpoint"]) == (
        "email",
        "keeper@digits.example",
    )
    for properties in full.all(ALARM).values():
        assert properties["AlarmActions"] == properties["OKActions"] == [{"Ref": topic}]


def test_alarms_may_publish_to_a_topic_that_takes_only_tls(full: Stack) -> None:
    document = full.one("AWS::SNS::TopicPolicy")["PolicyDocument"]
    denied, allowed = document["Statement"]
    assert denied["Effect"] == "Deny"
    assert denied["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    assert allowed["Principal"] == {"Service": "cloudwatch.amazonaws.com"}
    assert (allowed["Effect"], allowed["Action"]) == ("Allow", "sns:Publish")
    assert allowed["Condition"] == {"StringEquals": {"aws:SourceAccount": "111111111111"}}


def test_the_bill_is_watched_where_there_is_an_address(synth: Synth) -> None:
    stack = synth({"email": "keeper@digits.example", "budget": "35"})[0]
    budget = stack.one("AWS::Budgets::Budget")
    assert budget["Budget"]["BudgetLimit"] == {"Amount": 35, "Unit": "USD"}
    for warning in budget["NotificationsWithSubscribers"]:
        (subscriber,) = warning["Subscribers"]
        assert subscriber["Address"] == "keeper@digits.example"


def test_the_dashboard_shows_what_an_operator_asks_first(plain: Stack) -> None:
    assert [widget["properties"]["title"] for widget in widgets(plain)] == [
        "Alarms",
        "Requests",
        "Refusals by reason",
        "Milliseconds",
        "Instances",
        "Confidence",
        "Models",
        "Drawings",
        "Models that answered",
    ]


def test_what_is_watched_is_what_the_function_counts(plain: Stack) -> None:
    """Each metric's name stands in the function's code; a refusal's is made of its error's."""
    code = "".join(path.read_text() for path in (ROOT / "lambda_fn").glob("*.py"))
    by_others = {"ColdStart", "Throttled"}  # Powertools and the gateway's log
    names = own_metrics(plain).keys() - by_others
    assert {"Confidence", "ModelLoadFailure", "Milliseconds", "RefusedBlankDrawing"} <= names
    for name in names:
        error = name.removeprefix("Refused")
        assert f'"{name}"' in code or f"class {error}(DigitpadError)" in code, name


def test_the_function_counts_under_the_names_that_are_watched(plain: Stack) -> None:
    service = Settings().service
    done = subprocess.run(
        [sys.executable, "-c", COUNT],
        cwd=ROOT,
        env=os.environ | function_environment(model_bucket="", drawings_bucket="", service=service),
        capture_output=True,
        text=True,
        check=True,
    )
    printed = [json.loads(line) for line in done.stdout.splitlines()]
    counted = {name: line for line in printed for name in line if name in own_metrics(plain)}
    assert {"ColdStart", "RefusedNotFound"} <= counted.keys()
    for name, dimensions in own_metrics(plain).items():
        assert dimensions["service"] == service
        if name in counted:
            assert counted[name]["service"] == service
            (emitted,) = counted[name]["_aws"]["CloudWatchMetrics"]
            assert emitted["Namespace"] == "Digitpad"
            assert {*emitted["Dimensions"][0]} == dimensions.keys()

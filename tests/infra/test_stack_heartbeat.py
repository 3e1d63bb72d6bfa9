"""The daily request that keeps the function from being put to rest."""

import json

from infra.route import HEALTH
from tests.infra.stacks import Stack

RULE = "AWS::Events::Rule"


def test_the_live_version_is_asked_daily_and_may_be(plain: Stack) -> None:
    rule = plain.one(RULE)
    assert (rule["ScheduleExpression"], rule["State"]) == ("rate(1 day)", "ENABLED")
    (target,), (alias,) = rule["Targets"], plain.all("AWS::Lambda::Alias")
    assert target["Arn"] == {"Ref": alias}
    (name,) = plain.all(RULE)
    permissions = plain.all("AWS::Lambda::Permission").values()
    (allowed,) = (one for one in permissions if one["Principal"] == "events.amazonaws.com")
    assert allowed["FunctionName"] == {"Ref": alias}
    assert allowed["SourceArn"] == {"Fn::GetAtt": [name, "Arn"]}
    assert json.loads(target["Input"]) == HEALTH

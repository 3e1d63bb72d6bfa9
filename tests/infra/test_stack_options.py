"""The options that are parts of their own: canary rollout and firewall."""

import json

from tests.infra.conftest import Synth
from tests.infra.stacks import EVERYTHING, PLAIN, Stack

GROUP = "AWS::CodeDeploy::DeploymentGroup"


def test_without_a_canary_the_alias_moves_at_once(plain: Stack) -> None:
    assert not plain.all(GROUP)
    (alias,) = plain.resources("AWS::Lambda::Alias").values()
    assert "UpdatePolicy" not in alias


def test_a_canary_moves_a_tenth_first_and_back_on_an_alarm(full: Stack) -> None:
    group = full.one(GROUP)
    assert group["DeploymentConfigName"] == "CodeDeployDefault.LambdaCanary10Percent30Minutes"
    assert "DEPLOYMENT_STOP_ON_ALARM" in group["AutoRollbackConfiguration"]["Events"]
    (alias,) = full.resources("AWS::Lambda::Alias").values()
    (name,) = full.all(GROUP)
    update = alias["UpdatePolicy"]["CodeDeployLambdaAliasUpdate"]
    assert update["DeploymentGroupName"] == {"Ref": name}


def test_a_canary_lasts_longer_than_its_slowest_alarm_looks(full: Stack) -> None:
    alarms = full.all("AWS::CloudWatch::Alarm").values()
    longest = max(5 * alarm["EvaluationPeriods"] for alarm in alarms)  # minutes
    assert 2 * longest <= 30


def test_the_canary_listens_to_what_a_bad_version_causes_and_not_to_floods(full: Stack) -> None:
    configured = full.one(GROUP)["AlarmConfiguration"]
    alarms = {a["Name"]["Ref"].removeprefix("MonitoringAlarms")[:-8] for a in configured["Alarms"]}
    assert (configured["Enabled"], alarms) == (True, {"Failing", "Slow", "ModelNotLoaded"})


def test_without_a_firewall_there_is_one_stack(synth: Synth) -> None:
    (stack,) = synth(PLAIN)
    assert "WebACLId" not in stack.one("AWS::CloudFront::Distribution")["DistributionConfig"]


def test_the_firewall_stands_in_us_east_1_wherever_the_service_is(synth: Synth) -> None:
    service, firewall = synth(EVERYTHING)
    manifest = json.loads(service.file.with_name("manifest.json").read_text())["artifacts"]
    assert manifest["Digitpad-prod"]["environment"] == "aws://111111111111/eu-central-1"
    assert manifest["Digitpad-prod-firewall"]["environment"] == "aws://111111111111/us-east-1"
    assert firewall.one("AWS::WAFv2::WebACL")["Scope"] == "CLOUDFRONT"


def test_the_distribution_stands_behind_the_firewall(synth: Synth) -> None:
    service, firewall = synth(EVERYTHING)
    acl = service.one("AWS::CloudFront::Distribution")["DistributionConfig"]["WebACLId"]
    reference = acl["Fn::GetStackOutput"]
    assert (reference["StackName"], reference["Region"]) == ("Digitpad-prod-firewall", "us-east-1")
    output = firewall.template["Outputs"][reference["OutputName"]]["Value"]
    (web_acl,) = firewall.all("AWS::WAFv2::WebACL")
    assert output == {"Fn::GetAtt": [web_acl, "Arn"]}


def test_the_firewall_stops_who_asks_the_api_too_often_with_429(synth: Synth) -> None:
    (rule,) = synth(EVERYTHING)[1].one("AWS::WAFv2::WebACL")["Rules"]
    rate = rule["Statement"]["RateBasedStatement"]
    assert (rate["AggregateKeyType"], rate["Limit"]) == ("IP", 2000)
    assert rate["ScopeDownStatement"]["ByteMatchStatement"]["SearchString"] == "/api/"
    # CloudFront sends /%61pi/predict to the API too
    cleaned = rate["ScopeDownStatement"]["ByteMatchStatement"]["TextTransformations"]
    assert [one["Type"] for one in cleaned] == ["URL_DECODE", "NORMALIZE_PATH"]
    # not 403, of which CloudFront would make the site's 404 page
    assert rule["Action"] == {"Block": {"CustomResponse": {"ResponseCode": 429}}}
    assert "VisibilityConfig" in rule


def test_the_outputs_are_what_the_commands_ask_for(plain: Stack) -> None:
    assert plain.template["Outputs"].keys() == {
        "SiteUrl",
        "DistributionDomain",
        "ApiUrl",
        "ModelBucket",
        "DrawingsBucket",
        "DashboardName",
    }

import json

from infra.route import ROUTE
from infra.settings import Settings
from tests.infra.conftest import Synth
from tests.infra.stacks import Stack

API = "AWS::ApiGatewayV2::Api"
STAGE = "AWS::ApiGatewayV2::Stage"


def test_one_route_takes_everything_under_api_to_the_alias(plain: Stack) -> None:
    assert plain.one("AWS::ApiGatewayV2::Route")["RouteKey"] == ROUTE == "ANY /api/{proxy+}"
    integration = plain.one("AWS::ApiGatewayV2::Integration")
    assert integration["PayloadFormatVersion"] == "2.0"
    assert integration["IntegrationUri"]["Ref"].startswith("RecogniserLive")


def test_the_stage_is_throttled(plain: Stack) -> None:
    assert plain.one(STAGE)["DefaultRouteSettings"] == {
        "ThrottlingRateLimit": Settings().rate,
        "ThrottlingBurstLimit": Settings().burst,
    }


def test_the_throttle_can_be_chosen(synth: Synth) -> None:
    stage = synth({"rate": "7", "burst": "9"})[0].one(STAGE)
    assert stage["DefaultRouteSettings"] == {"ThrottlingRateLimit": 7, "ThrottlingBurstLimit": 9}


def test_the_access_log_is_json_without_address_query_header_or_body(plain: Stack) -> None:
    settings = plain.one(STAGE)["AccessLogSettings"]
    fields = json.loads(settings["Format"])
    assert fields["service"] == "digitpad-dev"
    assert {"method", "path", "status", "milliseconds"} <= fields.keys()
    told = " ".join(fields.values()).lower()
    assert not [word for word in ("ip", "query", "header", "body", "agent") if word in told]


def test_the_access_log_goes_to_a_log_that_is_forgotten(plain: Stack) -> None:
    parts = plain.one(STAGE)["AccessLogSettings"]["DestinationArn"]["Fn::Join"][1]
    log = parts[-1]["Ref"]
    assert plain.all("AWS::Logs::LogGroup")[log]["RetentionInDays"] == 30


def test_no_other_origin_may_ask_unless_named(plain: Stack, full: Stack) -> None:
    assert "CorsConfiguration" not in plain.one(API)
    assert full.one(API)["CorsConfiguration"] == {
        "AllowOrigins": ["https://a.example", "https://b.example"],
        "AllowMethods": ["GET", "POST", "DELETE"],
        "AllowHeaders": ["content-type"],
        "MaxAge": 3600,
    }

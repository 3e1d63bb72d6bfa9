import json

from infra.route import GIVING, GIVING_BURST, GIVING_RATE, ROUTE
from infra.settings import Settings
from tests.infra.conftest import Synth
from tests.infra.stacks import Stack

API = "AWS::ApiGatewayV2::Api"
STAGE = "AWS::ApiGatewayV2::Stage"
ROUTES = "AWS::ApiGatewayV2::Route"


def test_two_routes_take_everything_under_api_to_the_alias(plain: Stack) -> None:
    keys = [route["RouteKey"] for route in plain.all(ROUTES).values()]
    assert sorted(keys) == [ROUTE, GIVING] == ["ANY /api/{proxy+}", "POST /api/drawings"]
    integration = plain.one("AWS::ApiGatewayV2::Integration")
    assert integration["PayloadFormatVersion"] == "2.0"
    assert integration["IntegrationUri"]["Ref"].startswith("RecogniserLive")


def test_the_stage_is_throttled(plain: Stack) -> None:
    assert plain.one(STAGE)["DefaultRouteSettings"] == {
        "ThrottlingRateLimit": Settings().rate,
        "ThrottlingBurstLimit": Settings().burst,
    }


def test_giving_is_throttled_more(plain: Stack) -> None:
    assert plain.one(STAGE)["RouteSettings"] == {
        GIVING: {"ThrottlingRateLimit": GIVING_RATE, "ThrottlingBurstLimit": GIVING_BURST}
    }
    assert (Settings().rate, Settings().burst) > (GIVING_RATE, GIVING_BURST)


def test_the_stage_waits_for_the_route_that_it_has_settings_for(plain: Stack) -> None:
    (stage,) = plain.resources(STAGE).values()
    (giving,) = (name for name, r in plain.all(ROUTES).items() if r["RouteKey"] == GIVING)
    assert giving in stage["DependsOn"]


def test_giving_is_never_throttled_less_than_all_else(synth: Synth) -> None:
    stage = synth({"rate": "1", "burst": "1"})[0].one(STAGE)
    throttle = {"ThrottlingRateLimit": 1, "ThrottlingBurstLimit": 1}
    assert stage["RouteSettings"] == {GIVING: throttle}


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
        "AllowHeaders": ["authorization", "content-type"],
        "ExposeHeaders": ["location", "retry-after", "server-timing"],
        "MaxAge": 3600,
    }

from pathlib import Path
from typing import Any

import pytest

from infra.environment import TIMEOUT
from infra.local import load_function
from infra.localhost.environment import function_environment
from infra.localhost.options import Options
from infra.route import GIVING_BURST, GIVING_RATE
from infra.settings import LOG_DAYS, Settings, WrongSetting

CERTIFICATE = "arn:aws:acm:us-east-1:111111111111:certificate/0123-abcd"


def test_without_a_context_the_defaults_hold() -> None:
    assert Settings.from_context({}) == Settings()


def test_every_key_is_read() -> None:
    given = {
        "stage": "prod",
        "account": "111111111111",
        "region": "eu-central-1",
        "architecture": "arm64",
        "memory": "1024",
        "rate": "7",
        "burst": "9",
        "origins": "https://a.example, https://b.example:8443,http://localhost:3000",
        "log_days": "90",
        "drawing_days": "730",
        "email": "keeper@digits.example",
        "budget": "35",
        "domain": "digits.example",
        "certificate": CERTIFICATE,
        "snapstart": "true",
        "reserved": "20",
        "canary": "True",
        "firewall": "false",
    }
    assert Settings.from_context(given) == Settings(
        stage="prod",
        account="111111111111",
        region="eu-central-1",
        architecture="arm64",
        memory=1024,
        rate=7,
        burst=9,
        origins=("https://a.example", "https://b.example:8443", "http://localhost:3000"),
        log_days=90,
        drawing_days=730,
        email="keeper@digits.example",
        budget=35,
        domain="digits.example",
        certificate=CERTIFICATE,
        snapstart=True,
        reserved=20,
        canary=True,
    )


def test_what_a_file_of_json_gives_is_read_as_well() -> None:
    settings = Settings.from_context({"memory": 512, "canary": True})
    assert (settings.memory, settings.canary) == (512, True)


def test_an_empty_value_is_none_given() -> None:
    assert Settings.from_context({"email": "", "memory": " "}) == Settings()


def test_the_cdks_own_keys_are_none_of_our_business() -> None:
    own = {"@aws-cdk/core:x": True, "aws:cdk:y": "z", "availability-zones:account=1": []}
    assert Settings.from_context(own) == Settings()


@pytest.mark.parametrize(
    ("context", "message"),
    [
        ({"memmory": "5"}, "memmory is no setting: did you mean memory?"),
        ({"stage": "Prod"}, "stage must be up to 16 small letters and figures, a letter first"),
        ({"stage": "a-b"}, "stage must be"),
        ({"account": "12"}, "account must be twelve figures, not '12'"),
        ({"region": "Frankfurt"}, "region must be a region such as eu-central-1"),
        ({"architecture": "arm"}, "architecture must be one of x86_64, arm64, not 'arm'"),
        ({"memory": "lots"}, "memory must be a whole number from 512 to 10240, not 'lots'"),
        ({"base": "python 3.13"}, "base must be an image's name, such as public.ecr.aws/"),
        ({"memory": "64"}, "memory must be a whole number from 512 to 10240"),
        ({"memory": "9" * 5000}, "memory must be a whole number from 512 to 10240"),
        ({"rate": "0"}, "rate must be a whole number from 1 to 10000"),
        ({"burst": "-1"}, "burst must be"),
        ({"log_days": "31"}, "log_days must be one of 1, 7, 14, 30, 90, 180, 365, not '31'"),
        ({"drawing_days": "0"}, "drawing_days must be"),
        ({"email": "keeper"}, "email must be an e-mail address, not 'keeper'"),
        ({"budget": "1.5"}, "budget must be a whole number"),
        ({"domain": "https://a.example"}, "domain must be a host name"),
        ({"domain": "a.example"}, "domain and certificate go together"),
        ({"certificate": CERTIFICATE}, "domain and certificate go together"),
        (
            {"domain": "a.example", "certificate": CERTIFICATE.replace("us-east-1", "eu-west-1")},
            "certificate must be the ARN of an ACM certificate in us-east-1",
        ),
        ({"origins": "*"}, "origins must be origins such as https://a.example,https://b.example"),
        ({"origins": "https://a.example/"}, "origins must be"),
        ({"origins": "http://a.example"}, "origins must be"),
        ({"snapstart": "yes"}, "snapstart must be one of true, false, not 'yes'"),
        ({"snapstart": "true", "provisioned": "1"}, "snapstart and provisioned exclude each other"),
        ({"reserved": "2", "provisioned": "3"}, "provisioned cannot be more than reserved"),
        ({"firewall": "true"}, "firewall must know where it deploys"),
        ({"firewall": "true", "region": "eu-west-1"}, "firewall must know where it deploys"),
    ],
)
def test_what_cannot_be_is_said_in_a_line_that_names_the_key(
    context: dict[str, Any], message: str
) -> None:
    with pytest.raises(WrongSetting) as caught:
        Settings.from_context(context)
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


def test_every_choice_of_log_days_is_one_that_cloudwatch_takes() -> None:
    from infra.log import RETENTION

    for days in RETENTION:
        assert LOG_DAYS(str(days)) == days
    with pytest.raises(ValueError, match=", ".join(map(str, RETENTION))):
        LOG_DAYS("0")


def test_this_machine_throttles_as_the_cloud_does() -> None:
    options = Options.from_arguments([], "")
    assert (options.rate, options.burst) == (Settings().rate, Settings().burst)
    assert (options.giving_rate, options.giving_burst) == (GIVING_RATE, GIVING_BURST)


def test_this_machine_tells_the_function_what_the_cloud_does() -> None:
    from infra.environment import function_environment as in_the_cloud

    here = function_environment(
        s3="http://127.0.0.1", bucket="models", model_dir=Path("/m"), drawings="given"
    )
    there = in_the_cloud(model_bucket="models", drawings_bucket="given", service="digitpad-local")
    assert there.items() <= here.items()
    assert here["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] == str(Settings().memory)


def test_the_function_is_given_up_on_before_the_gateway_gives_up() -> None:
    assert TIMEOUT < 30
    assert load_function.__globals__["TIMEOUT"] == TIMEOUT

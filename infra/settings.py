"""What may be chosen about a deployment: CDK's context as one record, checked before it is used.

    cdk deploy --context stage=prod --context memory=1024 ...

Each field is the key of that name. Nothing here needs CDK: the local host uses the record too.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from typing import Any, Self

from infra.values import days, flag, matching, one_of, origins, setting, whole

STAGE = matching(r"[a-z][a-z0-9]{0,15}", "up to 16 small letters and figures, a letter first")
ACCOUNT = matching(r"\d{12}", "twelve figures")
REGION = matching(r"[a-z]{2}(-[a-z]+)+-\d", "a region such as eu-central-1")
EMAIL = matching(r"[^@\s]+@[^@\s]+\.[^@\s]+", "an e-mail address")
DOMAIN = matching(
    r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}", "a host name such as digits.example.com"
)
CERTIFICATE = matching(
    r"arn:aws:acm:us-east-1:\d{12}:certificate/[0-9a-f-]+",
    "the ARN of an ACM certificate in us-east-1, where CloudFront looks for it",
)
BASE = matching(r"[a-z0-9][\w./:@-]*", "an image's name, such as public.ecr.aws/lambda/python:3.13")
LOG_DAYS = days(1, 7, 14, 30, 90, 180, 365)  # CloudWatch takes only some

OUR_KEY = re.compile(r"[a-z_]+")  # CDK's own hold a punctuation mark: "@aws-cdk/…", "aws:cdk:…"


class WrongSetting(ValueError):
    """A key that is unknown, or values that cannot be; the message is one line that names it."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """One deployment. The defaults are a small public service that may be left alone."""

    stage: str = setting(STAGE, default="dev")
    # Where to: the CLI says, from the developer's credentials.
    account: str | None = setting(ACCOUNT, default=None)
    region: str | None = setting(REGION, default=None)

    architecture: str = setting(one_of("x86_64", "arm64"), default="x86_64")
    # MB; 1769 are one whole vCPU. A picture is read on one thread, so that more buys nothing; with
    # less a drawing takes longer in proportion and costs the same, and cold starts drag. With less
    # than 512 somebody could make it fail: the largest pictures that are taken need 300.
    memory: int = setting(whole(512, 10240), default=1769)
    # What the image stands on. A digest of it, renewed, is how its security updates arrive.
    base: str = setting(BASE, default="public.ecr.aws/lambda/python:3.13")
    # Requests a second, and at once. Enough for a crowd, and a bound on what abuse can cost.
    rate: int = setting(whole(1, 10_000), default=50)
    burst: int = setting(whole(1, 5_000), default=100)
    origins: tuple[str, ...] = setting(origins, default=())  # whose pages may ask, beside our own

    log_days: int = setting(LOG_DAYS, default=30)
    drawing_days: int = setting(whole(1, 36_500), default=365)

    email: str | None = setting(EMAIL, default=None)  # who is told of alarms, and of the bill
    budget: int = setting(whole(1, 1_000_000), default=20)  # US dollars a month

    domain: str | None = setting(DOMAIN, default=None)
    certificate: str | None = setting(CERTIFICATE, default=None)

    snapstart: bool = setting(flag, default=False)
    reserved: int | None = setting(whole(1, 100_000), default=None)
    provisioned: int | None = setting(whole(1, 100_000), default=None)
    canary: bool = setting(flag, default=False)
    firewall: bool = setting(flag, default=False)

    @classmethod
    def from_context(cls, context: Mapping[str, Any]) -> Self:
        """Read the context; a key with an empty value is one not given. Raises WrongSetting."""
        readers = {field.name: field.metadata["read"] for field in fields(cls)}
        given = {
            key: str(value).strip() for key, value in context.items() if OUR_KEY.fullmatch(key)
        }
        for key in given.keys() - readers:
            raise WrongSetting(f"{key} is no setting{_meant(key, list(readers))}")
        return cls(**{key: _read(key, text, readers[key]) for key, text in given.items() if text})

    @property
    def service(self) -> str:
        """The name under which this stage's function logs and counts."""
        return f"digitpad-{self.stage}"

    def __post_init__(self) -> None:
        """Raise WrongSetting where two settings contradict each other."""
        if (self.domain is None) != (self.certificate is None):
            raise WrongSetting("domain and certificate go together: give both or neither")
        if self.snapstart and self.provisioned:
            raise WrongSetting("snapstart and provisioned exclude each other: Lambda takes one")
        if self.reserved and self.provisioned and self.provisioned > self.reserved:
            raise WrongSetting("provisioned cannot be more than reserved")
        if self.firewall and not (self.account and self.region):
            raise WrongSetting(
                "firewall must know where it deploys: sign in to AWS, or give account and region"
            )


def _read(key: str, text: str, read: Any) -> Any:
    try:
        return read(text)
    except ValueError as error:
        raise WrongSetting(f"{key} must be {error}, not {text!r}") from error


def _meant(key: str, keys: list[str]) -> str:
    close = get_close_matches(key, keys, n=1)
    return f": did you mean {close[0]}?" if close else "; there are " + ", ".join(keys)

"""The CDK's entry: context in, stacks out. Run by the CDK CLI, as `cdk.json` says."""

import os
import sys
from collections.abc import Mapping

from aws_cdk import App, Tags

from infra.firewall import FirewallStack
from infra.settings import Settings, WrongSetting
from infra.stack import DigitpadStack


def build(app: App, settings: Settings) -> DigitpadStack:
    """Put one stage's stacks into `app`; returns the main one."""
    name = f"Digitpad-{settings.stage}"
    web_acl_arn = None
    if settings.firewall:
        firewall = FirewallStack(app, f"{name}-firewall", account=settings.account)
        web_acl_arn = firewall.web_acl_arn
    stack = DigitpadStack(app, name, settings=settings, web_acl_arn=web_acl_arn)
    Tags.of(app).add("project", "digitpad")
    Tags.of(app).add("stage", settings.stage)
    return stack


def where(env: Mapping[str, str]) -> dict[str, str]:
    """Account and region of the credentials, as the CLI tells them; empty without any."""
    return {
        "account": env.get("CDK_DEFAULT_ACCOUNT", ""),
        "region": env.get("CDK_DEFAULT_REGION", ""),
    }


def main() -> None:
    """Synthesise what the context asks for; what it cannot ask for is said in a line."""
    app = App()
    context = app.node.get_all_context()
    try:
        settings = Settings.from_context(where(os.environ) | context)
    except WrongSetting as wrong:
        sys.exit(f"digitpad: {wrong}")
    build(app, settings)
    app.synth()


if __name__ == "__main__":
    main()

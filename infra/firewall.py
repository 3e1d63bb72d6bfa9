"""A web ACL that stops who asks far more than a person can draw.

WAF cannot stand before an HTTP API itself, only before CloudFront, and its ACLs for that live in
us-east-1: hence a stack of its own. The API's own address stays as it was, under its throttle.
"""

from aws_cdk import Environment, Stack
from aws_cdk import aws_wafv2 as waf
from constructs import Construct

from infra import route

REGION = "us-east-1"
LIMIT = 2000  # requests in five minutes from one address, behind which a whole school may sit


class FirewallStack(Stack):
    """`web_acl_arn` is what the distribution wants to know."""

    def __init__(self, scope: Construct, name: str, *, account: str | None) -> None:
        super().__init__(
            scope,
            name,
            env=Environment(account=account, region=REGION),
            description="Digitpad: rate limit by address",
        )
        self.web_acl_arn = waf.CfnWebACL(
            self,
            "WebAcl",
            scope="CLOUDFRONT",
            default_action=waf.CfnWebACL.DefaultActionProperty(allow={}),
            visibility_config=_visible("All"),
            rules=[_rate_rule()],
        ).attr_arn


def _rate_rule() -> waf.CfnWebACL.RuleProperty:
    return waf.CfnWebACL.RuleProperty(
        name="Rate",
        priority=0,
        statement=waf.CfnWebACL.StatementProperty(
            rate_based_statement=waf.CfnWebACL.RateBasedStatementProperty(
                limit=LIMIT, aggregate_key_type="IP", scope_down_statement=_to_the_api()
            )
        ),
        # 429 as the gateway would say; WAF's own 403 would become the site's 404 page
        action=waf.CfnWebACL.RuleActionProperty(
            block=waf.CfnWebACL.BlockActionProperty(
                custom_response=waf.CfnWebACL.CustomResponseProperty(response_code=429)
            )
        ),
        visibility_config=_visible("Rate"),
    )


def _to_the_api() -> waf.CfnWebACL.StatementProperty:
    return waf.CfnWebACL.StatementProperty(
        byte_match_statement=waf.CfnWebACL.ByteMatchStatementProperty(
            field_to_match=waf.CfnWebACL.FieldToMatchProperty(uri_path={}),
            positional_constraint="STARTS_WITH",
            search_string=route.PREFIX,
            # as CloudFront reads a path before it chooses where to send it: /%61pi/ is /api/
            text_transformations=[
                waf.CfnWebACL.TextTransformationProperty(priority=order, type=name)
                for order, name in enumerate(("URL_DECODE", "NORMALIZE_PATH"))
            ],
        )
    )


def _visible(name: str) -> waf.CfnWebACL.VisibilityConfigProperty:
    return waf.CfnWebACL.VisibilityConfigProperty(
        cloud_watch_metrics_enabled=True,
        metric_name=f"Digitpad{name}",
        sampled_requests_enabled=False,
    )

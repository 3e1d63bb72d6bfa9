"""How much the gateway lets through, and what it writes down of it."""

import json
from collections.abc import Sequence

from aws_cdk import ArnFormat, Stack
from aws_cdk import aws_apigatewayv2 as apigateway
from aws_cdk import aws_logs as logs
from constructs import Construct

from infra import route
from infra.environment import METRICS_NAMESPACE
from infra.log import Log
from infra.settings import Settings

# What is logged of a request. No address (it is CloudFront's own), no query, no header, no body.
ACCESS_LOG = {
    "time": "$context.requestTime",
    "id": "$context.requestId",
    "method": "$context.httpMethod",
    "path": "$context.path",
    "status": "$context.status",
    "bytes": "$context.responseLength",
    "milliseconds": "$context.responseLatency",
    "functionMilliseconds": "$context.integrationLatency",
    "functionStatus": "$context.integration.status",
    "error": "$context.error.message",
    "functionError": "$context.integrationErrorMessage",
}


class ApiStage(Construct):
    """The one stage of an HTTP API, with its throttle and its access log."""

    def __init__(
        self,
        scope: Construct,
        name: str,
        *,
        api: apigateway.HttpApi,
        giving: Sequence[apigateway.HttpRoute],
        settings: Settings,
    ) -> None:
        super().__init__(scope, name)
        log = Log(self, "Log", days=settings.log_days)
        # Of the basic kind: it takes the log's format as it is written here.
        stage = apigateway.CfnStage(
            self,
            "Stage",
            api_id=api.api_id,
            stage_name=route.STAGE,
            auto_deploy=True,
            default_route_settings=apigateway.CfnStage.RouteSettingsProperty(
                throttling_rate_limit=settings.rate, throttling_burst_limit=settings.burst
            ),
            route_settings={
                route.GIVING: {
                    "ThrottlingRateLimit": min(route.GIVING_RATE, settings.rate),
                    "ThrottlingBurstLimit": min(route.GIVING_BURST, settings.burst),
                }
            },
            access_log_settings=apigateway.CfnStage.AccessLogSettingsProperty(
                destination_arn=_arn_of(log),
                format=json.dumps({"service": settings.service, **ACCESS_LOG}),
            ),
        )
        # A stage with settings for a route that is not there yet does not deploy.
        stage.node.add_dependency(*giving)
        self._count_throttled(log)

    def _count_throttled(self, log: logs.ILogGroup) -> None:
        """The gateway itself counts a 429 as any other 4xx."""
        logs.MetricFilter(
            self,
            "Throttled",
            log_group=log,
            filter_pattern=logs.FilterPattern.string_value("$.status", "=", "429"),
            metric_namespace=METRICS_NAMESPACE,
            metric_name="Throttled",
            dimensions={"service": "$.service"},
        )


def _arn_of(log: logs.ILogGroup) -> str:
    """Without the `:*` that CloudFormation puts at the end and API Gateway does not take."""
    return Stack.of(log).format_arn(
        service="logs",
        resource="log-group",
        resource_name=log.log_group_name,
        arn_format=ArnFormat.COLON_RESOURCE_NAME,
    )

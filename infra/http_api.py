"""The gateway: everything under `/api/` goes to the function, so many requests a second.

Giving a drawing is a route of its own, with a throttle of its own.
"""

from collections.abc import Sequence

from aws_cdk import Duration, Stack
from aws_cdk import aws_apigatewayv2 as apigateway
from aws_cdk import aws_lambda as lambda_
from aws_cdk.aws_apigatewayv2_integrations import HttpLambdaIntegration
from constructs import Construct

from infra import route
from infra.acknowledged import acknowledge
from infra.api_stage import ApiStage
from infra.settings import Settings

METHODS = (
    apigateway.CorsHttpMethod.GET,
    apigateway.CorsHttpMethod.POST,
    apigateway.CorsHttpMethod.DELETE,
)


class HttpApi(Construct):
    """`api`, with its routes and its one stage."""

    def __init__(
        self, scope: Construct, name: str, *, function: lambda_.IFunction, settings: Settings
    ) -> None:
        super().__init__(scope, name)
        self.api = apigateway.HttpApi(
            self,
            "Api",
            api_name=settings.service,
            description="Reads handwritten digits",
            create_default_stage=False,
            cors_preflight=_cors(settings.origins),
        )
        integration = HttpLambdaIntegration(
            "Function",
            function,
            payload_format_version=apigateway.PayloadFormatVersion.VERSION_2_0,
        )
        self.api.add_routes(
            path=route.PATH, methods=[apigateway.HttpMethod.ANY], integration=integration
        )
        giving = self.api.add_routes(
            path=route.GIVING_PATH,
            methods=[apigateway.HttpMethod.POST],
            integration=integration,
        )
        ApiStage(self, "Stage", api=self.api, giving=giving, settings=settings)
        acknowledge(
            self.api,
            "APIG4",
            because="The service is open to everybody and knows no users. Throttling, caps on "
            "bytes and pixels, and alarms on use and cost stand in for authorisation.",
        )

    @property
    def domain(self) -> str:
        """The host name that the CDN asks."""
        stack = Stack.of(self)
        return f"{self.api.api_id}.execute-api.{stack.region}.{stack.url_suffix}"


def _cors(origins: Sequence[str]) -> apigateway.CorsPreflightOptions | None:
    """Our own page needs none: it asks where it came from."""
    if not origins:
        return None
    return apigateway.CorsPreflightOptions(
        allow_origins=list(origins),
        allow_methods=list(METHODS),
        allow_headers=["authorization", "content-type"],
        expose_headers=["location", "retry-after", "server-timing"],
        max_age=Duration.hours(1),
    )

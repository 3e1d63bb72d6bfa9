"""The service as one stack: the parts, who may do what, and where to find it."""

from aws_cdk import CfnOutput, Environment, Stack
from constructs import Construct

from infra.budget import Budget
from infra.environment import function_environment
from infra.heartbeat import Heartbeat
from infra.http_api import HttpApi
from infra.monitoring import Monitoring
from infra.recogniser import Recogniser
from infra.rollout import Rollout
from infra.settings import Settings
from infra.storage import AccessLogs, Storage
from infra.website import Website


class DigitpadStack(Stack):
    """One stage of Digitpad."""

    def __init__(
        self, scope: Construct, name: str, *, settings: Settings, web_acl_arn: str | None = None
    ) -> None:
        super().__init__(
            scope,
            name,
            env=Environment(account=settings.account, region=settings.region),
            description=f"Digitpad: reads handwritten digits ({settings.stage})",
        )
        logs = AccessLogs(self, "AccessLogs", days=settings.log_days).bucket
        storage = Storage(self, "Storage", access_logs=logs, drawing_days=settings.drawing_days)
        environment = function_environment(
            model_bucket=storage.models.bucket_name,
            drawings_bucket=storage.drawings.bucket_name,
            service=settings.service,
        )
        recogniser = Recogniser(self, "Recogniser", settings=settings, environment=environment)
        storage.grant_read_models(recogniser.role)
        storage.grant_collect_drawings(recogniser.role)
        storage.grant_check_tokens(recogniser.role)
        Heartbeat(self, "Heartbeat", function=recogniser.alias)
        http_api = HttpApi(self, "HttpApi", function=recogniser.alias, settings=settings)
        website = Website(
            self,
            "Website",
            api_domain=http_api.domain,
            access_logs=logs,
            settings=settings,
            web_acl_arn=web_acl_arn,
        )
        # A new page may ask for what only the new function knows; that is asked by pages of before
        # the deploy in any case.
        website.files.node.add_dependency(recogniser.alias)
        monitoring = Monitoring(
            self, "Monitoring", recogniser=recogniser, http_api=http_api, settings=settings
        )
        if settings.canary:
            Rollout(self, "Rollout", alias=recogniser.alias, alarms=monitoring.alarms.of_a_release)
        if settings.email:
            Budget(self, "Budget", dollars=settings.budget, email=settings.email)
        outputs = {
            "SiteUrl": website.url,
            "DistributionDomain": website.distribution.distribution_domain_name,
            "ApiUrl": http_api.api.api_endpoint,
            "ModelBucket": storage.models.bucket_name,
            "DrawingsBucket": storage.drawings.bucket_name,
            "DashboardName": monitoring.dashboard.dashboard_name,
        }
        for name, value in outputs.items():
            CfnOutput(self, name, value=value)

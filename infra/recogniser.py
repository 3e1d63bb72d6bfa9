"""The function that reads drawings: its image, rights and log, and the alias that is called."""

from collections.abc import Mapping
from pathlib import Path

from aws_cdk import Annotations, Duration
from aws_cdk import aws_ecr_assets as ecr
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.acknowledged import acknowledge
from infra.environment import TIMEOUT
from infra.log import Log
from infra.settings import Settings

ROOT = Path(__file__).parents[1]
ARCHITECTURES = {
    # Without the platform Docker builds for the machine that it runs on.
    "x86_64": (lambda_.Architecture.X86_64, ecr.Platform.LINUX_AMD64),
    "arm64": (lambda_.Architecture.ARM_64, ecr.Platform.LINUX_ARM64),
}


class Recogniser(Construct):
    """`function` with its `role` and `log`, and its `alias` live, which is what is called."""

    def __init__(
        self,
        scope: Construct,
        name: str,
        *,
        settings: Settings,
        environment: Mapping[str, str],
    ) -> None:
        super().__init__(scope, name)
        self.log = Log(self, "Log", days=settings.log_days)
        self.role = self._role()
        self.function = self._function(settings, environment)
        self.alias = lambda_.Alias(
            self,
            "Live",
            alias_name="live",
            version=self.function.current_version,
            provisioned_concurrent_executions=settings.provisioned,
        )

    def _role(self) -> iam.Role:
        """What is needed to run and to write its own log; the stack grants the rest."""
        role = iam.Role(self, "Role", assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"))
        self.log.grant_write(role)
        acknowledge(
            role,
            "IAM5[Resource::*]",
            because="X-Ray's two actions, which record a trace, take no resource.",
        )
        return role

    def _function(
        self, settings: Settings, environment: Mapping[str, str]
    ) -> lambda_.DockerImageFunction:
        architecture, platform = ARCHITECTURES[settings.architecture]
        function = lambda_.DockerImageFunction(
            self,
            "Function",
            description="Reads handwritten digits in pictures",
            code=lambda_.DockerImageCode.from_image_asset(
                str(ROOT),
                file="lambda_fn/Dockerfile",
                build_args={"BASE": settings.base},
                platform=platform,
                display_name="digitpad",
            ),
            architecture=architecture,
            memory_size=settings.memory,
            timeout=Duration.seconds(TIMEOUT),
            environment=dict(environment),
            role=self.role,
            log_group=self.log,
            tracing=lambda_.Tracing.ACTIVE,
            snap_start=lambda_.SnapStartConf.ON_PUBLISHED_VERSIONS if settings.snapstart else None,
            reserved_concurrent_executions=settings.reserved,
        )
        Annotations.of(function).acknowledge_warning(
            "@aws-cdk/aws-lambda:snapStartRequirePublish", "The alias calls a published version."
        )
        return function

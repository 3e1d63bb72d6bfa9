"""A new version gets a tenth of the requests first, and all of them if no alarm goes off."""

from collections.abc import Sequence

from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_codedeploy as codedeploy
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.acknowledged import acknowledge


class Rollout(Construct):
    """CodeDeploy moves the alias; an alarm moves it back and fails the deploy."""

    def __init__(
        self,
        scope: Construct,
        name: str,
        *,
        alias: lambda_.Alias,
        alarms: Sequence[cloudwatch.IAlarm],
    ) -> None:
        super().__init__(scope, name)
        group = codedeploy.LambdaDeploymentGroup(
            self,
            "Group",
            alias=alias,
            # twice the slowest alarm's quarter of an hour: what is wrong in the first half is seen
            deployment_config=codedeploy.LambdaDeploymentConfig.CANARY_10_PERCENT_30_MINUTES,
            alarms=[*alarms],
            auto_rollback=codedeploy.AutoRollbackConfig(deployment_in_alarm=True),
        )
        acknowledge(
            group,
            "IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSCodeDeployRoleForLambdaLimited]",
            because="AWS made this policy for CodeDeploy moving an alias of Lambda, and keeps it.",
        )

"""Findings of cdk-nag that stay, each with its reason, recorded beside what it is about."""

from typing import cast

from aws_cdk import Acknowledgment, CfnElement, IResource, Stack, Token, Validations
from constructs import IConstruct

BASIC_EXECUTION = (
    "IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]"
)


def acknowledge(construct: IConstruct, *findings: str, because: str) -> None:
    """Let findings of AwsSolutions about `construct`, or about what is in it, stand."""
    for finding in findings:
        accepted = Acknowledgment(id=f"AwsSolutions::AwsSolutions-{finding}", reason=because)
        Validations.of(construct).acknowledge(accepted)


def wildcard(resource: IResource, path: str) -> str:
    """The finding that somebody may do something to all of `resource` under `path`."""
    element = cast(CfnElement, resource.node.default_child)
    return f"IAM5[Resource::<{Stack.of(resource).get_logical_id(element)}.Arn>/{path}]"


def wildcard_of_assets(stack: Stack) -> str:
    """The finding that somebody may read all that the CDK uploaded before the deploy."""
    partition, account, region = (
        f"<AWS::{name}>" if Token.is_unresolved(value) else value
        for name, value in (
            ("Partition", stack.partition),
            ("AccountId", stack.account),
            ("Region", stack.region),
        )
    )
    return f"IAM5[Resource::arn:{partition}:s3:::cdk-hnb659fds-assets-{account}-{region}/*]"

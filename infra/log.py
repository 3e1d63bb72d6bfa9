"""A log that is forgotten after some days, and with the stack."""

from aws_cdk import RemovalPolicy
from aws_cdk import aws_logs as logs
from constructs import Construct

RETENTION = {
    1: logs.RetentionDays.ONE_DAY,
    7: logs.RetentionDays.ONE_WEEK,
    14: logs.RetentionDays.TWO_WEEKS,
    30: logs.RetentionDays.ONE_MONTH,
    90: logs.RetentionDays.THREE_MONTHS,
    180: logs.RetentionDays.SIX_MONTHS,
    365: logs.RetentionDays.ONE_YEAR,
}


class Log(logs.LogGroup):
    """A log group of ours."""

    def __init__(self, scope: Construct, name: str, *, days: int) -> None:
        super().__init__(
            scope, name, retention=RETENTION[days], removal_policy=RemovalPolicy.DESTROY
        )

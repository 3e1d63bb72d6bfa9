"""A request a day, so that the first person after a quiet month is answered.

Lambda puts a function of a container image to rest where nobody has asked for weeks, and a version
with a snapshot after 14 days; the next request fails and wakes it:
https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html
"""

from aws_cdk import Duration
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra import route


class Heartbeat(Construct):
    """Asks daily whether a model is loaded; what fails at that is counted as for anybody."""

    def __init__(self, scope: Construct, name: str, *, function: lambda_.IFunction) -> None:
        super().__init__(scope, name)
        request = events.RuleTargetInput.from_object(route.HEALTH)
        events.Rule(
            self,
            "Daily",
            description="Keeps Digitpad's function from being put to rest",
            schedule=events.Schedule.rate(Duration.days(1)),
            targets=[targets.LambdaFunction(function, event=request)],
        )

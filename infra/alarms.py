"""What somebody must look at, and what to do about it, in each alarm's own words."""

from aws_cdk import Stack
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_iam as iam
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sns_subscriptions as subscriptions
from constructs import Construct

from infra.metrics import PERIOD, Metrics

# Of the most that passes in a period. In a flood the gateway may leave 429s out of its metrics and
# its log, so that they are no measure of one.
FLOODED = 0.8


class Alarms(Construct):
    """`all` of them, and those `of_a_release` that tell a bad version."""

    def __init__(
        self, scope: Construct, name: str, *, metrics: Metrics, rate: int, email: str | None
    ) -> None:
        """`rate` is what the gateway lets through, in requests a second."""
        super().__init__(scope, name)
        failing = self._alarm(
            "Failing",
            metrics.faults(),
            1,
            "The function failed, died or has no model. Nothing that a client sends may cause "
            'that: look in its log for "failed", "Task timed out" and "model not loaded".',
        )
        slow = self._alarm(
            "Slow",
            metrics.latency("p99"),
            3000,
            "One answer in a hundred has taken over 3 s for a quarter of an hour. Cold starts? See "
            "the dashboard.",
            periods=3,
        )
        model_not_loaded = self._alarm(
            "ModelNotLoaded",
            metrics.model_load_failures(),
            1,
            "A model in the bucket cannot be used; the last good one answers. Roll back with "
            "python -m training.publish --rollback.",
        )
        unreached = self._alarm(
            "S3NotReached",
            metrics.unreached(),
            1,
            "S3 does not answer, or denies. The last good model reads on; given drawings are "
            "refused with 503. See AWS's health, and whether the function's role or a bucket was "
            "changed.",
            # Not once: it happens. But one instance looks once a minute, and only when it is asked.
            periods=3,
            of_them=2,
        )
        unanswered = self._alarm(
            "NotAnswered",
            metrics.failed(),
            5,
            "The gateway answers with 5xx. Where no other alarm says why, it cannot call the "
            "function: see the alias's permission, and whether its image is still in ECR.",
        )
        throttled = self._alarm(
            "Throttled",
            metrics.throttled_by_lambda(),
            1,
            "More requests at once than Lambda runs: the account's quota or `reserved` is too low.",
        )
        flooded = self._alarm(
            "Flooded",
            metrics.requests(),
            FLOODED * rate * PERIOD.to_seconds(),
            "Nearly as many requests as the gateway lets through, before it answers 429: a crowd "
            "(raise `rate` and `burst`) or a flood (leave them).",
        )
        # None of the others is a version's fault: a flood must not roll a release back.
        self.of_a_release = [failing, slow, model_not_loaded]
        self.all = [*self.of_a_release, unreached, unanswered, throttled, flooded]
        if email:
            self._tell(email)

    def _alarm(
        self,
        name: str,
        metric: cloudwatch.IMetric,
        threshold: float,
        description: str,
        periods: int = 1,
        of_them: int | None = None,
    ) -> cloudwatch.Alarm:
        """At or above the threshold in each of the last periods, or in so many `of_them`."""
        return cloudwatch.Alarm(
            self,
            name,
            metric=metric,
            threshold=threshold,
            evaluation_periods=periods,
            datapoints_to_alarm=of_them,
            comparison_operator=(cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD),
            # nobody drew anything: nothing is wrong
            treat_missing_data=cloudwatch.TreatMissingData.NOT_BREACHING,
            alarm_description=description,
        )

    def _tell(self, email: str) -> None:
        topic = sns.Topic(self, "Topic", display_name="Digitpad", enforce_ssl=True)
        # A topic with a policy of its own loses the one by which alarms of the account may publish.
        topic.add_to_resource_policy(_alarms_may_publish(topic))
        topic.add_subscription(subscriptions.EmailSubscription(email))
        for alarm in self.all:
            alarm.add_alarm_action(actions.SnsAction(topic))
            alarm.add_ok_action(actions.SnsAction(topic))


def _alarms_may_publish(topic: sns.ITopic) -> iam.PolicyStatement:
    stack = Stack.of(topic)
    return iam.PolicyStatement(
        principals=[iam.ServicePrincipal("cloudwatch.amazonaws.com")],
        actions=["sns:Publish"],
        resources=[topic.topic_arn],
        conditions={"StringEquals": {"aws:SourceAccount": stack.account}},
    )

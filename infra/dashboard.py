"""One page that shows how the service does."""

from collections.abc import Sequence

from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_logs as logs
from constructs import Construct

from infra.metrics import Metric, Metrics

HALF = 12  # of a dashboard's 24 columns
MODELS = 'filter message = "read" | stats count(*) as readings, max(@timestamp) as last by model'


class Dashboard(cloudwatch.Dashboard):
    """What is asked, how it is answered, how sure the answers are, and by which model."""

    def __init__(
        self,
        scope: Construct,
        name: str,
        *,
        metrics: Metrics,
        alarms: Sequence[cloudwatch.IAlarm],
        function_log: logs.ILogGroup,
    ) -> None:
        super().__init__(scope, name)
        throttled = [metrics.throttled_by_gateway(), metrics.throttled_by_lambda()]
        self.add_widgets(cloudwatch.AlarmStatusWidget(title="Alarms", alarms=[*alarms], width=24))
        self.add_widgets(
            _graph("Requests", metrics.requests(), metrics.refused(), metrics.failed()),
            _graph("Refusals by reason", *metrics.refusals()),
        )
        self.add_widgets(
            _graph("Milliseconds", *map(metrics.latency, ("p50", "p99")), metrics.reading("p50")),
            _graph("Instances", metrics.running(), metrics.cold_starts(), *throttled),
        )
        self.add_widgets(
            _graph("Confidence", *map(metrics.confidence, ("p10", "p50", "Average"))),
            _graph("Models", metrics.model_load_failures(), metrics.models_not_reached()),
        )
        self.add_widgets(_graph("Drawings", metrics.given(), metrics.taken_back()))
        self.add_widgets(
            cloudwatch.LogQueryWidget(
                title="Models that answered",
                log_group_names=[function_log.log_group_name],
                query_string=MODELS,
                width=24,
            )
        )


def _graph(title: str, *lines: Metric) -> cloudwatch.GraphWidget:
    return cloudwatch.GraphWidget(title=title, left=[*lines], width=HALF)

"""What is counted, by the function, by Lambda and by the gateway, under the names they use."""

from collections.abc import Mapping

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch

from infra.environment import METRICS_NAMESPACE
from infra.http_api import HttpApi
from infra.recogniser import Recogniser
from lambda_fn.errors import DigitpadError, NoModel, StoreUnavailable
from lambda_fn.problems import PROBLEMS

PERIOD = Duration.minutes(5)
Metric = cloudwatch.Metric
Sum = cloudwatch.MathExpression


class Metrics:
    """The metrics of one stage; a method's argument is the statistic."""

    def __init__(self, *, service: str, recogniser: Recogniser, http_api: HttpApi) -> None:
        self._service = service
        self._function, self._api = recogniser.function, http_api.api

    def requests(self) -> Metric:
        """Whatever reached the gateway."""
        return self._api.metric_count(label="requests", period=PERIOD)

    def refused(self) -> Metric:
        """4xx, the sender's to mend."""
        return self._api.metric_client_error(label="refused (4xx)", period=PERIOD)

    def failed(self) -> Metric:
        """5xx: faults of ours, requests that Lambda did not take, drawings that S3 did not."""
        return self._api.metric_server_error(label="failed (5xx)", period=PERIOD)

    def faults(self) -> Sum:
        """Ours alone: what the function failed at and could say, died of, or had no model for."""
        said, no_model = self._counted("Failed", label="failed"), self._refusal(NoModel)
        died = self._function.metric_errors(label="died", statistic="Sum", period=PERIOD)
        return _sum("faults of ours", said=said, died=died, no_model=no_model)

    def unreached(self) -> Sum:
        """Times that S3 did not answer: for a model, or for a given drawing."""
        models, drawings = self.models_not_reached(), self._refusal(StoreUnavailable)
        return _sum("S3 not reached", models=models, drawings=drawings)

    def latency(self, statistic: str) -> Metric:
        """Milliseconds from the gateway's first byte in to its last byte out."""
        return self._api.metric_latency(label=statistic, statistic=statistic, period=PERIOD)

    def throttled_by_gateway(self) -> Metric:
        """429: more requests than the stage lets through."""
        return self._counted("Throttled", label="gateway (429)")

    def throttled_by_lambda(self) -> Metric:
        """More requests at once than Lambda runs. All versions: an alarm on the alias's own would
        depend on the alias, and the alias's rollout on the alarm."""
        return self._function.metric_throttles(label="function", period=PERIOD)

    def running(self) -> Metric:
        """Instances that run at once."""
        return self._function.metric(
            "ConcurrentExecutions", label="at once", statistic="Maximum", period=PERIOD
        )

    def cold_starts(self) -> Metric:
        """Requests that had to wait for a new instance."""
        name = {"function_name": self._function.function_name}
        return self._counted("ColdStart", label="cold starts", dimensions=name)

    def model_load_failures(self) -> Metric:
        """Models that were pointed to and could not be used."""
        return self._counted("ModelLoadFailure", label="models not loaded")

    def models_not_reached(self) -> Metric:
        """Looks for a model that S3 did not answer."""
        return self._counted("ModelNotReached", label="models not reached")

    def confidence(self, statistic: str) -> Metric:
        """How sure the answers were, 0 to 1."""
        return self._counted("Confidence", label=statistic, statistic=statistic)

    def reading(self, statistic: str) -> Metric:
        """Milliseconds that the function took to read a picture."""
        label = f"reading {statistic}"
        return self._counted("Milliseconds", label=label, statistic=statistic)

    def given(self) -> Metric:
        """Drawings that people gave, each as often as it was given."""
        return self._counted("DrawingsGiven", label="given")

    def taken_back(self) -> Metric:
        """Drawings that their givers took back."""
        return self._counted("DrawingsTakenBack", label="taken back")

    def refusals(self) -> list[Metric]:
        """One for each reason."""
        return [self._refusal(error) for error in PROBLEMS]

    def _refusal(self, error: type[DigitpadError]) -> Metric:
        return self._counted(f"Refused{error.__name__}", label=error.__name__)

    def _counted(
        self,
        name: str,
        *,
        label: str,
        statistic: str = "Sum",
        dimensions: Mapping[str, str] | None = None,
    ) -> Metric:
        return Metric(
            namespace=METRICS_NAMESPACE,
            metric_name=name,
            dimensions_map={"service": self._service, **(dimensions or {})},
            label=label,
            statistic=statistic,
            period=PERIOD,
        )


def _sum(label: str, **metrics: Metric) -> Sum:
    """Of all; what nobody counted in a period is 0 in it."""
    expression = " + ".join(f"FILL({name}, 0)" for name in metrics)
    return Sum(expression=expression, using_metrics={**metrics}, label=label, period=PERIOD)

"""Whether all is well: metrics, the alarms on them, and a dashboard of both."""

from constructs import Construct

from infra.alarms import Alarms
from infra.dashboard import Dashboard
from infra.http_api import HttpApi
from infra.metrics import Metrics
from infra.recogniser import Recogniser
from infra.settings import Settings


class Monitoring(Construct):
    """`alarms` and `dashboard`."""

    def __init__(
        self,
        scope: Construct,
        name: str,
        *,
        recogniser: Recogniser,
        http_api: HttpApi,
        settings: Settings,
    ) -> None:
        super().__init__(scope, name)
        metrics = Metrics(service=settings.service, recogniser=recogniser, http_api=http_api)
        self.alarms = Alarms(
            self, "Alarms", metrics=metrics, rate=settings.rate, email=settings.email
        )
        self.dashboard = Dashboard(
            self,
            "Dashboard",
            metrics=metrics,
            alarms=self.alarms.all,
            function_log=recogniser.log,
        )

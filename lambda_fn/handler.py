"""The Lambda entry: HTTP in, HTTP out. What a drawing is, the rest of the package knows."""

import json
import os
import time
from functools import cache
from http import HTTPStatus
from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.metrics import MetricUnit

from lambda_fn import recogniser
from lambda_fn.body import read_picture
from lambda_fn.errors import DigitpadError, MethodNotAllowed, NotFound
from lambda_fn.memory import keep_freed
from lambda_fn.model_store import ModelStore
from lambda_fn.problems import problem, problem_response
from lambda_fn.settings import Settings

SERVICE = os.environ.get("POWERTOOLS_SERVICE_NAME", "digitpad")  # names the stage, where set
METHODS = {"/api/predict": "POST", "/api/model": "GET", "/api/health": "GET"}

logger = Logger(service=SERVICE)
metrics = Metrics(namespace="Digitpad", service=SERVICE)
app = APIGatewayHttpResolver()
keep_freed()  # now: it holds for what is allocated later


@cache
def model_store() -> ModelStore:
    """Where the model comes from; made with the first request, kept while the process lives."""
    settings = Settings.from_env(os.environ)
    bucket = None
    if settings.model_bucket:
        from lambda_fn.s3 import S3Bucket  # not above: it is the dearest import of all

        bucket = S3Bucket(settings.model_bucket)
    return ModelStore(folder=settings.model_folder, bucket=bucket, report=_model_not_loaded)


def _model_not_loaded(why: str) -> None:
    logger.warning("model not loaded", why=why)
    metrics.add_metric("ModelLoadFailure", MetricUnit.Count, 1)


@app.post("/api/predict")
def predict() -> Response[str]:
    """Read the posted picture."""
    started = time.perf_counter()
    explain = app.current_event.query_string_parameters.get("explain") == "1"
    picture = read_picture(app.current_event.raw_event)
    reading = recogniser.read(picture, model_store().current(), explain=explain)
    milliseconds = (time.perf_counter() - started) * 1e3
    metrics.add_metric("Milliseconds", MetricUnit.Milliseconds, milliseconds)
    metrics.add_metric("Confidence", MetricUnit.NoUnit, reading.confidence)
    steps = {**reading.milliseconds, "total": round(milliseconds, 2)}
    logger.info("read", marks=len(reading.digits), model=reading.version, milliseconds=steps)
    timing = ", ".join(f"{step};dur={took}" for step, took in steps.items())
    return _json(reading.to_dict(), {"Server-Timing": timing})


@app.get("/api/model")
def model() -> Response[str]:
    """The manifest of the model in use."""
    return _json(model_store().current().manifest.record)


@app.get("/api/health")
def health() -> Response[str]:
    """Whether a model is loaded."""
    return _json({"status": "ok", "model": model_store().current().manifest.version})


@app.not_found
def not_found(_: Exception) -> Response[str]:
    """No route for this path, or none with this method."""
    path, method = app.current_event.path, app.current_event.http_method
    allowed = METHODS.get(path)
    answer: Response[str] = refuse(
        MethodNotAllowed(method, allowed) if allowed else NotFound(f"Nothing is at {path}.")
    )
    return answer


@app.exception_handler(DigitpadError)  # type: ignore[untyped-decorator]
def refuse(error: DigitpadError) -> Response[str]:
    """An error that is the sender's to mend, or the want of a model."""
    reason = type(error).__name__
    logger.info("refused", reason=reason)
    metrics.add_metric(f"Refused{reason}", MetricUnit.Count, 1)
    return problem(error)


@app.exception_handler(Exception)  # type: ignore[untyped-decorator]
def failed(error: Exception) -> Response[str]:
    """A fault of ours: logged with its traceback, and a metric that the alarm watches."""
    logger.error("failed", exc_info=error)
    metrics.add_metric("Failed", MetricUnit.Count, 1)
    detail = "The fault is on this side and has been recorded."
    return problem_response(HTTPStatus.INTERNAL_SERVER_ERROR, "Something went wrong", detail)


@metrics.log_metrics(capture_cold_start_metric=True)
def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """The function: an HTTP API event (payload 2.0) in, its answer out."""
    metrics.add_metric("Requests", MetricUnit.Count, 1)
    return app.resolve(event, context)


def _json(body: dict[str, Any], headers: dict[str, str | list[str]] | None = None) -> Response[str]:
    return Response(
        status_code=int(HTTPStatus.OK),
        content_type="application/json",
        body=json.dumps(body, ensure_ascii=False, separators=(",", ":")),
        headers={"Cache-Control": "no-store", **(headers or {})},
    )

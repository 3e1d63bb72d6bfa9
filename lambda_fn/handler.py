"""The Lambda entry: HTTP in, HTTP out. What a drawing is, the rest of the package knows."""

import os
import re
import time
from functools import cache
from http import HTTPStatus
from importlib import import_module
from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.metrics import MetricUnit

from lambda_fn import recogniser, tokens
from lambda_fn.answers import created, json_answer, nothing
from lambda_fn.body import read_drawing, read_json
from lambda_fn.collection import Collection
from lambda_fn.drawings import Gift
from lambda_fn.errors import (
    BadModel,
    DigitpadError,
    MethodNotAllowed,
    NoModel,
    NotFound,
    StoreUnavailable,
)
from lambda_fn.memory import keep_freed
from lambda_fn.model_store import ModelStore, Unavailable
from lambda_fn.problems import problem, problem_response
from lambda_fn.settings import Settings

SERVICE = os.environ.get("POWERTOOLS_SERVICE_NAME", "digitpad")  # names the stage, where set
READ = ["GET", "HEAD"]  # a HEAD's body the gateway leaves out; monitors ask so
METHODS = {
    "/api/predict": "POST",
    "/api/drawings": "POST",
    "/api/drawings/{id}": "DELETE",
    "/api/model": ", ".join(READ),
    "/api/health": ", ".join(READ),
}
GIVING = "POST /api/drawings"  # the gateway's route, which is throttled more than the others
A_DRAWING = re.compile(r"(?<=/)[0-9a-f]{64}\Z")

logger = Logger(service=SERVICE)
metrics = Metrics(namespace="Digitpad", service=SERVICE)
app = APIGatewayHttpResolver()
keep_freed()  # now: it holds for what is allocated later
if os.environ.get("AWS_LAMBDA_INITIALIZATION_TYPE") == "snap-start":
    import_module("lambda_fn.s3")  # a function that starts from a snapshot needs boto3, the dearest


@cache
def model_store() -> ModelStore:
    """Where the model comes from; made with the first request, kept while the process lives."""
    settings = Settings.from_env(os.environ)
    bucket = None
    if settings.model_bucket:
        from lambda_fn.signed_get import reader  # not above: only who has a bucket pays for it

        bucket = reader(settings.model_bucket, os.environ)
    return ModelStore(folder=settings.model_folder, bucket=bucket, report=_model_not_loaded)


def _model_not_loaded(error: BadModel | Unavailable) -> None:
    logger.warning("model not loaded", why=str(error))
    if isinstance(error, BadModel):
        metrics.add_metric("ModelLoadFailure", MetricUnit.Count, 1)
    else:
        metrics.add_metric("ModelNotReached", MetricUnit.Count, 1)


@cache
def collection() -> Collection:
    """Where given drawings go. Raises NotFound where none are collected."""
    name = Settings.from_env(os.environ).drawings_bucket
    if not name:
        raise NotFound("No drawings are collected here.")
    from lambda_fn.s3 import BRIEF, S3Bucket  # not above: it is the dearest import of all

    return Collection(S3Bucket(name, timeouts=BRIEF, may_list=False))


@app.post("/api/predict")
def predict() -> Response[str]:
    """Read the posted picture."""
    started = time.perf_counter()
    explain = app.current_event.query_string_parameters.get("explain") == "1"
    picture, strokes = read_drawing(app.current_event.raw_event)
    reading = recogniser.read(picture, model_store().current(), strokes=strokes, explain=explain)
    milliseconds = (time.perf_counter() - started) * 1e3
    metrics.add_metric("Milliseconds", MetricUnit.Milliseconds, milliseconds)
    metrics.add_metric("Confidence", MetricUnit.NoUnit, reading.confidence)
    steps = {**reading.milliseconds, "total": round(milliseconds, 2)}
    logger.info("read", marks=len(reading.digits), model=reading.version, milliseconds=steps)
    timing = ", ".join(f"{step};dur={took}" for step, took in steps.items())
    return json_answer(reading.to_dict(), {"Server-Timing": timing})


@app.post("/api/drawings")
def give() -> Response[str]:
    """Keep the posted drawing, which somebody chose to give, with what it is."""
    if app.current_event.raw_event.get("routeKey") != GIVING:  # "%64rawings" may take another way
        raise NotFound(f"Nothing is at {app.current_event.path}.")
    kept = collection()
    gift = Gift.parse(read_json(app.current_event.raw_event))
    token = kept.give(gift, _version())
    logger.info("given", id=gift.id, label=gift.label)
    metrics.add_metric("DrawingsGiven", MetricUnit.Count, 1)
    return created({"id": gift.id, "token": token}, f"/api/drawings/{gift.id}")


def _version() -> str | None:
    try:
        return model_store().current().manifest.version
    except NoModel:
        return None


@app.delete("/api/drawings/<id>")
def take_back(id: str) -> Response[str]:
    """Delete a drawing, for who has the token that its giver got."""
    collection().take_back(id, tokens.bearer(app.current_event.raw_event.get("headers") or {}))
    logger.info("taken back", id=id)
    metrics.add_metric("DrawingsTakenBack", MetricUnit.Count, 1)
    return nothing()


@app.route("/api/model", method=READ)
def model() -> Response[str]:
    """The manifest of the model in use."""
    return json_answer(model_store().current().manifest.record)


@app.route("/api/health", method=READ)
def health() -> Response[str]:
    """Whether a model is loaded."""
    return json_answer({"status": "ok", "model": model_store().current().manifest.version})


@app.not_found
def not_found(_: Exception) -> Response[str]:
    """No route for this path, or none with this method."""
    path, method = app.current_event.path, app.current_event.http_method
    allowed = METHODS.get(A_DRAWING.sub("{id}", path))
    answer: Response[str] = refuse(
        MethodNotAllowed(method, allowed) if allowed else NotFound(f"Nothing is at {path}.")
    )
    return answer


@app.exception_handler(StoreUnavailable)  # type: ignore[untyped-decorator]
def not_kept(error: StoreUnavailable) -> Response[str]:
    """S3 fails where a drawing was to be kept, or taken back."""
    logger.warning("drawings not reached", why=error.why)
    answer: Response[str] = refuse(error)
    return answer


@app.exception_handler(DigitpadError)  # type: ignore[untyped-decorator]
def refuse(error: DigitpadError) -> Response[str]:
    """An error that is the sender's to mend, or the want of a model or of the store."""
    reason = type(error).__name__
    logger.info("refused", reason=reason)
    metrics.add_metric(f"Refused{reason}", MetricUnit.Count, 1)
    return problem(error)


@app.exception_handler(Exception)  # type: ignore[untyped-decorator]
def failed(error: Exception) -> Response[str]:
    """A fault of ours: logged with its traceback, and a metric that an alarm watches."""
    logger.error("failed", exc_info=error)
    metrics.add_metric("Failed", MetricUnit.Count, 1)
    detail = "The fault is on this side and has been recorded."
    return problem_response(HTTPStatus.INTERNAL_SERVER_ERROR, "Something went wrong", detail)


@metrics.log_metrics(capture_cold_start_metric=True)
def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """The function: an HTTP API event (payload 2.0) in, its answer out."""
    metrics.add_metric("Requests", MetricUnit.Count, 1)
    return app.resolve(event, context)

"""What the function is told by its environment: the same in the cloud and on one machine."""

METRICS_NAMESPACE = "Digitpad"
TIMEOUT = 20
"""Seconds for one request. The gateway gives up after 30, and S3 at its slowest, three objects
at two tries of three seconds each, takes 18."""


def function_environment(
    *, model_bucket: str, drawings_bucket: str, service: str
) -> dict[str, str]:
    """The environment variables; `service` names the function in its logs and metrics.

    Without a bucket for them, "", no drawings are collected.
    """
    return {
        "DRAWINGS_BUCKET": drawings_bucket,
        "MODEL_BUCKET": model_bucket,
        "POWERTOOLS_LOG_LEVEL": "INFO",
        "POWERTOOLS_METRICS_NAMESPACE": METRICS_NAMESPACE,
        "POWERTOOLS_SERVICE_NAME": service,
    }

"""The environment variables that the function gets on this machine."""

import os
from pathlib import Path

from infra import environment as cloud
from infra.settings import Settings

REGION = "us-east-1"
SETTINGS = Settings(stage="local")


def function_environment(
    *, s3: str, bucket: str, model_dir: Path, drawings: str = ""
) -> dict[str, str]:
    """What Lambda and the stack would set, with credentials that open nothing anywhere."""
    return {
        "AWS_ACCESS_KEY_ID": "local",
        "AWS_SECRET_ACCESS_KEY": "local",
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ENDPOINT_URL_S3": s3,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_LAMBDA_FUNCTION_NAME": "digitpad",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(SETTINGS.memory),
        "MODEL_DIR": str(model_dir),
        **cloud.function_environment(
            model_bucket=bucket, drawings_bucket=drawings, service=SETTINGS.service
        ),
        # botocore would send even requests to this machine through a proxy
        "NO_PROXY": "127.0.0.1",
        "no_proxy": "127.0.0.1",
    }


def enter(environment: dict[str, str]) -> None:
    """Make it this process's own, and forget the AWS account that the developer may be in."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        del os.environ[name]
    os.environ.update(environment)

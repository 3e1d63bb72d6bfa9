"""The real runtime client runs the real handler in a fresh process, as Lambda does."""

import json
from pathlib import Path

import pytest

from infra.localhost.environment import function_environment
from infra.localhost.models import publish_locally, s3_server
from tests.function_process import function_process
from tests.needs import runtime_client
from tests.posting import posted

ROOT = Path(__file__).parents[2]
RELEASED = ROOT / "training" / "released"
BUCKET = "models"


@pytest.fixture(autouse=True)
def needs_the_runtime_client() -> None:
    runtime_client()


def test_a_function_with_its_own_model_reads_refuses_and_goes_on() -> None:
    environment = function_environment(s3="http://127.0.0.1:9", bucket="", model_dir=RELEASED)
    del environment["MODEL_BUCKET"]
    with function_process(environment, "-X", "importtime") as function:
        first = function.invoke(posted())
        broken = function.invoke(posted(b"\x89PNG\r\n\x1a\nthis is no picture"))
        again = function.invoke(posted())

    assert first["statusCode"] == again["statusCode"] == 200
    assert json.loads(first["body"])["digits"][0]["digit"] == 7
    assert json.loads(again["body"])["number"] == "7"
    assert broken["statusCode"] == 400
    assert broken["headers"]["Content-Type"] == "application/problem+json"
    imported = "".join(function.said)
    assert "lambda_fn." in imported
    assert "tensorflow" not in imported


def test_a_function_fetches_the_model_that_the_bucket_points_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nothing = tmp_path / "no-model"
    nothing.mkdir()
    with s3_server() as s3:
        environment = function_environment(s3=s3, bucket=BUCKET, model_dir=nothing)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        version = publish_locally(BUCKET, RELEASED)
        with function_process(environment) as function:
            answer = function.invoke(posted())

    assert answer["statusCode"] == 200
    reading = json.loads(answer["body"])
    assert (reading["number"], reading["model"]["version"]) == ("7", version)

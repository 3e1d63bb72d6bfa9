"""The real runtime client runs the real handler in a fresh process, as Lambda does."""

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

from infra.localhost.environment import function_environment
from infra.localhost.events import event_from
from infra.localhost.messages import Request
from infra.localhost.models import publish_locally, s3_server
from tests.needs import missing
from tests.runtime_api import RuntimeApi

ROOT = Path(__file__).parents[2]
RELEASED = ROOT / "training" / "released"
BUCKET = "models"


@pytest.fixture(autouse=True)
def runtime_client() -> None:
    """The real one; it is for Linux alone."""
    if importlib.util.find_spec("awslambdaric") is None:
        missing("awslambdaric")


def seven() -> bytes:
    """A PNG of a thick black 7 on white paper."""
    paper = Image.new("L", (300, 300), 255)
    stroke = [(80, 70), (220, 70), (130, 240)]
    ImageDraw.Draw(paper).line(stroke, fill=0, width=24, joint="curve")
    file = BytesIO()
    paper.save(file, "PNG")
    return file.getvalue()


def predict(body: bytes) -> dict[str, Any]:
    headers = (("Content-Type", "image/png"),)
    request = Request("POST", "/api/predict", headers=headers, body=body)
    return event_from(request, request_id="1", now=datetime.now(UTC))


@contextmanager
def function(environment: dict[str, str], report: Path) -> Iterator[RuntimeApi]:
    """The handler in a process of its own, with no variables but `environment`'s.

    What the process imported is in the file `report` afterwards.
    """
    with RuntimeApi() as api, report.open("wb") as imports:
        command = [sys.executable, "-X", "importtime", "-m", "awslambdaric"]
        process = subprocess.Popen(
            [*command, "lambda_fn.handler.handler"],
            cwd=ROOT,
            env=environment | {"AWS_LAMBDA_RUNTIME_API": api.address, "PATH": os.environ["PATH"]},
            stdout=subprocess.DEVNULL,
            stderr=imports,
        )
        try:
            yield api
            assert process.poll() is None, f"the function died: {process.returncode}"
        finally:
            process.kill()
            process.wait()


def test_a_function_with_its_own_model_reads_refuses_and_goes_on(tmp_path: Path) -> None:
    environment = function_environment(s3="http://127.0.0.1:9", bucket="", model_dir=RELEASED)
    del environment["MODEL_BUCKET"]
    with function(environment, tmp_path / "imports") as api:
        first = api.invoke(predict(seven()))
        broken = api.invoke(predict(b"\x89PNG\r\n\x1a\nthis is no picture"))
        again = api.invoke(predict(seven()))

    assert first["statusCode"] == again["statusCode"] == 200
    assert json.loads(first["body"])["digits"][0]["digit"] == 7
    assert json.loads(again["body"])["number"] == "7"
    assert broken["statusCode"] == 400
    assert broken["headers"]["Content-Type"] == "application/problem+json"
    imported = (tmp_path / "imports").read_text()
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
        with function(environment, tmp_path / "imports") as api:
            answer = api.invoke(predict(seven()))

    assert answer["statusCode"] == 200
    reading = json.loads(answer["body"])
    assert (reading["number"], reading["model"]["version"]) == ("7", version)

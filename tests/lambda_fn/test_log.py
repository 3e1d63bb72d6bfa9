"""What the function writes: its log, and its metrics, which it prints."""

import json
from base64 import b64encode

import boto3
import pytest

from lambda_fn.pointer import POINTER_KEY
from tests.lambda_fn.asking import SEVEN, invoke, log, predict, predict_json, refused
from tests.posting import posted

pytestmark = pytest.mark.usefixtures("function")
DATA_URL = "data:image/png;base64," + b64encode(SEVEN).decode()


def test_nothing_of_a_picture_is_in_the_log() -> None:
    secret = b64encode(b"a very secret drawing").decode()
    with log() as lines:
        predict(query="explain=1")
        predict_json(DATA_URL)
        predict_json(secret)
        predict_json("data:" + secret)
        predict(b"a very secret drawing")
        predict(b"a very secret drawing", "text/plain")
    written = lines.getvalue()
    assert '"marks"' in written
    assert '"refused"' in written
    for part in (b64encode(SEVEN).decode()[200:230], "iVBOR", secret[:8], "secret"):
        assert part not in written


def test_the_log_counts_what_happened() -> None:
    with log() as lines:
        predict()
        predict(b"seven")
    records = [json.loads(line) for line in lines.getvalue().splitlines()]
    metrics = {name for record in records if "_aws" in record for name in record}
    assert {"Requests", "Milliseconds", "Confidence", "RefusedUnreadableImage"} <= metrics
    assert "Failed" not in metrics


def use_bucket_at(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MODEL_BUCKET", "models")
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", endpoint)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")


@pytest.mark.parametrize("endpoint", ["http://127.0.0.1:9", "not a url"])
def test_a_bucket_that_is_not_reached_is_counted_with_the_reason_and_the_baked_one_answers(
    monkeypatch: pytest.MonkeyPatch, endpoint: str
) -> None:
    use_bucket_at(endpoint, monkeypatch)
    with log() as lines:
        assert predict().body["number"] == "7"
    records = [json.loads(line) for line in lines.getvalue().splitlines()]
    assert sum("ModelNotReached" in record for record in records) == 1
    assert "ModelLoadFailure" not in lines.getvalue()  # S3 is at fault, and no model to be undone
    (why,) = [record["why"] for record in records if record.get("message") == "model not loaded"]
    assert endpoint in why


def test_a_model_that_cannot_be_used_is_counted_with_the_reason_and_the_baked_one_answers(
    endpoint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_bucket_at(endpoint, monkeypatch)
    s3 = boto3.client("s3", endpoint_url=endpoint)
    s3.create_bucket(Bucket="models")
    s3.put_object(Bucket="models", Key=POINTER_KEY, Body=b"no pointer")
    with log() as lines:
        assert predict().body["number"] == "7"
    s3.delete_object(Bucket="models", Key=POINTER_KEY)
    records = [json.loads(line) for line in lines.getvalue().splitlines()]
    assert sum("ModelLoadFailure" in record for record in records) == 1
    assert "ModelNotReached" not in lines.getvalue()
    (why,) = [record["why"] for record in records if record.get("message") == "model not loaded"]
    assert POINTER_KEY in why


def test_a_fault_of_ours_is_a_500_that_tells_nothing_and_is_counted() -> None:
    with log() as lines:
        told = refused(invoke(posted() | {"body": 7}), 500)  # no gateway sends that
    assert "int" not in told
    assert "'int' object has no attribute" in lines.getvalue()
    assert '"Failed"' in lines.getvalue()

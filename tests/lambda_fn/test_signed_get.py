"""A signed GET of our own: against AWS's published example, botocore, and servers that fail."""

from typing import Any

import pytest
from botocore.auth import S3SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials as BotocoreCredentials

from lambda_fn.model_store import Unavailable
from lambda_fn.s3 import S3Bucket
from lambda_fn.signed_get import CONNECT, LARGEST, READ, Credentials, SignedBucket, reader
from tests.lambda_fn.stores import BUCKET, put
from tests.lambda_fn.test_s3 import ERROR, answering
from tests.unreliable_s3 import Fault, silent, unreliable

KEYS = Credentials("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", None)
EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def bucket(endpoint: str, name: str = BUCKET) -> SignedBucket:
    return SignedBucket(name, credentials=KEYS, region="us-east-1", endpoint=endpoint)


def test_the_signature_is_that_of_awss_own_example() -> None:
    # "Example: GET Object" of the document that the module names
    headers = {
        "host": "examplebucket.s3.amazonaws.com",
        "range": "bytes=0-9",
        "x-amz-content-sha256": EMPTY,
        "x-amz-date": "20130524T000000Z",
    }
    signed = KEYS.sign(headers, "/test.txt", at="20130524T000000Z", region="us-east-1")
    assert signed.endswith(
        "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"
    )


def test_the_signature_is_botocores_with_a_session_token_too() -> None:
    keys = Credentials("AKIA", "secret", "a/token+of=Lambda's")
    asking = SignedBucket("some-bucket", credentials=keys, region="eu-central-1")
    path = "/models/2026-11-21-abc/model.tflite"
    headers = asking._headers(path)
    request = AWSRequest("GET", f"https://some-bucket.s3.eu-central-1.amazonaws.com{path}")
    request.context["timestamp"] = headers["x-amz-date"]
    signer = S3SigV4Auth(
        BotocoreCredentials(keys.access_key, keys.secret_key, keys.session_token),
        "s3",
        "eu-central-1",
    )
    request.headers["X-Amz-Date"] = headers["x-amz-date"]
    request.headers["X-Amz-Content-SHA256"] = EMPTY
    request.headers["X-Amz-Security-Token"] = keys.session_token
    canonical = signer.canonical_request(request)
    signature = signer.signature(signer.string_to_sign(request, canonical), request)
    assert headers["authorization"].endswith(f"Signature={signature}")
    assert "host;x-amz-content-sha256;x-amz-date;x-amz-security-token" in headers["authorization"]


def test_credentials_are_those_of_the_environment_or_none() -> None:
    both = {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"}
    assert Credentials.from_env(both) == Credentials("a", "b", None)
    assert Credentials.from_env(both | {"AWS_SESSION_TOKEN": "c"}) == Credentials("a", "b", "c")
    assert Credentials.from_env({"AWS_ACCESS_KEY_ID": "a"}) is None


def test_an_objects_bytes_are_read(s3: Any, endpoint: str) -> None:
    put(s3, "a/key with space", bytes(range(256)) * 999)
    assert bucket(endpoint).get("a/key with space") == bytes(range(256)) * 999


def test_a_missing_object_is_none_and_a_missing_bucket_unavailable(s3: Any, endpoint: str) -> None:
    assert bucket(endpoint).get("no/such/key") is None
    with pytest.raises(Unavailable, match="NoSuchBucket"):
        bucket(endpoint, "nowhere").get("a/key")


@pytest.mark.parametrize(
    ("status", "body"),
    [(404, ERROR.format(code="NoSuchKey")), (404, "")],
)
def test_a_404_is_none(status: int, body: str) -> None:
    with answering(status, body.encode()) as endpoint:
        assert bucket(endpoint).get("models/current.json") is None


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (500, "InternalError"),
        (503, "SlowDown"),
        (403, "InvalidAccessKeyId"),
        (403, "AccessDenied"),
        (301, "Redirect"),
    ],
)
def test_any_other_error_is_unavailable(status: int, code: str) -> None:
    with (
        answering(status, ERROR.format(code=code).encode()) as endpoint,
        pytest.raises(Unavailable, match=code),
    ):
        bucket(endpoint).get("a/key")


def test_an_object_that_breaks_off_is_unavailable() -> None:
    with (
        answering(200, b"half", length=1000) as endpoint,
        pytest.raises(Unavailable, match=f"{BUCKET}/a/key"),
    ):
        bucket(endpoint).get("a/key")


def test_an_object_beyond_all_measure_is_unavailable() -> None:
    with (
        answering(200, bytes(LARGEST + 1)) as endpoint,
        pytest.raises(Unavailable, match="more than"),
    ):
        bucket(endpoint).get("a/key")


def test_a_closed_port_a_silent_server_and_no_address_are_unavailable() -> None:
    with silent() as endpoint:
        for where in (endpoint, "http://127.0.0.1:9", "http://no host:x", "nonsense"):
            with pytest.raises(Unavailable, match="a/key"):
                bucket(where).get("a/key")


@pytest.mark.parametrize("fault", [Fault.LOST, Fault.CUT, Fault.INTERNAL, Fault.SLOW_DOWN])
def test_what_fails_once_is_tried_again(s3: Any, endpoint: str, fault: Fault) -> None:
    put(s3, "a/key", b"content")
    with unreliable(endpoint, lambda seen: fault if seen.number == 1 else None) as proxy:
        assert bucket(proxy.endpoint).get("a/key") == b"content"
        assert len(proxy.seen) == 2


def test_the_time_outs_together_stay_below_the_gateways() -> None:
    pointer_manifest_model, attempts = 3, 2
    assert pointer_manifest_model * attempts * (CONNECT + READ) < 29


LAMBDA = {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b", "AWS_REGION": "eu-central-1"}


@pytest.mark.parametrize("region", ["us-east-1", "ap-southeast-2", "us-gov-west-1"])
def test_a_function_reads_with_a_signed_get(region: str) -> None:
    assert isinstance(reader("models", LAMBDA | {"AWS_REGION": region}), SignedBucket)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("models", {"AWS_ACCESS_KEY_ID": ""}),  # as with a snapshot
        ("models", {"AWS_REGION": ""}),
        ("models", {"AWS_REGION": "cn-north-1"}),
        ("models", {"AWS_REGION": "us-isob-east-1"}),
        ("models.example.org", {}),
    ],
)
def test_what_has_other_credentials_or_another_address_is_read_with_boto3(
    name: str, other: dict[str, str]
) -> None:
    assert isinstance(reader(name, LAMBDA | other), S3Bucket)


def test_it_reads_where_the_environment_says(s3: Any, endpoint: str) -> None:
    put(s3, "a/key", b"content")
    here = LAMBDA | {"AWS_ENDPOINT_URL_S3": endpoint}
    assert reader(BUCKET, here).get("a/key") == b"content"

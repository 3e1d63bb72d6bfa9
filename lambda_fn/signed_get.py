"""Objects of S3, read with what Python itself has: a signed GET.

A function that fetches its model pays for the means at every cold start, and boto3's client costs
0.2 s to import and to make, as much as everything else together (`make bench`). It stays for
whoever has no credentials in the environment, and for writing, which no cold start waits for.

The signature is AWS's version 4 for S3:
https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
"""

import hmac
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from urllib.parse import quote, urlsplit

from lambda_fn.model_store import Bucket, Unavailable

CONNECT, READ = 1.0, 2.0  # seconds; with two attempts, three objects stay below the gateway's 30
PAUSE = 0.1  # seconds before the second of two attempts
NO_ANSWER = 0  # in the place of a status
LARGEST = 16 * 2**20  # bytes: a hundred times the model, and a small part of the memory
ABSENT = ("NoSuchKey", "")  # of a 404: S3 gives no code to some who ask
CODE = re.compile(rb"<Code>(\w+)</Code>")
ORDINARY_REGION = re.compile(r"(?!cn-|us-iso|eu-isoe)[a-z]+(-[a-z]+)+-\d+")
NOTHING = sha256(b"").hexdigest()  # what a GET sends


@dataclass(frozen=True)
class Credentials:
    """Those that Lambda gives to a function, in its environment."""

    access_key: str
    secret_key: str
    session_token: str | None

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "Credentials | None":
        """None where there are none, as for a function that is started from a snapshot."""
        access_key, secret_key = env.get("AWS_ACCESS_KEY_ID"), env.get("AWS_SECRET_ACCESS_KEY")
        if not access_key or not secret_key:
            return None
        return cls(access_key, secret_key, env.get("AWS_SESSION_TOKEN") or None)

    def sign(self, headers: Mapping[str, str], path: str, *, at: str, region: str) -> str:
        """The Authorization of a GET without a query; `at` as 20260131T235959Z.

        Of the headers all are signed; their names are in lower case.
        """
        names = ";".join(sorted(headers))
        lines = "".join(f"{name}:{headers[name]}\n" for name in sorted(headers))
        request = f"GET\n{path}\n\n{lines}\n{names}\n{NOTHING}"
        scope = f"{at[:8]}/{region}/s3/aws4_request"
        to_sign = f"AWS4-HMAC-SHA256\n{at}\n{scope}\n{sha256(request.encode()).hexdigest()}"
        key = f"AWS4{self.secret_key}".encode()
        for part in (*scope.split("/"), to_sign):
            key = hmac.digest(key, part.encode(), "sha256")
        credential = f"{self.access_key}/{scope}"
        return (
            f"AWS4-HMAC-SHA256 Credential={credential},SignedHeaders={names},Signature={key.hex()}"
        )


class SignedBucket:
    """Reads a bucket's objects; an answer comes within seconds, or Unavailable."""

    def __init__(
        self, name: str, *, credentials: Credentials, region: str, endpoint: str | None = None
    ) -> None:
        """`endpoint` is that of another S3 than AWS's, which has its buckets as folders."""
        self._name, self._credentials, self._region = name, credentials, region
        address = urlsplit(endpoint or f"https://{name}.s3.{region}.amazonaws.com")
        self._secure, self._host = address.scheme == "https", address.netloc
        self._folder = f"/{name}/" if endpoint else "/"

    def get(self, key: str) -> bytes | None:
        """The object's bytes, or None where there is none, as who may list the bucket is told."""
        path = self._folder + quote(key, safe="/-_.~")
        for is_last in (False, True):
            try:
                status, body = self._ask(path)
                failure = f"{status} {_code(body)}"
            except (OSError, HTTPException, ValueError) as error:
                status, body, failure = NO_ANSWER, b"", f"{type(error).__name__}: {error}"
            if status == HTTPStatus.OK:
                return body
            if status == HTTPStatus.NOT_FOUND and _code(body) in ABSENT:
                return None
            if is_last or NO_ANSWER < status < HTTPStatus.INTERNAL_SERVER_ERROR:
                break
            time.sleep(PAUSE)
        raise Unavailable(f"{self._name}/{key}: {failure}")

    def _ask(self, path: str) -> tuple[int, bytes]:
        connection = (HTTPSConnection if self._secure else HTTPConnection)(
            self._host, timeout=CONNECT
        )
        try:
            connection.connect()
            connection.sock.settimeout(READ)
            connection.request("GET", path, headers=self._headers(path))
            return _whole(connection.getresponse())
        finally:
            connection.close()

    def _headers(self, path: str) -> dict[str, str]:
        at = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
        headers = {"host": self._host, "x-amz-content-sha256": NOTHING, "x-amz-date": at}
        if self._credentials.session_token:
            headers["x-amz-security-token"] = self._credentials.session_token
        signature = self._credentials.sign(headers, path, at=at, region=self._region)
        return {**headers, "authorization": signature}


def reader(name: str, env: Mapping[str, str]) -> Bucket:
    """What reads this bucket with what the environment says: a signed GET, or boto3's client.

    boto3's where credentials come from elsewhere, and for what has another address: a bucket with a
    dot in its name, and AWS's separate regions.
    """
    credentials, region = Credentials.from_env(env), env.get("AWS_REGION", "")
    if credentials is None or not ORDINARY_REGION.fullmatch(region) or "." in name:
        from lambda_fn.s3 import S3Bucket

        return S3Bucket(name)
    endpoint = env.get("AWS_ENDPOINT_URL_S3") or env.get("AWS_ENDPOINT_URL")
    return SignedBucket(name, credentials=credentials, region=region, endpoint=endpoint)


def _whole(answer: HTTPResponse) -> tuple[int, bytes]:
    body = answer.read(LARGEST + 1)
    if len(body) > LARGEST:
        raise ValueError(f"more than {LARGEST:,} bytes")
    if answer.length:  # read(n) does not complain about a body that breaks off
        raise ValueError(f"{answer.length:,} bytes are missing")
    return answer.status, body


def _code(body: bytes) -> str:
    """The error's code in S3's XML; "" where there is none."""
    found = CODE.search(body)
    return found[1].decode() if found else ""

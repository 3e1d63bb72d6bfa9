"""An HTTP request -> the event that API Gateway's HTTP API hands to a function, payload 2.0.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
What that page leaves open (paths arrive decoded, a missing content type becomes text/plain) is
as AWS's own Lambda Test Tool observed it.
"""

from base64 import b64encode
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, unquote

from infra.localhost.messages import Request
from infra.route import GIVING, PREFIX, STAGE, route_of

TEXT_TYPES = ("application/json", "application/javascript", "application/xml")
DEFAULT_TYPE = "text/plain; charset=utf-8"

# Headers that are about one connection, which ends at the gateway (RFC 9110, 7.6.1).
CONNECTION_HEADERS = {
    "connection",
    "expect",
    "keep-alive",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
}


def event_from(request: Request, *, request_id: str, now: datetime) -> dict[str, Any]:
    """The payload-2.0 event of a request to a path under `/api/`.

    Keys that the gateway leaves out (no cookies, no query, no body) are left out here.
    """
    route_key = route_of(request.method, request.path)
    event: dict[str, Any] = {
        "version": "2.0",
        "routeKey": route_key,
        "rawPath": unquote(request.path),
        "rawQueryString": request.query,
        "headers": _headers(request),
        "requestContext": _context(request, request_id, now),
    }
    if route_key != GIVING:
        event["pathParameters"] = {"proxy": unquote(request.path.removeprefix(PREFIX))}
    if cookies := _cookies(request):
        event["cookies"] = cookies
    if request.query:
        event["queryStringParameters"] = _query(request.query)
    return event | _body(request)


def _headers(request: Request) -> dict[str, str]:
    joined: dict[str, str] = {}
    for name, value in request.headers:
        name = name.lower()
        if name != "cookie" and name not in CONNECTION_HEADERS:
            joined[name] = f"{joined[name]},{value}" if name in joined else value
    return joined | _gateway_headers(request)


def _gateway_headers(request: Request) -> dict[str, str]:
    """What the gateway writes itself, whatever the client sent."""
    before = request.header("x-forwarded-for")
    added = {
        "content-length": str(len(request.body)),
        "x-forwarded-for": f"{before}, {request.source_ip}" if before else request.source_ip,
        "x-forwarded-proto": "http",
    }
    if request.body and not request.header("content-type"):
        added["content-type"] = DEFAULT_TYPE
    return added


def _cookies(request: Request) -> list[str]:
    sent = [value for name, value in request.headers if name.lower() == "cookie"]
    return [cookie.strip() for value in sent for cookie in value.split(";") if cookie.strip()]


def _query(query: str) -> dict[str, str]:
    joined: dict[str, str] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        joined[name] = f"{joined[name]},{value}" if name in joined else value
    return joined


def _body(request: Request) -> dict[str, Any]:
    if not request.body:
        return {"isBase64Encoded": False}
    if is_text(request.header("content-type") or DEFAULT_TYPE):
        return {"body": request.body.decode(errors="replace"), "isBase64Encoded": False}
    return {"body": b64encode(request.body).decode(), "isBase64Encoded": True}


def is_text(content_type: str) -> bool:
    """Whether the gateway passes such a body on as it is, and not as base64."""
    essence = content_type.partition(";")[0].strip().lower()
    return essence.startswith("text/") or essence in TEXT_TYPES


def _context(request: Request, request_id: str, now: datetime) -> dict[str, Any]:
    host = request.header("host") or "localhost"
    return {
        "accountId": "000000000000",
        "apiId": "local",
        "domainName": host,
        "domainPrefix": host.partition(".")[0],
        "http": {
            "method": request.method,
            "path": unquote(request.path),
            "protocol": request.protocol,
            "sourceIp": request.source_ip,
            "userAgent": request.header("user-agent") or "",
        },
        "requestId": request_id,
        "routeKey": route_of(request.method, request.path),
        "stage": STAGE,
        "time": now.astimezone(UTC).strftime("%d/%b/%Y:%H:%M:%S +0000"),
        "timeEpoch": int(now.timestamp() * 1000),
    }

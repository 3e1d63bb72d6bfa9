"""What goes to the function: the same in the cloud and on one machine."""

PREFIX = "/api/"
PATH = "/api/{proxy+}"  # all of it, so that 404 and 405 are the function's own
ROUTE = f"ANY {PATH}"
# Giving a drawing writes to a bucket, which reading does not: a route of its own has its own, lower
# throttle. Of all who give together, so many a second on average, and so many at once.
GIVING_PATH = "/api/drawings"
GIVING = f"POST {GIVING_PATH}"
GIVING_RATE, GIVING_BURST = 2, 10
STAGE = "$default"
# Whether a model is loaded, asked as the gateway would hand it on.
HEALTH = {
    "version": "2.0",
    "routeKey": ROUTE,
    "rawPath": "/api/health",
    "headers": {},
    "requestContext": {"http": {"method": "GET", "path": "/api/health"}, "stage": STAGE},
}


def route_of(method: str, path: str) -> str:
    """The key of the route that the gateway finds for a request: the most specific one."""
    return GIVING if f"{method} {path}" == GIVING else ROUTE

"""What goes to the function: one route, the same in the cloud and on one machine."""

PREFIX = "/api/"
PATH = "/api/{proxy+}"  # all of it, so that 404 and 405 are the function's own
ROUTE = f"ANY {PATH}"
STAGE = "$default"

"""What Schemathesis is told: what a picture is, and which headers are not the function's matter."""

from typing import Any

import schemathesis

from tests.fuzz.damage import flipped, truncated, whole

# Of these the server at the connection makes sense or answers 400 in its own words.
FRAMING = {"connection", "content-length", "expect", "host", "transfer-encoding", "upgrade"}

for kind in ("png", "jpeg", "webp"):
    found = (whole() | flipped() | truncated()).map(lambda file: file[0])
    schemathesis.openapi.media_type(f"image/{kind}", found)


@schemathesis.hook
def before_call(context: Any, case: Any, **kwargs: Any) -> None:
    """Leave such headers out."""
    for name in [name for name in case.headers or {} if name.lower() in FRAMING]:
        del case.headers[name]

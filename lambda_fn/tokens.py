"""What lets a giver take a drawing back: a random token, of which only a hash is kept.

The hash is the name of an empty object under the drawing's own. So there is no secret to keep, and
whoever could list the bucket would still find no token in it.
"""

import re
import secrets
from collections.abc import Mapping
from hashlib import sha256

FOLDER = "tokens/"
BYTES = 32
TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")  # so many characters has the base64 of 32 bytes
BEARER = "bearer "


def new_token() -> str:
    """A token that nobody can guess, fit for a URL and a header."""
    return secrets.token_urlsafe(BYTES)


def key(drawing: str, token: str) -> str:
    """The key of the object that says that this token may take this drawing back."""
    return f"{FOLDER}{drawing}/{sha256(token.encode()).hexdigest()}"


def bearer(headers: Mapping[str, str]) -> str:
    """The token in `Authorization: Bearer …` (RFC 6750), empty where there is none."""
    value = headers.get("authorization", "")
    return value[len(BEARER) :].strip() if value.lower().startswith(BEARER) else ""

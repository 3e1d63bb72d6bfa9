"""Reads the number in a picture: python3 predict.py [PICTURE], a PNG."""

import json
import os
import sys
from urllib.error import HTTPError
from urllib.request import Request, urlopen

BASE = os.environ.get("DIGITPAD", "http://localhost:8000")


def predict(picture: bytes) -> dict:
    """The answer to a PNG; raises HTTPError where it is refused."""
    request = Request(f"{BASE}/api/predict", picture, {"Content-Type": "image/png"})
    with urlopen(request, timeout=30) as answer:
        return json.load(answer)


with open(sys.argv[1] if sys.argv[1:] else "47.png", "rb") as file:
    picture = file.read()
try:
    answer = predict(picture)
except HTTPError as refusal:
    sys.exit(f"{refusal}: {refusal.read().decode()}")
print(answer["number"], answer["confidence"])

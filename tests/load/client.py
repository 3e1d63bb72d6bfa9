"""Posts pictures at a rate that does not wait for answers, as strangers do.

    python -m tests.load.client URL RATE SECONDS CONNECTIONS SEED

In a process of its own, so that it does not share an interpreter with what it measures. Arrivals
are Poisson's, and a request's time runs from when it was due, not from when a connection was free:
a slow server cannot hide behind a client that waits for it (Gil Tene's "coordinated omission").
Prints a JSON list of [status, milliseconds, right]; status 0 is a connection that broke.
"""

import json
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import urlsplit

import numpy as np

from tests.load.pictures import pictures

Result = tuple[int, float, bool]


class Client:
    """One connection a thread, kept."""

    def __init__(self, url: str) -> None:
        self._address = urlsplit(url).netloc
        self._own = threading.local()

    def post(self, picture: bytes) -> tuple[int, Any]:
        """The status and the digits read; of a connection that breaks 0."""
        connection = getattr(self._own, "connection", None) or HTTPConnection(self._address)
        self._own.connection = connection
        try:
            connection.request("POST", "/api/predict", picture, {"Content-Type": "image/png"})
            answer = connection.getresponse()
            body = answer.read()
        except (OSError, HTTPException):
            connection.close()
            return 0, None
        return answer.status, json.loads(body).get("digits") if answer.status == 200 else None


def offer(url: str, rate: float, seconds: float, connections: int, seed: int) -> list[Result]:
    """What came of `rate` times `seconds` requests; each connection waits for its answer."""
    client, posted = Client(url), pictures()
    known: list[Any] = []
    for picture in posted:  # alone, before the load
        status, digits = client.post(picture)
        assert status == 200, f"asked alone, it answers {status}"
        known.append(digits)
    rng = np.random.default_rng(seed)
    due = np.cumsum(rng.exponential(1 / rate, round(rate * seconds)))
    chosen = rng.integers(0, len(posted), len(due))
    started = time.perf_counter() + 0.1

    def one(at: float, which: int) -> Result:
        status, digits = client.post(posted[which])
        taken = (time.perf_counter() - started - at) * 1e3
        return status, taken, status != 200 or digits == known[which]

    with ThreadPoolExecutor(connections) as pool:
        asked = []
        for at, which in zip(due.tolist(), chosen.tolist(), strict=True):
            time.sleep(max(0.0, started + at - time.perf_counter()))
            asked.append(pool.submit(one, at, which))
        return [future.result() for future in asked]


def main() -> None:
    """Offer the load, and print what came of it."""
    url, rate, seconds, connections, seed = sys.argv[1:]
    results = offer(url, float(rate), float(seconds), int(connections), int(seed))
    json.dump(results, sys.stdout)


if __name__ == "__main__":
    main()

"""The function beyond its capacity: what each load gets, on one machine.

    python -m tests.load [--instances N] [--seconds S]

Function processes under the real runtime client, each one request at a time as Lambda has it,
stand behind the local gateway, whose throttle is set to half of what they can do. Gateway,
functions and clients share this machine's cores: it shows the shape, not what AWS would give.
"""

import argparse
import json
import os
import subprocess
import sys
from contextlib import redirect_stderr
from dataclasses import dataclass
from io import StringIO

import numpy as np

from infra.localhost.throttle import TokenBucket
from tests.load.instances import served
from tests.markdown import head, row

LOADS = (0.25, 0.5, 1.0, 1.5, 2.0, 4.0)  # times what the throttle lets through
PART = 0.5  # of the capacity, for the throttle: refusing takes the shared cores' time too
UNBOUND = TokenBucket(rate=1e9, burst=10**9)
REQUESTS = 1_500  # to find the capacity with
CROWD = 128  # connections at once
TITLES = ("offered", "requests", "answered", "429", "wrong or lost", "median", "p95", "p99")


@dataclass(frozen=True)
class Step:
    """What came of one load: statuses and milliseconds (n,), and whether answers were right."""

    offered: float  # requests a second
    status: np.ndarray
    took: np.ndarray
    right: np.ndarray
    seconds: float

    @property
    def answered(self) -> np.ndarray:
        """Which were answered, (n,) bool."""
        return np.asarray(self.status == 200)

    def count(self, *statuses: int) -> int:
        """How many had one of these statuses."""
        return int(np.isin(self.status, statuses).sum())

    def wrong(self) -> int:
        """How many were lost, answered wrongly, or with what is neither an answer nor a 429."""
        return int((~self.right).sum()) + len(self.status) - self.count(200, 429)

    def row(self) -> str:
        """A row of the table."""
        took = self.took[self.answered]
        times = [f"{np.percentile(took, q):.0f} ms" if len(took) else "" for q in (50, 95, 99)]
        cells = [
            f"{self.offered:.0f}/s",
            f"{len(self.status):,}",
            f"{self.count(200) / self.seconds:.0f}/s",
            f"{self.count(429) / len(self.status):.1%}",
            f"{self.wrong()}",
            *times,
        ]
        return row(*cells)


def offered(url: str, rate: float, seconds: float, seed: int, connections: int = CROWD) -> Step:
    """Have a process of its own offer a load, and take what came of it."""
    numbers = [str(number) for number in (rate, seconds, connections, seed)]
    command = [sys.executable, "-m", "tests.load.client", url, *numbers]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    status, took, right = zip(*json.loads(done.stdout), strict=True)
    return Step(rate, np.array(status), np.array(took), np.array(right), seconds)


def capacity(instances: int, requests: int) -> float:
    """How many a second are answered where a crowd asks all at once: gateway and all."""
    with served(instances, UNBOUND) as url, redirect_stderr(StringIO()):  # of those who gave up
        step = offered(url, requests, 1.0, seed=0)
    return step.count(200) / (float(step.took.max()) / 1e3)  # all are due in the first second


def main() -> int:
    """Print what each load gets; 1 where anything was wrong or lost, or nothing was throttled."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--instances", type=int, default=os.cpu_count() or 2)
    parser.add_argument("--seconds", type=float, default=30.0, help="of each load")
    options = parser.parse_args()
    most = capacity(options.instances, REQUESTS)
    rate = most * PART
    print(f"{options.instances} instances answer {most:.0f}/s; the throttle is at {rate:.0f}/s.\n")
    print(head(*TITLES, left=0))
    steps = []
    throttle = TokenBucket(rate=rate, burst=max(15, round(rate / 10)))
    with served(options.instances, throttle) as url:
        for number, load in enumerate(LOADS):
            steps.append(offered(url, load * rate, options.seconds, seed=number))
            print(steps[-1].row(), flush=True)
    wrong, throttled = sum(step.wrong() for step in steps), steps[-1].count(429)
    print(f"\n{sum(len(step.status) for step in steps):,} requests, {wrong} wrong or lost")
    return 1 if wrong or not throttled else 0


if __name__ == "__main__":
    sys.exit(main())

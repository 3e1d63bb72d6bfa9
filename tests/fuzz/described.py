"""Schemathesis: requests made up from the contract itself, over HTTP, at the local gateway."""

import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from infra.localhost.function import FunctionFailed
from infra.localhost.gateway import Gateway
from infra.localhost.server import LocalServer
from infra.localhost.throttle import TokenBucket
from tests.fuzz.instance import Event, Instance
from tests.fuzz.watch import CASES, Tally, shown

ROOT = Path(__file__).parents[2]
KIND = "from the contract"
CONFIG = Path(__file__).with_name("schemathesis.toml")
OWN = {
    "PYTHONPATH": str(ROOT),
    "SCHEMATHESIS_HOOKS": "tests.fuzz.hooks",
    "NO_PROXY": "127.0.0.1",
    "no_proxy": "127.0.0.1",
}
UNLIMITED = 1e9  # requests: what is tried is the function, not the gateway's throttle


class Watched:
    """A function process in the local gateway's hands, each of its answers looked at."""

    def __init__(self, instance: Instance, longest: float | None, where: str) -> None:
        self.tally = Tally(KIND)
        self._instance, self._longest, self._where = instance, longest, where
        self._one_at_a_time = threading.Lock()

    def invoke(self, event: Event, *, request_id: str) -> Any:
        """What the function returns, as `infra.localhost.function.Function` has it."""
        with self._one_at_a_time:
            outcome = self._instance.ask(event)
            self.tally.add(event, outcome, longest=self._longest, where=self._where)
        if outcome.result is None:
            raise FunctionFailed(request_id)
        return outcome.result


def describe(instance: Instance, examples: int, seed: int, longest: float | None) -> Tally:
    """Let Schemathesis make so many requests up for each operation of the contract."""
    watched = Watched(instance, longest, f"schemathesis, seed {seed}")
    server = LocalServer("127.0.0.1", 0)
    throttle = TokenBucket(rate=UNLIMITED, burst=int(UNLIMITED))
    server.start(Gateway(watched, throttle=throttle))
    try:
        report = _schemathesis(server.url, examples, seed)
    finally:
        server.stop()
    watched.tally.weigh(instance.memory())
    if report:
        (CASES / "schemathesis.txt").write_text(report)
        watched.tally.wrong[shown(CASES / "schemathesis.txt")] = "its own checks"
    return watched.tally


def _schemathesis(url: str, examples: int, seed: int) -> str:
    """Its report; empty where all is well."""
    program = "from schemathesis.cli import schemathesis; schemathesis()"
    CASES.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [
            *(sys.executable, "-c", program, "--config-file", CONFIG, "run"),
            *(ROOT / "site" / "openapi.json", "--url", url, "--continue-on-failure"),
            *("--max-examples", str(examples), "--seed", str(seed)),
        ],
        cwd=CASES,  # it leaves a folder of its own there
        env={**os.environ, **OWN},
        capture_output=True,
        text=True,
    )
    return done.stdout + done.stderr if done.returncode else ""

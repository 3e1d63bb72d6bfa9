"""Atheris: picture files led by which code they reach, in `lambda_fn` and in Pillow's Python.

    python -m tests.fuzz.guided REPORT RUNS SEED SECONDS

It runs in a process of its own, which ends with the last run. What led somewhere new is beside the
report, and another process begins with it. What it holds is not looked at: traced code leaves 60 kB
behind with every request, which the same requests to the function alone do not.
"""

import json
import os
import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["lambda_fn", "PIL"], enable_loader_override=False):
    from lambda_fn import handler

from tests.fuzz.damage import mended
from tests.fuzz.envelopes import post
from tests.fuzz.instance import measured
from tests.fuzz.led import KIND
from tests.fuzz.pictures import pictures
from tests.fuzz.watch import CASES, Tally

LONGEST_FILE = 6000  # bytes: those that it begins with have up to 4000


class Target:
    """Asked with one file after the other, until there were enough."""

    def __init__(self, report: Path, runs: int, seed: int, longest: float | None) -> None:
        self._report, self._runs, self._longest = report, runs, longest
        self._where = f"atheris, seed {seed}"
        self._tally = Tally(KIND)

    def __call__(self, file: bytes) -> None:
        """Have a file read, and judge the answer."""
        event = post(file, "image/png", "explain=1")
        outcome = measured(handler.handler, event)
        self._tally.add(event, outcome, longest=self._longest, where=self._where)
        if self._tally.statuses.total() == self._runs:
            self._finish()

    def _finish(self) -> None:
        told = vars(self._tally) | {"statuses": dict(self._tally.statuses)}
        self._report.write_text(json.dumps(told))
        os._exit(0)  # libFuzzer would else report what it did not find


def mutated(file: bytes, longest: int, seed: int) -> bytes:
    """libFuzzer's own change; every other time with checksums mended, which few would pass."""
    changed = atheris.Mutate(file, longest)
    return mended(changed)[:longest] if seed % 2 else changed


def main() -> None:
    """Begin with a picture of each kind; never returns."""
    report, runs, seed, longest = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    target = Target(report, runs, seed, float(longest) if longest != "None" else None)
    corpus = report.with_name("corpus")
    corpus.mkdir(exist_ok=True)
    for number, file in enumerate(pictures().values()):
        (corpus / str(number)).write_bytes(file)
    CASES.mkdir(parents=True, exist_ok=True)
    options = [f"-seed={seed}", f"-max_len={LONGEST_FILE}", "-timeout=120", "-rss_limit_mb=0"]
    options += ["-verbosity=0", f"-artifact_prefix={CASES}/", str(corpus)]
    atheris.Setup([sys.argv[0], *options], target, custom_mutator=mutated)
    atheris.Fuzz()


if __name__ == "__main__":
    main()

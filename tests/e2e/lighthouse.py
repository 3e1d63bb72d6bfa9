"""What Lighthouse thinks of the page on a phone: all four of its scores are to be 100.

    python -m tests.e2e.lighthouse

It reckons how fast the page is on a slow phone from how fast it is here. Of several runs the median
counts; where a machine is so busy that it gets less than 1500 points, its own slowness counts too.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.e2e.chromium import FLAGS, NoChromium, chromium
from tests.host import digitpad

LIGHTHOUSE = "lighthouse@12.8.2"  # 13 needs Node.js 22
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
PAGES = ("/", "/developers.html")
TRIES = 3  # where Lighthouse asks for it: now and then it misses the page's beginning
RUNS = 3
FULL = 1
PATIENCE = 300  # seconds for a run, on a machine that may be busy

Report = dict[str, Any]


class NoLighthouse(Exception):
    """It does not run; the message says why."""


def main() -> int:
    """Print the scores of each page and what is below full; returns the exit status."""
    try:
        with digitpad() as address:
            every = [told(page, [audited(address + page) for _ in range(RUNS)]) for page in PAGES]
    except (NoChromium, NoLighthouse) as reason:
        print(f"Lighthouse cannot run. It needs {reason}", file=sys.stderr)
        return 1
    return 0 if all(every) else 1


def audited(url: str) -> Report:
    """One run's report. Raises NoLighthouse, NoChromium."""
    npx = shutil.which("npx")
    if npx is None:
        raise NoLighthouse("npx on the PATH, which comes with Node.js: https://nodejs.org")
    with TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        flags = " ".join(["--headless=new", "--disable-dev-shm-usage", *FLAGS])
        command = [npx, "--yes", LIGHTHOUSE, url, "--quiet", f"--chrome-flags={flags}"]
        command += ["--output=json", f"--output-path={report}"]
        environment = os.environ | {"CHROME_PATH": chromium()}
        for _ in range(TRIES):
            done = subprocess.run(
                command, env=environment, capture_output=True, text=True, timeout=PATIENCE
            )
            if "run Lighthouse again" not in done.stderr:
                break
        if done.returncode or not report.is_file():
            raise NoLighthouse(f"what it says itself:\n{done.stderr.strip()}")
        found: Report = json.loads(report.read_text())
    if error := found.get("runtimeError"):
        raise NoLighthouse(f"a page that loads: {error['message']}")
    return found


def told(page: str, reports: Sequence[Report]) -> bool:
    """Print the medians of a page's scores, and what is below full; whether all are full."""
    scores = {name: median(reports, name) for name in CATEGORIES}
    strength = min(report["environment"]["benchmarkIndex"] for report in reports)
    print(f"{page}, median of {len(reports)}; Lighthouse gives this machine {strength:.0f} points")
    requests = reports[-1]["audits"]["network-requests"]["details"]["items"]
    sent = sum(request["transferSize"] for request in requests) / 1000
    print(f"{len(requests)} requests, {sent:.0f} kB as sent")
    for name, score in scores.items():
        runs = ", ".join(f"{report['categories'][name]['score']:.0%}" for report in reports)
        print(f"{'✓' if score == FULL else '✗'} {name:<16}{score * 100:>4.0f}   {runs}")
    for line in lacking(reports[-1]):
        print(f"  {line}")
    return all(score == FULL for score in scores.values())


def median(reports: Sequence[Report], category: str) -> float:
    """The score in the middle, 0 to 1."""
    return statistics.median(report["categories"][category]["score"] for report in reports)


def lacking(report: Report) -> Iterator[str]:
    """The audits that are below full, a line each, with the weight that they have in a score."""
    for category in CATEGORIES:
        for reference in report["categories"][category]["auditRefs"]:
            audit = report["audits"][reference["id"]]
            if audit["score"] is None or audit["score"] == FULL:
                continue
            value = audit.get("displayValue", "")
            yield f"{audit['score']:.2f} x {reference['weight']:<3} {audit['id']}: {value}".rstrip()


if __name__ == "__main__":
    sys.exit(main())

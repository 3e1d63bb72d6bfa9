"""Hostile requests to the real function, a hundred thousand of them: nothing may break it.

    python -m tests.fuzz
    python -m tests.fuzz --case build/fuzz/spliced-seed-7.json

Prints a table and exits with 1 where an answer was wrong; the request to blame is in a file under
`build/fuzz`, and `--case` asks it again.
"""

import argparse
import json
import os
import sys
import time
from pathlib import Path

from tests.fuzz.campaign import WHOLE, Campaign, run, surroundings
from tests.fuzz.instance import Instance
from tests.fuzz.table import table
from tests.fuzz.watch import LONGEST, fault, kept

ROUNDS = 20  # of all kinds, so that memory can be compared between them
SHOWN = 2000  # characters of an answer


def again(path: Path) -> int:
    """Ask a request once more, with the function's log on the console; 1 where it is wrong."""
    case = kept(path)
    print(f"From {case['from']}; then: {case['why']}.")
    with surroundings() as environment:
        instance = Instance(environment, talks=True)
        outcome = instance.ask(case["event"])
        instance.close()
    print(json.dumps(outcome.result, indent=1)[:SHOWN])
    print(f"{outcome.cpu:.2f} s of processor time, {outcome.wall:.2f} s by the clock")
    why = fault(case["event"], outcome)
    print(f"Now: {why or 'nothing is wrong'}.")
    return 1 if why else 0


def options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.fuzz",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--case", type=Path, help="a file: ask that one again")
    parser.add_argument("--requests", type=int, default=WHOLE)
    parser.add_argument("--seed", type=int, default=1, help="the same draws the same requests")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    return parser.parse_args()


def main() -> int:
    """The exit status."""
    chosen = options()
    if chosen.case:
        return again(chosen.case)
    started = time.monotonic()
    plan = Campaign(chosen.requests, chosen.seed, chosen.processes, ROUNDS, LONGEST)
    findings = run(plan)
    print(table(findings))
    minutes = (time.monotonic() - started) / 60
    print(f"Seed {plan.seed}, {plan.processes} processes, {minutes:.1f} minutes.")
    return 1 if findings.wrong else 0


if __name__ == "__main__":
    sys.exit(main())

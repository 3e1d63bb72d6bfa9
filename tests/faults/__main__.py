"""What becomes of requests when S3, the model in it, the disk or the process fails.

    python -m tests.faults

Each scene has a bucket of its own behind a proxy that fails as told, and processes of the real
function under the real runtime client. They are played side by side, as most of them wait for the
function to look for another model, which it does once a minute.
"""

import logging
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from infra.localhost.models import s3_server
from tests.faults.play import OTHERS, Outcome, at_look, at_start, played
from tests.faults.scenes import SCENES
from tests.markdown import head, row

AT_ONCE = 24  # scenes; each waits most of its time
SHOWN = 90  # characters of what was logged
STARTS_AND_RUNS = ("S3, or what is in it", "a function that starts", "one that runs", "its log")
ITSELF = ("the function itself", "the client gets", "its log")


def logged(*outcomes: Outcome) -> str:
    """What is wrong, in capitals, or else the first's line of the log, not all of it."""
    if wrong := [line for outcome in outcomes for line in outcome.wrong]:
        return f"**WRONG: {'; '.join(wrong)}**"
    line = " ".join(outcomes[0].logged.replace("|", "/").split())
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"


def main() -> int:
    """Play all of them and print what became of each; 1 where something is not as it must be."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with (
        s3_server() as endpoint,
        tempfile.TemporaryDirectory() as folder,
        ThreadPoolExecutor(AT_ONCE) as pool,
    ):
        play = partial(pool.submit, played, endpoint, Path(folder))
        twice = {
            what: (play(partial(at_start, spoil)), play(partial(at_look, spoil)))
            for what, spoil in SCENES.items()
        }
        once = {what: play(scene) for what, scene in OTHERS.items()}
        outcomes = []
        print(head(*STARTS_AND_RUNS, left=4))
        for what, futures in twice.items():
            start, look = (future.result() for future in futures)
            outcomes += [start, look]
            print(row(what, start.gets, look.gets, logged(start, look)), flush=True)
        print("\n" + head(*ITSELF, left=3))
        for what, future in once.items():
            outcomes.append(future.result())
            print(row(what, outcomes[-1].gets, logged(outcomes[-1])), flush=True)
    wrong = sum(bool(outcome.wrong) for outcome in outcomes)
    print(f"\n{len(outcomes)} scenes, {wrong} not as they must be")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

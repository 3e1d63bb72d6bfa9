"""Event in to answer out in a process that runs, and the share of each step."""

import re
import time
from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from tests.bench.figures import TIMES, Times
from tests.bench.pictures import Picture, all_pictures
from tests.bench.posting import Posting, event
from tests.markdown import table

STEPS = ("decode", "ink", "marks", "model")  # what is left: the event, the answer, the log
STEP = re.compile(r"(\w+);dur=([\d.]+)")


@dataclass(frozen=True)
class Warm:
    """What was measured of a picture."""

    name: str
    times: Times
    steps: dict[str, float]  # ms, medians

    def record(self) -> dict[str, object]:
        """As `bench.json` has it."""
        steps = {name: round(ms, 3) for name, ms in self.steps.items()}
        return {"picture": self.name, "ms": self.times.record(), "steps_ms": steps}


def measure(post: Posting, picture: Picture, reads: int) -> Warm:
    """Post a picture so many times."""
    post.check(picture)
    posted, took, steps = event(picture), [], defaultdict(list)
    for _ in range(reads):
        started = time.perf_counter()
        answer = post(posted)
        took.append((time.perf_counter() - started) * 1e3)
        for name, milliseconds in STEP.findall(answer["headers"]["Server-Timing"]):
            steps[name].append(float(milliseconds))
    medians = {name: float(np.median(steps[name])) for name in STEPS}
    medians["rest"] = float(np.median(took)) - sum(medians.values())
    return Warm(picture.name, Times.of(took), medians)


def measure_all(reads: int) -> list[Warm]:
    """Each of the pictures; of a phone's photograph, which takes long, a fifth as many."""
    post = Posting()
    return [
        measure(post, picture, reads // 5 if picture.kind == "image/jpeg" else reads)
        for picture in all_pictures()
    ]


def shown(found: list[Warm]) -> str:
    """The table."""
    rows = [
        [warm.name, *warm.times.cells(), *(f"{ms:.2f}" for ms in warm.steps.values())]
        for warm in found
    ]
    return table(("picture", *TIMES, *STEPS, "rest"), rows)

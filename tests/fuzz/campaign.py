"""All of it: what Hypothesis draws, what Atheris leads to, what Schemathesis makes up."""

import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from infra.localhost.environment import function_environment
from infra.localhost.models import publish, s3_server
from tests.fuzz.described import KIND as CONTRACT
from tests.fuzz.described import describe
from tests.fuzz.drawn import Done, jobs, side_by_side
from tests.fuzz.instance import Instance
from tests.fuzz.led import available, lead
from tests.fuzz.watch import GROWTH, Tally
from tests.lambda_fn.stores import client

RELEASED = Path(__file__).parents[2] / "training" / "released"
MODELS, DRAWINGS = "models", "drawings"
WHOLE = 100_000  # requests, of which these are led by coverage, and these made up an operation
LED, MADE_UP = 9000, 1500
LEAST = 50


@dataclass(frozen=True)
class Campaign:
    """How much is asked, and from which seed on."""

    requests: int
    seed: int
    processes: int
    rounds: int
    longest: float | None  # seconds of processor time; None leaves time out

    def share(self, of_whole: int) -> int:
        """As many as `of_whole` are of a hundred thousand, and some at least."""
        return max(LEAST, round(of_whole * self.requests / WHOLE))


@dataclass
class Findings:
    """What became of it."""

    tallies: dict[str, Tally]
    memory: dict[str, tuple[float, float]]  # function -> MB when warm, and at the end
    notes: list[str]

    @property
    def wrong(self) -> dict[str, str]:
        """All that must not be: where, and why."""
        found = {
            where: why for tally in self.tallies.values() for where, why in tally.wrong.items()
        }
        grown = {
            name: f"it grew from {warm:.0f} to {end:.0f} MB"
            for name, (warm, end) in self.memory.items()
            if end > warm + GROWTH
        }
        return found | grown


@contextmanager
def surroundings() -> Iterator[dict[str, str]]:
    """What a function needs: an S3 with the model and room for drawings; its environment."""
    with s3_server() as s3:
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        made = client(s3)
        for bucket in (MODELS, DRAWINGS):
            made.create_bucket(Bucket=bucket)
        publish(made, MODELS, RELEASED)
        made.close()
        yield function_environment(s3=s3, bucket=MODELS, model_dir=RELEASED, drawings=DRAWINGS)


def run(plan: Campaign) -> Findings:
    """Ask it all."""
    notes = []
    with surroundings() as environment:
        todo = jobs(plan.requests, plan.rounds, plan.seed, plan.longest)
        done = side_by_side(todo, environment, plan.processes)
        tallies = {job.kind: Tally(job.kind) for job in todo}
        for one in done:
            tallies[one.tally.kind].join(one.tally)
        instance = Instance(environment)
        with ThreadPoolExecutor(2) as both:
            described = both.submit(
                describe, instance, plan.share(MADE_UP), plan.seed, plan.longest
            )
            if available():
                led = both.submit(
                    lead, environment, plan.share(LED), plan.seed, plan.longest
                ).result()
                tallies[led.kind] = led
            else:
                notes.append("Atheris has no wheel for this Python or machine: left out.")
            tallies[CONTRACT] = described.result()
        instance.close()
    return Findings(tallies, _memory(done), notes)


def _memory(done: list[Done]) -> dict[str, tuple[float, float]]:
    """When a fifth of its jobs were done, and at the end, by function."""
    held: dict[str, list[float]] = {}
    for one in sorted(done, key=lambda one: one.at):
        if one.memory:
            held.setdefault(one.function, []).append(one.memory.kept)
    return {name: (kept[len(kept) // 5], kept[-1]) for name, kept in held.items()}

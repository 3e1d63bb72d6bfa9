"""Requests that Hypothesis draws, asked of a process of the function."""

import sys
import time
import warnings
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from multiprocessing import get_context

from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings
from hypothesis.errors import Flaky, HypothesisWarning

from tests.fuzz.instance import Event, Instance, Memory
from tests.fuzz.kinds import KINDS
from tests.fuzz.watch import Tally

QUIETLY = settings(
    database=None,
    deadline=None,
    phases=(Phase.generate, Phase.shrink),
    verbosity=Verbosity.quiet,
    suppress_health_check=list(HealthCheck),
    report_multiple_bugs=False,
)
TRIES = 3  # after so many failures the rest of a job is left out: it is known by now


@dataclass(frozen=True)
class Job:
    """Some requests of a kind; the same seed draws the same ones."""

    kind: str
    count: int
    seed: int
    longest: float | None  # seconds of processor time; None leaves time out


@dataclass(frozen=True)
class Done:
    """What became of a job, by which function, and what that held afterwards."""

    tally: Tally
    function: str
    memory: Memory | None
    at: float  # time.monotonic()


class Failed(Exception):
    """An answer that must not be; Hypothesis then looks for a smaller request to blame."""


def shoot(job: Job, instance: Instance) -> Tally:
    """Draw a job's requests and ask them; those that fail are kept in files."""
    tally = Tally(job.kind)
    for attempt in range(TRIES):
        left = job.count - tally.statuses.total()
        if left <= 0:
            break
        try:
            _drawn(replace(job, count=left, seed=job.seed + attempt), instance, tally)
            break  # or there are no more different ones
        except (Failed, Flaky):
            continue
    return tally


def _drawn(job: Job, instance: Instance, tally: Tally) -> None:
    where = f"hypothesis, seed {job.seed}, {job.count} examples"
    name = f"seed-{job.seed}"  # one file, as each smaller request that Hypothesis finds is better

    @seed(job.seed)
    @settings(QUIETLY, max_examples=job.count)
    @given(KINDS[job.kind].events)
    def answered(event: Event) -> None:
        fine = tally.add(event, instance.ask(event), longest=job.longest, where=where, name=name)
        if not fine:
            raise Failed

    answered()


def jobs(requests: int, rounds: int, first_seed: int, longest: float | None) -> list[Job]:
    """So many requests of all kinds in proportion, in rounds that have a seed each."""
    whole = sum(kind.share for kind in KINDS.values())
    return [
        Job(name, max(4, round(requests * kind.share / whole / rounds)), seed, longest)
        for seed in range(first_seed, first_seed + 10 * rounds, 10)
        for name, kind in KINDS.items()
    ]


_instance: Instance


def _begin(environment: Mapping[str, str]) -> None:
    global _instance  # one for each process of the pool
    warnings.simplefilter("ignore", HypothesisWarning)  # a request to blame may be long
    _instance = Instance(environment)


def _job(job: Job) -> Done:
    tally = shoot(job, _instance)
    memory = _instance.memory()
    tally.weigh(memory)
    return Done(tally, _instance.name, memory, time.monotonic())


def side_by_side(todo: list[Job], environment: Mapping[str, str], processes: int) -> list[Done]:
    """Do all jobs, in so many processes, each with a function of its own."""
    fresh = get_context("spawn")
    done: list[Done] = []
    with ProcessPoolExecutor(processes, fresh, _begin, (environment,)) as pool:
        for job in as_completed([pool.submit(_job, job) for job in todo]):
            done.append(job.result())
            if sys.stderr.isatty():
                print(f"\r{len(done)} of {len(todo)} parts", end="", file=sys.stderr, flush=True)
    return done

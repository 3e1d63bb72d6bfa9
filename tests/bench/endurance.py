"""How many pictures a second several processes read, and the memory of one that reads long."""

import multiprocessing as mp
import time
from dataclasses import dataclass
from pathlib import Path

from tests.bench.pictures import canvas, six
from tests.bench.posting import Posting, event
from tests.markdown import table

PAGE = 4096  # bytes, as Linux counts memory on the processors that Lambda has
EVERY = 1_000  # predictions between two looks at the memory


@dataclass(frozen=True)
class Endurance:
    """Predictions a second by number of processes; MB held, by number of predictions."""

    throughput: dict[int, float]
    memory: dict[int, float]

    @property
    def growth(self) -> float:
        """MB from the first tenth, when all is warm, to the end."""
        at = sorted(self.memory)
        return self.memory[at[-1]] - self.memory[at[len(at) // 10]]

    def record(self) -> dict[str, object]:
        """As `bench.json` has it."""
        return {
            "predictions_a_second": {str(n): round(v, 1) for n, v in self.throughput.items()},
            "memory_mb": {str(n): round(v, 2) for n, v in self.memory.items()},
        }


def resident() -> float:
    """Memory of this process, MB."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE / 1e6


def _count(seconds: float) -> float:
    """Predictions a second of one process, of the page's own size."""
    post, posted = Posting(), event(canvas(400))
    post(posted)
    started, done = time.perf_counter(), 0
    while time.perf_counter() - started < seconds:
        post(posted)
        done += 1
    return done / (time.perf_counter() - started)


def _last(predictions: int) -> dict[int, float]:
    """The memory of one process as it reads on and on, pictures of several sizes by turns."""
    post, held = Posting(), {}
    posted = [event(picture) for picture in (canvas(280), canvas(400), six())]
    for done in range(predictions):
        post(posted[done % len(posted)])
        if (done + 1) % EVERY == 0:
            held[done + 1] = resident()
    return held


def measure(processes: list[int], seconds: float, predictions: int) -> Endurance:
    """Both."""
    fresh = mp.get_context("spawn")
    throughput = {}
    for count in processes:
        with fresh.Pool(count) as pool:
            throughput[count] = sum(pool.map(_count, [seconds] * count, chunksize=1))
    with fresh.Pool(1) as pool:
        return Endurance(throughput, pool.apply(_last, (predictions,)))


def shown(found: Endurance) -> str:
    """The tables."""
    counts = [[str(count), f"{rate:.0f}/s"] for count, rate in found.throughput.items()]
    at = sorted(found.memory)
    looks = sorted({at[0], at[len(at) // 10], at[len(at) // 2], at[-1]})
    memory = [[f"{done:,}", f"{found.memory[done]:.1f} MB"] for done in looks]
    return "\n\n".join(
        (
            table(("processes", "400x400 PNGs read"), counts),
            table(("predictions", "memory"), memory),
        )
    )

"""Times as the tables have them: median, 95th and 99th percentile, and of how many."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np

TIMES = ("median", "p95", "p99", "of")


@dataclass(frozen=True)
class Times:
    """Of `count` measurements, in milliseconds."""

    median: float
    p95: float
    p99: float
    count: int

    @classmethod
    def of(cls, milliseconds: Sequence[float]) -> "Times":
        """Sum them up."""
        median, p95, p99 = (float(np.percentile(milliseconds, q)) for q in (50, 95, 99))
        return cls(median, p95, p99, len(milliseconds))

    def cells(self, digits: int = 1) -> list[str]:
        """As a table has them."""
        times = [f"{time:.{digits}f} ms" for time in (self.median, self.p95, self.p99)]
        return [*times, f"{self.count:,}"]

    def record(self) -> dict[str, float]:
        """As `bench.json` has them."""
        return {name: round(value, 3) for name, value in asdict(self).items()}

"""What measured times cost on Lambda, by memory, and what comes of it from few drawings to many.

Arithmetic, not measurement: prices are those of `infra.prices`, assumptions those of `infra.usage`
and the three below, and the times are this machine's.
"""

from collections.abc import Callable
from math import ceil, exp

from infra import prices
from infra.cost import total
from infra.settings import Settings
from infra.usage import SECONDS, WHOLE_CPU, Month
from tests.markdown import table

MEMORIES = (512, 1024, 1769, 3008)  # MB; with more than 1769 a single thread is no faster
VOLUMES = tuple(10**power for power in range(3, 10))  # drawings a month
PEAK = 10  # the busiest second has so many times the mean: a guess
WARM_FOR = 600  # seconds that Lambda keeps an idle instance: seen by others, promised by nobody
# Requests a second that each lets through, by the seconds that one takes. The first is our own; the
# others are the account's quotas, as AWS documents them, and may be raised.
LIMITS: dict[str, Callable[[float], float]] = {
    "`rate`": lambda seconds: Settings.rate,
    "a new account's 10 instances": lambda seconds: 10 / seconds,
    "the gateway's 10,000/s": lambda seconds: 10_000,
    "1,000 instances": lambda seconds: 1_000 / seconds,
}


def by_memory(warm: float, cold: float) -> str:
    """Warm and cold milliseconds -> what a million predictions cost, and take, by memory."""
    rows = []
    for memory in MEMORIES:
        slower = max(1.0, WHOLE_CPU / memory)
        billed = ceil(warm * slower)
        seconds = 1e6 * billed / 1000 * memory / 1024
        compute = seconds * prices.LAMBDA_GB_SECOND[Settings.architecture]
        dollars = compute + 1e6 * (prices.LAMBDA_REQUEST + prices.HTTP_API_REQUEST[0][1])
        times = (f"{warm * slower:.1f} ms", f"{cold * slower:.0f} ms", f"{billed} ms")
        rows.append([f"{memory} MB", *times, f"{compute:.2f}", f"{dollars:.2f}"])
    titles = ("memory", "warm", "cold", "billed", "compute, $", "with requests and gateway, $")
    return table(titles, rows)


def by_volume(warm: float, cold: float) -> str:
    """Warm and cold milliseconds -> what a month of so many drawings comes to."""
    rows = []
    for drawings in VOLUMES:
        month = Month(drawings, Settings())
        mean = month.requests / SECONDS  # requests a second
        busy = PEAK * mean * warm / 1000
        starts = exp(-mean * WARM_FOR)  # Poisson: nobody asked while an instance was kept
        dollars = total(month)
        latency = f"{(1 - starts) * warm + starts * cold:.0f} ms"
        rows.append(
            [
                f"{drawings:,}",
                f"{PEAK * mean:,.2f}/s",
                f"{ceil(busy):,}",
                f"{starts:.1%}",
                latency,
                f"{dollars:,.2f}",
                f"{dollars / drawings * 1e6:,.2f}",
                ", ".join(met(PEAK * mean, warm / 1000)),
            ]
        )
    titles = (
        "drawings a month",
        "requests at the peak",
        "instances",
        "cold",
        "mean time",
        "$ a month",
        "$ a million",
        "limits met",
    )
    return table(titles, rows)


def met(rate: float, seconds: float) -> list[str]:
    """The limits that so many requests a second, of so many seconds, run into; lowest first."""
    bounds = {name: limit(seconds) for name, limit in LIMITS.items()}
    return sorted((name for name in bounds if rate > bounds[name]), key=lambda name: bounds[name])

"""How fast it is, how much it holds, and what that costs: tables, `bench.json` and a plot.

    python -m tests.bench [--quick] [--out FOLDER]

Every figure is of this machine, in this run; ratios are of one run. Exits with 1 where a target is
missed, so run it on a machine that does nothing else.
"""

import argparse
import json
import os
import platform
import sys
from pathlib import Path
from typing import Any

from lambda_fn.manifest import MANIFEST_FILE, MODEL_FILE
from tests.bench import cold, endurance, growth, page, warm
from tests.bench.cold import SERVED, USUAL, Cold
from tests.bench.endurance import Endurance
from tests.bench.figures import Times
from tests.bench.plot import draw
from tests.bench.warm import Warm
from tests.e2e.chromium import NoChromium
from training.options import RELEASED

OUT = Path("build/bench")
PAGE = "400x400 PNG"  # about what the page posts


def processes() -> list[int]:
    """1, 2 and so on, to as many as there are processors, and twice that."""
    cores = os.cpu_count() or 2
    return [*range(1, cores + 1), 2 * cores]


def targets(
    cold: list[Cold], warm: list[Warm], lasting: Endurance, on_page: dict[str, Times]
) -> dict[str, tuple[str, bool]]:
    """What was promised -> what was measured, and whether that is as good."""
    starts = {one.name: one for one in cold}
    served, usual = starts[SERVED], starts[USUAL].times.median
    (posted,) = (one.times for one in warm if one.name == PAGE)
    ratio = usual / served.times.median
    return {
        "cold start, median at most 350 ms": (
            f"{served.times.median:.0f} ms",
            served.times.median <= 350,
        ),
        "at least 6 times faster than TensorFlow's": (f"{ratio:.1f} times", ratio >= 6),
        f"{PAGE}, median at most 6 ms": (f"{posted.median:.1f} ms", posted.median <= 6),
        f"{PAGE}, p99 at most 15 ms": (f"{posted.p99:.1f} ms", posted.p99 <= 15),
        "peak memory at a first answer, at most 150 MB": (
            f"{served.peak:.0f} MB",
            served.peak <= 150,
        ),
        f"no growth over {max(lasting.memory):,} predictions, at most 2 MB": (
            f"{lasting.growth:+.1f} MB",
            lasting.growth <= 2,
        ),
        **dict([page.target(on_page)] if on_page else []),
    }


def on_the_page(rounds: int) -> dict[str, Times]:
    """What a browser sees of it, printed; nothing where there is none."""
    try:
        found = page.measure(rounds)
    except NoChromium as reason:
        print(f"The page was not measured: there is no {reason}\n")
        return {}
    print(page.shown(found), end="\n\n", flush=True)
    return found


def the_model() -> dict[str, Any]:
    """Its size, and what its manifest says that it reads."""
    manifest = json.loads((RELEASED / MANIFEST_FILE).read_text())
    metrics = manifest["metrics"]
    return {
        "version": manifest["version"],
        "bytes": (RELEASED / MODEL_FILE).stat().st_size,
        "mnist_right": metrics["mnist"]["right"],
        "plain_right": metrics["plain"]["right"],
    }


def main() -> int:
    """Measure all and print it; 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--quick", action="store_true", help="few of each, in a minute")
    parser.add_argument(
        "--out", type=Path, default=OUT, help=f"for bench.json and bench.png ({OUT})"
    )
    options = parser.parse_args()
    reads, rounds, predictions = (20, 1, 2_000) if options.quick else (500, 20, 50_000)
    model = the_model()
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(
        f"Model {model['version']}: {model['bytes']:,} bytes; MNIST {model['mnist_right']:.2%}, "
        f"drawn digits {model['plain_right']:.2%}\n"
    )
    read = warm.measure_all(reads)
    print(warm.shown(read), end="\n\n", flush=True)
    started = cold.measure(rounds)
    print(cold.shown(started), end="\n\n", flush=True)
    lasting = endurance.measure(processes(), 1 if options.quick else 5, predictions)
    print(endurance.shown(lasting), end="\n\n", flush=True)
    painted = on_the_page(1 if options.quick else page.ROUNDS)
    posted = next(one.times.median for one in read if one.name == PAGE)
    first = next(one.times.median for one in started if one.name == SERVED)
    print(growth.by_memory(posted, first), end="\n\n")
    print(growth.by_volume(posted, first), end="\n\n")
    kept = targets(started, read, lasting, painted)
    for what, (found, met) in kept.items():
        print(f"{'✓' if met else '✗'} {what}: {found}")
    options.out.mkdir(parents=True, exist_ok=True)
    record = {
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
        "model": model,
        "warm": [one.record() for one in read],
        "cold": [one.record() for one in started],
        **lasting.record(),
        "page": {name: times.record() for name, times in painted.items()},
        "targets": {what: {"found": found, "met": met} for what, (found, met) in kept.items()},
    }
    (options.out / "bench.json").write_text(json.dumps(record, indent=2) + "\n")
    draw(started, read, lasting, options.out / "bench.png")
    print(f"\nwrote {options.out}/bench.json and bench.png")
    return 0 if all(met for _, met in kept.values()) else 1


if __name__ == "__main__":
    sys.exit(main())

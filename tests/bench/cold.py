"""From the start of a process to its first answer, and the memory that it took at most.

Each is a fresh process of the real runtime client. Beside the function as it is served stand the
least that there can be (`floor.py`) and the usual way (`usual.py`), by turns, so that what else the
machine does meets all of them.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from infra.localhost.environment import function_environment
from infra.localhost.models import publish, s3_server
from lambda_fn.manifest import MODEL_FILE
from tests.bench.figures import TIMES, Times
from tests.bench.pictures import Picture, canvas
from tests.bench.posting import event
from tests.function_process import ROOT, function_process
from tests.lambda_fn.stores import client
from tests.markdown import table
from training.options import RELEASED

BUCKET = "models"
PATIENCE = 120  # seconds: TensorFlow on a busy machine
SERVED, BAKED, FLOOR, USUAL = (
    "the function, model from S3",
    "the function, model in the image",
    "the least: NumPy, Pillow, interpreter",
    "TensorFlow, a Keras model",
)
SAVE = "import sys; from training.network import build; build().save(sys.argv[1])"


@dataclass(frozen=True)
class Way:
    """A function: its handler and its environment."""

    name: str
    handler: str
    environment: dict[str, str]


@dataclass(frozen=True)
class Cold:
    """What was measured of a way."""

    name: str
    times: Times
    peak: float  # MB, the median of the processes

    def record(self) -> dict[str, object]:
        """As `bench.json` has it."""
        return {"way": self.name, "ms": self.times.record(), "peak_mb": round(self.peak, 1)}


@contextmanager
def ways() -> Iterator[list[Way]]:
    """All four, with an S3 server that has the released model."""
    with s3_server() as endpoint, tempfile.TemporaryDirectory() as folder:
        keras_model = str(Path(folder) / "model.keras")
        command = [sys.executable, "-c", SAVE, keras_model]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        environment = function_environment(s3=endpoint, bucket=BUCKET, model_dir=RELEASED)
        s3 = client(endpoint)
        s3.create_bucket(Bucket=BUCKET)
        publish(s3, BUCKET, RELEASED)
        baked = {name: value for name, value in environment.items() if name != "MODEL_BUCKET"}
        tflite = baked | {"MODEL": str(RELEASED / MODEL_FILE)}
        usual = baked | {"MODEL": keras_model, "TF_CPP_MIN_LOG_LEVEL": "3"}
        yield [
            Way(SERVED, "lambda_fn.handler.handler", environment),
            Way(BAKED, "lambda_fn.handler.handler", baked),
            Way(FLOOR, "tests.bench.floor.handler", tflite),
            Way(USUAL, "tests.bench.usual.handler", usual),
        ]


def start(way: Way, picture: Picture) -> tuple[float, float]:
    """Milliseconds to the first answer, and the peak of memory in MB."""
    with function_process(way.environment, handler=way.handler) as function:
        answer = function.invoke(event(picture), timeout=PATIENCE)
        milliseconds = (time.monotonic() - function.started) * 1e3
        assert answer["statusCode"] == 200, answer
        return milliseconds, function.peak()


def measure(rounds: int) -> list[Cold]:
    """Each way so many times, by turns; the first round, which fills the disk's cache, is left out.

    TensorFlow's takes seconds, so of it there are a quarter as many.
    """
    picture = canvas(400)
    with ways() as all_ways:
        found: dict[str, list[tuple[float, float]]] = {way.name: [] for way in all_ways}
        for number in range(rounds + 1):
            for way in all_ways:
                if way.name != USUAL or number % 4 == 0 or number == rounds:
                    found[way.name].append(start(way, picture))
    return [
        Cold(name, Times.of([ms for ms, _ in runs[1:]]), float(np.median([mb for _, mb in runs])))
        for name, runs in found.items()
    ]


def shown(found: list[Cold]) -> str:
    """The table."""
    rows = [[cold.name, *cold.times.cells(0), f"{cold.peak:.0f} MB"] for cold in found]
    return table(("process start to first answer", *TIMES, "peak memory"), rows)

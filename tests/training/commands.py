"""The training commands, each in a process of its own, on small data that a test makes."""

import os
import subprocess
import sys
from pathlib import Path

from tests.training.hands import write_mnist, write_pen

ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if name != "DIGITPAD_DATA"},
    "KERAS_BACKEND": "tensorflow",
    "CUDA_VISIBLE_DEVICES": "",
}


def command(module: str, *arguments: str | Path) -> list[str]:
    """What `run` runs."""
    return [sys.executable, "-m", f"training.{module}", *map(str, arguments)]


def run(
    module: str, *arguments: str | Path, backend: str = "tensorflow", devices: int = 1
) -> subprocess.CompletedProcess[str]:
    """Run it to its end; under JAX as if this machine had so many devices."""
    several = f"--xla_force_host_platform_device_count={devices}"
    environment = {**ENVIRONMENT, "KERAS_BACKEND": backend, "XLA_FLAGS": several}
    whole = command(module, *arguments)
    return subprocess.run(whole, env=environment, capture_output=True, text=True, timeout=600)


def options(**numbers: int) -> list[str]:
    """As the commands take them; few and small ones, so that training is over soon."""
    return [part for name, number in numbers.items() for part in (f"--{name}", str(number))]


def write_data(folder: Path, writers: int = 14) -> list[str | Path]:
    """Write MNIST and pen files for a few epochs: the options that name them."""
    digits = write_pen(folder / "digits.ndjson.gz", "0123456789", writers)
    others = write_pen(folder / "others.ndjson.gz", "XH", writers)
    return ["--mnist", write_mnist(folder / "mnist.npz"), "--pen", digits, others]

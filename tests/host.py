"""The whole of Digitpad on a free port, as `make serve` starts it."""

import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
READY = 60.0  # seconds: the function loads its model, on a machine that may be busy


@contextmanager
def digitpad(log: Path | None = None) -> Iterator[str]:
    """Its address, while it runs. Raises RuntimeError with what it said, where it does not start.

    It tells its address once the function has answered, so that nothing is asked too early. What
    the function prints goes to `log`.
    """
    with TemporaryDirectory() as folder:
        output = Path(folder) / "output.log"
        function = log or Path(folder) / "function.log"
        command = [sys.executable, "-m", "infra.local", "--port", "0", "--log", str(function)]
        with output.open("w") as said:
            server = subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=subprocess.STDOUT)
        try:
            yield _address(server, output)
        finally:
            _stop(server)


def s3_of(log: Path) -> str:
    """The address of its S3, out of the function's log."""
    told = re.search(r"AWS_ENDPOINT_URL_S3=(http://[^\s,]+)", log.read_text())
    assert told, log.read_text()
    return told[1]


def _address(server: subprocess.Popen[bytes], output: Path) -> str:
    deadline = time.monotonic() + READY
    while server.poll() is None and time.monotonic() < deadline:
        if told := re.search(r"ready at (http://\S+)", output.read_text()):
            return told[1]
        time.sleep(0.05)
    raise RuntimeError(f"infra.local does not get ready:\n{output.read_text()}")


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.send_signal(signal.SIGINT)
    try:
        server.wait(timeout=10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()

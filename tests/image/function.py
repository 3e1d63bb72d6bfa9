"""The image as Lambda runs it: no rights, nothing to write on but /tmp, 512 MB, no S3."""

import queue
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from infra.localhost.environment import function_environment
from tests.image.engine import FOLDER, STORAGE, podman
from tests.runtime_api import RuntimeApi

MEMORY = "512m"
NOBODY = "993"  # a user whom the image does not know, as Lambda's is

LIMITS = (
    "--read-only",
    "--read-only-tmpfs=false",
    "--tmpfs=/tmp:rw,size=512m",
    f"--memory={MEMORY}",
    f"--memory-swap={MEMORY}",  # both: none to swap to
    f"--user={NOBODY}:{NOBODY}",
    "--cap-drop=all",
    "--security-opt=no-new-privileges",
    "--ulimit=nofile=1024:1024",
    "--ulimit=nproc=1024:1024",
)


class Events(queue.Queue[Any]):
    """Events that note when the function first asked for one."""

    first_asked: float | None = None

    def get(self, block: bool = True, timeout: float | None = None) -> Any:
        if self.first_asked is None:
            self.first_asked = time.monotonic()
        return super().get(block, timeout)


class ContainedFunction:
    """A running container, and the Runtime API that it asks for events."""

    def __init__(self, image: str, name: str) -> None:
        self.api, self.events, self._image, self._name = RuntimeApi(), Events(), image, name
        self.api.events = self.events

    @property
    def seconds_to_first_next(self) -> float:
        """From the start of the container's making to the first /next."""
        assert self.events.first_asked is not None, "the function asked for no event"
        return self.events.first_asked - self._started

    def peak_memory(self) -> int:
        """Bytes of memory that its process held at most."""
        process = podman("inspect", "--format={{.State.Pid}}", self._name)
        status = Path(f"/proc/{process}/status").read_text()
        (line,) = (line for line in status.splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024

    @contextmanager
    def running(self, log: Path) -> Iterator["ContainedFunction"]:
        """The function, until the end of the block; what it prints is in the file `log`."""
        with self.api, log.open("wb") as file:
            self._started = time.monotonic()
            with subprocess.Popen(
                # there, as conmon leaves a file where a container ran out of memory
                self._command(),
                cwd=FOLDER,
                stdout=file,
                stderr=subprocess.STDOUT,
            ) as process:
                try:
                    yield self
                except BaseException as error:
                    error.add_note(f"The container said:\n{log.read_text()}")
                    raise
                finally:
                    podman("rm", "--force", "--time=0", "--ignore", self._name)
                    process.wait(timeout=30)

    def _command(self) -> list[str]:
        environment = function_environment(s3="http://127.0.0.1:9", bucket="", model_dir=Path())
        for name in ("MODEL_BUCKET", "MODEL_DIR"):  # the image's own model, where it lies
            del environment[name]
        environment["AWS_LAMBDA_RUNTIME_API"] = self.api.address
        variables = [f"--env={name}={value}" for name, value in environment.items()]
        podman_run = ["podman", *STORAGE, "--runtime=runc", "run", "--network=host"]
        return [*podman_run, f"--name={self._name}", *LIMITS, *variables, self._image]

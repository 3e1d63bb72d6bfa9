"""Images built and run without a Docker engine, in a storage of their own under build/."""

import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "build" / "image"

TOOLS = ("buildah", "mmdebstrap", "podman", "runc")  # each in Debian's package of that name
STORAGE = ("--root", str(FOLDER / "storage"), "--runroot", str(FOLDER / "run"))


class CannotContain(Exception):
    """The kernel lets this process make no containers; the message says why."""


def lacking() -> list[str]:
    """The tools that are not installed."""
    return [tool for tool in TOOLS if shutil.which(tool) is None]


def probe() -> None:
    """Raise CannotContain where namespaces and mounts are refused, as in many sandboxes."""
    trial = ["unshare", "--mount", "--pid", "--fork", "mount", "-t", "tmpfs", "none", "/mnt"]
    done = subprocess.run(trial, capture_output=True, text=True)
    if done.returncode:
        raise CannotContain(done.stderr.strip())


def run(*command: str | Path) -> str:
    """What the command printed. Raises AssertionError with all it said where it fails."""
    parts = [str(part) for part in command]
    done = subprocess.run(parts, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, f"{command[0]} failed:\n{done.stdout}\n{done.stderr}"
    return done.stdout.strip()


def build(tag: str, dockerfile: Path, context: Path, volumes: dict[Path, str]) -> None:
    """Build an image from what this machine has; `volumes` (file -> place) leave no trace in it."""
    mounts = [f"--volume={file}:{place}:ro" for file, place in volumes.items()]
    command = ("buildah", *STORAGE, "build", "--isolation=chroot", "--pull-never", "--layers")
    run(*command, *mounts, f"--file={dockerfile}", f"--tag={tag}", context)


def podman(*arguments: str | Path) -> str:
    """What podman printed."""
    return run("podman", *STORAGE, *arguments)

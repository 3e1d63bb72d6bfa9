"""Whether every package of the function's image has a wheel that runs on Lambda.

    python -m infra.checks.wheels

Lambda's base image is Amazon Linux 2023, with glibc 2.34, on x86-64 or arm64. A developer's newer
glibc, or an architecture that nobody here uses, hides a pin that cannot be installed there.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from packaging.requirements import Requirement

REQUIREMENTS = Path(__file__).parents[2] / "lambda_fn" / "requirements.txt"

PYTHON = "3.13"
GLIBC = 34  # 2.34
OLDEST_GLIBC = 17  # 2.17, also called manylinux2014; CPython 3.13 runs on none older
ARCHITECTURES = ("x86_64", "aarch64")

# Of what pip says where it cannot reach the index; it ends as if no package existed.
UNREACHABLE = "connection broken by"


class NoWheel(Exception):
    """A pin cannot be installed; the message is pip's, which names it."""


class NoIndex(Exception):
    """There is no package index to ask."""


def main() -> int:
    """Check each architecture, a line each; returns the exit status."""
    failed = False
    for architecture in ARCHITECTURES:
        pins = list(pins_for(architecture, REQUIREMENTS.read_text()))
        try:
            find_wheels(pins, architecture)
        except (NoWheel, NoIndex) as error:
            failed = True
            print(f"✗ {architecture:<8} {error}")
        else:
            wheels = f"wheels for Python {PYTHON} and glibc 2.{GLIBC} or older"
            print(f"✓ {architecture:<8} {len(pins)} pins, all with {wheels}")
    return int(failed)


def pins_for(architecture: str, requirements: str) -> Iterator[str]:
    """The pins, hashes included, that the image of an architecture gets.

    The conditions after `;` are judged here and left out: pip would judge them by the Python that
    runs it, whatever --python-version says.
    """
    image = {
        "implementation_name": "cpython",
        "os_name": "posix",
        "platform_machine": architecture,
        "platform_python_implementation": "CPython",
        "platform_system": "Linux",
        "python_full_version": f"{PYTHON}.0",
        "python_version": PYTHON,
        "sys_platform": "linux",
    }
    lines = (line for line in requirements.splitlines() if not line.lstrip().startswith("#"))
    for line in "\n".join(lines).replace("\\\n", " ").splitlines():
        pin, *hashes = line.split("--hash=")
        if not pin.strip():
            continue
        wanted = Requirement(pin)
        if wanted.marker is None or wanted.marker.evaluate(image):
            yield " --hash=".join([f"{wanted.name}{wanted.specifier}", *map(str.strip, hashes)])


def find_wheels(pins: Sequence[str], architecture: str) -> None:
    """Have pip find a wheel for each pin, download it, verify its hash, and forget it.

    Raises NoWheel, NoIndex.
    """
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "requirements.txt"
        wanted.write_text("\n".join(pins))
        # `install --dry-run` downloads as much, and refuses what is too new for the Python here
        command = [sys.executable, "-m", "pip", "download", "--dest", folder, "--retries=1"]
        command += ["--no-deps", "--require-hashes", f"--requirement={wanted}"]
        done = subprocess.run(command + target(architecture), capture_output=True, text=True)
    if done.returncode == 0:
        return
    if UNREACHABLE in done.stderr:
        raise NoIndex("the package index cannot be reached")
    raise NoWheel(done.stderr.rpartition("ERROR: ")[2].strip())


def target(architecture: str) -> list[str]:
    """The options that tell pip which wheels run on Lambda.

    Every glibc is named: for pip one does not imply the older ones.
    """
    glibcs = range(GLIBC, OLDEST_GLIBC - 1, -1)
    platforms = [f"manylinux_2_{glibc}_{architecture}" for glibc in glibcs]
    platforms.append(f"manylinux2014_{architecture}")
    options = ["--only-binary=:all:", "--implementation=cp", f"--python-version={PYTHON}"]
    options += [f"--abi={abi}" for abi in (f"cp{PYTHON.replace('.', '')}", "abi3", "none")]
    return options + [f"--platform={platform}" for platform in platforms]


if __name__ == "__main__":
    sys.exit(main())

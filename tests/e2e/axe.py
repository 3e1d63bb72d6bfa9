"""axe-core, which finds what shuts people out of a page: fetched once, and checked to be the one.

https://github.com/dequelabs/axe-core
"""

import hashlib
import shutil
import subprocess
import tarfile
from base64 import b64encode
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Page

from tests.host import ROOT

VERSION = "4.14.1"
# npm's "integrity": npm view axe-core@4.14.1 dist.integrity
SHA512 = "FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ=="
BUILD = ROOT / "build" / "axe-core"
PACKAGE = BUILD / f"axe-core-{VERSION}.tgz"

FOUND = """async () => {
    const { violations } = await axe.run({ resultTypes: ["violations"] });
    return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target, any, all, none }) => {
        const why = [...any, ...all, ...none].map(({ message }) => message).join("; ");
        return `${id} (${help}): ${target.join(" ")}: ${why}`;
    }));
}"""


class NoAxe(Exception):
    """It cannot be had; the message says what for."""


def source() -> str:
    """The script. Raises NoAxe, and ValueError where it is another than the one that we mean."""
    if not PACKAGE.is_file():
        _fetch()
    digest = b64encode(hashlib.sha512(PACKAGE.read_bytes()).digest()).decode()
    if digest != SHA512:
        raise ValueError(f"{PACKAGE} is not axe-core {VERSION}: its SHA-512 is {digest}")
    with tarfile.open(PACKAGE) as package:
        script = package.extractfile("package/axe.min.js")
        assert script, "it is a file"
        return script.read().decode()


def violations(page: Page, axe: str) -> list[str]:
    """What is wrong with the page as it is now, a line an element.

    The script goes in by the debugger, as the page's policy rightly lets no other in.
    """
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(axe)
    found: list[Any] = page.evaluate(FOUND)
    return [str(line) for line in found]


def _fetch() -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise NoAxe("npm on the PATH, which fetches axe-core")
    BUILD.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=BUILD) as folder:  # others may fetch it at the same time
        command = [npm, "pack", f"axe-core@{VERSION}", "--silent", f"--pack-destination={folder}"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)
        packed = Path(folder) / PACKAGE.name
        if done.returncode or not packed.is_file():
            raise NoAxe(f"axe-core {VERSION}, which npm cannot fetch: {done.stderr.strip()[-300:]}")
        packed.replace(PACKAGE)

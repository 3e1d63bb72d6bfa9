"""An image under the name of Lambda's base image, made of Debian's packages."""

import ast
import shutil
import subprocess
import sys
from configparser import RawConfigParser
from pathlib import Path

from infra.checks.wheels import pins_for
from tests.image.engine import FOLDER, ROOT, build, run

NAME = "public.ecr.aws/lambda/python:3.13"
DEBIAN = "trixie"  # Debian 13, the one with Python 3.13
RUNTIME = ("awslambdaric==", "simplejson==", "snapshot-restore-py==")  # Lambda's side of the image

PIP_CONF = "/etc/pip.conf"
AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt"
INDEX = ("extra-index-url", "index-url", "proxy", "timeout", "trusted-host")  # options of pip


def make_base(architecture: str) -> None:
    """Build the stand-in; what was made by an earlier run is used again."""
    context = FOLDER / "base"
    shutil.copytree(Path(__file__).parent / "base", context, dirs_exist_ok=True)
    pins = pins_for(architecture, (ROOT / "requirements.txt").read_text())
    runtime = [pin for pin in pins if pin.startswith(RUNTIME)]
    (context / "runtime.txt").write_text("\n".join(runtime))
    if not (context / "debian.tar").exists():
        make_debian(context / "debian.tar")
    build(NAME, context / "Dockerfile", context, index_access())


def make_debian(tar: Path) -> None:
    """Write the root file system: Debian with Python and pip, a pip.conf for builds to cover."""
    packages = "--include=ca-certificates,python3,python3-pip"
    mount_points = f'--customize-hook=touch "$1{PIP_CONF}"'
    unfinished = tar.with_suffix(".part.tar")
    run("mmdebstrap", "--variant=apt", packages, mount_points, DEBIAN, unfinished)
    unfinished.rename(tar)


def index_access() -> dict[Path, str]:
    """What pip must know on this machine to reach its index: file -> its place during a build."""
    settings = pip_settings()
    conf = RawConfigParser()
    conf["global"] = {name: settings[name] for name in INDEX if name in settings}
    conf["global"]["cert"] = AUTHORITIES
    with (FOLDER / "pip.conf").open("w") as file:
        conf.write(file)
    files = {FOLDER / "pip.conf": PIP_CONF, Path(settings.get("cert", AUTHORITIES)): AUTHORITIES}
    return {file: place for file, place in files.items() if file.is_file()}


def pip_settings() -> dict[str, str]:
    """Option -> value, from pip's files and PIP_ variables, which win."""
    command = [sys.executable, "-m", "pip", "config", "list"]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    pairs = [line.split("=", 1) for line in listed.splitlines()]
    pairs.sort(key=lambda pair: pair[0].startswith(":env:"))
    return {key.rpartition(".")[2]: ast.literal_eval(value) for key, value in pairs}

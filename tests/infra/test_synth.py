"""`make synth`, as in a fresh clone: the CDK's own command line, no account, no Docker."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.infra.stacks import ROOT
from tests.needs import missing


def make(target: str, folder: Path, *options: str, **environment: str) -> tuple[int, str, str]:
    """(status, output, errors) of `make target`, run by this Python, its output in `folder`."""
    context = " ".join([f"--app '{sys.executable} -m infra.app'", *options])
    # -o: the environment that `make` would set up first is taken for done
    command = ["make", "-o", ".venv/installed", target, f"TEMPLATES={folder}", f"CONTEXT={context}"]
    # nor does it take over what a `make test` that runs this tells its own
    ours = ("AWS_", "MAKE", "MFLAGS")
    unknown = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    done = subprocess.run(
        command, cwd=ROOT, env=unknown | environment, capture_output=True, text=True, timeout=300
    )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(autouse=True)
def npx() -> None:
    if not shutil.which("npx"):
        missing("npx, with which the CDK's command line is fetched")


def test_make_synth_needs_no_account_and_says_where_the_templates_are(tmp_path: Path) -> None:
    status, said, complained = make("synth", tmp_path / "out")
    assert status == 0, complained
    template = tmp_path / "out" / "Digitpad-dev.template.json"
    assert said == f"{template}\n"
    assert "AWS::CloudFront::Distribution" in template.read_text()


def test_a_wrong_setting_is_said_in_a_line(tmp_path: Path) -> None:
    status, said, complained = make("synth", tmp_path / "out", "-c memmory=512")
    assert (status, said) == (2, "")
    assert "digitpad: memmory is no setting: did you mean memory?\n" in complained
    assert "Traceback" not in complained


def test_a_firewall_without_an_account_is_said_in_a_line(tmp_path: Path) -> None:
    status, _, complained = make("synth", tmp_path / "out", "-c firewall=true")
    assert status == 2
    assert "digitpad: firewall must know where it deploys" in complained


def test_without_npx_make_says_what_is_missing(tmp_path: Path) -> None:
    tools = tmp_path / "bin"
    tools.mkdir()
    for tool in ("make", "sh", "bash", "rm", "ls"):
        if path := shutil.which(tool):
            (tools / tool).symlink_to(path)
    status, said, complained = make("synth", tmp_path / "out", PATH=str(tools))
    assert (status, said) == (2, "")
    assert complained.startswith("This needs Node.js")

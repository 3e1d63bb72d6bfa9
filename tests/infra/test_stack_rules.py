"""What others have learnt about stacks: cdk-nag's and cfn-lint's rules."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.infra.conftest import Synth
from tests.infra.stacks import ACCOUNT, EVERYTHING, PLAIN, SNAPSTART, synthesise

CASES = pytest.mark.parametrize(
    "options", [PLAIN, EVERYTHING, SNAPSTART], ids=["plain", "everything", "snapstart"]
)
DEPENDS_TWICE = "W3005"  # the CDK says in DependsOn what a reference says already


@CASES
@pytest.mark.usefixtures("synth")
def test_cdk_nag_finds_nothing_that_is_not_acknowledged(
    options: dict[str, str], tmp_path: Path
) -> None:
    synthesise(tmp_path, options, nag=True)
    report = json.loads((tmp_path / "validation-report.json").read_text())
    (nag,) = (r for r in report["pluginReports"] if r["pluginName"] == "AwsSolutions")
    assert nag["violations"] == []


@pytest.mark.usefixtures("synth")
def test_cdk_nag_does_find_what_is_not_acknowledged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("infra.http_api.acknowledge", lambda *finding, because: None)
    with pytest.raises(RuntimeError, match="does not implement authorization"):
        synthesise(tmp_path, PLAIN, nag=True)


def test_cfn_lint_accepts_every_template(synth: Synth) -> None:
    stacks = [stack for case in (PLAIN, EVERYTHING, SNAPSTART) for stack in synth(case)]
    files = [str(stack.file) for stack in stacks]
    assert len(files) == 4
    linter = str(Path(sys.executable).with_name("cfn-lint"))
    command = [linter, "--ignore-checks", DEPENDS_TWICE, "--", *files]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@CASES
def test_the_cdk_itself_warns_of_nothing(
    synth: Synth, options: dict[str, str], capfd: pytest.CaptureFixture[str]
) -> None:
    for stack in synth(options | {"stage": "warned"}):
        metadata = stack.file.with_name("manifest.json").read_text()
        assert "aws:cdk:warning" not in metadata
        assert "aws:cdk:error" not in metadata
    said = capfd.readouterr()
    assert "WARNING" not in said.out + said.err


def test_account_and_region_are_in_a_template_only_where_they_are_given(synth: Synth) -> None:
    assert ACCOUNT["account"] not in synth(PLAIN)[0].file.read_text()

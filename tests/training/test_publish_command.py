"""The command itself, a process of its own: what it prints, and one line for each failure."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from infra.localhost.environment import function_environment
from tests.training.shelves import Bench
from tests.unreliable_s3 import Fault, unreliable
from training.options import RELEASED

OTHER = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}


def command(
    bucket: str, endpoint: str, *arguments: str | Path, **changes: str
) -> subprocess.CompletedProcess[str]:
    """Run it; a variable changed to nothing is taken out."""
    aws = function_environment(s3=endpoint, bucket=bucket, model_dir=RELEASED)
    environment = OTHER | aws | {"AWS_MAX_ATTEMPTS": "1"} | changes
    return subprocess.run(
        [sys.executable, "-m", "training.publish", "--bucket", bucket, *map(str, arguments)],
        env={name: value for name, value in environment.items() if value},
        capture_output=True,
        text=True,
        timeout=60,
    )


def failure(result: subprocess.CompletedProcess[str]) -> str:
    """The one line that a command that failed ends with."""
    assert result.returncode == 1
    # the interpreter says which kernels it chose
    (line,) = [line for line in result.stderr.splitlines() if not line.startswith("INFO:")]
    assert line.startswith("error: ")
    return line


def test_publish_list_and_roll_back(bench: Bench, model: Any) -> None:
    def said(*arguments: str | Path) -> list[str]:
        result = command(bench.bucket, bench.endpoint, *arguments)
        assert result.returncode == 0, result.stderr
        return result.stdout.splitlines()

    assert said("--dry-run", "--model", model("v1"))[0] == "dry run: nothing will be written"
    assert bench.contents() == {}
    first = said("--model", model("v1"))
    assert first[0] == "v1: verified, above every floor"
    assert first[-1] == "in use within a minute: v1"
    forced = said("--model", model("v2", metrics={}), "--force", " the demo\nis tonight ")
    assert forced[-1] == "in use within a minute: v2; before it: v1"
    assert said("--list")[-1].endswith("forced: the demo is tonight")
    assert said("--rollback", "--dry-run")[-1] == "would be in use within a minute: v1"
    assert said("--rollback")[-1] == "in use within a minute: v1"
    assert said("--rollback", "v2")[-1] == "in use within a minute: v2; before it: v1"
    assert bench.pointed() == "v2"


def test_the_released_model_is_the_one_that_is_published(bench: Bench) -> None:
    assert command(bench.bucket, bench.endpoint).returncode == 0
    assert bench.served(RELEASED) == bench.pointed()


def test_without_the_bucket_it_says_so(bench: Bench) -> None:
    assert "no such bucket" in failure(command("nowhere", bench.endpoint))
    assert "no such bucket" in failure(command("nowhere", bench.endpoint, "--list"))


@pytest.mark.parametrize("arguments", [(), ("--list",), ("--rollback",)])
def test_what_aws_refuses_is_told_with_the_rights_that_are_needed(
    bench: Bench, arguments: tuple[str, ...]
) -> None:
    with unreliable(bench.endpoint, lambda seen: Fault.DENIED) as proxy:
        line = failure(command(bench.bucket, proxy.endpoint, *arguments))
    assert "access denied" in line
    assert "s3:PutObject" in line


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""}, "no AWS credentials"),
        ({"AWS_PROFILE": "nobody"}, "nobody"),
        ({"AWS_ENDPOINT_URL_S3": "http://127.0.0.1:9"}, "Could not connect"),
        ({"AWS_ENDPOINT_URL_S3": "not a url"}, "Invalid endpoint"),
    ],
)
def test_what_is_wrong_with_the_connection_is_one_line(
    bench: Bench, changes: dict[str, str], said: str
) -> None:
    assert said in failure(command(bench.bucket, bench.endpoint, **changes))


def test_what_is_wrong_with_the_model_is_one_line(bench: Bench, model: Any, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    assert str(empty) in failure(command(bench.bucket, bench.endpoint, "--model", empty))
    short = model("v1", metrics={})
    assert "mnist right" in failure(command(bench.bucket, bench.endpoint, "--model", short))
    assert bench.contents() == {}


@pytest.mark.parametrize(
    "arguments",
    [
        ("--force", " "),
        ("--rollback", "../v1"),
        ("--rollback", "--list"),
        ("--rollback", "--force", "why"),
    ],
)
def test_options_that_make_no_sense_are_refused(arguments: tuple[str, ...]) -> None:
    result = command("nowhere", "http://127.0.0.1:9", *arguments)
    assert result.returncode == 2
    assert "Traceback" not in result.stderr


def test_publishing_does_not_need_tensorflow() -> None:
    code = "import sys, training.publish; print(*{'tensorflow', 'keras'} & set(sys.modules))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (result.stdout.strip(), result.returncode) == ("", 0)

"""The function's image, built from its Dockerfile and run as Lambda runs it."""

import json
import platform
import struct
import time
from pathlib import Path

from infra.checks.wheels import pins_for
from tests.image import stand_in
from tests.image.engine import ROOT, podman
from tests.image.function import MEMORY, ContainedFunction
from tests.posting import posted

TASK_ROOT = "var/task"


def milliseconds(since: float) -> str:
    return f"{(time.monotonic() - since) * 1000:.0f} ms"


def test_a_drawing_is_read_by_a_user_without_rights_in_512_mb(
    image: str, tmp_path: Path, measured: dict[str, str]
) -> None:
    contained = ContainedFunction(image, f"digitpad-{tmp_path.parent.name}")
    with contained.running(tmp_path / "log") as function:
        started = time.monotonic()
        answer = function.api.invoke(posted())
        measured["container to answer"] = milliseconds(started)
        measured["container to first /next"] = f"{function.seconds_to_first_next * 1000:.0f} ms"
        started = time.monotonic()
        again = function.api.invoke(posted())
        measured["answer, warm"] = milliseconds(started)
        measured["memory"] = f"{function.peak_memory() / 2**20:.0f} MiB at most, of {MEMORY}"

    assert answer["statusCode"] == again["statusCode"] == 200, (answer, again)
    reading = json.loads(answer["body"])
    released = json.loads((ROOT / "training" / "released" / "manifest.json").read_text())
    assert (reading["number"], reading["model"]["version"]) == ("7", released["version"])
    measured["the answer"] = f"{reading['number']}, confidence {reading['confidence']:.3f}"


def test_every_module_has_bytecode_that_is_used_whatever_the_files_times(root: Path) -> None:
    modules = list((root / TASK_ROOT).rglob("*.py"))
    assert len(modules) > 100
    for module in modules:
        compiled = module.parent / "__pycache__" / f"{module.stem}.cpython-313.pyc"
        flags = struct.unpack_from("<I", compiled.read_bytes(), 4)
        assert flags == (0b01,), f"{module} is compiled again, or its times are asked for"


def test_the_image_holds_the_function_the_model_the_pinned_packages_and_no_more(root: Path) -> None:
    task = root / TASK_ROOT
    ours = {path.name for path in (ROOT / "lambda_fn").iterdir() if path.suffix in (".py", ".txt")}
    assert {path.name for path in (task / "lambda_fn").iterdir()} == ours | {"__pycache__"}
    assert {path.name for path in (task / "model").iterdir()} == {"manifest.json", "model.tflite"}
    requirements = (ROOT / "lambda_fn" / "requirements.txt").read_text()
    pins = [pin.split(" ")[0] for pin in pins_for(platform.machine(), requirements)]
    held = [path.stem.replace("-", "==") for path in task.glob("*.dist-info")]
    assert sorted(map(plain, held)) == sorted(map(plain, pins))
    assert not [path for path in task.rglob("tests") if path.is_dir()]


def plain(name: str) -> str:
    """A package's name in one of the ways in which it may be written."""
    return name.lower().replace("_", "-").replace("backports.", "backports-")


def test_what_is_above_the_base_can_be_read_by_all_and_leaves_the_base_as_it_was(
    image: str, root: Path, measured: dict[str, str]
) -> None:
    for path in (root / TASK_ROOT).rglob("*"):
        needed = 0o555 if path.is_dir() else 0o444
        assert path.stat().st_mode & needed == needed, f"{path} is not for everyone to read"
    assert (root / "etc" / "pip.conf").read_bytes() == b""
    changed = podman("diff", image, stand_in.NAME).splitlines()
    assert {line.split()[1].split("/")[1] for line in changed} <= {"run", "tmp", "var"}
    sizes = [
        int(podman("image", "inspect", "--format={{.Size}}", i)) for i in (image, stand_in.NAME)
    ]
    measured["above the base"] = f"{(sizes[0] - sizes[1]) / 1e6:.0f} MB, unpacked"


def test_nothing_of_this_machine_is_in_the_images_settings(image: str) -> None:
    settings = json.loads(podman("image", "inspect", "--format={{json .Config}}", image))
    names = {variable.split("=")[0] for variable in settings["Env"]}
    assert names == {"LAMBDA_TASK_ROOT", "LAMBDA_RUNTIME_DIR", "PATH", "PYTHONPATH"}
    assert (settings["WorkingDir"], settings["Cmd"]) == ("/var/task", ["lambda_fn.handler.handler"])

"""`python -m infra.local` as a developer starts it: a process, a console, real HTTP."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

ROOT = Path(__file__).parents[2]
# Without TensorFlow, also where it is installed.
COMMAND = (
    "import sys; sys.modules['tensorflow'] = None; from infra.local import main; sys.exit(main())"
)


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-c", COMMAND, *arguments]


@contextmanager
def started(log: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """The host once it is ready, and its port."""
    with subprocess.Popen(
        command("--port", "0", "--log", str(log), *arguments),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout
            ready = process.stdout.readline()
            address = re.search(r"http://127\.0\.0\.1:(\d+)", ready)
            assert address, (ready, process.communicate(timeout=10))
            yield process, int(address[1])
        finally:
            process.kill()


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Path]]:
    """The port of a host that serves the real function, and its log."""
    log = tmp_path_factory.mktemp("log") / "function.log"
    with started(log) as (_, port):
        yield port, log


def ask(port: int, method: str, path: str, body: bytes | None = None, **headers: str) -> Any:
    """(status, headers, body) of the answer."""
    client = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        client.request(method, path, body, {k.replace("_", "-"): v for k, v in headers.items()})
        answer = client.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        client.close()


def test_the_page_and_the_function_answer_at_one_address(host: tuple[int, Path]) -> None:
    port, _ = host
    status, headers, page = ask(port, "GET", "/")
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert b'id="canvas"' in page
    status, _, _ = ask(port, "GET", "/api/health")
    assert status == 200


def test_a_drawn_seven_is_read(host: tuple[int, Path]) -> None:
    port, _ = host
    paper = Image.new("L", (300, 300), 255)
    ImageDraw.Draw(paper).line([(80, 70), (220, 70), (130, 240)], 0, width=24, joint="curve")
    file = BytesIO()
    paper.save(file, "PNG")
    status, _, body = ask(port, "POST", "/api/predict", file.getvalue(), Content_Type="image/png")
    assert (status, json.loads(body)["number"]) == (200, "7")


def test_the_model_in_use_comes_from_the_bucket_on_this_machine(host: tuple[int, Path]) -> None:
    port, _ = host
    released = json.loads((ROOT / "training" / "released" / "manifest.json").read_text())
    status, _, body = ask(port, "GET", "/api/model")
    assert (status, json.loads(body)["version"]) == (200, released["version"])


def test_a_drawing_is_given_and_taken_back_and_the_log_says_how_long_it_stays(
    host: tuple[int, Path],
) -> None:
    port, log = host
    seven = b64encode((ROOT / "tests" / "seven.png").read_bytes()).decode()
    gift = json.dumps({"image": seven, "label": "7"}).encode()
    status, headers, body = ask(
        port, "POST", "/api/drawings", gift, Content_Type="application/json"
    )
    assert status == 201
    bearer = f"Bearer {json.loads(body)['token']}"
    assert ask(port, "DELETE", headers["Location"], Authorization=bearer)[0] == 204
    assert "Drawings given here are in digitpad-drawings" in log.read_text()


def test_what_is_no_route_is_the_functions_own_404(host: tuple[int, Path]) -> None:
    port, _ = host
    status, headers, _ = ask(port, "GET", "/api/nowhere")
    assert (status, headers["Content-Type"]) == (404, "application/problem+json")


def test_the_functions_own_413_can_be_seen(host: tuple[int, Path]) -> None:
    port, _ = host
    status, headers, _ = ask(
        port, "POST", "/api/predict", bytes(10 * 1024 * 1024), Content_Type="image/png"
    )
    assert (status, headers["Content-Type"]) == (413, "application/problem+json")


def test_what_the_function_prints_is_in_the_log(host: tuple[int, Path]) -> None:
    port, log = host
    ask(port, "POST", "/api/predict", b"no picture", Content_Type="image/png")
    lines = [line for line in log.read_text().splitlines() if line.startswith("{")]
    assert lines
    assert all(json.loads(line) for line in lines)


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_everything_and_frees_the_port(tmp_path: Path, stop: signal.Signals) -> None:
    with started(tmp_path / "log") as (process, port):
        assert ask(port, "GET", "/api/health")[0] == 200
        process.send_signal(stop)
        said, complained = process.communicate(timeout=10)
        assert (process.returncode, complained) == (0, "")
        assert said.splitlines()[-1] == "Stopped."
        with socket.socket() as again:
            again.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            again.bind(("127.0.0.1", port))


def test_the_console_shows_the_address_the_log_and_the_answers(tmp_path: Path) -> None:
    log = tmp_path / "function.log"
    with started(log) as (process, port):
        assert process.stdout
        assert process.stdout.readline() == f"The function's log: {log}\n"
        ask(port, "GET", "/")
        ask(port, "GET", "/api/health")
        assert re.fullmatch(r"  200 GET /api/health  \d+ ms\n", process.stdout.readline())
        ask(port, "GET", "/nowhere")
        assert re.fullmatch(r"  404 GET /nowhere  \d+ ms\n", process.stdout.readline())


def failed(*arguments: str, **environment: str) -> str:
    """The one line on which a host that cannot start says why."""
    done = subprocess.run(
        command(*arguments),
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert (done.returncode, done.stdout) == (1, "")
    (line,) = done.stderr.splitlines()
    return line


def test_a_taken_port_is_said_in_a_line() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        expected = (
            f"Port {port} is in use. Stop what uses it, or choose another: "
            f"make serve PORT={port + 1}"
        )
        assert failed("--port", str(port)) == expected
        assert failed(PORT=str(port)) == expected


def test_a_missing_model_is_said_in_a_line(tmp_path: Path) -> None:
    line = failed("--port", "0", "--model", str(tmp_path))
    assert line == f"There is no model to serve: {tmp_path / 'model.tflite'} is missing."


def test_a_model_that_cannot_be_loaded_is_said_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "model.tflite").write_text("no model")
    (tmp_path / "manifest.json").write_text("no manifest")
    log = tmp_path / "function.log"
    line = failed("--port", "0", "--model", str(tmp_path), "--log", str(log))
    assert line.startswith("The function does not start: ")
    assert line.endswith(f"More in {log}")
    assert "Traceback" in log.read_text()


def test_a_log_that_cannot_be_written_is_said_in_a_line(tmp_path: Path) -> None:
    for name in ("model.tflite", "manifest.json"):
        (tmp_path / name).touch()
    log = tmp_path / "no folder" / "function.log"
    line = failed("--port", "0", "--model", str(tmp_path), "--log", str(log))
    assert line == f"Cannot write the log {log}: No such file or directory"


def test_a_host_that_is_not_ours_is_said_in_a_line() -> None:
    assert failed("--port", "0", "--host", "192.0.2.1").startswith("Cannot listen on 192.0.2.1:0")


def test_what_is_no_port_is_refused() -> None:
    for port in ("eighty", "-1", "65536"):
        done = subprocess.run(command(f"--port={port}"), cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 2
        assert "is not a port" in done.stderr

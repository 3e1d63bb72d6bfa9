"""The whole of Digitpad on this machine: the site, the gateway, the function, and S3.

    python -m infra.local --port 8000

Runs the real handler. What AWS does around it is imitated by `infra.localhost`; nothing here
needs an AWS account, credentials or the network.
"""

import errno
import os
import signal
import sys
import tempfile
import threading
import traceback
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import NoReturn

from infra.environment import TIMEOUT
from infra.localhost.console import Say, access_log, output_to
from infra.localhost.environment import enter, function_environment
from infra.localhost.function import Function
from infra.localhost.gateway import Gateway
from infra.localhost.messages import App, Request
from infra.localhost.options import Options
from infra.localhost.pages import Pages
from infra.localhost.server import LocalServer
from infra.localhost.throttle import TokenBucket
from infra.route import PREFIX
from lambda_fn.manifest import MANIFEST_FILE, MODEL_FILE

ROOT = Path(__file__).parents[1]
SITE = ROOT / "site"
RELEASED = ROOT / "training" / "released"
BUCKET = "digitpad-models"
DRAWINGS = "digitpad-drawings"


class CannotStart(Exception):
    """Something is in the way; the message says what, and what to do about it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until Ctrl-C; returns the exit status."""
    options = Options.from_arguments(arguments, __doc__)
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, _interrupt)
    try:
        with ExitStack() as running:
            start(options, running)
            threading.Event().wait()
    except CannotStart as reason:
        print(reason, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped.")
    return 0


def start(options: Options, running: ExitStack) -> None:
    """Start every part; `running` stops them again. Raises CannotStart."""
    server = listen(options.host, options.port)
    running.callback(server.stop)
    model = options.model or RELEASED
    check_model(model)
    log = options.log or _log_of(server.server_port)
    try:
        say = running.enter_context(output_to(log))
    except OSError as error:
        raise CannotStart(f"Cannot write the log {log}: {error.strerror}") from error
    try:
        function = load_function(model, running)
    except Exception as error:
        traceback.print_exc()
        raise CannotStart(f"The function does not start: {error!r}. More in {log}") from error
    gateway = Gateway(
        function,
        throttle=TokenBucket(rate=options.rate, burst=options.burst),
        giving=TokenBucket(rate=options.giving_rate, burst=options.giving_burst),
    )
    warm_up(gateway, say, log)
    server.start(front(Pages(SITE), gateway), access_log(say))
    say(f"Digitpad is ready at {server.url} (Ctrl-C stops it)\nThe function's log: {log}")


def _log_of(port: int) -> Path:
    """Each user's own: another's, who has served on this port before, could not be written."""
    return Path(tempfile.gettempdir()) / f"digitpad-{os.getuid()}-{port}.log"


def listen(host: str, port: int) -> LocalServer:
    """A server that has its port and does not answer yet. Raises CannotStart."""
    try:
        return LocalServer(host, port)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            reason = (
                f"Port {port} is in use. Stop what uses it, or choose another: "
                f"make serve PORT={port + 1 if port < 65535 else 8000}"
            )
        else:
            reason = f"Cannot listen on {host}:{port}: {error.strerror}"
        raise CannotStart(reason) from error


def check_model(released: Path) -> None:
    """Raise CannotStart where the model that the function needs is not there."""
    for name in (MODEL_FILE, MANIFEST_FILE):
        if not (released / name).is_file():
            raise CannotStart(f"There is no model to serve: {released / name} is missing.")


def load_function(released: Path, running: ExitStack) -> Function:
    """The real function, in the environment that it would have, with an S3 of its own.

    What is in that S3 is in memory: drawings that are given here go with this process.
    """
    # Imported as late as Lambda would: not before the environment is complete, and not for an
    # answer as quick as "the port is in use".
    from infra.localhost.models import collect_locally, publish_locally, s3_server

    s3 = running.enter_context(s3_server())
    enter(function_environment(s3=s3, bucket=BUCKET, model_dir=released, drawings=DRAWINGS))
    publish_locally(BUCKET, released)
    collect_locally(DRAWINGS)
    print(f"Drawings given here are in {DRAWINGS} at AWS_ENDPOINT_URL_S3={s3}, until Ctrl-C.")
    from lambda_fn.handler import handler

    return Function(handler, timeout=TIMEOUT)


def warm_up(gateway: Gateway, say: Say, log: Path) -> None:
    """Ask once, so that the first person who draws does not wait for the model to load."""
    answer = gateway(Request("GET", "/api/health"))
    if answer.status != 200:
        say(f"The function is not well: /api/health answers {answer.status}. More in {log}")


def front(pages: App, gateway: App) -> App:
    """What the CDN does: `/api/` goes to the gateway, the rest to the site's files."""
    return lambda request: (gateway if request.path.startswith(PREFIX) else pages)(request)


def _interrupt(number: int, frame: object) -> NoReturn:
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, signal.SIG_IGN)  # stopping is quick; let it finish
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())

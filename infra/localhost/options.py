"""What the developer may choose about the local host."""

import argparse
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from infra.route import GIVING_BURST, GIVING_RATE
from infra.settings import Settings


@dataclass(frozen=True)
class Options:
    """The command line, read; each field is the option of that name."""

    port: int
    host: str
    log: Path | None
    model: Path | None
    rate: float
    burst: int
    giving_rate: float
    giving_burst: int

    @classmethod
    def from_arguments(cls, arguments: Sequence[str] | None, description: str) -> Self:
        """Read `arguments`, or the process's own; exits with usage where they are wrong."""
        parser = argparse.ArgumentParser(prog="python -m infra.local", description=description)
        parser.formatter_class = argparse.RawDescriptionHelpFormatter
        # argparse reads a default that is a string as it reads an argument
        port = os.environ.get("PORT") or "8000"
        parser.add_argument("--port", type=_port, default=port, help="0 takes any free one")
        parser.add_argument("--host", default="127.0.0.1", help="0.0.0.0 lets a phone in")
        parser.add_argument("--log", type=Path, help="file for what the function prints")
        parser.add_argument("--model", type=Path, help="folder of another model than the released")
        cloud = Settings()
        rate, burst = cloud.rate, cloud.burst
        parser.add_argument("--rate", type=float, default=rate, help="requests a second, then 429")
        parser.add_argument("--burst", type=int, default=burst, help="requests at once, then 429")
        about = "drawings given, as --rate and --burst for all else"
        parser.add_argument("--giving-rate", type=float, default=GIVING_RATE, help=about)
        parser.add_argument("--giving-burst", type=int, default=GIVING_BURST, help=about)
        return cls(**vars(parser.parse_args(arguments)))


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: choose one up to 65535")
    return int(text)

"""Try a deployed Digitpad as its users would: its page, its answers, its refusals.

    python -m infra.smoke https://d111111abcdef8.cloudfront.net

A line a check, with the time that its request took, connection included. Needs only Python.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from http.client import HTTPException
from urllib.parse import urlsplit

from infra.checks.api import API
from infra.checks.page import CDN, PAGE
from infra.checks.site import Site, Wrong

Check = Callable[[Site], None]


def main(arguments: Sequence[str] | None = None) -> int:
    """Check all of a site; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m infra.smoke", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument(
        "url", metavar="URL", type=address, help="the site's: make smoke URL=https://…"
    )
    url = parser.parse_args(arguments).url
    site = Site(url)
    if why := obstacle(site):
        print(f"{url} {why}", file=sys.stderr)
        return 1
    checks = checks_of(site)
    failed = [check for check in checks if not passes(check, site)]
    print(f"{len(checks) - len(failed)} of {len(checks)} checks passed: {url}")
    return 1 if failed else 0


def checks_of(site: Site) -> tuple[Check, ...]:
    """Those that hold for a site in the cloud, or for one on this machine."""
    return (*PAGE, *(CDN if site.secure else ()), *API)


def obstacle(site: Site) -> str:
    """Why there is nothing to check; empty where something answers."""
    try:
        answer = site.ask("HEAD", "/")
    except (OSError, HTTPException) as error:
        return f"cannot be reached: {error}"
    elsewhere = answer.headers["Location"]
    return f"sends its visitors elsewhere: try {elsewhere}" if elsewhere else ""


def passes(check: Check, site: Site) -> bool:
    """Whether a check passes; prints its line."""
    wrong = fault(check, site)
    sentence = check.__name__.replace("_", " ")
    line = f"{'✗' if wrong else '✓'} {sentence:<44}{site.seconds * 1000:>6.0f} ms  {wrong}"
    print(line.rstrip(), flush=True)
    return not wrong


def fault(check: Check, site: Site) -> str:
    """What is wrong; empty where nothing is."""
    try:
        check(site)
    except Wrong as wrong:
        return str(wrong)
    except (OSError, HTTPException) as error:
        return f"no answer: {error!r}"
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        return f"an answer of another form: {error!r}"
    return ""


def address(text: str) -> str:
    """A URL of a site. Raises ArgumentTypeError."""
    place = urlsplit(text)
    if place.scheme not in ("http", "https") or not place.netloc or place.path.strip("/"):
        raise argparse.ArgumentTypeError(f"{text!r} is not like https://d111.cloudfront.net")
    return text.rstrip("/")


if __name__ == "__main__":
    sys.exit(main())

"""Given drawings, from the bucket to where training reads them, past a person's eyes.

    python -m training.drawings pull --bucket B OUT      # what is new; what was taken back goes
    python -m training.drawings review OUT               # contact sheets, and a page to decide on
    python -m training.train --drawings OUT              # learns from what was accepted

`training/gifts.py` says what is in OUT. Nothing is learnt from that was not accepted in review.
"""

import argparse
import sys
from pathlib import Path

from training.errors import one_line_errors
from training.options import RELEASED

PORT = 8017
TOLD_OF = 20  # skipped drawings that are named one by one


def _pull(options: argparse.Namespace) -> None:
    from training.drawings_bucket import DrawingsBucket
    from training.pull import pull

    pulled = pull(DrawingsBucket(options.bucket), options.out)
    for problem in pulled.skipped[:TOLD_OF]:
        print(f"skipped {problem}", file=sys.stderr)
    print(f"{options.out}: {pulled}")


def _review(options: argparse.Namespace) -> None:
    from training.review import review

    review(options.out, options.model, port=None if options.sheets_only else options.port)


@one_line_errors
def main() -> None:
    """Fetch given drawings, and decide which of them may be learnt from."""
    parser = argparse.ArgumentParser(prog="python -m training.drawings", description=main.__doc__)
    commands = parser.add_subparsers(required=True, metavar="pull|review")
    about = "fetch what is new in the drawings bucket, and forget what was taken back"
    pull = commands.add_parser("pull", help=about, description=about)
    pull.add_argument("--bucket", required=True, help="the drawings bucket")
    pull.set_defaults(command=_pull)
    about = "make contact sheets, those first that the model reads otherwise, and serve a page"
    review = commands.add_parser("review", help=about, description=f"{about} to decide on")
    review.add_argument("--model", type=Path, default=RELEASED, help="folder of the model")
    review.add_argument("--sheets-only", action="store_true", help="no page")
    review.add_argument("--port", type=int, default=PORT, help=f"of the page on 127.0.0.1 ({PORT})")
    review.set_defaults(command=_review)
    for command in (pull, review):
        command.add_argument("out", type=Path, metavar="OUT", help="the folder of given drawings")
    options = parser.parse_args()
    options.command(options)


if __name__ == "__main__":
    main()

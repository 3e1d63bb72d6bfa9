"""Put a model into the bucket that the function reads from, or go back to an earlier one.

    python -m training.publish --bucket B                    # training/released, or --model FOLDER
    python -m training.publish --bucket B --list
    python -m training.publish --bucket B --rollback         # or --rollback VERSION

A version never changes once its manifest is in the bucket. The pointer moves last, after all that
it leads to was read back and tried as the function would; an interruption leaves it as it was.
"""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from lambda_fn.manifest import VERSION_NAME
from training.candidate import Candidate
from training.catalogue import table
from training.errors import one_line_errors
from training.options import RELEASED
from training.publication import publish, roll_back
from training.shelf import DryShelf, Shelf


@one_line_errors
def main() -> None:
    """Publish a model to the function's bucket, list what is there, or roll back."""
    options = _options()
    now = datetime.now(UTC)
    if options.dry_run:
        print("dry run: nothing will be written")
    shelf = (DryShelf if options.dry_run else Shelf)(options.bucket)
    if options.list:
        print(table(shelf))
    elif options.rollback is not False:
        roll_back(shelf, options.rollback, now)  # None: the version before
    else:
        publish(shelf, Candidate.read(options.model), options.force, now)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--bucket", required=True, help="the model bucket")
    parser.add_argument("--model", type=Path, default=RELEASED, help="folder of the model")
    parser.add_argument(
        "--force", type=_reason, metavar="REASON", help="publish below the floors, and why"
    )
    parser.add_argument("--dry-run", action="store_true", help="check everything, write nothing")
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument("--list", action="store_true", help="what the bucket holds")
    instead.add_argument(
        "--rollback",
        type=_version,
        nargs="?",
        default=False,
        metavar="VERSION",
        help="use VERSION again (default: the one that was in use before)",
    )
    options = parser.parse_args()
    if options.force and (options.list or options.rollback is not False):
        parser.error("--force is for publishing")
    return options


def _reason(text: str) -> str:
    """One line, and not an empty one."""
    if reason := " ".join(text.split()):
        return reason
    raise argparse.ArgumentTypeError("say why")


def _version(text: str) -> str:
    if VERSION_NAME.fullmatch(text):
        return text
    raise argparse.ArgumentTypeError(f"{text!r} is no version")


if __name__ == "__main__":
    main()

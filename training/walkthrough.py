"""Write the walk-through: how the model is made, step by step, from a run that was made so.

    python -m training.walkthrough --run runs/latest --out training/walkthrough.md

Runs the cells of `training/walkthrough_steps/` and writes down what they are and what comes out,
with pictures in a folder beside the page. The same run gives the same page, but for the time that
a mark takes.
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")  # before keras: its start-up notes are no news

from training.errors import one_line_errors
from training.walkthrough_steps import INTRODUCTION, STEPS
from training.walkthrough_steps.cells import page
from training.walkthrough_steps.given import Given, from_options, parser

SCRIPTS = Path(__file__).parent / "walkthrough_steps"


def walk_through(given: Given) -> None:
    """Run every step and write the page."""
    given.check()
    sections = [page(SCRIPTS / f"{INTRODUCTION}.py")]
    for number, (step, title) in enumerate(STEPS.items(), start=1):
        print(f"{number} of {len(STEPS)}: {title}", file=sys.stderr)
        sections.append(f"## {number}. {title}\n\n{page(SCRIPTS / f'{step}.py')}")
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text("\n".join(sections))


@one_line_errors
def main() -> None:
    """Write the walk-through of a finished run."""
    options = parser()
    options.description = main.__doc__
    options.parse_args()
    given = from_options()
    walk_through(given)
    print(f"wrote {given.out}")


if __name__ == "__main__":
    main()

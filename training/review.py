"""Review: the given drawings before a person's eyes, on contact sheets and on a page."""

import signal
import sys
from pathlib import Path

from training.contact_sheets import contact_sheets
from training.decisions import Decisions
from training.evaluate import loaded
from training.opinions import opinions
from training.review_desk import Desk
from training.review_server import ReviewServer
from training.reviewed import Reviewed


def review(folder: Path, model: Path, *, port: int | None) -> None:
    """Write the contact sheets, and serve the page at `port` until it is interrupted.

    None: the sheets alone.
    """
    version = loaded(model).manifest.version
    reviewed = Reviewed.read(folder)
    said = opinions(model, reviewed.given)
    sheets = contact_sheets(folder, reviewed.given, said, reviewed.decided)
    print(f"{reviewed}; {len(sheets):,} contact sheets in {folder / 'review'}")
    if port is not None and reviewed.given:
        gifts = {gift.id: gift for gift in reviewed.given}
        decisions = Decisions(folder)
        _serve(Desk(gifts, said, version, decisions), port)
        print(Reviewed.of(reviewed.given, decisions))


def _serve(desk: Desk, port: int) -> None:
    for stop in (signal.SIGINT, signal.SIGTERM):  # which a background job may ignore
        signal.signal(stop, signal.default_int_handler)
    with ReviewServer(desk, port) as server:
        print(f"decide on them at {server.address} (each decision is kept at once; Ctrl-C ends)")
        sys.stdout.flush()
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()

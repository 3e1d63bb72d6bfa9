"""Fetch the given drawings that are not here yet, and forget those that were taken back.

Killed at any moment, it goes on where it was: what is missing is told by the files alone.
"""

import fcntl
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from lambda_fn.drawings import keys
from training import gifts, pen
from training.drawings_bucket import CONNECTIONS, DrawingsBucket, Listing
from training.errors import BadData, TrainingError
from training.gift import Gift, Unsound
from training.parallel import shown

SOURCE = "bucket.txt"


@dataclass
class Pulled:
    """How many came, were here, and went; a line for each that was skipped, and why."""

    new: int = 0
    here: int = 0
    gone: int = 0
    skipped: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        told = f"{self.new:,} new, {self.here:,} here already, {self.gone:,} taken back"
        return f"{told}, {len(self.skipped):,} skipped"


def pull(bucket: DrawingsBucket, folder: Path) -> Pulled:
    """Make the folder hold what the bucket holds, as far as that is sound.

    Raises BucketError where the bucket fails, BadData where the folder cannot be written; what
    was fetched until then stays.
    """
    listing = bucket.listing()  # whole, before anything is removed
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _alone(folder):
            _check_source(folder, bucket.name)
            gifts.remove_parts(folder)
            pulled = Pulled(skipped=[f"{key}: no drawing is named so" for key in listing.strange])
            _forget(folder, listing, pulled)
            _fetch(bucket, folder, listing, pulled)
    except OSError as error:
        raise BadData(folder, f"cannot be written to: {error.strerror}") from error
    return pulled


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep a second pull out, until this one ends, however it does."""
    with (folder / ".pulling").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise TrainingError(f"{folder}: another pull is writing to it") from error
        yield


def _check_source(folder: Path, bucket: str) -> None:
    """Of another bucket's drawings every one would be taken for one that was taken back."""
    source = folder / SOURCE
    if not source.exists():
        gifts.write_whole(source, f"{bucket}\n".encode())
    earlier = source.read_text().strip()
    if earlier != bucket:
        raise TrainingError(f"{folder} holds the drawings of {earlier}: pull into another folder")


def _forget(folder: Path, listing: Listing, pulled: Pulled) -> None:
    """Remove what is not in the bucket any more, and the contact sheets that it may be on."""
    for id in sorted(gifts.traces(folder) - listing.pictures.keys()):
        gifts.remove(folder, id)
        pulled.gone += 1
    if pulled.gone:
        gifts.remove_sheets(folder)


def _fetch(bucket: DrawingsBucket, folder: Path, listing: Listing, pulled: Pulled) -> None:
    held, strokes = gifts.held(folder), gifts.with_strokes(folder)
    wanted = [
        id
        for id, size in sorted(listing.pictures.items())
        if held.get(id) != size or (id in listing.strokes and id not in strokes)
    ]
    pulled.here = len(listing.pictures) - len(wanted)
    pool = ThreadPoolExecutor(CONNECTIONS)
    try:
        fetched = pool.map(lambda id: _fetch_one(bucket, folder, id, listing), wanted)
        for problem in shown(fetched, len(wanted), "drawings"):
            if problem is None:
                pulled.new += 1
            else:
                pulled.skipped.append(problem)
    finally:
        pool.shutdown(cancel_futures=True)


def _fetch_one(bucket: DrawingsBucket, folder: Path, id: str, listing: Listing) -> str | None:
    """Fetch a drawing; None where it is here now, else its name and why it is not."""
    try:
        found = bucket.picture(id)
        if found is None:
            raise Unsound("it was taken back just now")
        gift = Gift.parse(id, *found)
        strokes = bucket.strokes(id) if id in listing.strokes else None
        gifts.store(folder, gift, strokes if strokes is None else _checked(strokes))
    except Unsound as error:
        return f"{keys(id)[0]}: {error}"
    return None


def _checked(strokes: bytes) -> bytes:
    """The strokes, where they are in the form of the pen data. Raises Unsound."""
    try:
        pen.strokes_of(json.loads(strokes))
    except (ValueError, TypeError, RecursionError, OverflowError) as error:
        raise Unsound(f"its strokes are none: {error}") from error
    return strokes

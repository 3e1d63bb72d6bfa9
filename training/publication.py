"""The order in which a model becomes the one in use: upload, verify, and only then point to it."""

from datetime import datetime
from hashlib import sha256

from lambda_fn.errors import BadModel
from lambda_fn.model_store import load_pointed
from lambda_fn.pointer import Pointer, object_keys
from training.candidate import Candidate
from training.catalogue import note
from training.errors import TrainingError
from training.in_use import InUse
from training.shelf import Shelf


def publish(shelf: Shelf, candidate: Candidate, reason: str | None, now: datetime) -> None:
    """Upload, verify what the bucket then holds, and point to it."""
    forced = candidate.admit(reason)
    standing = f"below the floors, forced: {forced}" if forced else "above every floor"
    shelf.say(f"{candidate.version}: verified, {standing}")
    in_use = InUse.read(shelf)
    upload(shelf, candidate)
    note(shelf, candidate.version, forced, now)
    verify(shelf, candidate.pointer)
    point(shelf, in_use, candidate.pointer, in_use.when_published(candidate.version), now)


def upload(shelf: Shelf, candidate: Candidate) -> None:
    """Put the files where they are not yet. The manifest goes last: it seals the version.

    Other bytes are replaced only under our own seal, where they are damaged: without it they may
    be somebody's who is publishing now. Raises TrainingError.
    """
    model_key, manifest_key = object_keys(candidate.version)
    files = {model_key: candidate.model, manifest_key: candidate.manifest}
    held = {key: shelf.held(key) for key in files}
    other = [key for key, found in held.items() if found and found.body != files[key]]
    if manifest_key in other or (other and not held[manifest_key]):
        raise TrainingError(
            f"{shelf.bucket} holds another {other[-1]}, and a published version does not change:"
            " export the model anew, or give its manifest another version"
        )
    for key, found in held.items():
        if found is None or key in other:
            shelf.put(key, files[key], over=found)


def verify(shelf: Shelf, pointer: Pointer) -> None:
    """Load what the bucket holds as the function would. Raises TrainingError."""
    try:
        load_pointed(shelf, pointer)
    except BadModel as error:
        raise TrainingError(
            f"{shelf.bucket}, version {pointer.version}: {error} The pointer stays where it is"
        ) from error


def roll_back(shelf: Shelf, version: str | None, now: datetime) -> None:
    """Point to `version` again, or to the one that was in use before; verified first."""
    in_use = InUse.read(shelf)
    target = version or version_before(shelf, in_use)
    manifest = shelf.get(object_keys(target)[1])
    if manifest is None:
        raise TrainingError(f"{shelf.bucket} holds no version {target}: --list shows which it has")
    pointer = Pointer(target, sha256(manifest).hexdigest())
    verify(shelf, pointer)
    point(shelf, in_use, pointer, in_use.when_rolled_back(target), now)


def version_before(shelf: Shelf, in_use: InUse) -> str:
    """The version before the one in use. Raises TrainingError where there is none."""
    if not in_use.before:
        what = f"before {in_use.version}" if in_use.version else "in use"
        raise TrainingError(
            f"{shelf.bucket} records no version {what}: name one (--rollback VERSION;"
            " --list shows them)"
        )
    return in_use.before[0]


def point(shelf: Shelf, in_use: InUse, to: Pointer, before: tuple[str, ...], now: datetime) -> None:
    """Move the pointer, unless it is there already, and say how things stand."""
    if in_use.pointer == to:
        shelf.say(f"in use already: {to.version}")
        return
    in_use.move(shelf, to, before, now)
    earlier = f"; before it: {', '.join(before)}" if before else ""
    shelf.say(f"{shelf.would}in use within a minute: {to.version}{earlier}")

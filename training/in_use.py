"""Which version is in use, which ones were before it, and how that changes: the pointer object.

`before` lists what served earlier, the latest first. Publishing puts the version that it replaces
in front; rolling back takes off what it goes back past. So a second rollback goes further back,
and never forward again to a version that was just left.
"""

import json
from dataclasses import dataclass
from datetime import datetime

from lambda_fn.errors import BadModel
from lambda_fn.manifest import VERSION_NAME
from lambda_fn.pointer import POINTER_KEY, Pointer
from training.shelf import Held, Shelf

KEPT = 20  # earlier versions that are remembered


@dataclass(frozen=True)
class InUse:
    """The pointer object as it was found; `pointer` is None where nothing readable was."""

    held: Held | None
    pointer: Pointer | None
    before: tuple[str, ...]

    @classmethod
    def read(cls, shelf: Shelf) -> "InUse":
        """What the bucket's pointer says now."""
        held = shelf.held(POINTER_KEY)
        if held is None:
            return cls(None, None, ())
        try:
            return cls(held, Pointer.parse(held.body), _before(held.body))
        except BadModel:
            return cls(held, None, ())

    @property
    def version(self) -> str | None:
        """The version in use."""
        return self.pointer.version if self.pointer else None

    def when_published(self, version: str) -> tuple[str, ...]:
        """What is before `version` when that is published now."""
        line = (self.version, *self.before)
        return tuple(earlier for earlier in line if earlier and earlier != version)[:KEPT]

    def when_rolled_back(self, version: str) -> tuple[str, ...]:
        """What is before `version` when the pointer goes back to it, or to one never used."""
        if version in self.before:
            return self.before[self.before.index(version) + 1 :]
        return self.when_published(version)

    def move(self, shelf: Shelf, to: Pointer, before: tuple[str, ...], now: datetime) -> None:
        """Move the pointer, unless somebody else has moved it since it was read."""
        moved = now.isoformat(timespec="seconds")
        shelf.put(POINTER_KEY, to.encode(moved=moved, before=before), over=self.held)


def _before(content: bytes) -> tuple[str, ...]:
    versions = json.loads(content).get("before")
    found = versions if isinstance(versions, list) else []
    return tuple(v for v in found if isinstance(v, str) and VERSION_NAME.fullmatch(v))

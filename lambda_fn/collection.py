"""The drawings that people gave, in a bucket that is written to and never read.

drawings/<id>.png     a drawing; what is told of it is the object's metadata
drawings/<id>.json    how the pen went, where that was given
tokens/<id>/<sha256>  empty: who has the token of this hash may take the drawing back

The picture is written last: it makes the gift, and whoever reads the bucket goes by pictures.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Protocol

from lambda_fn import tokens
from lambda_fn.drawings import ID, Gift, Object, keys
from lambda_fn.errors import NotFound, StoreUnavailable
from lambda_fn.model_store import Unavailable

# One answer to all that is not so, or it would tell whether a drawing is there.
UNKNOWN = "There is no such drawing, or this is not its token."


class Bucket(Protocol):
    """What the collection needs of S3. Each raises Unavailable."""

    def get(self, key: str) -> bytes | None:
        """The object's bytes, None where there is none."""

    def put_new(self, key: str, body: bytes, kind: str, told: Mapping[str, str]) -> bool:
        """Write an object unless there is one of this key; False where there was, so that what is
        there is another's."""

    def delete(self, *keys: str) -> None:
        """Delete objects, those that are not there too."""


class Collection:
    """Takes drawings, and gives none away."""

    def __init__(
        self, bucket: Bucket, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._bucket = bucket
        self._clock = clock

    def give(self, gift: Gift, model: str | None) -> str:
        """Keep a drawing, all of it or nothing; returns the token that takes it back.

        One that is there already is kept once, and its givers have a token each.
        Raises StoreUnavailable.
        """
        token, ours = tokens.new_token(), list[str]()
        objects = gift.objects(model, self._clock())
        try:
            for one in (Object(tokens.key(gift.id, token)), *objects):
                # A write that fails may have been done all the same. Should it have been another's
                # before, it goes too: better than a drawing that nobody can take back.
                ours.append(one.key)
                if not self._bucket.put_new(one.key, one.body, one.kind, one.told):
                    ours.pop()
        except Unavailable as error:
            raise StoreUnavailable(f"{error} {self._undo(ours)}") from error
        return token

    def _undo(self, keys: list[str]) -> str:
        """Delete what a gift that failed has left; says where that failed too."""
        try:
            self._bucket.delete(*keys)
        except Unavailable as error:
            return f"What was written may still be there: {error}"
        return "Nothing of the drawing was left there."

    def take_back(self, id: str, token: str) -> None:
        """Delete a drawing. Raises NotFound where the token is not its own, StoreUnavailable."""
        if not (ID.fullmatch(id) and tokens.TOKEN.fullmatch(token)):
            raise NotFound(UNKNOWN)
        key = tokens.key(id, token)
        try:
            if self._bucket.get(key) is None:
                raise NotFound(UNKNOWN)
            self._bucket.delete(*keys(id))
            self._bucket.delete(key)  # last: until then the same request can be made again
        except Unavailable as error:
            raise StoreUnavailable(str(error)) from error

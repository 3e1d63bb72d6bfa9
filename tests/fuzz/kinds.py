"""The kinds of hostile requests that Hypothesis draws, and how many of each hundred thousand."""

from dataclasses import dataclass

from hypothesis import strategies as st

from tests.fuzz import envelopes, given
from tests.fuzz.bombs import BOMBS, bomb
from tests.fuzz.damage import flipped, forged, rewoven, spliced, truncated, whole
from tests.fuzz.envelopes import posted
from tests.fuzz.instance import Event
from tests.fuzz.scenes import scenes, specked


@dataclass(frozen=True)
class Kind:
    """Requests that try the same."""

    events: st.SearchStrategy[Event]
    share: int


KINDS = {
    "every kind of picture": Kind(posted(whole()), 3000),
    "truncated": Kind(posted(truncated()), 14_000),
    "bits flipped": Kind(posted(flipped()), 18_000),
    "spliced": Kind(posted(spliced()), 9000),
    "forged headers": Kind(posted(forged()), 8000),
    "PNG of any rows": Kind(posted(rewoven()), 6000),
    "bombs": Kind(posted(st.sampled_from(sorted(BOMBS)).map(bomb)), 400),
    "hostile drawings": Kind(posted(scenes()), 6000),
    "large ones": Kind(posted(scenes(sides=(500, 1024, 1400))), 400),
    "ten thousand specks": Kind(posted(specked()), 300),
    "content type": Kind(envelopes.wrong_type(), 2500),
    "base64": Kind(envelopes.wrong_base64(), 4000),
    "JSON": Kind(envelopes.odd_json(), 5000),
    "headers": Kind(envelopes.odd_headers(), 2500),
    "query": Kind(envelopes.odd_query(), 2500),
    "path and method": Kind(envelopes.odd_path(), 2500),
    "event": Kind(envelopes.odd_event(), 1000),
    "drawings given": Kind(given.gifts(), 1500),
    "drawings taken back": Kind(given.takings(), 1000),
}

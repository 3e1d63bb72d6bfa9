"""Hostile gifts: drawings with labels and strokes, and their taking back with any token."""

import json
from base64 import b64encode

from hypothesis import strategies as st

from tests.fuzz.damage import Draw, flipped, whole
from tests.fuzz.envelopes import ODD_TEXT, SCALARS, VALUES, post, request
from tests.fuzz.instance import Event

LABELS = st.sampled_from([*"0123456789", "none"])
PLACES = st.integers() | st.floats() | st.integers(-500, 500)
AXES = st.lists(PLACES, max_size=6)
STROKES = st.lists(st.lists(AXES, min_size=2, max_size=2) | VALUES, max_size=4)
MANY = st.integers(1, 300).map(lambda count: [[[7] * 300, [7] * 300]] * count)
SOUND = st.lists(st.integers(0, 300), min_size=1, max_size=9).map(lambda axis: [axis, axis])


@st.composite
def gifts(draw: Draw) -> Event:
    """A gift, sound or not; or the same, to be read."""
    data, kind = draw(whole() | whole() | flipped())
    posted = {
        "image": f"data:{kind};base64,{b64encode(data).decode()}",
        "label": draw(LABELS | LABELS | SCALARS),
        "guess": draw(st.none() | LABELS | VALUES),
        "strokes": draw(st.lists(SOUND, max_size=4) | STROKES | VALUES | MANY),
    }
    for name in draw(st.lists(st.sampled_from(sorted(posted)), max_size=1)):
        del posted[name]
    path = draw(st.sampled_from(("/api/drawings", "/api/predict")))  # which takes strokes too
    return post(json.dumps(posted).encode(), "application/json", path=path)


@st.composite
def takings(draw: Draw) -> Event:
    """A drawing taken back that is not there, with a token that is none, or nearly one."""
    names = st.text("0123456789abcdef", min_size=63, max_size=65) | ODD_TEXT
    name = draw(names | st.sampled_from(("../" * 3, "%2e%2e%2f", "7" * 5000)))
    tokens = st.text("abcXYZ019-_", min_size=42, max_size=44) | st.text(
        st.characters(max_codepoint=255), max_size=99
    )
    value = draw(st.sampled_from(("Bearer ", "bearer  ", "Basic ", ""))) + draw(tokens)
    name = name.encode(errors="replace").decode()
    return request("DELETE", f"/api/drawings/{name}", (("Authorization", value),))

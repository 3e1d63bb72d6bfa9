"""Drawings that nobody gave but the tests: in a bucket, or in a folder as pulled."""

import io
import itertools
import json
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from moto.core import DEFAULT_ACCOUNT_ID
from moto.s3.models import s3_backends
from PIL import Image

from lambda_fn.drawings import drawing_id, keys
from tests.training.hands import STROKES
from tests.training.shelves import Bench
from training import gifts
from training.decisions import ACCEPT, DROP, RELABEL, Decisions
from training.gift import Gift, part_of
from training.render import Pen, render
from training.review_desk import Desk
from training.review_server import ReviewServer

DATE = "2026-11-21T12:00:00+00:00"
STROKES_SENT = [[[0, 1000, 400], [0, 0, 1000]]]


@cache
def drawn(figure: str, seed: int = 0, **told: Any) -> Gift:
    """A digit as a hand draws it, on a canvas of 120 pixels; "none" is an H."""
    rng = np.random.default_rng([seed, *figure.encode()])
    strokes = [
        np.array(stroke) + rng.normal(0, 0.02, (len(stroke), 2))
        for stroke in STROKES["H" if figure == "none" else figure]
    ]
    pen = Pen(width=rng.uniform(4, 9), size=85, canvas=(120, 120))
    return named(render(strokes, pen).convert("L"), **{"label": figure} | told)


def of_part(part: str, count: int, label: str = "7") -> list[Gift]:
    """The first of these drawings that belong to a part."""
    every = (drawn(label, seed) for seed in itertools.count())
    return list(itertools.islice((gift for gift in every if part_of(gift.id) == part), count))


def speck(number: int, label: str = "7") -> Gift:
    """A picture of 8 x 8 pixels that is like no other: to be counted, not read."""
    pixels = np.random.default_rng(number).integers(0, 256, (8, 8), np.uint8)
    return named(Image.fromarray(pixels), label)


def named(image: Image.Image, label: str, **told: Any) -> Gift:
    """The picture, as the function names and stores it."""
    file = io.BytesIO()
    image.save(file, "PNG")
    known = {"guess": "1", "model": "2026-11-21-0123abcd", "date": DATE} | told
    return Gift(drawing_id(image, label), file.getvalue(), label, **known)


def give(bench: Bench, gift: Gift, strokes: Any = None, **changes: Any) -> str:
    """Put a drawing into the bucket as the function does; some of it changed. Returns its key."""
    picture, pen = keys(gift.id)
    told = {**gift.told(), **changes.get("told", {})}
    if strokes is not None:
        bench.put(pen, strokes if isinstance(strokes, bytes) else json.dumps(strokes).encode())
    body = changes.get("png", gift.png)
    bench.s3.put_object(Bucket=bench.bucket, Key=picture, Body=body, Metadata=told)
    return picture


def give_many(bench: Bench, given: Iterable[Gift]) -> None:
    """The same past HTTP: thousands, in a second or two."""
    backend = s3_backends[DEFAULT_ACCOUNT_ID]["aws"]
    for gift in given:
        key = backend.put_object(bench.bucket, keys(gift.id)[0], gift.png)
        key.set_metadata({f"x-amz-meta-{name}": value for name, value in gift.told().items()})


def take_back(bench: Bench, gift: Gift) -> None:
    """Delete a drawing as the function does."""
    for key in keys(gift.id):
        bench.s3.delete_object(Bucket=bench.bucket, Key=key)


def pulled(folder: Path, *given: Gift) -> Path:
    """A folder of drawings, as `pull` leaves it."""
    folder.mkdir(parents=True, exist_ok=True)
    for gift in given:
        gifts.store(folder, gift, None)
    return folder


def accept(folder: Path, *given: Gift) -> None:
    for gift in given:
        Decisions(folder).decide(gift.id, ACCEPT, gift.label)


def relabel(folder: Path, gift: Gift, label: str) -> None:
    Decisions(folder).decide(gift.id, RELABEL, label)


def drop(folder: Path, *given: Gift) -> None:
    for gift in given:
        Decisions(folder).decide(gift.id, DROP, None)


@contextmanager
def serving(desk: Desk) -> Iterator[ReviewServer]:
    """The review of what lies on a desk, on a port of its own."""
    with ReviewServer(desk, 0) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()

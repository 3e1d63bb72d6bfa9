"""The same function over many items, on every core, with progress."""

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from tqdm import tqdm

Item = TypeVar("Item")
Made = TypeVar("Made")

CHUNK = 64  # items handed to a process at a time: each takes about a millisecond
FEW = 256  # fewer are done sooner here than a second process is started


def in_parallel(make: Callable[[Item], Made], items: list[Item], what: str) -> list[Made]:
    """`[make(item) for item in items]`; `make` is a module's function, items can be pickled."""
    if len(items) < FEW:
        return [make(item) for item in items]
    # Not fork: a parent in which TensorFlow has started its threads would deadlock its children.
    context = multiprocessing.get_context("spawn")
    with context.Pool(os.cpu_count()) as pool:
        return list(shown(pool.imap(make, items, CHUNK), len(items), what))


def shown(results: Iterable[Made], total: int, what: str) -> Iterator[Made]:
    """The results as they come, with progress."""
    return iter(tqdm(results, total=total, desc=what, unit="", leave=False, mininterval=0.5))

"""A setting's text -> its value. Each reader says in its error what would have been right."""

import re
from collections.abc import Callable
from dataclasses import field
from typing import Any

Reader = Callable[[str], Any]
"""Makes a value of text, or raises ValueError that ends the sentence "this must be ..."."""

ORIGIN = re.compile(r"https://[a-z0-9.-]+(:\d{1,5})?|http://localhost(:\d{1,5})?")


def setting(read: Reader, *, default: Any) -> Any:
    """A dataclass field that `read` makes of text."""
    return field(default=default, metadata={"read": read})


def matching(shape: str, what: str) -> Reader:
    """Text of a shape, a regular expression; `what` describes it."""

    def read(text: str) -> str:
        if not re.fullmatch(shape, text):
            raise ValueError(what)
        return text

    return read


def whole(low: int, high: int) -> Reader:
    """A whole number from `low` to `high`."""

    def read(text: str) -> int:
        # a dozen figures are enough, and Python refuses to read thousands
        if not re.fullmatch(r"[0-9]{1,12}", text) or not low <= int(text) <= high:
            raise ValueError(f"a whole number from {low} to {high}")
        return int(text)

    return read


def one_of(*choices: str) -> Reader:
    """One of these words."""

    def read(text: str) -> str:
        if text not in choices:
            raise ValueError("one of " + ", ".join(choices))
        return text

    return read


def days(*choices: int) -> Reader:
    """One of these numbers of days."""

    def read(text: str) -> int:
        return int(one_of(*map(str, choices))(text))

    return read


def flag(text: str) -> bool:
    """True or false, as JSON and people write them."""
    return bool(one_of("true", "false")(text.lower()) == "true")


def origins(text: str) -> tuple[str, ...]:
    """Other web origins, separated by commas."""
    named = tuple(origin.strip() for origin in text.split(","))
    if not all(ORIGIN.fullmatch(origin) for origin in named):
        raise ValueError("origins such as https://a.example,https://b.example, without a path")
    return named

"""Tables in Markdown, as the commands print them."""

from collections.abc import Iterable, Sequence


def row(*cells: str) -> str:
    """A row."""
    return f"| {' | '.join(cells)} |"


def head(*titles: str, left: int = 1) -> str:
    """The first two lines; the first columns stand to the left, the others to the right."""
    return f"{row(*titles)}\n{row(*['---'] * left, *['---:'] * (len(titles) - left))}"


def table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """All of one."""
    return "\n".join([head(*titles), *(row(*cells) for cells in rows)])

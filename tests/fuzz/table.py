"""The table that the command prints: Markdown."""

from collections import Counter

from tests.fuzz.campaign import Findings
from tests.fuzz.watch import GROWTH, LONGEST, Tally
from tests.markdown import head, row

HEAD = ("kind", "requests", "answers", "slowest, processor", "slowest, clock", "peak, MB", "wrong")


def table(findings: Findings) -> str:
    """A row a kind, what they come to, the memory, and what was wrong."""
    whole = Tally("**all**")
    for tally in findings.tallies.values():
        whole.join(tally)
    lines = [head(*HEAD)]
    lines += [_line(tally) for tally in (*findings.tallies.values(), whole)]
    lines.append("")
    lines += [
        f"Memory of {name}: {warm:.0f} MB when warm, {end:.0f} MB at the end."
        for name, (warm, end) in findings.memory.items()
    ]
    lines += findings.notes
    lines.append(
        f"Wrong is an answer of 5xx or none, one that the contract does not have, more than "
        f"{LONGEST:.0f} s of processor time, or {GROWTH:.0f} MB more at the end than when warm."
    )
    lines += [f"WRONG {where}: {why}" for where, why in findings.wrong.items()]
    return "\n".join(lines)


def _line(tally: Tally) -> str:
    return row(
        tally.kind,
        f"{tally.statuses.total():,}",
        _answers(tally.statuses),
        f"{tally.cpu:.2f} s",
        f"{tally.wall:.2f} s",
        f"{tally.peak:.0f}" if tally.peak else "-",
        str(len(tally.wrong)),
    )


def _answers(statuses: Counter[int]) -> str:
    return ", ".join(f"{status or 'none'}: {count:,}" for status, count in sorted(statuses.items()))

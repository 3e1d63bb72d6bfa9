"""A script of cells to Markdown: what is shown on the page is what was run.

Cells begin with a line `# %%`, as editors know it (VS Code, Spyder, Jupytext). The kinds:

    # %% [markdown]   text, in comments; {name:,} is filled in as in an f-string
    # %%              code, shown with what it prints
    # %% table        code, shown; what it prints is Markdown already
    # %% picture      code, not shown; what it prints is Markdown already

The cells of a script share their names, and those of different scripts share nothing.
"""

import io
import re
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from types import CodeType
from typing import Any

BEGINNING = re.compile(r"^# %%[ ]?(.*)\n", re.MULTILINE)
TO_FILL_IN = re.compile(r"\{[^{}]+\}")
TEXT, CODE, TABLE, PICTURE = "[markdown]", "", "table", "picture"
KINDS = (TEXT, CODE, TABLE, PICTURE)


@dataclass(frozen=True)
class Cell:
    """A kind, the source below its first line, and the number of the line where that begins."""

    kind: str
    source: str
    line: int


def cells(script: str) -> list[Cell]:
    """A script's cells in order; what stands before the first (a docstring) is none."""
    marks = list(BEGINNING.finditer(script))
    ends = [mark.start() for mark in marks[1:]] + [len(script)]
    found = []
    for mark, end in zip(marks, ends, strict=True):
        line = script.count("\n", 0, mark.end()) + 1
        if mark[1] not in KINDS:
            raise ValueError(f"line {line - 1}: a cell of the kind {mark[1]!r}, not of {KINDS}")
        found.append(Cell(mark[1], script[mark.end() : end].rstrip("\n"), line))
    return found


def page(script: Path) -> str:
    """Run a script's cells one after the other: its section as Markdown."""
    names: dict[str, Any] = {"__name__": f"{script.parent.name}.{script.stem}"}
    parts = [_run(cell, names, script) for cell in cells(script.read_text())]
    return "\n\n".join(part for part in parts if part) + "\n"


def _run(cell: Cell, names: dict[str, Any], script: Path) -> str:
    if cell.kind == TEXT:
        return _filled_in(cell, names, script)
    printed = io.StringIO()
    with redirect_stdout(printed):
        exec(_compiled(cell.source, "exec", cell, script), names)
    output = printed.getvalue().strip("\n")
    if cell.kind == PICTURE:
        return output
    fence = f"```text\n{output}\n```" if cell.kind == CODE and output else output
    code = cell.source.lstrip("\n")
    return f"```python\n{code}\n```\n\n{fence}".rstrip("\n")


def _filled_in(cell: Cell, names: dict[str, Any], script: Path) -> str:
    def fill(found: re.Match[str]) -> str:
        return str(eval(_compiled(f"f{found[0]!r}", "eval", cell, script), names))

    lines = [line.removeprefix("#").removeprefix(" ") for line in cell.source.splitlines()]
    return TO_FILL_IN.sub(fill, "\n".join(lines))


def _compiled(source: str, mode: str, cell: Cell, script: Path) -> CodeType:
    """As many lines down as the cell is in the script, so that a traceback names the right one."""
    return compile("\n" * (cell.line - 1) + source, script, mode)

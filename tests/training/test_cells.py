"""A step's cells: what they are, and how they are shown with what they print."""

from pathlib import Path

import pytest

from training.walkthrough_steps.cells import cells, page


def script(folder: Path, text: str) -> Path:
    path = folder / "script.py"
    path.write_text(text)
    return path


def test_a_cell_is_shown_with_what_it_prints(tmp_path: Path) -> None:
    made = page(script(tmp_path, '"""Not shown."""\n\n# %%\nshape = (2, 3)\nprint(shape)\n'))
    assert made == "```python\nshape = (2, 3)\nprint(shape)\n```\n\n```text\n(2, 3)\n```\n"


def test_a_cell_that_prints_nothing_is_code_alone(tmp_path: Path) -> None:
    assert page(script(tmp_path, "# %%\nshape = 2\n")) == "```python\nshape = 2\n```\n"


def test_text_is_filled_in_with_what_the_cells_before_it_computed(tmp_path: Path) -> None:
    text = "# %% picture\nn = 1234\n\n# %% [markdown]\n# Of **{n:,}**\n#\n# half are {n // 2}.\n"
    assert page(script(tmp_path, text)) == "Of **1,234**\n\nhalf are 617.\n"


def test_tables_are_shown_with_their_code_and_pictures_without(tmp_path: Path) -> None:
    text = '# %% table\nprint("| a |")\n\n# %% picture\nprint("![b](b.png)")\n'
    made = page(script(tmp_path, text))
    assert made == '```python\nprint("| a |")\n```\n\n| a |\n\n![b](b.png)\n'


def test_a_traceback_names_the_line_of_the_script(tmp_path: Path) -> None:
    path = script(tmp_path, '"""Title."""\n\n# %%\nn = 1\n\n# %%\n\nn / 0\n')
    with pytest.raises(ZeroDivisionError) as raised:
        page(path)
    last = raised.traceback[-1]
    assert (str(last.path), last.lineno + 1) == (str(path), 8)


def test_a_kind_of_cell_that_there_is_not_is_an_error() -> None:
    with pytest.raises(ValueError, match="line 3: a cell of the kind 'pictur'"):
        cells("# %%\n\n# %% pictur\n")

"""The card's galleries of mistakes."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

pytest.importorskip("matplotlib")

from training import plots, report
from training.answers import Answers


def png() -> bytes:
    buffer = io.BytesIO()
    Image.new("L", (20, 20), 255).save(buffer, "PNG")
    return buffer.getvalue()


def answers(said: str) -> Answers:
    """Of two sevens."""
    return Answers([png()] * 2, ["7", "7"], [*said], np.array([0.9, 0.8]), [[], []])


def height(sets: dict[str, Answers], to: Path) -> int:
    report.conditions(sets, to)
    with Image.open(to) as picture:
        return picture.height


def test_a_condition_has_a_row_where_what_was_read_before_is_misread(tmp_path: Path) -> None:
    sets = {"plain": answers("71"), "thin": answers("11")}
    one = height(sets, tmp_path / "one.png")
    assert height({**sets, "thick": answers("77")}, tmp_path / "right.png") == one
    assert height({**sets, "thick": answers("71")}, tmp_path / "as before.png") == one
    assert height({**sets, "thick": answers("17")}, tmp_path / "two.png") == 2 * one


def test_what_are_other_drawings_is_not_left_out_for_what_was_read_plainly(tmp_path: Path) -> None:
    sets = {"plain": answers("17"), "sums": answers("17")}
    assert height(sets, tmp_path / "sums.png") == height(
        {**sets, "thin": answers("17")}, tmp_path / "thin as well.png"
    )
    assert height({"plain": answers("71"), "thin": answers("17")}, tmp_path / "one.png") == height(
        sets, tmp_path / "one, of sums.png"
    )


def test_rows_are_named() -> None:
    shown = [(np.zeros((4, 4)), "7 read 1")] * (plots.COLUMNS + 1)
    figure = plots.gallery(shown, ["thin", "a thick pen"])
    named = {axes: text.get_text() for axes in figure.axes for text in axes.texts}
    assert [*named.values()] == ["thin", "a thick pen"]
    assert [figure.axes.index(axes) for axes in named] == [0, plots.COLUMNS]
    plots.plt.close(figure)


def test_a_caption_is_no_wider_than_its_column() -> None:
    assert report.caption("7", "", 0.987) == "7 read blank\n99%"
    assert report.caption("41?3?45", "??3?45", 0.97) == "41?3?45\nread ??3?45\n97%"


def test_of_long_numbers_a_caption_shows_where_they_differ() -> None:
    read = report.caption("88823323436112345678", "88823323436712345678", 0.92)
    assert read == "…6112345…\nread …6712345…\n92%"
    assert report.caption("144258925545", "?4258925545", 0.97) == "1442589…\nread ?425892…\n97%"
    assert report.caption("0668241", "0668245123", 0.9) == "0668241\nread …8245123\n90%"

from pathlib import Path

import pytest

from tests.training.releases import INK, file, release
from training import unipen
from training.errors import BadData
from training.unipen import Skipped, Traced

UPRIGHT = [(0, 1000), (0, 0)]  # the first of the three components


def drawn(folder: Path) -> list[Traced]:
    """The drawings of a release of which nothing is skipped."""
    made, skipped = unipen.convert(unipen.data_files(folder))
    assert skipped == []
    return made


def skipped(folder: Path) -> list[Skipped]:
    """What is skipped of a release that gives no drawing."""
    made, out = unipen.convert(unipen.data_files(folder))
    assert made == []
    return out


def test_a_drawing_is_its_label_its_writer_and_its_components(tmp_path: Path) -> None:
    (one,) = drawn(release(tmp_path, '0-1 ? "7"'))
    assert (one.label, one.file.writer, one.person) == ("7", "apa/one", "ada")
    assert one.strokes == [UPRIGHT, [(0, 0), (500, 0)]]


@pytest.mark.parametrize(
    ("components", "strokes"),
    [
        ("0", [UPRIGHT]),
        ("0-1", [UPRIGHT, [(0, 0), (500, 0)]]),
        ("0,2", [UPRIGHT, [(0, 1000), (1000, 1000), (1000, 0)]]),
        ("1:1-2:1", [[(500, 0)], [(0, 1000), (1000, 1000)]]),
        ("2:1-2:2", [[(0, 1000), (0, 0)]]),
        ("0, 1:0-1:1", [UPRIGHT, [(0, 0), (500, 0)]]),
    ],
)
def test_components_are_listed_in_every_way_that_unipen_knows(
    components: str, strokes: list[list[tuple[int, int]]], tmp_path: Path
) -> None:
    (one,) = drawn(release(tmp_path, f'{components} OK "1"'))
    assert one.strokes == strokes


def test_coord_says_which_column_is_x_and_which_is_y(tmp_path: Path) -> None:
    ink = ".PEN_DOWN\n99 10 0\n98 0 5\n"
    (one,) = drawn(release(tmp_path, '0 ? "1"', ink=ink, tablet=".coord T Y X\n"))
    assert one.strokes == [[(0, 0), (500, 1000)]]


def test_without_coord_x_comes_first(tmp_path: Path) -> None:
    assert drawn(release(tmp_path, '0 ? "1"', tablet=""))[0].strokes == [UPRIGHT]


def test_ink_of_a_lifted_pen_is_neither_counted_nor_drawn(tmp_path: Path) -> None:
    ink = ".PEN_UP\n7 7\n8 8\n.PEN_DOWN\n0 0\n0 9\n.PEN_UP\n5 5\n.PEN_DOWN\n0 9\n9 9\n"
    (one,) = drawn(release(tmp_path, '0-1 ? "7"', ink=ink))
    assert one.strokes == [UPRIGHT, [(0, 0), (1000, 0)]]


def test_comments_and_what_else_the_format_knows_draw_nothing(tmp_path: Path) -> None:
    ink = '.COMMENT 1 2\n  3 4\n.COMMENT .SEGMENT CHARACTER 0 OK "7"\n.DT 10\n\n' + INK
    (one,) = drawn(release(tmp_path, '0 ? "1"', ink=ink))
    assert one.strokes == [UPRIGHT]


def test_segments_in_an_included_file_and_of_words_are_left_out(tmp_path: Path) -> None:
    folder = release(tmp_path, '0 ? "1"', ink=f'.SEGMENT CHARACTER 0 ? "7"\n{INK}')
    path = folder / "data/1a/apa/one.dat"
    path.write_text(path.read_text() + '.SEGMENT WORD 0-1 ? "7"\n')
    assert [one.label for one in drawn(folder)] == ["1"]


def test_equal_neighbours_become_one_point_and_fractions_are_rounded(tmp_path: Path) -> None:
    ink = ".PEN_DOWN\n0 0\n0 0\n0.001 3.0\n1 3.0001\n9 9\n"
    (one,) = drawn(release(tmp_path, '0 ? "1"', ink=ink))
    assert one.strokes == [[(0, 1000), (0, 667), (111, 667), (1000, 0)]]


def test_letters_of_old_alphabets_and_lines_of_every_system_are_read(tmp_path: Path) -> None:
    ink = ".COMMENT Universit\xe9 \x85\r\n" + INK.replace("\n", "\r\n")
    (one,) = drawn(release(tmp_path, '0 ? "1"', ink=ink))
    assert one.strokes == [UPRIGHT]


def test_an_included_file_may_include_others_whose_components_count_in_place(
    tmp_path: Path,
) -> None:
    folder = release(tmp_path, '0-2 ? "4"', ink=".INCLUDE apa/a.dat\n.PEN_DOWN\n0 5\n5 5\n")
    file(folder, "include/apa/a.dat", ".INCLUDE apa/b.dat\n.PEN_DOWN\n5 0\n5 10\n")
    file(folder, "include/apa/b.dat", ".PEN_DOWN\n0 10\n0 5\n")
    (one,) = drawn(folder)
    assert one.strokes == [[(0, 0), (0, 500)], [(500, 1000), (500, 0)], [(0, 500), (500, 500)]]


def test_folders_files_and_keywords_may_be_in_capitals(tmp_path: Path) -> None:
    file(tmp_path, "INCLUDE/APA/ONE.DAT", INK)
    file(tmp_path, "DATA/1A/APA/ONE.DAT", '.Include apa\\one.dat\n.Segment Character 0 ? "1"\n')
    (one,) = drawn(tmp_path)
    assert one.file.writer == "apa/one"


@pytest.mark.parametrize("contributor", ["cea", "ceb", "lou", "tos", "val"])
def test_other_contributors_are_left_out(contributor: str, tmp_path: Path) -> None:
    folder = release(tmp_path, '0 ? "1"')
    text = (folder / "data/1a/apa/one.dat").read_text()
    file(folder, f"data/1a/{contributor}/two.dat", text)
    assert [one.file.contributor for one in drawn(folder)] == ["apa"]


@pytest.mark.parametrize(
    ("category", "labels"),
    [("1a", ["7"]), ("1b", ["A"]), ("1c", []), ("1d", ["#", "*"])],
)
def test_a_category_gives_the_labels_that_are_wanted_of_it(
    category: str, labels: list[str], tmp_path: Path
) -> None:
    segments = [f'0 ? "{label}"' for label in ["7", "77", "A", "O", "#", "\\*", '\\"', "."]]
    folder = release(tmp_path, '0 ? "0"', *segments)
    text = (folder / "data/1a/apa/one.dat").read_text().replace('"0"', '"z"')
    (folder / "data/1a/apa/one.dat").write_text("")
    file(folder, f"data/{category}/apa/two.dat", text)
    assert [one.label for one in drawn(folder)] == labels


@pytest.mark.parametrize(
    ("segment", "why"),
    [
        ("0-3", "no such component"),
        ("2:1-2:3", "no such point"),
        ("1-0", "no more than a dot"),
        ("1:1", "no more than a dot"),
        ("0;1", "no list of components"),
    ],
)
def test_a_segment_that_cannot_be_is_skipped_and_named(
    segment: str, why: str, tmp_path: Path
) -> None:
    made, out = unipen.convert(unipen.data_files(release(tmp_path, '0 ? "1"', f'{segment} ? "7"')))
    assert [one.label for one in made] == ["1"]
    assert out[0].why == why
    assert f"one.dat, line 5: {why}" in out[0].where


@pytest.mark.parametrize("point", ["5", "5 x", "5 nan", "inf 5", "1e400 0"])
def test_a_drawing_with_a_malformed_point_is_skipped_and_the_line_named(
    point: str, tmp_path: Path
) -> None:
    ink = f".PEN_DOWN\n0 0\n{point}\n.PEN_UP\n"
    (one,) = skipped(release(tmp_path, '0 ? "1"', ink=ink))
    assert one.why == "no point"
    assert "include/apa/data/one.dat, line 3: no point" in one.where


def test_a_missing_include_skips_the_files_drawings_and_is_named(tmp_path: Path) -> None:
    folder = release(tmp_path, '0 ? "1"', '1 ? "2"')
    (folder / "include/apa/apa.doc").unlink()
    one, other = skipped(folder)
    assert one == other
    assert one.where.endswith("data/1a/apa/one.dat, line 2: no such file to include: apa/apa.doc")


@pytest.mark.parametrize("name", ["apa/data/one.dat", "../data/1a/apa/one.dat", "apa", ""])
def test_no_file_is_included_by_itself_nor_from_elsewhere(name: str, tmp_path: Path) -> None:
    (one,) = skipped(release(tmp_path, '0 ? "1"', ink=f".INCLUDE {name}\n{INK}"))
    assert "include/apa/data/one.dat, line 1" in one.where


def test_columns_without_x_or_y_are_named(tmp_path: Path) -> None:
    (one,) = skipped(release(tmp_path, '0 ? "1"', tablet=".COORD X T\n"))
    assert "apa.doc, line 1: no columns X and Y" in one.where


@pytest.mark.parametrize("lacking", ["data", "include"])
def test_a_folder_that_is_no_release_is_named(lacking: str, tmp_path: Path) -> None:
    folder = release(tmp_path, '0 ? "1"')
    (folder / lacking).rename(folder / "elsewhere")
    with pytest.raises(BadData, match=f"has no {lacking}/, as UNIPEN's folder"):
        unipen.data_files(folder)


def test_a_release_without_the_files_that_are_used_is_named(tmp_path: Path) -> None:
    file(tmp_path, "data/8/apa/one.dat", "")
    (tmp_path / "include").mkdir()
    with pytest.raises(BadData, match="holds none of the files that are used"):
        unipen.data_files(tmp_path)


@pytest.mark.parametrize(
    ("contributor", "writer_id", "who"),
    [
        ("apb", "Bill_Cleveland", "billcleveland"),
        ("app", "BillCleveland", "billcleveland"),
        ("ibm", "r04-14", "ibm14"),
        ("ibm", "r01-14", "ibm14"),
        ("syn", "?", ""),
        ("ibm", "", ""),
    ],
)
def test_one_person_has_one_name_however_many_the_files(
    contributor: str, writer_id: str, who: str
) -> None:
    assert unipen.person(contributor, writer_id) == who


def test_who_is_not_named_is_told_apart_by_the_file(tmp_path: Path) -> None:
    (one,) = drawn(release(tmp_path, '0 ? "1"', ink=INK.replace("Ada", "?")))
    assert one.person == "apa/one"

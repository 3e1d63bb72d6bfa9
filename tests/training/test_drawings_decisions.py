"""Decisions on given drawings: kept at once, never lost, and what they let into training."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.training.presents import accept, drawn, drop, pulled, relabel
from training.decisions import FILE, Decisions
from training.errors import BadData
from training.gift import KEPT_BACK, LEARNT, TEST, part_of
from training.reviewed import Reviewed

SEVEN, EIGHT = drawn("7"), drawn("8")
PARTS = {  # fixed for ever, or what measures would be learnt; ids: sha256 of 0, 9, 10, 12 and 16
    "5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9": LEARNT,
    "19581e27de7ced00ff1ce50b2047e7a567c76b1cbaebabe5ef03f7c3017bb5b7": TEST,
    "4a44dc15364204a80fe80e9039455cc1608281820fe2b24f1e5233ade6af1dd5": TEST,
    "6b51d431df5d7f141cbececcf79edf3dd861c3b4069f0b11661a3eefacbba918": KEPT_BACK,
    "b17ef6d19c7a5b1ee83b907c595526dcb1eb06db8227d650d5dda0a9f4ce8cd9": KEPT_BACK,
}


def standing(folder: Path) -> dict[str, tuple[str, str | None]]:
    found = Decisions(folder).standing()
    return {id: (one.decision, one.label) for id, one in found.items()}


def test_the_last_decision_on_a_drawing_stands(tmp_path: Path) -> None:
    assert standing(tmp_path) == {}
    accept(tmp_path, SEVEN, EIGHT)
    relabel(tmp_path, SEVEN, "none")
    drop(tmp_path, EIGHT)
    assert standing(tmp_path) == {SEVEN.id: ("relabel", "none"), EIGHT.id: ("drop", None)}
    lines = [json.loads(line) for line in (tmp_path / FILE).read_text().splitlines()]
    assert [line["decision"] for line in lines] == ["accept", "accept", "relabel", "drop"]


def test_undoing_goes_back_decision_by_decision(tmp_path: Path) -> None:
    accept(tmp_path, SEVEN, EIGHT)
    relabel(tmp_path, SEVEN, "1")
    decisions = Decisions(tmp_path)
    assert decisions.undo() == SEVEN.id
    assert standing(tmp_path)[SEVEN.id] == ("accept", "7")
    assert decisions.undo() == EIGHT.id
    drop(tmp_path, EIGHT)
    assert [decisions.undo(), decisions.undo(), decisions.undo()] == [EIGHT.id, SEVEN.id, None]
    assert standing(tmp_path) == {}


@pytest.mark.parametrize("cut", [b'{"id": "', b'{"id": "7", "decision": "acc', b"\xff"])
def test_a_line_that_a_crash_cut_short_is_not_there_and_spoils_no_other(
    tmp_path: Path, cut: bytes
) -> None:
    accept(tmp_path, SEVEN)
    with (tmp_path / FILE).open("ab") as file:
        file.write(cut)
    assert standing(tmp_path) == {SEVEN.id: ("accept", "7")}
    drop(tmp_path, EIGHT)
    assert standing(tmp_path) == {SEVEN.id: ("accept", "7"), EIGHT.id: ("drop", None)}


def test_a_last_line_that_an_editor_left_unended_is_kept(tmp_path: Path) -> None:
    accept(tmp_path, SEVEN)
    (tmp_path / FILE).write_text((tmp_path / FILE).read_text().strip())
    drop(tmp_path, EIGHT)
    assert standing(tmp_path) == {SEVEN.id: ("accept", "7"), EIGHT.id: ("drop", None)}


@pytest.mark.parametrize(
    "line",
    [
        "no JSON",
        "[]",
        json.dumps({"id": "7", "decision": "drop", "date": ""}),
        json.dumps({"id": SEVEN.id, "decision": "accept", "date": ""}),
        json.dumps({"id": SEVEN.id, "decision": "accept", "label": "10", "date": ""}),
        json.dumps({"id": SEVEN.id, "decision": "drop", "label": "7", "date": ""}),
        json.dumps({"id": SEVEN.id, "decision": "maybe", "date": ""}),
    ],
)
def test_a_line_that_is_no_decision_is_an_error_that_names_it(tmp_path: Path, line: str) -> None:
    accept(tmp_path, SEVEN)
    with (tmp_path / FILE).open("a") as file:
        file.write(f"{line}\n")
    with pytest.raises(BadData, match=r"decisions\.ndjson, line 2"):
        Decisions(tmp_path).standing()


def test_what_was_told_to_be_decided_survives_a_kill(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from training.decisions import Decisions\n"
        "decisions = Decisions(Path(sys.argv[1]))\n"
        "for number in range(10**6):\n"
        "    decisions.decide(f'{number:064x}', 'accept', '7'); print(number, flush=True)\n"
    )
    arguments = [sys.executable, "-c", code, str(tmp_path)]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        while process.stdout.readline() != "100\n":
            assert process.poll() is None
        process.send_signal(signal.SIGKILL)
        told = 101 + len(process.stdout.read().splitlines())
    assert told <= len(Decisions(tmp_path).standing()) <= told + 1


def test_only_what_was_accepted_is_admitted_and_under_the_label_of_the_review(
    tmp_path: Path,
) -> None:
    given = [drawn(label, seed) for label in "0123456789" for seed in range(6)]
    folder = pulled(tmp_path, *given)
    accept(folder, *given[:20])
    drop(folder, *given[20:30])
    for gift in given[30:40]:
        relabel(folder, gift, "none")
    accept(folder, drawn("7", 99))  # taken back since
    reviewed = Reviewed.read(folder)
    parts = map(reviewed.admitted, (TEST, KEPT_BACK, LEARNT))
    admitted = {gift.id: label for part in parts for gift, label in part}
    assert admitted == {
        **{gift.id: gift.label for gift in given[:20]},
        **{gift.id: "none" for gift in given[30:40]},
    }
    assert str(reviewed) == "60 drawings: 20 accepted, 10 relabelled, 10 dropped, 20 undecided"


def parts(folder: Path) -> dict[str, set[str]]:
    """The ids of what is admitted, by part."""
    reviewed = Reviewed.read(folder)
    return {
        part: {gift.id for gift, _ in reviewed.admitted(part)} for part in (TEST, KEPT_BACK, LEARNT)
    }


def test_the_parts_are_disjoint_and_stay_whatever_is_decided(tmp_path: Path) -> None:
    given = [drawn(label, seed) for label in "0123456789" for seed in range(6)]
    folder = pulled(tmp_path, *given)
    accept(folder, *given)
    before = parts(folder)
    assert sorted(id for ids in before.values() for id in ids) == sorted(gift.id for gift in given)
    assert all(before.values())
    for gift in given:
        relabel(folder, gift, "1")
    assert parts(folder) == before


def test_the_part_of_a_drawing_is_fixed_for_ever() -> None:
    assert {id: part_of(id) for id in PARTS} == PARTS


def test_of_many_fifteen_percent_measure_and_ten_are_kept_back() -> None:
    parts = [part_of(f"{number:064x}") for number in range(20_000)]
    shares = {part: parts.count(part) / len(parts) for part in (TEST, KEPT_BACK, LEARNT)}
    assert shares == pytest.approx({TEST: 0.15, KEPT_BACK: 0.10, LEARNT: 0.75}, abs=0.01)

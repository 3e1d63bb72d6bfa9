"""The review: what is shown first, the page's answers over real HTTP, and who may ask."""

import http.client
import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from PIL import Image

from tests.training.presents import accept, drawn, drop, pulled, serving
from training.contact_sheets import COLUMNS, contact_sheets
from training.decisions import FILE, Decisions
from training.gift import Gift
from training.opinions import Opinion, doubtful_first, opinions
from training.options import RELEASED
from training.review_desk import Desk
from training.review_server import ReviewServer
from training.reviewed import Reviewed

GIVEN = [drawn("7"), drawn("8"), drawn("3", label="1"), drawn("none")]
AGREED, OTHERWISE = Opinion("7", 0.9), Opinion("1", 0.9)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ReviewServer]:
    """A desk with four drawings, which agree with the model but for one."""
    folder = pulled(tmp_path, *GIVEN)
    said = {gift.id: Opinion(gift.label, 0.9) for gift in GIVEN}
    said[GIVEN[2].id] = Opinion("3", 0.99)
    desk = Desk({gift.id: gift for gift in GIVEN}, said, "v1", Decisions(folder))
    with serving(desk) as server:
        yield server


def ask(
    address: str, path: str = "", body: Any = None, headers: dict[str, str] | None = None
) -> tuple[int, Any, dict[str, str]]:
    """Status, body and headers of the answer to a GET, or to a POST where there is a body."""
    where = urlsplit(address)
    connection = http.client.HTTPConnection(where.netloc, timeout=30)
    sent = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
    told = {"Content-Type": "application/json"} | (headers or {})
    connection.request("GET" if body is None else "POST", where.path + path, sent, told)
    answer = connection.getresponse()
    content, names = answer.read(), dict(answer.getheaders())
    connection.close()
    read = json.loads(content) if names["Content-Type"] == "application/json" else content
    return answer.status, read, names


def decide(server: ReviewServer, gift: Gift, decision: str, label: Any = None) -> tuple[int, Any]:
    asked = {"id": gift.id, "decision": decision, "label": label}
    return ask(server.address, "decisions", asked)[:2]


def standing(server: ReviewServer) -> dict[str, tuple[str, str | None]]:
    found = server.desk.decisions.standing()
    return {id: (one.decision, one.label) for id, one in found.items()}


def test_what_the_model_reads_otherwise_comes_first_the_surest_of_it_before() -> None:
    given = [drawn("7", seed) for seed in range(4)]
    said = [Opinion("7", 0.9), Opinion("1", 0.6), Opinion("7", 0.5), Opinion("1", 0.9)]
    by_id = {gift.id: one for gift, one in zip(given, said, strict=True)}
    assert doubtful_first(given, by_id) == [given[3], given[1], given[2], given[0]]


def test_the_released_model_reads_them() -> None:
    said = opinions(RELEASED, GIVEN)
    assert [said[gift.id].said for gift in GIVEN] == ["7", "8", "3", "none"]
    assert opinions(RELEASED, []) == {}


def test_there_is_a_sheet_for_each_label_without_what_was_dropped(tmp_path: Path) -> None:
    sevens = [drawn("7", seed) for seed in range(COLUMNS + 1)]
    given = [*sevens, drawn("8"), drawn("9")]
    folder = pulled(tmp_path, *given)
    accept(folder, sevens[0])
    drop(folder, drawn("9"))
    said = {gift.id: AGREED for gift in given} | {sevens[5].id: OTHERWISE}
    for _ in range(2):  # the second time in place of those of the first
        sheets = contact_sheets(folder, given, said, Decisions(folder).standing())
        assert [sheet.name for sheet in sheets] == ["7-01.png", "8-01.png"]
        assert sorted((folder / "review").iterdir()) == sheets
    with Image.open(sheets[0]) as sheet:
        assert sheet.size == (100 * COLUMNS, 128 * 2)
        frames = [sheet.getpixel((100 * place + 2, 50)) for place in range(3)]
    assert frames == [(200, 30, 40), (150, 150, 150), (150, 150, 150)]


def test_the_page_lists_the_drawings_and_shows_each(server: ReviewServer) -> None:
    status, listing, _ = ask(server.address, "drawings")
    assert (status, listing["model"]) == (200, "v1")
    assert listing["drawings"][0] == {
        **GIVEN[2].told(),
        "id": GIVEN[2].id,
        "said": "3",
        "confidence": 0.99,
        "decision": None,
        "decided": None,
    }
    status, png, headers = ask(server.address, f"drawings/{GIVEN[0].id}")
    assert (status, png, headers["Content-Type"]) == (200, GIVEN[0].png, "image/png")
    for path, kind in (("", "text/html"), ("review.js", "text/javascript"), ("review.css", "text")):
        status, _, headers = ask(server.address, path)
        assert status == 200
        assert headers["Content-Type"].startswith(kind)
        assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_a_decision_is_in_the_file_when_it_is_answered(server: ReviewServer) -> None:
    status, now = decide(server, GIVEN[0], "accept")
    assert (status, now["decision"], now["decided"]) == (200, "accept", "7")
    assert decide(server, GIVEN[1], "relabel", "3")[0] == 200
    assert decide(server, GIVEN[2], "drop")[0] == 200
    assert decide(server, GIVEN[3], "relabel", "none")[1]["decision"] == "accept"  # it is that
    assert standing(server) == {
        GIVEN[0].id: ("accept", "7"),
        GIVEN[1].id: ("relabel", "3"),
        GIVEN[2].id: ("drop", None),
        GIVEN[3].id: ("accept", "none"),
    }
    status, undone, _ = ask(server.address, "undo", {})
    assert (status, undone["id"], undone["decision"]) == (200, GIVEN[3].id, None)
    assert GIVEN[3].id not in standing(server)


def test_with_nothing_to_undo_nothing_is_undone(server: ReviewServer) -> None:
    assert ask(server.address, "undo", {})[:2] == (200, None)


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"id": "0" * 64, "decision": "accept"},
        {"id": [], "decision": "accept"},
        {"id": GIVEN[0].id, "decision": "relabel", "label": "10"},
        {"id": GIVEN[0].id, "decision": "relabel", "label": ["7"]},
        {"id": GIVEN[0].id, "decision": "relabel"},
        {"id": GIVEN[0].id, "decision": "undo"},
        {"id": GIVEN[0].id, "decision": {}},
    ],
)
def test_what_is_no_decision_is_refused(server: ReviewServer, asked: dict[str, Any]) -> None:
    status, told, _ = ask(server.address, "decisions", asked)
    assert status == 422
    assert told["problem"]
    assert standing(server) == {}


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b"no JSON", {}),
        (b"[]", {}),
        (b"[" * 900, {}),
        (b" " * 5000, {}),
        (b"{}", {"Content-Type": "text/plain"}),  # what a form on another page can send
    ],
)
def test_what_is_no_json_object_is_refused(
    server: ReviewServer, body: bytes, headers: dict[str, str]
) -> None:
    assert ask(server.address, "undo", body, headers)[0] == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://example.org"},
        {"Origin": "null"},
        {"Host": "example.org"},  # a name that somebody points to 127.0.0.1
        {"Host": "127.0.0.1"},
    ],
)
def test_another_page_finds_nothing(server: ReviewServer, headers: dict[str, str]) -> None:
    accepted = {"id": GIVEN[0].id, "decision": "accept"}
    assert ask(server.address, "decisions", accepted, headers)[0] == 404
    assert ask(server.address, "drawings", headers=headers)[0] == 404
    assert standing(server) == {}


def test_without_the_secret_nothing_is_found(server: ReviewServer) -> None:
    root = server.address.replace(server.secret, "x" * len(server.secret))
    for path in ("", "drawings", f"drawings/{GIVEN[0].id}"):
        assert ask(root, path)[0] == 404
    assert ask(root, "undo", {})[0] == 404
    assert ask(server.address.replace(f"/{server.secret}/", ""), "/")[0] == 404
    assert ask(server.address, "drawings/../../review_server.py")[0] == 404
    assert ask(server.address, "decisions")[0] == 404


def test_the_page_itself_may_ask(server: ReviewServer) -> None:
    origin = server.address.removesuffix(f"/{server.secret}/")
    accepted = {"id": GIVEN[0].id, "decision": "accept"}
    assert ask(server.address, "decisions", accepted, {"Origin": origin})[0] == 200


def test_decisions_that_cannot_be_read_are_told_of_and_not_written_over(
    server: ReviewServer, tmp_path: Path
) -> None:
    (tmp_path / FILE).write_text("damaged\n")
    status, told, _ = ask(server.address, "drawings")
    assert status == 500
    assert "decisions.ndjson, line 1" in told["problem"]


def review(folder: Path, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "training.drawings", "review", str(folder), *options]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, bufsize=1
    )


def test_the_command_makes_the_sheets_and_ends_where_no_page_is_wanted(tmp_path: Path) -> None:
    folder = pulled(tmp_path, *GIVEN)
    told, problems = review(folder, "--sheets-only").communicate(timeout=120)
    assert told == (
        f"4 drawings: 0 accepted, 0 relabelled, 0 dropped, 4 undecided;"
        f" 4 contact sheets in {folder / 'review'}\n"
    ), problems


def test_decisions_survive_the_page_s_end_however_it_comes(tmp_path: Path) -> None:
    folder = pulled(tmp_path, *GIVEN)
    ends = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
    for gift, end in zip(GIVEN, ends, strict=False):
        with review(folder, "--port", "0") as process:
            assert process.stdout is not None
            process.stdout.readline()
            address = process.stdout.readline().split(" at ")[1].split()[0]
            asked = {"id": gift.id, "decision": "accept"}
            assert ask(address, "decisions", asked)[0] == 200
            process.send_signal(end)
            told, _ = process.communicate(timeout=60)
        assert process.returncode == (-end if end == signal.SIGKILL else 0)
    assert told == "\n4 drawings: 3 accepted, 0 relabelled, 0 dropped, 1 undecided\n"
    assert Reviewed.read(folder).counts()["accepted"] == 3


def test_a_port_that_is_taken_is_one_line(server: ReviewServer, tmp_path: Path) -> None:
    port = str(server.server_port)
    _, problems = review(tmp_path, "--port", port).communicate(timeout=120)
    assert problems.splitlines()[-1].startswith(f"error: port {port} cannot be used")

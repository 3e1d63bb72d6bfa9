"""The README names what there is: commands, files, settings with their defaults, alarms."""

import json
import re
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

import pytest

from infra.settings import Settings
from lambda_fn.model_store import load_folder
from lambda_fn.recogniser import read

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()


def section(title: str) -> str:
    """The text under a heading."""
    return README.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def rows(text: str) -> dict[str, list[str]]:
    """The first cell of each row of the tables -> the others; `a`, `b` are two rows."""
    cells = [line.strip("|").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    return {name.strip(" `"): rest for first, *rest in cells for name in first.split(",")}


def shown(default: Any) -> str:
    """A default as the table has it."""
    return f"`{str(default).lower()}`" if default not in (None, ()) else "none"


def test_every_make_target_that_it_names_is_there() -> None:
    named = set(re.findall(r"(?:^|`)(?:\$ )?make ([a-z][a-z-]+)", README, re.MULTILINE))
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert len(named) > 10
    assert named <= targets


def test_the_answer_that_it_shows_is_the_released_models() -> None:
    shown = json.loads(re.findall(r"```json\n(.*?)```", README, re.DOTALL)[0])
    picture = (ROOT / "tests" / "seven.png").read_bytes()
    real = read(picture, load_folder(ROOT / "training" / "released")).to_dict()
    (mark,), (ours,) = shown["digits"], real["digits"]
    assert [shown["number"], shown["words"]] == [real["number"], real["words"]]
    assert shown["confidence"] == pytest.approx(real["confidence"], abs=0.003)
    assert [mark["digit"], mark["box"]] == [ours["digit"], ours["box"]]
    assert mark.keys() == ours.keys()
    assert shown["model"]["version"] == real["model"]["version"]


def test_every_file_that_it_links_to_is_there() -> None:
    links = re.findall(r"\]\(([^)#]+)", README)
    assert links
    assert [link for link in links if "://" not in link and not (ROOT / link).exists()] == []


def test_every_setting_stands_there_with_its_default() -> None:
    table = rows(section("Options"))
    for field in fields(Settings):
        assert field.default is not MISSING
        told = "those of the credentials" if field.name in ("account", "region") else None
        assert table[field.name][0] == (told or shown(field.default)), field.name


def test_every_alarm_stands_there_with_what_to_do() -> None:
    alarms = re.findall(r'self\._alarm\(\s*"(\w+)"', (ROOT / "infra" / "alarms.py").read_text())
    assert len(alarms) == 7
    assert set(alarms) <= set(rows(section("Operate")))

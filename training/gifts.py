"""The folder of given drawings, as `training.drawings pull` keeps it and training reads it.

    <id>.png            a drawing, at most 512 pixels
    <id>.json           what is told of it: {"label": "7", "guess": "1", "model": …, "date": …}
    <id>.strokes.json   how the pen went, where that was given; pictures alone are learnt from,
                        because they alone are reviewed, and the id does not cover the strokes
    bucket.txt          the bucket that they are from
    decisions.ndjson    what was decided of each (training/decisions.py)
    review/             contact sheets (training/contact_sheets.py)

There is no index: a drawing is there once its .json is, which is written last and removed first.
What ends in .part was being written when something was interrupted.
"""

import json
from pathlib import Path

from lambda_fn.drawings import ID
from training.errors import BadData
from training.gift import Gift, Unsound
from training.parallel import in_parallel

PICTURE, TOLD, STROKES, PART = ".png", ".json", ".strokes.json", ".part"
SHEETS = "review"


def held(folder: Path) -> dict[str, int]:
    """The drawings that are there, and how many bytes each picture has."""
    names = {path.name for path in folder.iterdir()}
    ids = sorted(name.removesuffix(TOLD) for name in names if name.endswith(TOLD))
    return {
        id: (folder / f"{id}{PICTURE}").stat().st_size
        for id in ids
        if ID.fullmatch(id) and f"{id}{PICTURE}" in names
    }


def with_strokes(folder: Path) -> set[str]:
    """The drawings whose strokes are there."""
    return {path.name.partition(".")[0] for path in folder.glob(f"*{STROKES}")}


def traces(folder: Path) -> set[str]:
    """The drawings of which there is anything, whole or not."""
    ids = {path.name.partition(".")[0] for path in folder.iterdir()}
    return {id for id in ids if ID.fullmatch(id)}


def store(folder: Path, gift: Gift, strokes: bytes | None) -> None:
    """Write a drawing, each file whole or not at all; what seals it comes last."""
    write_whole(folder / f"{gift.id}{PICTURE}", gift.png)
    if strokes is not None:
        write_whole(folder / f"{gift.id}{STROKES}", strokes)
    write_whole(folder / f"{gift.id}{TOLD}", json.dumps(gift.told()).encode() + b"\n")


def remove(folder: Path, id: str) -> None:
    """Remove all that there is of a drawing."""
    for kind in (TOLD, STROKES, PICTURE):
        (folder / f"{id}{kind}").unlink(missing_ok=True)


def remove_parts(folder: Path) -> None:
    """Remove what was being written when something was interrupted."""
    for path in folder.glob(f"*{PART}"):
        if ID.fullmatch(path.name.partition(".")[0]):
            path.unlink()


def remove_sheets(folder: Path) -> None:
    """Remove the contact sheets."""
    for sheet in (folder / SHEETS).glob("*.png"):
        sheet.unlink()


def read(folder: Path) -> tuple[list[Gift], list[str]]:
    """Every drawing that is there, checked again, by id; and a line for each that is unsound.

    Raises BadData where the folder is none.
    """
    try:
        places = [folder / id for id in held(folder)]
    except OSError as error:
        raise BadData(folder, f"is no folder of drawings: {error.strerror}") from error
    found = in_parallel(_read, places, "drawings")
    return (
        [one for one in found if isinstance(one, Gift)],
        [one for one in found if isinstance(one, str)],
    )


def _read(place: Path) -> Gift | str:
    """The drawing whose files begin so, or what is wrong with it."""
    try:
        told = json.loads(place.with_name(f"{place.name}{TOLD}").read_bytes())
        if not isinstance(told, dict) or not all(isinstance(one, str) for one in told.values()):
            raise Unsound("what is told of it is no JSON object of texts")
        return Gift.parse(place.name, place.with_name(f"{place.name}{PICTURE}").read_bytes(), told)
    except (Unsound, OSError, ValueError, RecursionError) as error:
        return f"{place}: {error}; delete its files and pull again"


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    part = path.with_name(f"{path.name}{PART}")
    part.write_bytes(content)
    part.replace(path)

"""UNIPEN releases of our own making, for tests: small enough to be seen whole."""

from pathlib import Path

TABLET = ".COORD X Y\n.HIERARCHY CHARACTER\n"
# Three components: upright, level, and a corner of three points. y points up.
INK = """\
.WRITER_ID Ada
.PEN_DOWN
0 0
0 10
.PEN_UP
.PEN_DOWN
0 10
5 10
.PEN_UP
.PEN_DOWN
0 0
10 0
10 10
.PEN_UP
"""


def file(release: Path, name: str, text: str) -> Path:
    path = release / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="latin-1")
    return path


def release(tmp_path: Path, *segments: str, ink: str = INK, tablet: str = TABLET) -> Path:
    """A release with one file of digits, data/1a/apa/one.dat, of the writer apa/one."""
    file(tmp_path, "include/apa/apa.doc", tablet)
    file(tmp_path, "include/apa/data/one.dat", ink)
    includes = ".VERSION 1.0\n.INCLUDE apa/apa.doc\n.INCLUDE apa/data/one.dat\n"
    lines = "\n".join(f".SEGMENT CHARACTER {segment}" for segment in segments)
    file(tmp_path, "data/1a/apa/one.dat", f"{includes}{lines}\n")
    return tmp_path


def crowd(folder: Path, people: int, drawings: int = 1) -> Path:
    """A release of so many people, each with two files of digits and one of capitals."""
    for number in range(people):
        for half in "ab":
            name = f"p{number}{half}.dat"
            file(folder, f"include/apa/{name}", INK.replace("Ada", f"Person_{number}"))
            segments = [f'0:0-0:1 ? "{count % 10}"\n' for count in range(drawings)]
            text = f".INCLUDE apa/{name}\n"
            text += "".join(f".SEGMENT CHARACTER {segment}" for segment in segments)
            file(folder, f"data/1a/apa/{name}", text)
            file(folder, f"data/1b/apa/{name}", text.replace('"1"', '"A"'))
    return folder

"""The options that the commands share: where the data are."""

import argparse
import os
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path

from training.errors import BadData, TrainingError

FOLDER = "DIGITPAD_DATA"  # a folder with mnist.npz and pen-*.ndjson.gz, used where no path is given
RELEASED = Path(__file__).parent / "released"
RUN = Path("runs/latest")
EXPORTED = RUN / "model"


@dataclass(frozen=True)
class DataPaths:
    """Where MNIST is (None: Keras downloads it), the files of pen drawings, and what was given.

    `drawings` is the folder that `training.drawings pull` keeps; None: there is none.
    """

    mnist: Path | None
    pen: tuple[Path, ...]
    drawings: Path | None = None

    def pen_sha256(self) -> list[str]:
        """Of each file of pen drawings, by which it is known under another name. Raises BadData."""
        return [_sha256(path) for path in self.pen]


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise BadData(path, f"cannot be read: {error.strerror}") from error


def add_data_options(parser: argparse.ArgumentParser) -> None:
    """Add --mnist and --pen."""
    parser.add_argument(
        "--mnist",
        type=Path,
        metavar="PATH",
        help="MNIST's .npz, or the folder of its four .gz files (default: $DIGITPAD_DATA/mnist.npz,"
        " else Keras downloads it)",
    )
    parser.add_argument(
        "--pen",
        type=Path,
        nargs="+",
        metavar="PATH",
        help="pen drawings, .ndjson or .ndjson.gz (default: $DIGITPAD_DATA/pen-*)",
    )


def add_drawings_option(parser: argparse.ArgumentParser) -> None:
    """Add --drawings."""
    parser.add_argument(
        "--drawings",
        type=Path,
        metavar="PATH",
        help="the folder of given drawings (training.drawings pull), of which those that were"
        " accepted in review count",
    )


def data_paths(arguments: argparse.Namespace, split: str = "train") -> DataPaths:
    """What the options name, and where they are silent, what $DIGITPAD_DATA holds.

    `split` is "train" or "test", as the pen files are named.
    """
    folder = os.environ.get(FOLDER)
    if folder is not None and not Path(folder).is_dir():
        raise TrainingError(f"{FOLDER} names {folder}, which is no folder")
    mnist, pen = arguments.mnist, tuple(arguments.pen or ())
    if folder is not None:
        there = Path(folder) / "mnist.npz"
        mnist = mnist or (there if there.exists() else None)
        pen = pen or tuple(sorted(Path(folder).glob(f"pen-*-{split}.ndjson.gz")))
        if not pen:
            raise TrainingError(f"{FOLDER}: {folder} holds no pen-*-{split}.ndjson.gz")
    return DataPaths(mnist, pen, getattr(arguments, "drawings", None))

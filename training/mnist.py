"""MNIST from wherever it is: Keras's own download, its `.npz`, or the four files of its authors.

python -m training.mnist --mnist PATH --pens    # how wide MNIST's pens are
"""

import argparse
import gzip
import math
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from lambda_fn.normalise import SIDE, crop_to_ink, pen_width
from training.errors import BadData, one_line_errors

KEYS = ("x_train", "y_train", "x_test", "y_test")
IDX_FILES = (
    "train-images-idx3-ubyte.gz",
    "train-labels-idx1-ubyte.gz",
    "t10k-images-idx3-ubyte.gz",
    "t10k-labels-idx1-ubyte.gz",
)
IMAGES_MAGIC, LABELS_MAGIC = 0x0803, 0x0801  # unsigned bytes in three dimensions, in one


@dataclass(frozen=True)
class Mnist:
    """Images (n, 28, 28) uint8, ink 255 on paper 0, and labels (n,) uint8 in 0..9."""

    x_train: np.ndarray
    y_train: np.ndarray
    x_test: np.ndarray
    y_test: np.ndarray


def load(path: Path | None) -> Mnist:
    """Read MNIST from an `.npz`, from a folder with the four idx `.gz` files, or download it.

    Raises BadData, which names the file, where one is missing, cut short or something else.
    """
    if path is None:
        arrays = _download()
    elif path.is_dir():
        arrays = [_read_idx(path / name) for name in IDX_FILES]
    else:
        arrays = _read_npz(path)
    _check(path or Path("mnist.npz"), arrays)
    return Mnist(*arrays)


def _download() -> list[np.ndarray]:
    import keras

    try:
        (x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
    except Exception as error:  # keras raises a bare Exception where the download fails
        problem = f"could not be downloaded ({error}); give --mnist PATH"
        raise BadData(Path("mnist.npz"), problem) from error
    return [x_train, y_train, x_test, y_test]


def _read_npz(path: Path) -> list[np.ndarray]:
    try:
        with path.open("rb") as file, np.load(file) as archive:
            return [archive[key] for key in KEYS]
    except FileNotFoundError as error:
        raise BadData(path, "there is no such file") from error
    except KeyError as error:
        raise BadData(path, f"has no array of that name: {error}") from error
    except (OSError, ValueError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise BadData(path, f"is no readable .npz: {error}") from error


def _read_idx(path: Path) -> np.ndarray:
    """One file of yann.lecun.com's format: a magic number, the sizes, then the bytes."""
    try:
        data = gzip.decompress(path.read_bytes())
    except FileNotFoundError as error:
        raise BadData(path, "there is no such file") from error
    except (OSError, EOFError, zlib.error) as error:
        raise BadData(path, f"is no whole gzip file: {error}") from error
    dimensions = 3 if "images" in path.name else 1
    expected = IMAGES_MAGIC if dimensions == 3 else LABELS_MAGIC
    header = 4 * (1 + dimensions)
    if len(data) < header:
        raise BadData(path, f"ends within its header, at byte {len(data)}")
    magic, *shape = struct.unpack(f">{1 + dimensions}I", data[:header])
    if magic != expected:
        raise BadData(path, f"has the magic number {magic:#06x}, not {expected:#06x}")
    if len(data) - header != math.prod(shape):
        raise BadData(path, f"holds {len(data) - header} bytes for the shape {tuple(shape)}")
    return np.frombuffer(data, np.uint8, offset=header).reshape(shape)


def _check(path: Path, arrays: list[np.ndarray]) -> None:
    for images, labels in (arrays[:2], arrays[2:]):
        if images.shape != (len(labels), SIDE, SIDE) or images.dtype != np.uint8:
            raise BadData(path, f"images of {images.dtype} {images.shape}, not uint8 (n, 28, 28)")
        if labels.ndim != 1 or len(labels) == 0 or labels.max() > 9:
            raise BadData(path, "labels that are not 0 to 9")


@one_line_errors
def main() -> None:
    """Print how wide MNIST's pens are, which `lambda_fn/normalise.py` goes by."""
    from training.options import add_data_options, data_paths

    parser = argparse.ArgumentParser(description=main.__doc__)
    add_data_options(parser)
    parser.add_argument("--pens", action="store_true", help="print the pens' widths")
    arguments = parser.parse_args()
    mnist = load(data_paths(arguments).mnist)
    print(f"{len(mnist.x_train)} training and {len(mnist.x_test)} test images")
    if arguments.pens:
        widths = [pen_width(crop_to_ink(image / np.float32(255))) for image in mnist.x_train]
        for percent in (1, 5, 25, 50, 75, 95, 99):
            print(f"{percent:3d} % of the pens are below {np.percentile(widths, percent):.3f}")


if __name__ == "__main__":
    main()

import gzip
import struct
from pathlib import Path

import numpy as np
import pytest

from tests.training.hands import write_mnist
from training import mnist
from training.errors import BadData


def write_idx(folder: Path, data: mnist.Mnist) -> Path:
    """The four files of MNIST's authors."""
    arrays = (data.x_train, data.y_train, data.x_test, data.y_test)
    for name, array in zip(mnist.IDX_FILES, arrays, strict=True):
        magic = mnist.IMAGES_MAGIC if array.ndim == 3 else mnist.LABELS_MAGIC
        header = struct.pack(f">{1 + array.ndim}I", magic, *array.shape)
        (folder / name).write_bytes(gzip.compress(header + array.tobytes()))
    return folder


@pytest.fixture
def npz(tmp_path: Path) -> Path:
    return write_mnist(tmp_path / "mnist.npz", train=40, test=20)


@pytest.fixture
def idx(npz: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "idx"
    folder.mkdir()
    return write_idx(folder, mnist.load(npz))


def test_the_npz_and_the_four_files_of_its_authors_hold_the_same(npz: Path, idx: Path) -> None:
    ours, theirs = mnist.load(npz), mnist.load(idx)
    for name in mnist.KEYS:
        assert np.array_equal(getattr(ours, name), getattr(theirs, name))
    assert ours.x_train.shape == (40, 28, 28)
    assert ours.y_test.tolist() == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] * 2


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadData, match=r"nowhere\.npz: there is no such file"):
        mnist.load(tmp_path / "nowhere.npz")


def test_a_missing_idx_file_is_named(idx: Path) -> None:
    (idx / mnist.IDX_FILES[3]).unlink()
    with pytest.raises(BadData, match=r"t10k-labels-idx1-ubyte\.gz: there is no such file"):
        mnist.load(idx)


def test_a_truncated_gz_is_named(idx: Path) -> None:
    path = idx / mnist.IDX_FILES[0]
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(BadData, match=r"train-images-idx3-ubyte\.gz: is no whole gzip file"):
        mnist.load(idx)


def test_a_wrong_magic_number_is_named(idx: Path) -> None:
    labels = (idx / mnist.IDX_FILES[1]).read_bytes()
    (idx / mnist.IDX_FILES[0]).write_bytes(labels)
    with pytest.raises(BadData, match="magic number 0x0801, not 0x0803"):
        mnist.load(idx)


def test_fewer_bytes_than_the_header_promises_are_refused(idx: Path) -> None:
    path = idx / mnist.IDX_FILES[0]
    path.write_bytes(gzip.compress(gzip.decompress(path.read_bytes())[:-1]))
    with pytest.raises(BadData, match="bytes for the shape"):
        mnist.load(idx)


@pytest.mark.parametrize("content", [b"", b"not a zip file", b"PK\x03\x04 truncated"])
def test_what_is_no_npz_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "mnist.npz"
    path.write_bytes(content)
    with pytest.raises(BadData, match=r"mnist\.npz: is no readable \.npz"):
        mnist.load(path)


def test_an_npz_without_an_array_says_which(tmp_path: Path) -> None:
    np.savez(tmp_path / "mnist.npz", x_train=np.zeros((1, 28, 28), np.uint8))
    with pytest.raises(BadData, match="y_train"):
        mnist.load(tmp_path / "mnist.npz")


def test_images_of_another_size_are_refused(tmp_path: Path) -> None:
    images, labels = np.zeros((2, 32, 32), np.uint8), np.zeros(2, np.uint8)
    path = tmp_path / "mnist.npz"
    np.savez(path, x_train=images, y_train=labels, x_test=images, y_test=labels)
    with pytest.raises(BadData, match="not uint8"):
        mnist.load(path)

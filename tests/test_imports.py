"""Imports point one way, infra -> lambda_fn <- training, and the function stays light."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FORBIDDEN = {
    "lambda_fn": {"infra", "training", "tests", "tensorflow", "keras", "matplotlib"},
    "training": {"infra", "tests"},
    "infra": {"training", "tests", "tensorflow", "keras"},
}


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Each import's line and top-level package; a relative one is the file's own package."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name.split(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = node.module if node.level == 0 else path.relative_to(ROOT).parts[0]
            yield node.lineno, str(package).split(".")[0]


@pytest.mark.parametrize("area", FORBIDDEN)
def test_imports_point_one_way(area: str) -> None:
    files = sorted((ROOT / area).rglob("*.py"))
    assert len(files) > 3
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {package}"
        for path in files
        for line, package in imports(path)
        if package in FORBIDDEN[area]
    ]
    assert wrong == []


def test_an_import_is_seen_wherever_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "late.py"
    path.write_text("def f():\n    import training.train as t\n    from infra import local\n")
    assert list(imports(path)) == [(2, "training"), (3, "infra")]


def loaded_by(statement: str, **environment: str) -> set[str]:
    """The top-level packages that a fresh Python has loaded after a statement."""
    code = f"{statement}\nimport sys\nprint(*{{name.split('.')[0] for name in sys.modules}})"
    inherited = {name: value for name, value in os.environ.items() if name != "MODEL_BUCKET"}
    result = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=inherited | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(result.stdout.split())


def test_importing_the_handler_loads_neither_tensorflow_nor_boto3() -> None:
    loaded = loaded_by("import lambda_fn.handler")
    assert {"lambda_fn", "numpy", "PIL"} <= loaded
    assert loaded.isdisjoint({"tensorflow", "keras", "boto3", "training", "infra", "pydantic"})


def test_a_snapshot_is_taken_with_boto3_in_it() -> None:
    environment = {"AWS_LAMBDA_INITIALIZATION_TYPE": "snap-start"}
    assert "boto3" in loaded_by("import lambda_fn.handler", **environment)


MAKING = "import lambda_fn.handler as h\nh.model_store()"
LAMBDA = {
    "AWS_REGION": "us-east-1",
    "AWS_ACCESS_KEY_ID": "some",
    "AWS_SECRET_ACCESS_KEY": "some",
    "MODEL_BUCKET": "models",
}


@pytest.mark.parametrize("bucket", ["models", ""])
def test_no_cold_start_waits_for_boto3_to_fetch_a_model(bucket: str) -> None:
    assert "boto3" not in loaded_by(MAKING, **LAMBDA | {"MODEL_BUCKET": bucket})


def test_with_credentials_from_elsewhere_boto3_fetches_it() -> None:
    assert "boto3" in loaded_by(MAKING, **LAMBDA | {"AWS_ACCESS_KEY_ID": ""})

"""The image, built once for all its tests, and what was measured of it, told at the end."""

import platform
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.image import engine, stand_in
from tests.needs import missing

IMAGE = "digitpad"
DOCKERFILE = engine.ROOT / "lambda_fn" / "Dockerfile"
MEASURED = pytest.StashKey[dict[str, str]]()


@pytest.fixture(scope="session")
def image() -> str:
    """The name of the image, built from this checkout on the stand-in for Lambda's base."""
    if lacking := engine.lacking():
        missing(f"{', '.join(lacking)} (Debian's packages of these names)")
    try:
        engine.probe()
    except engine.CannotContain as reason:
        pytest.skip(f"no containers can be made here: {reason}")
    stand_in.make_base(platform.machine())
    engine.build(IMAGE, DOCKERFILE, engine.ROOT, stand_in.index_access())
    return IMAGE


@pytest.fixture
def root(image: str) -> Iterator[Path]:
    """The image's root file system."""
    yield Path(engine.podman("image", "mount", image))
    engine.podman("image", "unmount", image)


@pytest.fixture
def measured(request: pytest.FixtureRequest) -> dict[str, str]:
    """What was measured -> the value, told at the end."""
    return request.config.stash.setdefault(MEASURED, {})


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    if measured := config.stash.get(MEASURED, {}):
        terminalreporter.section("the function's image")
        for what, value in measured.items():
            terminalreporter.line(f"{what:<26}{value}")

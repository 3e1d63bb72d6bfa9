"""The environment as one record, read once."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent  # in the image: the task root


@dataclass(frozen=True)
class Settings:
    """Where the models are: in a bucket, and, for want of it, in a folder of the image.

    And the bucket for the drawings that people give; without it none are collected.
    """

    model_bucket: str | None
    model_folder: Path
    drawings_bucket: str | None = None

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "Settings":
        """MODEL_BUCKET (none: the baked model alone), MODEL_DIR (default: `model/`), and
        DRAWINGS_BUCKET (none: no drawings are collected)."""
        return cls(
            model_bucket=env.get("MODEL_BUCKET") or None,
            model_folder=Path(env.get("MODEL_DIR") or ROOT / "model"),
            drawings_bucket=env.get("DRAWINGS_BUCKET") or None,
        )

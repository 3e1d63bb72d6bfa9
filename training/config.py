"""How a model is trained, as one frozen record that is saved beside it."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from training.augment import Augmentation


@dataclass(frozen=True)
class Config:
    """Everything that decides a run, but for the data themselves."""

    seed: int = 1
    epochs: int = 110
    samples: int = 86_000  # shown in an epoch, drawn by weight from the fitting set
    batch: int = 128
    precision: str = "float32"  # mixed_bfloat16: twice as fast where the processor computes in it
    learning_rate: float = 3e-3  # at its peak
    warm_up: float = 0.05  # of all steps; a cosine to nothing follows
    weight_decay: float = 1e-4
    label_smoothing: float = 0.05  # about one label in a hundred of the pen data is wrong
    dropout: float = 0.1  # more, and a network this small learns less
    widths: tuple[int, ...] = (16, 48, 96)
    residuals: tuple[int, ...] = (0, 1, 1)  # convolutions added to each block
    generated: int = 14_000  # pictures made up of what is no digit
    touching: int = 14_000  # pairs of digits to be cut, and half as many others: part comes of some
    variants: int = 8  # pictures made of each pen drawing, each with another pen and slant
    all_data: bool = False  # the last fit: what is kept back for choices is learnt from too
    doubt: float = 0.05  # a run that starts with a network leaves out labels less likely to it
    taught: float = 0.7  # how much of a label is what the teachers say, where there are some
    teachers: tuple[str, ...] = ()  # their versions
    start: str = ""  # sha256 of the `model.keras` that it starts with, where not at chance
    augmentation: Augmentation = field(default_factory=Augmentation)

    @property
    def steps(self) -> int:
        """Batches in an epoch."""
        return max(1, self.samples // self.batch)

    def to_json(self) -> str:
        """As an indented JSON object."""
        return json.dumps(asdict(self), indent=2) + "\n"

    @classmethod
    def from_json(cls, text: str) -> "Config":
        """Read what `to_json` wrote."""
        record = json.loads(text)
        record.setdefault("residuals", [0] * len(record["widths"]))  # before there were any
        for name in ("widths", "residuals", "teachers"):
            record[name] = tuple(record.get(name, ()))
        record["augmentation"] = Augmentation(**{"pen": 0.0, **record["augmentation"]})
        return cls(**record)

    @classmethod
    def load(cls, path: Path) -> "Config":
        """Read it from a file."""
        return cls.from_json(path.read_text())

"""What the walk-through is made from, as the command line says, and where its pictures go."""

import argparse
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from lambda_fn.errors import BadModel
from lambda_fn.manifest import Manifest
from lambda_fn.model_store import load_folder
from training import pen, plots
from training.config import Config
from training.errors import TrainingError
from training.options import RUN, DataPaths, add_data_options, data_paths
from training.run import CONFIG, FITTING, HISTORY, MODEL, RECORD, held_file

PAGE = Path(__file__).parents[1] / "walkthrough.md"
SETS = ("mnist", "digits", "others")  # kept back, of a run with pen data


@dataclass(frozen=True)
class Given:
    """A finished run, the model that was exported from it, its data, and the page to be made."""

    run: Path
    model: Path
    data: DataPaths
    out: Path

    def picture(self, figure: Any, name: str, alt: str) -> str:
        """Save a figure beside the page: the Markdown that shows it."""
        folder = self.out.with_suffix("")
        folder.mkdir(parents=True, exist_ok=True)
        plots.save_small(figure, folder / f"{name}.png")
        return f"![{alt}]({folder.name}/{name}.png)"

    def check(self) -> None:
        """Raise TrainingError where something is missing, or made from something else."""
        if self.out.suffix != ".md":
            raise TrainingError(f"{self.out}: a page is named .md, its pictures' folder without it")
        for name in (RECORD, MODEL, HISTORY, CONFIG, FITTING):
            if not (self.run / name).is_file():
                raise TrainingError(
                    f"{self.run} holds no finished run (no {name}): train one first"
                )
        if Config.load(self.run / CONFIG).all_data:
            raise TrainingError(f"{self.run} kept nothing back: name the --run that chose for it")
        for name in map(held_file, SETS):
            if not (self.run / name).is_file():
                raise TrainingError(f"{self.run} has no {name}: train with pen drawings (--pen)")
        record = json.loads((self.run / RECORD).read_text())
        self._check_model(record)
        self._check_data(record["data"])

    def _check_model(self, record: dict[str, Any]) -> None:
        try:
            manifest: Manifest = load_folder(self.model).manifest
        except BadModel as error:
            raise TrainingError(f"{error} Export the run first, or name its --model.") from error
        config = asdict(Config.load(self.run / CONFIG))
        training = {**record, "configuration": config}
        if manifest.record.get("training") != json.loads(json.dumps(training)):
            raise TrainingError(f"{self.model} was not exported from {self.run}: --run or --model")

    def _check_data(self, record: dict[str, Any]) -> None:
        found = sum(len(pen.read(path)) for path in self.data.pen)
        if found != record["pen_drawings"]:
            told = f"{found:,} pen drawings given, the run had {record['pen_drawings']:,}"
            raise TrainingError(f"{told}: --pen, or DIGITPAD_DATA")


def parser() -> argparse.ArgumentParser:
    """The options that the command and each of its steps know."""
    made = argparse.ArgumentParser()
    add_data_options(made)
    made.add_argument("--run", type=Path, default=RUN, help=f"the run's folder ({RUN})")
    made.add_argument("--model", type=Path, help="folder of its exported model (RUN/model)")
    made.add_argument("--out", type=Path, default=PAGE, help=f"the page ({PAGE.name})")
    return made


def from_options() -> Given:
    """What the command line says; where it says nothing, runs/latest and $DIGITPAD_DATA."""
    options, _ = parser().parse_known_args()
    model = options.model or options.run / "model"
    return Given(options.run, model, data_paths(options), options.out)

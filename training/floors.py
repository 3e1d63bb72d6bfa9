"""How good a model must be before it is published: one table, and what falls short of it.

Given drawings have no floor. At first they are too few to tell a good model from a bad one, and
they are mostly corrections, that is, what was misread: which, and how hard, changes from month to
month. The other sets do not change; a model that learnt from a bad batch falls short on those.
"""

import math
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Floor:
    """A bound on one figure of the manifest's `metrics`, and why it is there."""

    of: str
    figure: str
    bound: float
    why: str
    at_most: bool = False

    def holds(self, value: Any) -> bool:
        """Whether the figure is as good as that; what is no number never is."""
        if not isinstance(value, int | float) or not math.isfinite(value):
            return False
        return value <= self.bound if self.at_most else value >= self.bound

    def shortfall(self, value: Any) -> str:
        """The figure against its bound, in words."""
        found = "not measured" if value is None else self._shown(value)
        bound = f"at {'most' if self.at_most else 'least'} {self._shown(self.bound)}"
        return f"{self.of} {self.figure.replace('_', ' ')} {found}, {bound}"

    def _shown(self, value: Any) -> str:
        if not isinstance(value, int | float) or not math.isfinite(value):
            return repr(value)
        return f"{value:,.0f}" if self.figure == "pictures" else f"{value:.2%}"


ENOUGH = "on fewer, the figures beside it are mostly chance"
CALIBRATED = "the contract says that of the answers given at 0.9, nine in ten are right"
FLOORS = (
    Floor("mnist", "pictures", 10_000, "the whole test set, or it is not comparable"),
    Floor("mnist", "right", 0.994, "a small network reaches it; less is a run that went wrong"),
    Floor("mnist", "calibration_error", 0.03, CALIBRATED, at_most=True),
    Floor("plain", "pictures", 1_000, ENOUGH),
    Floor("plain", "right", 0.975, "what people draw; 1 % of the labels are wrong themselves"),
    Floor("plain", "refused", 0.015, "refusing a clear digit annoys at once", at_most=True),
    Floor("plain", "calibration_error", 0.03, CALIBRATED, at_most=True),
    Floor("anything", "right", 0.95, "any pen, paper and camera, as people have them"),
    Floor("anything", "calibration_error", 0.03, CALIBRATED, at_most=True),
    Floor("numbers", "right", 0.90, "a number is right where all of its digits are"),
    Floor("others", "pictures", 1_000, ENOUGH),
    Floor("others", "refused", 0.90, "a letter read as a digit is an error nobody is told of"),
)


def shortfalls(metrics: Any) -> list[str]:
    """Each figure of a manifest's `metrics` that is below its floor, or missing; empty is good."""
    found = [(floor, _figure(metrics, floor)) for floor in FLOORS]
    return [floor.shortfall(value) for floor, value in found if not floor.holds(value)]


def _figure(metrics: Any, floor: Floor) -> Any:
    summary = metrics.get(floor.of) if isinstance(metrics, dict) else None
    return summary.get(floor.figure) if isinstance(summary, dict) else None

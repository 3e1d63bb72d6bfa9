"""What was said of a set of pictures, and the figures that it comes to."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from lambda_fn.reading import UNREAD
from training.calibrate import expected_calibration_error

NO_DIGIT = UNREAD
ALONE = "mnist_alone"  # the set that is read by the network alone
GIVEN = "given"  # the set that people gave, which is not there in every measure
TITLES = {
    ALONE: "MNIST test, the file alone",
    "mnist": "MNIST test, posted as it is",
    "plain": "pen digits, drawn plainly",
    "thin": "with a thin pen",
    "thick": "with a very thick pen",
    "corner": "small, in a corner",
    "coloured": "any ink on any paper",
    "white_on_black": "white on black",
    "tall": "a tall canvas",
    "dots": "dotted",
    "transparent": "a transparent canvas",
    "photo": "a photo",
    "lined": "ruled and squared paper",
    "anything": "everything at random",
    "emphasised": "underlined, or in a ring",
    "numbers": "numbers of 2 to 6 digits",
    "numbers_told": "numbers, with strokes",
    "touching": "numbers that touch",
    "touching_told": "touching, with strokes",
    "rows": "numbers in 2 to 6 rows",
    "sums": "sums, their signs no digits",
    "others": "pen others (no digits)",
    "others_told": "pen others, with strokes",
    GIVEN: "given drawings",
}


@dataclass(frozen=True)
class Answers:
    """What was said of a set of pictures, each list as long as the set.

    Labels and answers are text: the figures from left to right, `?` for "not a digit". `others` are
    the numbers that each was told it may be as well.
    """

    pictures: list[bytes]
    labels: list[str]
    said: list[str]
    confidence: np.ndarray  # (n,) of the whole answer
    others: list[list[str]]

    @property
    def right(self) -> np.ndarray:
        """Whether each answer is right, all of it, (n,) bool."""
        return np.array([a == b for a, b in zip(self.labels, self.said, strict=True)])

    @property
    def told(self) -> np.ndarray:
        """Whether each is right, or what is right was told as well, (n,) bool."""
        among = [label in others for label, others in zip(self.labels, self.others, strict=True)]
        return np.asarray(np.logical_or(self.right, among))

    @property
    def refused(self) -> np.ndarray:
        """Whether "not a digit" was said of any mark, (n,) bool."""
        return np.array([NO_DIGIT in said for said in self.said])

    @property
    def misparted(self) -> np.ndarray:
        """Whether the drawing was taken apart into more or fewer marks than it has, (n,) bool."""
        return np.array([len(a) != len(b) for a, b in zip(self.labels, self.said, strict=True)])

    def summary(self) -> dict[str, Any]:
        """The figures that the manifest holds."""
        return {
            "pictures": len(self.labels),
            "right": round(float(self.right.mean()), 5),
            "told": round(float(self.told.mean()), 5),
            "refused": round(float(self.refused.mean()), 5),
            "misparted": round(float(self.misparted.mean()), 5),
            "calibration_error": round(
                expected_calibration_error(self.confidence, self.right.astype(float)), 5
            ),
        }


def table(metrics: dict[str, dict[str, Any]]) -> str:
    """The figures as a Markdown table, which reads well as text too."""
    lines = [
        "| set                         | pictures |   right | or told | refused |  parted "
        "| calibration |",
        "|-----------------------------|---------:|--------:|--------:|--------:|--------:"
        "|------------:|",
    ]
    lines += [
        f"| {TITLES[name]:27} | {row['pictures']:8,} | {row['right']:7.2%} "
        f"| {row['told']:7.2%} | {row['refused']:7.2%} | {row['misparted']:7.2%} "
        f"| {row['calibration_error']:11.4f} |"
        for name, row in metrics.items()
    ]
    return "\n".join(lines)

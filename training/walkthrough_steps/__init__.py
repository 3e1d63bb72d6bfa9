"""The walk-through's steps, each a script of cells that can be run by itself or cell by cell.

    python -m training.walkthrough_steps.data --run runs/latest

`cells.py` says what a cell is; `training.walkthrough` runs them all and writes down the page.
"""

INTRODUCTION = "introduction"
STEPS = {
    "data": "The data",
    "sight": "What the network sees",
    "network": "The network",
    "fitting": "Training",
    "quantising": "Quantisation",
    "calibrating": "Calibration, and what is no digit",
    "mistakes": "Mistakes",
}
"""Each step's script and title, in the order of the page."""

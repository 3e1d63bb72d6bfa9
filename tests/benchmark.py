"""How long a picture takes to read, warm, in one process.

python -m tests.benchmark
"""

import io
import time
from collections import defaultdict

import numpy as np
from PIL import Image, ImageDraw

from lambda_fn.memory import keep_freed
from lambda_fn.model_store import load_folder
from lambda_fn.recogniser import read
from training.options import RELEASED

READS = 300
SIDES = (280, 400, 1024)  # pixels
STEPS = ("decode", "ink", "marks", "model")


def drawn_three(side: int) -> bytes:
    """A three in dark blue on white, as PNG."""
    picture = Image.new("RGB", (side * 2, side * 2), "white")
    draw = ImageDraw.Draw(picture)
    for top, start, end in ((0.4, 180, 90), (0.93, 270, 150)):
        box = [int(part * side) for part in (0.7, top, 1.3, top + 0.6)]
        draw.arc(box, start, end, fill="#223", width=side // 12)
    buffer = io.BytesIO()
    picture.resize((side, side), Image.Resampling.BOX).save(buffer, "PNG")
    return buffer.getvalue()


def main() -> None:
    """Print the median and the 95th percentile by size, and the median of each step: Markdown."""
    keep_freed()  # as the handler does
    model = load_folder(RELEASED)
    print("| picture | median | p95 | " + " | ".join(STEPS) + " |")
    print("|---|---:|---:|" + "---:|" * len(STEPS))
    for side in SIDES:
        picture = drawn_three(side)
        took: dict[str, list[float]] = defaultdict(list)
        for _ in range(READS):
            started = time.perf_counter()
            reading = read(picture, model)
            took["total"].append((time.perf_counter() - started) * 1e3)
            for step, milliseconds in reading.milliseconds.items():
                took[step].append(milliseconds)
        total = f"{np.median(took['total']):.1f} ms | {np.percentile(took['total'], 95):.1f} ms"
        steps = " | ".join(f"{np.median(took[step]):.2f} ms" for step in STEPS)
        print(f"| {side}x{side} PNG | {total} | {steps} |")


if __name__ == "__main__":
    main()

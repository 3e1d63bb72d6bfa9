"""The whole loop on one machine: corrected on the page, reviewed, learnt from, and in use.

    python -m tests.loop

The page and the function are those of `make serve`, with moto's S3. A browser draws digits,
corrects them and gives them, a wrong one among them. They are pulled and reviewed, on the review's
own page; a network learns a few steps from them beside small data made here, is published, and the
function takes it up at its next look, within a minute. What is printed is what each command says.
That network reads badly, of course: the floors refuse it, but for a reason that is given.
"""

import json
import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, expect

from infra.local import BUCKET, DRAWINGS
from lambda_fn.model_store import LOOK_AGAIN
from tests.e2e.chromium import DESKTOP, browsing
from tests.e2e.hand import DIGITS
from tests.e2e.pad import Pad
from tests.host import digitpad, s3_of
from tests.training.commands import ENVIRONMENT, command, write_data

SIZES = (1.0, 0.85)  # that each digit is drawn in: the same one twice would be kept once
WRONG = (7, "3")  # drawn as the first and given as the second: review must drop it
STEPS = ["--epochs", "1", "--samples", "1280", "--variants", "2", "--generated", "40"]
HEAD = ["--pictures", "400", "--epochs", "1"]
REASON = "one machine's loop, on data made up for it"


def say(text: str) -> None:
    """A heading."""
    print(f"\n== {text}", flush=True)


class Loop:
    """The commands, run against the S3 at this address."""

    def __init__(self, s3: str) -> None:
        keys = {"AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local"}
        place = {"AWS_ENDPOINT_URL_S3": s3, "AWS_REGION": "us-east-1"}
        self.environment = {**ENVIRONMENT, **keys, **place, "TF_CPP_MIN_LOG_LEVEL": "3"}

    def run(self, module: str, *arguments: str | Path) -> str:
        """Run a command to its end, and print what it says; stop where it fails."""
        print(f"$ python -m training.{module} {' '.join(map(str, arguments))}", flush=True)
        whole = command(module, *arguments)
        done = subprocess.run(whole, env=self.environment, capture_output=True, text=True)
        lines = done.stdout.splitlines()  # the indented ones are TensorFlow's, of its own insides
        print("\n".join(line for line in lines if line[:1].strip()), flush=True)
        if done.returncode:
            sys.exit(done.stderr)
        return done.stdout

    @contextmanager
    def reviewing(self, folder: Path) -> Iterator[str]:
        """Serve the review's page; yields its address."""
        environment = {**self.environment, "PYTHONUNBUFFERED": "1"}
        whole = command("drawings", "review", folder, "--port", "0")
        with subprocess.Popen(whole, env=environment, stdout=subprocess.PIPE, text=True) as server:
            assert server.stdout is not None
            try:
                for line in server.stdout:
                    print(line.strip(), flush=True)
                    if told := re.search(r"http://\S+", line):
                        yield told[0]
                        return
                raise AssertionError("the review's page was not served")
            finally:
                server.terminate()


def give(browser: Browser, address: str) -> int:
    """Draw, correct and give each digit, and one under a wrong label; returns how many."""
    drawn = [(digit, str(digit), size) for size in SIZES for digit in DIGITS]
    with browser.new_context(**DESKTOP) as context:
        pad = Pad(context.new_page())
        pad.page.goto(address)
        for digit, label, size in [*drawn, (*WRONG, 1.0)]:
            pad.press("Clear")
            pad.draw([[(x * size, y * size) for x, y in stroke] for stroke in DIGITS[digit]])
            expect(pad.answer).to_have_text(str(digit))
            pad.page.get_by_role("button", name="Correct it").click()
            pad.page.get_by_label("Also give it to Digitpad").check()
            panel = pad.page.locator("#correction")
            panel.get_by_role("button", name=label, exact=True).click()
            expect(pad.page.locator("#outcome")).to_contain_text("given. Thank you.")
            pad.page.keyboard.press("Escape")
    return len(drawn) + 1


def review(page: Page, address: str, count: int) -> None:
    """Accept what was given rightly and drop the other, by the page's keys."""
    page.goto(address)
    text = page.locator("#caption").inner_text
    for decided in range(count):
        expect(page.locator("#count")).to_contain_text(f"{decided} of {count} decided")
        is_wrong = re.search(rf"Given as \D*{WRONG[1]}\b.*read as \D*{WRONG[0]}\b", text())
        page.keyboard.press("d" if is_wrong else "a")
    expect(page.locator("#count")).to_contain_text(f"{count} of {count} decided")


def version(address: str) -> str:
    """That of the model in use."""
    with urlopen(f"{address}/api/model") as answer:
        told: str = json.load(answer)["version"]
    return told


def main() -> None:
    """Go round once, and fail where a step does not lead to the next."""
    with TemporaryDirectory() as name, browsing() as browser:
        folder, log = Path(name), Path(name) / "function.log"
        with digitpad(log) as address:
            loop, first = Loop(s3_of(log)), version(address)
            say(f"The page at {address}, read by {first}: digits are drawn, corrected and given")
            count = give(browser, address)
            print(f"{count} given")
            say("Pulled")
            loop.run("drawings", "pull", "--bucket", DRAWINGS, folder / "given")
            say("Reviewed")
            with loop.reviewing(folder / "given") as desk:
                review(browser.new_page(), desk, count)
            lines = (folder / "given" / "decisions.ndjson").read_text().splitlines()
            decided = Counter(json.loads(line)["decision"] for line in lines)
            print(dict(decided))
            assert decided == {"accept": count - 1, "drop": 1}, decided
            say("Trained, converted, measured")
            data = write_data(folder)
            given = ["--drawings", folder / "given"]
            loop.run("train", *data, *given, *STEPS, "--out", folder / "run")
            loop.run("wholes", *data, *HEAD, "--run", folder / "run")
            model = folder / "run" / "model"
            loop.run("export", "--run", folder / "run", "--out", model)
            loop.run("evaluate", *data, *given, "--model", model, "--write")
            say("Published, and in use at the function's next look")
            loop.run("publish", "--bucket", BUCKET, "--model", model, "--force", REASON)
            made = json.loads((model / "manifest.json").read_text())["version"]
            deadline = time.monotonic() + LOOK_AGAIN + 10
            while (now := version(address)) == first and time.monotonic() < deadline:
                time.sleep(1)
            assert now == made, f"{now} is in use, not {made}"
            print(f"{address} reads with {now} now; before it with {first}")


if __name__ == "__main__":
    os.environ.pop("DIGITPAD_DATA", None)
    main()

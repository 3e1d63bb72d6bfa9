"""Play the scenes with real processes, and say what became of each."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from lambda_fn.model_store import LOOK_AGAIN
from tests.faults.scenes import Spoil
from tests.faults.stage import BAKED, NEW, OLD, Answer, Stage, ask, staged
from tests.function_process import write_no_file
from tests.posting import posted

A_LOOK = LOOK_AGAIN + 1  # seconds, after which the next request looks for another model
REQUESTS = 1000  # across a swap, at least


@dataclass(frozen=True)
class Outcome:
    """What the client gets and what is logged; `wrong` is what was not as it must be."""

    gets: str
    logged: str
    wrong: tuple[str, ...] = ()


def at_start(spoil: Spoil, stage: Stage) -> Outcome:
    """A process starts while it is so: the model in the image must answer."""
    stage.publish(NEW)
    spoil(stage)
    with stage.function() as function:
        answer = ask(function, since=function.started)
        return _outcome(answer, function.warnings(), must_be=BAKED)


def at_look(spoil: Spoil, stage: Stage) -> Outcome:
    """A process looks for another model while it is so: the one in use must answer.

    Once all is well again the new one must.
    """
    stage.publish(OLD)
    with stage.function() as function:
        first = ask(function)
        stage.publish(NEW)
        spoil(stage)
        time.sleep(A_LOOK)
        outcome = _outcome(ask(function), function.warnings(), must_be=OLD)
        stage.faults.clear()
        stage.publish(NEW)
        time.sleep(A_LOOK)
        mended = ask(function)
    wrong = [f"{OLD} was to answer first, not {first.version}"] if first.version != OLD else []
    wrong += [f"mended, {NEW} was to, not {mended.version}"] if mended.version != NEW else []
    return replace(outcome, wrong=(*outcome.wrong, *wrong))


def disk_full(stage: Stage) -> Outcome:
    """Not a byte can be written to any file, those in /tmp among them."""
    stage.publish(NEW)
    with stage.function(write_no_file) as function:
        answer = ask(function, since=function.started)
        return _outcome(answer, [], must_be=NEW)


def killed(stage: Stage) -> Outcome:
    """The process is killed with a request in hand; another takes its place."""
    stage.publish(NEW)
    with stage.function() as function:
        before = ask(function)
        function.take_and_be_killed(posted())
        lost = function.api.outcomes.empty()
    with stage.function() as another:
        outcome = _outcome(ask(another, since=another.started), another.warnings(), must_be=NEW)
    wrong = [] if before.version == NEW else [f"{before.version} answered first"]
    wrong += [] if lost else ["what was in hand was answered"]
    gets = f"of the request in hand no answer, which the gateway makes 500; then {outcome.gets}"
    return Outcome(gets, "the runtime's own line", (*outcome.wrong, *wrong))


def swapped(stage: Stage) -> Outcome:
    """Requests go on while another model is published: none is lost, none waits long."""
    stage.publish(OLD)
    with stage.function() as function:
        answers = [ask(function)]
        stage.publish(NEW)
        until = time.monotonic() + A_LOOK
        while time.monotonic() < until or len(answers) < REQUESTS:
            answers.append(ask(function))
            time.sleep(0.03)
        warnings = function.warnings()
    versions = [answer.version for answer in answers]
    wrong = [] if versions == sorted(versions, reverse=True) else ["old and new answer by turns"]
    wrong += [] if set(versions) == {OLD, NEW} else [f"answered by {sorted(set(versions))}"]
    slowest = max(answer.seconds for answer in answers[1:])
    gets = f"{len(answers):,} of {len(answers):,} answers, the slowest after {slowest * 1e3:.0f} ms"
    return Outcome(gets, "nothing", (*wrong, *warnings))


def _outcome(answer: Answer, warnings: list[str], *, must_be: str) -> Outcome:
    wrong = []
    if (answer.status, answer.version) != (200, must_be):
        wrong.append(f"{answer.status} by {answer.version}, not 200 by {must_be}")
    if not warnings and must_be != NEW:
        wrong.append("nothing was logged")
    gets = f"200 by {answer.version}, after {answer.seconds:.1f} s"
    return Outcome(gets, warnings[-1] if warnings else "nothing", tuple(wrong))


Scene = Callable[[Stage], Outcome]


def played(endpoint: str, folder: Path, scene: Scene) -> Outcome:
    """What became of a scene on a stage of its own."""
    with staged(endpoint, folder) as stage:
        return scene(stage)


OTHERS: dict[str, Scene] = {
    "no file can be written": disk_full,
    "the process is killed": killed,
    "a model is published meanwhile": swapped,
}

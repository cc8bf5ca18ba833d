"""`kill -9` at any moment of a verb that writes: the project is sound, and the verb run again comes to the same."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from support.news import QUIET
from support.verb_runs import CASES, Case

_IMPORTING = 0.1  # seconds in which a verb only loads itself


def run(folder: Path, case: Case, *, kill_after: float | None = None) -> None:
    """Run the verb of a case, or the beginning of it."""
    process = subprocess.Popen(
        case.command, cwd=folder, env={**os.environ, **QUIET},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        process.wait(kill_after)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def outlives(folder: Path, case: Case, kills: int, seed: int) -> int:
    """How many runs were really cut short; fails where one leaves another result than a run that was not."""
    chance, cut = random.Random(seed), 0  # noqa: S311 - moments are drawn, no secrets
    (folder / "whole").mkdir()
    case.before(folder / "whole")
    shutil.copytree(folder / "whole", folder / "start")
    began = time.monotonic()
    run(folder / "whole", case)
    whole, expected = time.monotonic() - began, case.after(folder / "whole")
    for number in range(kills):
        here = folder / f"killed-{number}"
        shutil.copytree(folder / "start", here)
        began, moment = time.monotonic(), chance.uniform(_IMPORTING, whole)
        run(here, case, kill_after=moment)
        cut += time.monotonic() - began >= moment
        for left in here.glob(".*-*"):
            os.utime(left, (0, 0))  # what was left a minute ago is taken away
        run(here, case)
        assert case.after(here) == expected, f"kill {number}, after {moment:.2f} of {whole:.2f} s"
        shutil.rmtree(here)
    return cut


@pytest.mark.parametrize("verb", CASES)
def test_a_verb_that_was_killed_comes_to_the_same_when_it_is_run_again(tmp_path: Path, verb: str) -> None:
    outlives(tmp_path, CASES[verb], 1, 1)


@pytest.mark.slow
@pytest.mark.parametrize("verb", CASES)
def test_twenty_kills_of_a_verb(tmp_path: Path, verb: str) -> None:
    cut = outlives(tmp_path, CASES[verb], 20, 2)
    print(f"{verb}: {cut} of 20 runs were cut short")
    assert cut

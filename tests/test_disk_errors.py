"""A disk that fails at any moment: nothing is shown that is not stored, it is said, and the work goes on afterwards."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from support.desk_runs import DESKS, TOLD, Desk, pressed
from support.disk import CAN_INJECT, CAN_LIMIT, WHY_NOT, WRITING, Disk, Fault, InjectedDisk, LimitedDisk
from support.news import QUIET
from support.verb_runs import CASES, Case

from annotator.services.project.doctor import check_up
from annotator.storage.store import Store

TROUBLE = re.compile(r"The disk is full|cannot be (read|written)|is damaged, or its\s+disk is|makes no sense")
injected = pytest.mark.skipif(not CAN_INJECT, reason=WHY_NOT)
limited = pytest.mark.skipif(not CAN_LIMIT, reason="The size of files is limited for another process, on Linux.")


def troubled(folder: Path, desk: Desk, disk: Disk, faults: Sequence[Fault], seed: int) -> None:
    """Somebody works on while the disk fails now and then, once for each fault given; then leaves as usual."""
    chance = random.Random(seed)  # noqa: S311 - keys are drawn, no secrets
    path = folder / "p.db"
    key = desk.project(path)
    with desk.at_work(path, key, disk.env) as terminal:
        pid = terminal.process.pid
        for fault in faults:
            disk.fail(pid, fault, chance.randrange(4))
            for _ in range(chance.randint(1, 5)):
                pressed(terminal, chance.choice(desk.keys))
                time.sleep(chance.choice((0, 0.05)))
            disk.fail(pid, fault)
            terminal.press(*desk.writes)
            terminal.wait_for(lambda now: TOLD.search(now.text))
            disk.mend(pid)
            desk.wait_until_true(terminal, path, key)
        terminal.press("q", "q")
        assert terminal.wait() == 0
    assert shown_to_be_sound(path)


def shown_to_be_sound(path: Path) -> bool:
    with Store.open(path) as store:
        return check_up(store).problems == []


@injected
@pytest.mark.parametrize("desk", DESKS)
def test_at_the_keys_a_failing_disk_is_told_and_loses_nothing(tmp_path: Path, desk: str) -> None:
    work = tmp_path / "work"
    work.mkdir()
    troubled(work, DESKS[desk], InjectedDisk(work, tmp_path / "order"), WRITING, 1)


@limited
@pytest.mark.parametrize("desk", DESKS)
def test_at_the_keys_files_that_cannot_grow_are_told_and_lose_nothing(tmp_path: Path, desk: str) -> None:
    troubled(tmp_path, DESKS[desk], LimitedDisk(), [Fault.NO_WRITE] * 3, 2)


@injected
@pytest.mark.parametrize("desk", DESKS)
def test_at_the_keys_a_disk_that_cannot_be_read_is_told_and_loses_nothing(tmp_path: Path, desk: str) -> None:
    work, kind = tmp_path / "work", DESKS[desk]
    work.mkdir()
    disk = InjectedDisk(work, tmp_path / "order")
    key = kind.project(work / "p.db")
    for after in (0, 3):
        with kind.at_work(work / "p.db", key, disk.env) as terminal:
            terminal.press(*kind.writes)
            kind.wait_until_true(terminal, work / "p.db", key)
            disk.fail(0, Fault.NO_READ, after)
            terminal.press(*"unppn", "q", "down", "enter")
            terminal.wait_for(lambda now: TROUBLE.search(now.text))
            terminal.press("q", "q", "q")
            terminal.wait()
            assert b"unforeseen" not in terminal.raw
            disk.mend(0)
        assert shown_to_be_sound(work / "p.db")


def failing(folder: Path, case: Case, disk: InjectedDisk, fault: Fault, after: int) -> tuple[int, bool]:
    """Run a verb on a failing disk; gives its exit code, and whether the disk failed. It ends with a sentence."""
    disk.fail(0, fault, after)
    ran = subprocess.run(
        case.command, cwd=folder, env={**os.environ, **QUIET, **disk.env}, check=False, capture_output=True, text=True
    )
    disk.mend(0)
    assert "Traceback" not in ran.stderr
    assert "unforeseen" not in ran.stderr
    assert ran.returncode == 0 or TROUBLE.search(ran.stderr + ran.stdout), ran.stderr + ran.stdout
    return ran.returncode, disk.failed > 0


def outlives(folder: Path, case: Case, times: int, seed: int) -> tuple[int, int]:
    """How many runs of a verb met a failing disk, and how many of them ended with an error."""
    chance = random.Random(seed)  # noqa: S311 - moments are drawn, no secrets
    (folder / "start").mkdir()
    case.before(folder / "start")
    disk = InjectedDisk(folder, folder / "order")
    shutil.copytree(folder / "start", folder / "whole")
    used = {}
    for fault in (Fault.NO_WRITE, Fault.NO_SYNC, Fault.NO_READ):
        shutil.rmtree(folder / "whole")
        shutil.copytree(folder / "start", folder / "whole")
        assert failing(folder / "whole", case, disk, fault, 1_000_000) == (0, False)
        used[fault] = 1_000_000 - disk.left
    expected, met, ended = case.after(folder / "whole"), 0, 0
    for number in range(times):
        fault = list(Fault)[number % len(Fault)]
        here = folder / f"run-{number}"
        shutil.copytree(folder / "start", here)
        calls = used.get(fault, used[Fault.NO_WRITE])
        code, failed = failing(here, case, disk, fault, chance.randrange(calls) if calls else 0)
        met, ended = met + failed, ended + (code != 0)
        if code:
            subprocess.run(case.command, cwd=here, env={**os.environ, **QUIET}, check=False, capture_output=True)
        assert case.after(here) == expected, f"run {number}, {fault.name}"
        shutil.rmtree(here)
    return met, ended


@injected
@pytest.mark.parametrize("verb", CASES)
def test_a_verb_that_met_a_failing_disk_comes_to_the_same_when_it_is_run_again(tmp_path: Path, verb: str) -> None:
    assert outlives(tmp_path, CASES[verb], 5, 1)[0]


@injected
@pytest.mark.slow
@pytest.mark.parametrize("desk", DESKS)
@pytest.mark.parametrize("seed", range(4))
def test_at_the_keys_many_errors_of_a_disk_are_told_and_lose_nothing(tmp_path: Path, desk: str, seed: int) -> None:
    work = tmp_path / "work"
    work.mkdir()
    troubled(work, DESKS[desk], InjectedDisk(work, tmp_path / "order"), WRITING * 10, seed)
    print(f"{desk}: 40 times a disk failed")


@injected
@pytest.mark.slow
@pytest.mark.parametrize("verb", CASES)
def test_forty_failures_of_a_disk_under_a_verb(tmp_path: Path, verb: str) -> None:
    met, ended = outlives(tmp_path, CASES[verb], 40, 2)
    print(f"{verb}: {met} of 40 runs met a failing disk, {ended} were cut short")
    assert ended

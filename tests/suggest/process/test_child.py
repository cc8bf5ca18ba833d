"""A process of our own: what it says last is kept, and it ends with whoever started it, in mid-work."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.suggest.process.child import LastWords

WAIT = 60


def started(code: str) -> subprocess.Popen[bytes]:
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, "-c", code], stdin=pipe, stdout=pipe, stderr=pipe)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import nothing_of_that_name", "ModuleNotFoundError: No module named 'nothing_of_that_name'"),
        ("import sys; sys.stderr.write('one\\ntwo\\n\\n  \\n')", "two"),
        ("import sys; sys.stderr.write('x' * 5_000_000)", None),
        ("", ""),
    ],
)
def test_the_last_line_of_a_process_that_ended_is_kept(code: str, said: str | None) -> None:
    process = started(code)
    last = LastWords(process.stderr)
    assert process.wait(WAIT) in (0, 1)
    heard = last.of_the_dead()
    assert heard == said if said is not None else set(heard) == {"x"} and len(heard) == 200


def test_a_process_with_no_standard_error_of_ours_said_nothing() -> None:
    process = subprocess.Popen([sys.executable, "-c", ""], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    process.wait(WAIT)
    assert LastWords(process.stderr).of_the_dead() == ""


def test_the_process_ends_in_mid_work_where_the_program_that_asked_it_is_killed(tmp_path: Path) -> None:
    patterns = tmp_path / "p.jsonl"
    patterns.write_text('{"label": "X", "regex": "(a+)+$"}\n')
    asking = (
        "from annotator.suggest.process.client import Worker\n"
        f"worker = Worker(['patterns:{patterns}'])\n"
        "worker.start(); worker.get(60)\n"
        "worker.ask('a', 'a' * 60 + 'b')\n"
        "print(worker.pid, flush=True)\n"
        "worker.get(60)\n"
    )
    program = started(asking)
    assert program.stdout
    pid = int(program.stdout.readline())
    program.send_signal(signal.SIGKILL)
    program.wait(WAIT)
    assert gone(pid)


def gone(pid: int) -> bool:
    """Whether a process that is no child of ours ends within a minute."""
    handle = os.pidfd_open(pid)
    try:
        import select

        return bool(select.select([handle], [], [], WAIT)[0])
    finally:
        os.close(handle)

"""The verb that keeps copies in step, as people type it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from support.commands import Run, document
from support.projects import TEXT

from annotator.cli.common import open_app

CALL = (sys.executable, "-m", "annotator")


@pytest.fixture
def together(run: Run, decided: str, tmp_path: Path) -> Path:
    """A folder on which `annotator.db`, of olga, has founded a team that ben has joined as reviewer with `ben.db`."""
    assert decided
    (tmp_path / "share").mkdir()
    said = run("--as", "olga", "sync", "init", "share", "--name", "news").stdout
    assert said.startswith("The team news is founded; olga is its owner.\n")
    run("sync", "admit", "ben", "--role", "reviewer")
    assert "ben joins the team news" in run("-p", "ben.db", "--as", "ben", "sync", "join", "share").stdout
    assert "ben is let in" in run("sync").stdout
    return tmp_path / "share"


@pytest.mark.usefixtures("together")
def test_what_one_does_comes_to_the_others(run: Run) -> None:
    assert run("-p", "ben.db", "sync").stdout == "In step: 0 decisions sent, 0 received.\n"
    run(
        "add",
        "-",
        input='{"text": "Bo ran.", "_annotator_id": "ana", "spans": [{"start": 0, "end": 2, "label": "PERSON"}]}',
    )
    sent = document(run("sync", "--json"))
    found = document(run("-p", "ben.db", "sync", "--json"))
    assert (found["received"], found["articles"], found["conflicts"]) == (sent["sent"], 1, [])
    run("export", "--layer", "all", "-o", "ours.jsonl")
    run("-p", "ben.db", "export", "--layer", "all", "-o", "theirs.jsonl")
    assert Path("ours.jsonl").read_bytes() == Path("theirs.jsonl").read_bytes()


def test_how_a_copy_stands_is_told(run: Run, together: Path) -> None:
    assert "has not let this copy in yet" in run("-p", "ben.db", "sync", "status").stdout
    run("-p", "ben.db", "sync")
    found = document(run("-p", "ben.db", "sync", "status", "--json"))
    assert (found["team"], found["as"], found["role"], found["is"]) == ("news", "ben", "reviewer", "in step")
    assert found["people"]["ana"] == {"role": "annotator", "copies": 0}
    said = run("-p", "ben.db", "sync", "status").stdout.splitlines()
    assert said[0] == f"news on {together}, as ben (reviewer)."
    assert said[1].startswith("In step, last ")


def test_a_share_that_is_away_is_said(run: Run, together: Path) -> None:
    together.rename("away")
    assert run("sync", code=1).stderr == f"The folder {together} is not there.\n"
    assert document(run("sync", "status", "--json"))["is"] == "offline"


@pytest.mark.usefixtures("together")
@pytest.mark.parametrize(("project", "who"), [("ben.db", "ben"), ("annotator.db", "eve")])
def test_who_opens_a_copy_that_somebody_else_joined_with_is_asked(
    run: Run, monkeypatch: pytest.MonkeyPatch, project: str, who: str
) -> None:
    opened: list[str] = []

    def stop(_: Path, name: str, **__: object) -> None:
        opened.append(name)
        raise KeyboardInterrupt

    monkeypatch.setattr(open_app, "on_terminal", lambda: True)
    monkeypatch.setattr("annotator.tui.start.run.run", stop)
    said = run("-p", project, "--as", "eve", "label", input="y\n", code=1).stdout
    assert ("eve is new here, and ben is known. Are you ben?" in said) == (who == "ben")
    assert opened == [who]


@pytest.mark.usefixtures("together")
def test_what_makes_no_sense_is_said_before_anything_is_done(run: Run) -> None:
    assert "already" in run("sync", "init", "elsewhere", code=2).stderr
    assert not Path("elsewhere").exists()
    assert "is no share" in run("-p", "new.db", "sync", "join", "ftp://x/y", code=2).stderr
    assert not Path("new.db").exists()
    run("-p", "used.db", "add", "-", input="Rain fell.")
    assert "join in a new file" in run("-p", "used.db", "sync", "join", "share", code=2).stderr
    assert "there is a team already" in run("-p", "used.db", "sync", "init", "share", code=2).stderr
    assert "not kept in step" in run("-p", "used.db", "sync", code=2).stderr
    assert "is no name" in run("sync", "admit", "eve,rosa", code=2).stderr
    assert set(document(run("sync", "status", "--json"))["people"]) == {"ana", "ben", "olga"}


def test_what_a_stranger_sends_is_not_taken(run: Run, together: Path) -> None:
    run("-p", "eve.db", "--as", "eve", "sync", "join", str(together))
    said = run("sync").stdout
    assert "eve asks to be let in: `annotator sync admit eve` does." in said
    run("-p", "eve2.db", "--as", "eve", "sync", "join", "share")
    assert run("sync").stdout.count("eve asks to be let in with 2 copies: ") == 1


@pytest.mark.usefixtures("together")
@pytest.mark.parametrize("way", ["--while-open", "--watch"])
def test_watching_sends_what_is_there_and_ends_in_order(run: Run, way: str) -> None:
    run("-p", "ben.db", "sync")
    before = document(run("-p", "ben.db", "sync", "status", "--json"))["at"]
    watching = subprocess.Popen(
        [*CALL, "-p", "ben.db", "--as", "ben", "sync", way],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "ANNOTATOR_CONFIG": "none.toml"},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - a shell's background ignores it
    )
    deadline = time.monotonic() + 60
    while document(run("-p", "ben.db", "sync", "status", "--json"))["at"] == before and time.monotonic() < deadline:
        time.sleep(0.1)
    said = {"text": TEXT, "_annotator_id": "ben", "spans": [{"start": 0, "end": 8, "label": "PERSON"}]}
    run("-p", "ben.db", "add", "-", input=json.dumps(said))
    if way == "--watch":
        watching.send_signal(signal.SIGINT)
    out, err = watching.communicate(timeout=60)
    assert (watching.returncode, err) == (0, "")
    assert " sent, 0 received.\n" in out
    assert ("Keeping in step with " in out) == (way == "--watch")
    assert document(run("sync", "--json"))["received"] > 0
    assert "The project is sound." in run("-p", "ben.db", "doctor").stdout


def test_a_share_that_was_moved_is_found_again_and_a_team_is_left(run: Run, together: Path) -> None:
    together.rename(together.with_name("moved"))
    assert "is not there" in run("sync", "move", "nowhere", code=1).stderr
    together.with_name("empty").mkdir()
    assert "there is no team: nobody founded one there" in run("sync", "move", "empty", code=1).stderr
    assert "there is no team" in run("-p", "late.db", "sync", "join", "empty", code=1).stderr
    assert run("sync", "move", "moved").stdout == "The share is at moved now.\n"
    assert run("sync").stdout == "In step: 0 decisions sent, 0 received.\n"
    assert run("sync", "leave").stdout == "This copy belongs to no team any more.\n"
    assert "not kept in step" in run("sync", "leave", code=2).stderr
    run("doctor")

"""The demo in a terminal: nothing is kept, and where something was decided that is asked first."""

from __future__ import annotations

import subprocess
import tomllib
from pathlib import Path

import pytest
from support.news import QUIET
from support.pty import ANNOTATOR, Terminal

from annotator.demo import claims
from annotator.services.project.doctor import check_up
from annotator.storage.store import Store


def test_what_was_decided_in_the_demo_is_kept_on_wish(tmp_path: Path) -> None:
    (tmp_path / "taken.db").write_text("mine")
    with Terminal([*ANNOTATOR, "demo"], cwd=tmp_path, env={**QUIET, "TMPDIR": str(tmp_path)}) as demo:
        demo.wait_for("takes the suggestion")
        demo.press("x", "x", "ctrl+q")
        demo.wait_for("0 spans, 2 decisions in 1 article, 0 finished, 3 keys")
        demo.wait_for("Keep what you did")
        demo.press(*"taken.db", "enter")
        demo.wait_for("is there already")
        demo.press(*"mine.db", "enter")
        demo.wait_for("Open it with")
        assert demo.wait() == 0
    with Store.open(tmp_path / "mine.db") as store:
        assert store.conn.execute("SELECT count(*) FROM decisions").fetchone() == (2,)
    assert (tmp_path / "taken.db").read_text() == "mine"
    assert {path.name for path in tmp_path.iterdir()} == {"mine.db", "taken.db"}


def test_a_demo_that_was_only_looked_at_asks_nothing(tmp_path: Path) -> None:
    with Terminal([*ANNOTATOR, "demo"], cwd=tmp_path, env={**QUIET, "TMPDIR": str(tmp_path)}) as demo:
        demo.wait_for("takes the suggestion")
        demo.press("ctrl+q")
        assert demo.wait() == 0
        assert b"thrown away when you leave it" in demo.raw
        assert b"Keep what" not in demo.raw
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("answer", ["enter", "\x04"])
def test_a_demo_that_nobody_wants_is_thrown_away_and_that_is_said(tmp_path: Path, answer: str) -> None:
    with Terminal([*ANNOTATOR, "demo"], cwd=tmp_path, env={**QUIET, "TMPDIR": str(tmp_path)}) as demo:
        demo.wait_for("takes the suggestion")
        demo.press("x", "ctrl+q")
        demo.wait_for("Keep what you did (1 decision)?")
        demo.press(answer)
        demo.wait_for("It was thrown away.")
        assert demo.wait() == 0
        assert b"is kept" not in demo.raw
    assert list(tmp_path.iterdir()) == []


def test_the_demo_of_claims_has_names_a_scheme_and_a_base(tmp_path: Path) -> None:
    command = [*ANNOTATOR, "demo", "--claims", "--no-open", "--keep"]
    made = subprocess.run([*command, "d.db"], cwd=tmp_path, env=QUIET, capture_output=True, text=True, check=True)
    assert "6 articles" in made.stdout
    assert {path.name for path in tmp_path.iterdir()} == {"d.db", "newsroom.kb"}
    with Store.open(tmp_path / "d.db") as store:
        assert store.scheme().claims.tasks() == ("names", "same", "who", "ties", "facts")
        assert not check_up(store).problems
        quotes = {quote for (quote,) in store.conn.execute("SELECT quote FROM all_spans")}
    named = tomllib.loads((claims() / "names.toml").read_text(encoding="utf-8"))
    names = {name for labels in named.values() for some in labels.values() for name in some}
    assert names - quotes == set(), "every name stands somewhere in its article"
    again = subprocess.run([*command, "e.db"], cwd=tmp_path, env=QUIET, capture_output=True, text=True, check=False)
    assert again.returncode == 1
    assert "newsroom.kb is there already" in again.stderr
    assert not (tmp_path / "e.db").exists()


def test_what_is_kept_of_the_demo_of_claims_takes_the_base_along(tmp_path: Path) -> None:
    arguments = [*ANNOTATOR, "demo", "--claims"]
    with Terminal(arguments, cwd=tmp_path, env={**QUIET, "TMPDIR": str(tmp_path)}) as demo:
        demo.wait_for("goes to the next task")
        demo.press("!", "ctrl+q")
        demo.wait_for("Keep what you did (1")
        demo.press(*"mine.db", "enter")
        demo.wait_for("Open it with")
        assert demo.wait() == 0
    assert {path.name for path in tmp_path.iterdir()} == {"mine.db", "newsroom.kb"}

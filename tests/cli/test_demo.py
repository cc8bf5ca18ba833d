"""The demo in a terminal: nothing is kept, and where something was decided that is asked first."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.news import QUIET
from support.pty import ANNOTATOR, Terminal

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

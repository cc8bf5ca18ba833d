"""How far a verb is, as lines for another program."""

from __future__ import annotations

import pytest

from annotator.cli.common.console import progress, progress_where_long
from annotator.progress import ASKED, progress_in, progress_line


def test_progress_is_told_in_lines_where_that_is_asked_and_seldom(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with progress("Adding") as advance:
        advance(1, 2)
    assert capsys.readouterr().err == ""
    monkeypatch.setenv(ASKED, "lines")
    with progress("Adding") as advance:
        for done in range(1, 10_001):
            advance(done, 10_000)
    told = [progress_in(line) for line in capsys.readouterr().err.splitlines()]
    assert told == [(done, 10_000) for done in range(50, 10_001, 50)]
    assert progress_in(progress_line(1, 0)) == (1, 0)
    assert progress_in("progress, they said: 1/2") is None


def test_short_work_shows_no_progress(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv(ASKED, "lines")
    with progress_where_long("Comparing texts"):
        pass
    assert capsys.readouterr().err == ""
    with progress_where_long("Comparing texts") as advance:
        advance(0, 600)
        advance(600, 600)
    assert [progress_in(line) for line in capsys.readouterr().err.splitlines()] == [(600, 600)]

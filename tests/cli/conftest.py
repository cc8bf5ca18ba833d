"""`annotator` in an empty folder, and a project in which somebody has decided something."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from support.commands import Run
from support.projects import at_work, project

from annotator.cli._main import annotator


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `annotator` with arguments in an empty folder, as `ana`."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ANNOTATOR_NAME", "ana")
    monkeypatch.setenv("ANNOTATOR_CONFIG", str(tmp_path / "none.toml"))
    monkeypatch.delenv("ANNOTATOR_PROJECT", raising=False)
    runner = CliRunner()

    def running(*args: str, code: int = 0, **extra: Any) -> Result:
        result = runner.invoke(annotator, list(args), prog_name="annotator", **extra)
        assert result.exit_code == code, result.output
        assert isinstance(result.exception, SystemExit | None)
        return result

    return running


@pytest.fixture
def decided(run: Run, tmp_path: Path) -> str:
    """The key of an article in `annotator.db` that ana has finished: two spans held, two suggestions rejected."""
    store, key = project(tmp_path / "annotator.db")
    with store:
        ana = at_work(store, key)
        ana.accept()
        ana.reject()
        ana.label("LOC")
        ana.finish("reject")
    return key

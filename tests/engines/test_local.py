"""What is the local engine's own: processes that end over their models."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.mortal import mortal

from annotator.domain.scheme import Label, Scheme
from annotator.engines.base import Done, Job
from annotator.engines.local import FEWER
from annotator.engines.local import open as opened
from annotator.errors import ModelError


def test_with_too_little_memory_for_all_processes_some_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    job = Job((f"{mortal(tmp_path, monkeypatch)}?one",), Scheme((Label("ORG"),)), jobs=3)
    engine = opened(job)
    assert (engine.workers, engine.sources) == (1, ("mortal:1.0",))
    assert engine.problems == [FEWER.format(number=1, wanted=3)]
    events = [event for events in engine.answers(iter([("a", "Acme"), ("b", "Acme")])) for event in events]
    assert [type(event) for event in events] == [Done, Done]
    engine.close()
    with pytest.raises(ModelError, match="process has ended"):
        opened(job)

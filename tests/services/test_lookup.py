"""What a user names is found, or answered with what there is, without more reading than that takes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from support.teams import act, project, put

from annotator import plugins
from annotator.domain.decisions import Added, Flagged, decide
from annotator.domain.span import Span
from annotator.errors import NoSuchPlugin, WrongUsage
from annotator.formats.common.detect import load
from annotator.services.lookup import check_annotator, format_for
from annotator.storage.queries.counts import annotators
from annotator.storage.store import Store

ASKS = """
import sys
from annotator.errors import NoSuchPlugin
from annotator.services.lookup import format_for
try:
    format_for("write", "nix")
except NoSuchPlugin:
    print(*sys.modules)
"""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = project(tmp_path / "p.db")
    key = put(made, "Ada met Bo.")
    act(made, key, "ana", Added(Span(0, 3, "PER")))
    for who, origin in (("rev", None), ("far", "another project")):
        state = made.layer(key, "ana")
        with made.write():
            flagged = decide([Flagged(on=True)], layer="ana", by=who)
            made.append(key, "Ada met Bo.", flagged, state.layer, revision=state.revision, origin=origin)
    return made


def test_who_decided_in_the_layer_of_others_is_an_annotator_too(store: Store) -> None:
    with store:
        assert annotators(store) == ["ana", "rev"]
        for name in ("ana", "rev", "far"):
            check_annotator(store, name)
        with pytest.raises(WrongUsage, match=r"'anna'.* Did you mean ana\? There are: ana, far, rev\."):
            check_annotator(store, "anna")


def test_who_decides_is_found_without_reading_decisions(store: Store) -> None:
    asked: list[str] = []
    with store:
        store.conn.set_trace_callback(asked.append)
        annotators(store)
    assert asked
    assert not any("decisions" in one for one in asked)


@pytest.mark.parametrize("does", ["read", "write"])
def test_a_wrong_format_is_answered_with_those_that_can(does: str) -> None:
    able = [name for name in plugins.names("formats") if hasattr(load(name), does)]
    with pytest.raises(NoSuchPlugin) as raised:
        format_for("read" if does == "read" else "write", "nix")
    assert str(raised.value).endswith(f": {', '.join(able)}.")


def test_a_wrong_format_imports_none() -> None:
    loaded = subprocess.run([sys.executable, "-c", ASKS], capture_output=True, text=True, check=True).stdout
    assert {f"annotator.formats.{name}" for name in plugins.built_in("formats")}.isdisjoint(loaded.split())

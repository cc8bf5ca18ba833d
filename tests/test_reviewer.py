"""A reviewer at the keys: two published annotations of the same articles are settled; the newer is right."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from support.news import QUIET
from support.pty import ANNOTATOR, Terminal
from support.shared import DATA
from support.teams import finish, project, put

from annotator.domain.decisions import GOLD, Approved, Ruled
from annotator.domain.span import Span
from annotator.storage.store import Store

FILE = DATA / "multi" / "gum_news_revisions.jsonl"
OLD, NEW = "gum-V8.0.0", "gum-V11.1.0+"
BEGIN, END = b"\x1b[?2026h", b"\x1b[?2026l"
_VERSION = re.compile(rf"^ +(\d) .*{re.escape(NEW)}", re.MULTILINE)


def make(path: Path) -> dict[str, list[Span]]:
    """A project with both revisions; gives the newer layer by article."""
    documents = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
    labels = sorted({one["label"] for doc in documents for spans in doc["annotations"].values() for one in spans})
    newer: dict[str, list[Span]] = {}
    with project(path, overlap="any", labels=labels) as store:
        for document in documents:
            layers = {
                name: {Span(one["start"], one["end"], one["label"]) for one in document["annotations"][name]}
                for name in (OLD, NEW)
            }
            key = put(store, document["text"])
            finish(store, key, layers)
            newer[key] = sorted(layers[NEW])
    return newer


@pytest.mark.skipif(not FILE.exists(), reason="the revisions are not here")
def test_the_newer_revision_becomes_gold_for_hardly_more_than_a_key_a_conflict(tmp_path: Path) -> None:
    newer = make(tmp_path / "gum.db")
    keys = conflicts = 0
    command = [*ANNOTATOR, "--project", str(tmp_path / "gum.db"), "--as", "rita", "review"]
    with Terminal(command, cols=120, rows=36, cwd=tmp_path, env=QUIET) as terminal:

        def press(key: str, sign: str) -> None:
            nonlocal keys
            terminal.press(key)
            keys += 1
            see(sign)

        def see(sign: str) -> None:
            """Wait until a whole frame shows it."""
            terminal.wait_for(lambda _: sign in terminal.text and terminal.raw.rfind(END) > terminal.raw.rfind(BEGIN))

        see("settled 0")
        while "Nothing else is disputed" not in terminal.text:
            total = int(re.findall(r"≠ (\d+)", terminal.text)[0])
            for number in range(1, total + 1):
                press(_VERSION.findall(terminal.text)[0], f"settled {number} ")
            conflicts += total
            see("conflicts are settled")
            press("s", "Approved.")
        press("y", "enter does it")
        press("enter", "No other article waits")
    assert conflicts > 10
    assert keys <= 1.3 * conflicts, f"{keys} keys for {conflicts} conflicts"
    print(f"{keys} keys for {conflicts} conflicts: {keys / conflicts:.2f} a conflict")
    with Store.open(tmp_path / "gum.db") as store:
        for key, spans in newer.items():
            assert list(store.layer(key, GOLD).layer.spans) == spans
            decisions = store.decisions(key, GOLD)
            ruled = {(one.by, one.event.choice) for one in decisions if isinstance(one.event, Ruled)}
            assert {(by, choice) for by, choice in ruled if choice != "agreed"} <= {("rita", NEW)}
            assert [one.by for one in decisions if isinstance(one.event, Approved)] == ["rita"]

"""A reviewer for whom one annotator is always right: ruling in sessions or at the keys, one key a conflict."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from support.news import QUIET
from support.pty import ANNOTATOR, Terminal

from annotator.domain.decisions import GOLD, Approved, Ruled
from annotator.domain.span import Span
from annotator.services.reviewing.session import ReviewSession
from annotator.storage.queries.review_queue import next_to_review
from annotator.storage.store import Store

REVIEWER = "rita"
_BEGIN, _END = b"\x1b[?2026h", b"\x1b[?2026l"


def in_sessions(store: Store, right: str) -> tuple[int, int]:
    """Rule every article that waits; gives the keys and the conflicts."""
    keys = conflicts = 0
    while key := next_to_review(store):
        session = ReviewSession(store, key, REVIEWER)
        conflicts += len(session.conflicts)
        while session.open:
            (theirs,) = (one.number for one in session.choices() if right in one.annotators)
            session.take(theirs)
            keys += 1
        session.approve()
    return keys, conflicts


def at_the_keys(path: Path, right: str) -> tuple[int, int]:
    """Rule every article in the app, approve what is not disputed at once; gives the keys and the conflicts."""
    version = re.compile(rf"^ +(\d) .*{re.escape(right)}", re.MULTILINE)
    keys = conflicts = 0
    command = [*ANNOTATOR, "--project", str(path), "--as", REVIEWER, "review"]
    with Terminal(command, cols=120, rows=36, cwd=path.parent, env=QUIET) as terminal:

        def press(key: str, sign: str) -> None:
            nonlocal keys
            terminal.press(key)
            keys += 1
            see(sign)

        def see(sign: str) -> None:
            """Wait until a whole frame shows it."""
            terminal.wait_for(lambda _: sign in terminal.text and terminal.raw.rfind(_END) > terminal.raw.rfind(_BEGIN))

        see("settled 0")
        while "Nothing else is disputed" not in terminal.text:
            total = int(re.findall(r"≠ (\d+)", terminal.text)[0])
            for number in range(1, total):
                press(version.findall(terminal.text)[0], f"settled {number} ")
            press(version.findall(terminal.text)[0], "settled: approved.")
            conflicts += total
        press("y", "enter do it")
        press("enter", "No other article waits")
    return keys, conflicts


def assert_gold(store: Store, wanted: Mapping[str, Sequence[Span]], right: str) -> None:
    """Gold is what the right one said, ruled by the reviewer, and each article is approved once."""
    for key, spans in wanted.items():
        assert list(store.layer(key, GOLD).layer.spans) == list(spans)
        decisions = store.decisions(key, GOLD)
        ruled = {(one.by, one.event.choice) for one in decisions if isinstance(one.event, Ruled)}
        assert {(by, choice) for by, choice in ruled if choice != "agreed"} <= {(REVIEWER, right)}
        assert [one.by for one in decisions if isinstance(one.event, Approved)] == [REVIEWER]

"""Keys of a review that arrive all at once rule on the conflicts they were meant for, dialogs included."""

from __future__ import annotations

from pathlib import Path

from support.news import QUIET
from support.pty import ANNOTATOR, KEYS, Terminal
from support.teams import finish, project, put

from annotator.domain.decisions import GOLD
from annotator.domain.span import Span
from annotator.storage.queries.review_queue import statuses
from annotator.storage.store import Store

WORDS = "one two three four five six seven eight nine ten"
EDGES = [(WORDS.index(word), WORDS.index(word) + len(word)) for word in WORDS.split()]
ANA, BEN, OWN = ([Span(*edges, label) for edges in EDGES] for label in ("PER", "ORG", "LOC"))


def typed(tmp_path: Path, *keys: str) -> tuple[Store, str, str]:
    """Type keys in one packet, in a review of two articles, each word a conflict; they end in the second article."""
    store = project(tmp_path / "typed.db")
    first, second = put(store, WORDS), put(store, f"{WORDS} more")
    for key in (first, second):
        finish(store, key, {"ana": ANA, "ben": BEN})
    command = [*ANNOTATOR, "--project", str(tmp_path / "typed.db"), "--as", "rita", "review"]
    with Terminal(command, cols=120, rows=36, cwd=tmp_path, env=QUIET) as terminal:
        terminal.wait_for("settled 0")
        terminal.press("".join(KEYS.get(key, key) for key in keys))
        terminal.wait_for(lambda _: "2/2 " in terminal.text and "settled 2 " in terminal.text)
    return store, first, second


def test_versions_and_labels_are_ruled_in_the_order_they_were_typed(tmp_path: Path) -> None:
    keys = ["1", "2", "L", "x", "tab", "2", "u", "1", "shift+tab", "L", *"1212", "s", "x", "u", "2", "1"]
    store, first, second = typed(tmp_path, *keys)
    with store:
        rest = [ANA[6], BEN[7], ANA[8], BEN[9]]
        assert list(store.layer(first, GOLD).layer.spans) == [ANA[0], BEN[1], OWN[2], OWN[4], ANA[5], *rest]
        assert statuses(store, first)[GOLD] == "approved"
        assert list(store.layer(second, GOLD).layer.spans) == [BEN[0], ANA[1]]


def test_an_answer_goes_to_the_question_and_the_next_key_to_the_conflict(tmp_path: Path) -> None:
    keys = ["c", *"1x", "enter", "2", "enter", *"loc", "enter", "1", "<", "down", "enter", *"why", "enter", "2", "1"]
    store, first, second = typed(tmp_path, *keys)
    with store:
        layer = store.layer(first, GOLD).layer
        assert [(one.text, one.span) for one in layer.comments] == [("1x", ANA[0])]
        assert list(layer.spans) == [BEN[0], OWN[1], ANA[2]]
        assert store.layer(first, "ben").layer.returned == "why"
        assert list(store.layer(second, GOLD).layer.spans) == [BEN[0], ANA[1]]

"""Comments can be read again where they were written, changed and taken back; another's word is answered."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from support.desks import SUGGESTED, make
from textual.pilot import Pilot
from textual.widgets import Static

from annotator.domain.decisions import Commented, decide
from annotator.domain.layer import step_all
from annotator.storage.store import Store
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.annotate.screen import AnnotateScreen
from annotator.tui.screens.common.text_prompt import TextPrompt
from annotator.tui.screens.review.screen import ReviewScreen

Walk = tuple[Pilot[None], AnnotateScreen]


@pytest.fixture
async def walk(tmp_path: Path) -> AsyncIterator[Walk]:
    store, _ = make(tmp_path / "p.db")
    async with AnnotatorApp(store, "ana", start="annotate", suggest=False).run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert isinstance(pilot.app.screen, AnnotateScreen)
        yield pilot, pilot.app.screen
    store.close()


def comments(screen: AnnotateScreen | ReviewScreen, layer: str = "ana") -> list[str]:
    return [one.text for one in screen.store.layer(screen.session.key, layer).layer.comments]


def shown(screen: AnnotateScreen, name: str) -> str:
    return str(screen.query_one(f"#{name}").render())


async def test_ones_own_comment_is_opened_changed_taken_back_and_brought_back(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.press("c", *"odd", "enter")
    assert "“odd” ana" in shown(screen, "facts") or screen.message[0] == "Comment kept."
    await pilot.press("c", *"!", "enter")
    assert comments(screen) == ["odd!"]
    await pilot.press("c", "enter")
    assert comments(screen) == ["odd!"]
    await pilot.press("c", *["backspace"] * 4, "enter")
    assert comments(screen) == []
    assert screen.message[0] == "Comment taken back."
    await pilot.press("u")
    assert comments(screen) == ["odd!"]
    assert screen.message[0] == "Taken back: the change of the comment."


async def test_a_comment_stays_with_the_words_when_they_get_another_label(walk: Walk) -> None:
    pilot, screen = walk
    await pilot.press("c", *"odd", "enter", "P", "k")
    assert screen.session.focus == SUGGESTED[0][0].labelled("PERSON")
    assert "“odd” ana" in shown(screen, "facts")
    await pilot.press("t")
    assert any(mark.note for mark in screen.spans.listed)


async def test_a_comment_on_the_article_is_counted_in_the_head(walk: Walk) -> None:
    pilot, screen = walk
    screen.session.move(screen.session.text.index("talks"))
    await pilot.press("c", *"dull", "enter")
    assert "✎1" in shown(screen, "counts")


async def test_what_another_said_last_is_answered_and_not_changed(walk: Walk) -> None:
    pilot, screen = walk
    store: Store = screen.store
    await pilot.press("c", *"odd", "enter")
    state = store.layer(screen.session.key, "ana")
    answer = decide([Commented("why?", screen.session.focus)], layer="ana", by="rita")
    step_all(state.layer, answer)
    with store.write():
        store.append(screen.session.key, screen.session.text, answer, state.layer, revision=state.revision)
    screen.open_article(screen.session.key)
    await pilot.press("c")
    prompt = screen.app.screen
    assert isinstance(prompt, TextPrompt)
    assert str(prompt.query_one("#said", Static).content) == "ana: odd\nrita: why?"
    await pilot.press(*"so", "enter")
    assert comments(screen) == ["odd", "why?", "so"]


async def test_a_reviewer_changes_the_reason(walk: Walk) -> None:
    pilot, screen = walk
    key = screen.session.key
    await pilot.press("space", "s", "x")
    screen.app.review(key)
    await pilot.pause()
    review = screen.app.screen
    assert isinstance(review, ReviewScreen)
    await pilot.press("c", *"good", "enter", "c", *"!", "enter")
    assert comments(review, "gold") == ["good!"]

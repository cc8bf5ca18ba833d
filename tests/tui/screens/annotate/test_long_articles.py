"""A long article: the adviser looks at it in pieces, while it is labelled already."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench.big import text_of
from support.blank import blank

from annotator.domain.article import Article
from annotator.domain.span import Span
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.annotate import learning
from annotator.tui.screens.annotate.screen import AnnotateScreen


async def test_what_is_decided_before_the_adviser_has_seen_all_is_learned_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_on, gate = learning.LiveLearning._look_on, [False]
    monkeypatch.setattr(
        learning.LiveLearning, "_look_on", lambda live: look_on(live) if gate[0] else live._looker.ask()
    )
    text = "Zento grew.\n\n" + text_of(5_000) + "Zento fell.\n"
    article = Article.of(text)
    again = Span(text.rindex("Zento"), text.rindex("Zento") + 5, "ORG")
    assert len(text) > learning.AT_ONCE
    with blank(tmp_path / "p.db") as store:
        with store.write():
            store.add_article(article, "2026-01-01T00:00:00.000Z")
            store.add_suggestions(article.key, "spacy:test-1", [(0, 5, "ORG", 0.9), (13, 20, "ORG", 0.4)])
        app = AnnotatorApp(store, "ana", start="annotate", suggest=False)
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.pause()
            screen = app.screen
            assert isinstance(screen, AnnotateScreen)
            while screen.learning.learner is None:
                await pilot.pause(0.01)
            assert not screen.learning.follows
            await pilot.press("space")
            assert screen.session.layer.held.keys() == {Span(0, 5, "ORG")}
            gate[0] = True
            for _ in range(500):
                if again in screen.session.layer.held:
                    break
                await pilot.pause(0.02)
            assert screen.learning.follows
            assert screen.session.layer.held[again].auto
            assert screen.session.focus == Span(13, 20, "ORG")

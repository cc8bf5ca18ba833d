"""What is folded away because its like was refused is told, with the way to see it."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.blank import blank

from annotator.domain.article import Article
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.annotate.screen import AnnotateScreen

TEXT = "The first came. The first left, the first stayed; Bo was first."


@pytest.mark.parametrize(("many", "said"), [(4, "3 more folded: e shows them"), (2, "1 more folded: e shows it")])
async def test_what_is_like_the_refused_one_is_counted_and_shown_by_a_key(tmp_path: Path, many: int, said: str) -> None:
    store, article = blank(tmp_path / "p.db"), Article.of(TEXT)
    starts = [at for at in range(len(TEXT)) if TEXT.startswith("first", at)][:many]
    with store.write():
        store.add_article(article, "2026-01-01T00:00:00.000Z")
        store.add_suggestions(article.key, "spacy:m-1", [(at, at + 5, "ORDINAL", 0.5) for at in starts])
        store.add_suggestions(article.key, "spacy:m-2", [(50, 52, "PERSON", 0.9)])
    app = AnnotatorApp(store, "ana", start="annotate", suggest=False)
    async with app.run_test(size=(120, 30)) as pilot:
        screen = app.screen
        assert isinstance(screen, AnnotateScreen)
        while screen.learning.learner is None or not screen.learning.follows:
            await pilot.pause(0.02)
        await pilot.press("x")
        await pilot.pause(0.1)
        assert screen.message[0].endswith(said)
        assert len(screen.session.proposals.hidden) == many - 1
        await pilot.press("space")
        assert "more folded" not in screen.message[0]
        await pilot.press("e")
        assert screen.session.undecided == many - 1
    store.close()

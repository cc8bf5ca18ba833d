"""Letters over the text: one that fits nothing is no key."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.blank import blank

from annotator.config import Settings
from annotator.domain.article import Article
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.annotate.missed.hints import Hints
from annotator.tui.screens.annotate.screen import AnnotateScreen


@pytest.mark.parametrize("begin", [("f",), ("f", "f"), ("f", "f", "a"), ("P", "quotation_mark")])
async def test_a_letter_that_fits_nothing_is_told_and_is_no_key(tmp_path: Path, begin: tuple[str, ...]) -> None:
    store, article = blank(tmp_path / "p.db"), Article.of("seen by Ada Berg, mostly")
    with store.write():
        store.add_article(article, "2026-01-01T00:00:00.000000Z")
    app = AnnotatorApp(store, "ana", start="annotate", suggest=False, settings=Settings(memory=False))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, AnnotateScreen)
        await pilot.press(*begin)
        assert isinstance(app.screen, Hints)
        await pilot.press("x", "i", "n")
        assert screen.message[0] == "There are no letters n."
        assert isinstance(app.screen, Hints)
        await pilot.press("escape")
        assert screen.session.key == article.key
        assert len(screen.session.layer.held) == begin.count("P")
    store.close()

"""The language of the article on the screen, said from the palette."""

from pathlib import Path

import pytest
from support.blank import blank

from annotator.domain.article import Article
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.annotate.language_prompt import LanguagePrompt
from annotator.tui.screens.annotate.screen import AnnotateScreen
from annotator.tui.widgets.line import Line

TEXT = "Åsa bor i Malmö."


@pytest.mark.parametrize(
    ("typed", "said", "language"),
    [
        ("swedish", "1 article is in Swedish now; 1 suggestion for another language went.", "sv"),
        ("nonsense", "'nonsense' is no language.", "en"),
        ("", "", "en"),
    ],
)
async def test_it_is_typed_as_a_code_or_a_name(tmp_path: Path, typed: str, said: str, language: str) -> None:
    key = Article.of(TEXT).key
    with blank(tmp_path / "p.db") as store:
        with store.write():
            store.add_article(Article.of(TEXT, language="en"), "2026-01-01T00:00:00.000Z")
            store.add_suggestions(key, "spacy:en-1", [(0, 3, "ORG", 0.5)])
        async with AnnotatorApp(store, "ana", start="annotate", suggest=False).run_test(size=(100, 30)) as pilot:
            screen = pilot.app.screen
            assert isinstance(screen, AnnotateScreen)
            screen.perform("language")
            await pilot.pause()
            assert isinstance(pilot.app.screen, LanguagePrompt)
            assert pilot.app.screen._title == "The article is in English"
            await pilot.press(*typed, "enter")
            await pilot.pause()
            assert said in str(screen.query_one("#facts", Line).render())
            screen.suggestions_failed("Nothing suggests.")
            assert said in str(screen.query_one("#facts", Line).render())
            assert "Nothing suggests." in str(screen.query_one("#facts", Line).render())
            assert screen.session.undecided == (0 if language == "sv" else 1)
        assert store.article(key).language == language

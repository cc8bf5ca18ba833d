"""The setting `memory`: without it nothing is learned, and nothing accepts itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.blank import blank
from support.desks import OTHER, make

from annotator.config import Settings, load
from annotator.domain.article import Article
from annotator.errors import ConfigError
from annotator.storage.store import Store
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.annotate.screen import AnnotateScreen


async def held_after_one_key(store: Store, article: str, settings: Settings) -> int:
    app = AnnotatorApp(store, "ana", settings=settings, article=article, start="annotate", suggest=False)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pilot.press("space")
        await pilot.pause(0.3)
    return len(store.layer(article, "ana").layer.held)


@pytest.mark.parametrize(("memory", "held"), [(False, 1), (True, 2)])
async def test_a_confirmed_string_accepts_itself_only_by_memory(tmp_path: Path, memory: bool, held: int) -> None:
    store, _ = make(tmp_path / "p.db")
    other = Article.of(OTHER).key
    assert await held_after_one_key(store, other, Settings(memory=memory)) == held
    store.close()


def test_it_is_yes_or_no(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("memory = false\n")
    assert load(path).memory is False
    path.write_text('memory = "off"\n')
    with pytest.raises(ConfigError, match="memory makes no sense"):
        load(path)


async def test_tab_goes_to_what_was_cut_off(tmp_path: Path) -> None:
    text = "Talks go on\n\nThey met on Friday, July 21, 2017, in Valdora, and meet again on Tuesday.\n"
    article = Article.of(text)
    with blank(tmp_path / "p.db") as store:
        with store.write():
            store.add_article(article, "2026-01-01T00:00:00.000Z")
            found = [
                (text.index(quote), text.index(quote) + len(quote)) for quote in ("Friday, July 21, 2017", "Tuesday")
            ]
            store.add_suggestions(article.key, "spacy:test-1", [(start, end, "DATE", 0.9) for start, end in found])
        app = AnnotatorApp(store, "ana", start="annotate", suggest=False)
        async with app.run_test(size=(100, 30)) as pilot:
            screen = app.screen
            assert isinstance(screen, AnnotateScreen)
            while screen.learning.learner is None:
                await pilot.pause(0.02)
            await pilot.press(*["right_curly_bracket"] * 5, "tab")
            assert [held.quote(text) for held in screen.session.layer.spans] == ["Friday"]
            assert screen.session.focus
            assert screen.session.focus.quote(text) == "July 21, 2017"

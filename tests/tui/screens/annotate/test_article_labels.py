"""Labels of the article: they are switched by their key, by a number, by `space` and by `enter`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from support.blank import blank
from textual.widgets import OptionList

from annotator.domain.article import Article
from annotator.domain.scheme import Group
from annotator.storage.maintenance.scheme import save_scheme
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.annotate.article_labels import ArticleLabels


async def test_a_label_without_a_key_has_a_number_and_space_switches_as_enter_does(tmp_path: Path) -> None:
    store, article = blank(tmp_path / "p.db"), Article.of("On the quay.")
    scheme = store.scheme().with_label("SPORT", kind="article").with_label("LOCAL", kind="article")
    save_scheme(store, scheme)
    with store.write():
        store.add_article(article, "2026-01-01T00:00:00.000000Z")
    app = AnnotatorApp(store, "ana", start="annotate", suggest=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()

        def cats() -> dict[str, bool]:
            return dict(store.layer(article.key, "ana").layer.cats)

        await pilot.press("g", "space")
        assert cats() == {"SPORT": True}
        await pilot.press("space", "down", "space")
        assert cats() == {"SPORT": False, "LOCAL": True}
        dialog = app.screen
        assert isinstance(dialog, ArticleLabels)
        await pilot.press(dialog._keys["SPORT"], "escape")
        assert cats() == {"SPORT": True, "LOCAL": True}
    store.close()


async def test_enter_gives_the_one_under_the_cursor_or_is_done_with_what_was_given(tmp_path: Path) -> None:
    store, article = blank(tmp_path / "p.db"), Article.of("On the quay.")
    save_scheme(store, store.scheme().with_label("SPORT", kind="article").with_label("LOCAL", kind="article"))
    with store.write():
        store.add_article(article, "2026-01-01T00:00:00.000000Z")
    async with AnnotatorApp(store, "ana", start="annotate", suggest=False).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("g", "down", "enter")
        assert not isinstance(pilot.app.screen, ArticleLabels)
        assert store.layer(article.key, "ana").layer.cats == {"LOCAL": True}
        await pilot.press("g")
        dialog = pilot.app.screen
        assert isinstance(dialog, ArticleLabels)
        await pilot.press(dialog._keys["LOCAL"])
        assert dialog.query_one(OptionList).highlighted == 1
        await pilot.press("enter")
        assert not isinstance(pilot.app.screen, ArticleLabels)
        assert store.layer(article.key, "ana").layer.cats == {"LOCAL": False}
    store.close()


async def test_labels_of_which_one_alone_may_hold_say_so(tmp_path: Path) -> None:
    store = blank(tmp_path / "p.db")
    scheme = store.scheme()
    for name in ("SPORT", "POLITICS", "LOCAL"):
        scheme = scheme.with_label(name, kind="article")
    save_scheme(store, replace(scheme, groups=(Group("topic", "one", ("SPORT", "POLITICS")),)))
    with store.write():
        store.add_article(Article.of("On the quay."), "2026-01-01T00:00:00.000000Z")
    async with AnnotatorApp(store, "ana", start="annotate", suggest=False).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("g")
        options = pilot.app.screen.query_one(OptionList)
        told = [" ".join(str(options.get_option_at_index(row).prompt).split()[2:]) for row in range(3)]
        assert told == ["SPORT one of topic", "POLITICS one of topic", "LOCAL"]
    store.close()

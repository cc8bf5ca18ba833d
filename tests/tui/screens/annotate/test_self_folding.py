"""A label that folds itself, by keys: it is said, `e` shows it, `m` keeps it shown."""

from __future__ import annotations

from pathlib import Path

from support.blank import blank
from textual.widgets import OptionList

from annotator.domain.article import Article
from annotator.storage.source_settings import source_settings
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.annotate.screen import AnnotateScreen
from annotator.tui.screens.annotate.sources import Sources

MODEL = "spacy:poor-1.0"
TEXT = " ".join(f"Word{chr(97 + number)}x" for number in range(24))


async def test_a_label_folds_itself_at_its_ninth_rejection_and_m_keeps_it_shown(tmp_path: Path) -> None:
    article = Article.of(TEXT)
    with blank(tmp_path / "p.db") as store:
        with store.write():
            store.add_article(article, "2026-01-01T00:00:00.000Z")
            found = [(at * 7, at * 7 + 6, "PERSON" if at == 20 else "ORG", 0.5) for at in range(24)]
            store.add_suggestions(article.key, MODEL, found)
        app = AnnotatorApp(store, "ana", start="annotate", suggest=False)
        async with app.run_test(size=(120, 30)) as pilot:
            screen = app.screen
            assert isinstance(screen, AnnotateScreen)
            while screen.learning.learner is None:
                await pilot.pause(0.02)
            for _ in range(9):
                await pilot.press("x")
                await pilot.pause(0.05)
            assert screen.message[0] == "ORG of poor-1.0 cost 9 keys more than by hand: folded away (m switches it)."
            proposals = screen.session.proposals
            assert (len(proposals.open), len(proposals.hidden)) == (1, 14)
            assert screen.session.focus == next(iter(proposals.open))
            await pilot.press("e")
            assert screen.message[0].startswith("14 folded suggestions shown, 14 of labels that folded themselves")
            await pilot.press("e", "m")
            await pilot.pause()
            panel = app.screen
            assert isinstance(panel, Sources)
            options = panel.query_one(OptionList)
            lines = [str(options.get_option_at_index(index).prompt) for index in range(options.option_count)]
            at = next(index for index, line in enumerate(lines) if line.endswith("folded: -9"))
            await pilot.press(*["down"] * (at - (options.highlighted or 0)), "space")
            await pilot.pause()
            assert "kept shown" in str(options.get_option_at_index(at).prompt)
            await pilot.press("escape")
            await pilot.pause()
            assert (len(proposals.open), len(proposals.hidden)) == (15, 0)
            assert [one.kept for one in source_settings(store)] == [{"ORG"}]

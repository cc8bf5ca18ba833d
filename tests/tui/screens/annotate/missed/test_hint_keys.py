"""Letters over the text: one that fits nothing is no key, and one that was read stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.blank import blank

from annotator.config import Settings
from annotator.domain.article import Article
from annotator.domain.span import Span
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.annotate.missed.hint_keys import lettered
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


async def test_in_a_script_without_spaces_letters_stand_on_words_and_likely_spans_at_once(tmp_path: Path) -> None:
    store, article = blank(tmp_path / "p.db"), Article.of("他昨天在北京說埃里克·索爾海姆2015年很忙。")
    with store.write():
        store.add_article(article, "2026-01-01T00:00:00.000000Z")
    app = AnnotatorApp(store, "ana", start="annotate", suggest=False, settings=Settings(memory=False))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, AnnotateScreen)
        for words, first, more, label in (("埃里克·索爾海姆", "埃", (), "P"), ("北京", "北", ("a",), "G")):
            await pilot.press("f")
            hints = app.screen
            assert isinstance(hints, Hints)
            letters = next(one for one, span in hints.spans.items() if article.text[span.start] == first)
            await pilot.press(*letters, *more, label)
            assert words in {span.quote(article.text) for span in screen.session.layer.held}
        await pilot.press("f", "f")
        assert isinstance(app.screen, Hints)
        between = {span.quote(article.text) for span in app.screen.spans.values()}
        assert "天" in between
        assert not between & {"昨", "2015年"}
        await pilot.press("f")
        assert isinstance(app.screen, Hints)
        assert "昨" in {span.quote(article.text) for span in app.screen.spans.values()}
        await pilot.press("slash", *"很忙", "enter")
        assert not isinstance(app.screen, Hints)
        assert screen.session.selection == (20, 22)
    store.close()


async def test_words_with_hyphens_have_letters_whole_first_and_then_their_parts(tmp_path: Path) -> None:
    store, article = blank(tmp_path / "p.db"), Article.of("an anti-war poster was shown")
    with store.write():
        store.add_article(article, "2026-01-01T00:00:00.000000Z")
    app = AnnotatorApp(store, "ana", start="annotate", suggest=False, settings=Settings(memory=False))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, AnnotateScreen)
        for presses, offered, other in (
            (("f",), "anti-war", "parts of words with hyphens"),
            (("f", "f"), "war", "whole words"),
            (("f", "f", "f"), "anti-war", "parts of words with hyphens"),
        ):
            await pilot.press(*presses)
            hints = app.screen
            assert isinstance(hints, Hints)
            assert screen.message[0] == f"Type the letters of a word to select it; f: {other}."
            letters = next(one for one, span in hints.spans.items() if span.quote(article.text) == offered)
            await pilot.press(*letters)
            begin = article.text.index(offered)
            assert screen.session.selection == (begin, begin + len(offered))
            await pilot.press("escape")
    store.close()


async def test_letters_that_one_has_read_select_a_stretch_of_words(tmp_path: Path) -> None:
    store, article = blank(tmp_path / "p.db"), Article.of(f"{'all that was ' * 20}won was a silver medal of some kind.")
    with store.write():
        store.add_article(article, "2026-01-01T00:00:00.000000Z")
    app = AnnotatorApp(store, "ana", start="annotate", suggest=False, settings=Settings(memory=False))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("f", "f")
        assert isinstance(app.screen, Hints)
        read = {span.quote(article.text): letters for letters, span in app.screen.spans.items()}
        await pilot.press(*read["silver"], *read["medal"], "Q")
        assert isinstance(app.screen, AnnotateScreen)
        assert {span.quote(article.text) for span in app.screen.session.layer.held} == {"silver medal"}
    store.close()


async def test_letters_of_spans_that_one_has_read_stay_wherever_one_goes(tmp_path: Path) -> None:
    text = "today Sweden, Panama, Tunisia and Belgium met England"
    store, article = blank(tmp_path / "p.db"), Article.of(text)
    names = [(text.index(name), text.index(name) + len(name), "GPE", 0.9) for name in ("Sweden", "Panama", "Belgium")]
    with store.write():
        store.add_article(article, "2026-01-01T00:00:00.000000Z")
        store.add_suggestions(article.key, "m", names)
    app = AnnotatorApp(store, "ana", start="annotate", suggest=False, settings=Settings(memory=False))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("quotation_mark")
        assert isinstance(app.screen, Hints)
        read = {span.quote(text): letters for letters, span in app.screen.spans.items()}
        await pilot.press("escape")
        for name in ("Belgium", "Panama", "Sweden"):
            await pilot.press("quotation_mark", *read[name], "O")
        assert isinstance(app.screen, AnnotateScreen)
        assert {span.label for span in app.screen.session.layer.held} == {"ORG"}
        assert len(app.screen.session.layer.held) == 3
    store.close()


async def test_letters_that_one_has_read_stay_where_another_name_is_labelled(tmp_path: Path) -> None:
    store, article = blank(tmp_path / "p.db"), Article.of("today Sweden, Panama, Tunisia and Belgium met England")
    with store.write():
        store.add_article(article, "2026-01-01T00:00:00.000000Z")
    app = AnnotatorApp(store, "ana", start="annotate", suggest=False, settings=Settings(memory=False))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("f")
        assert isinstance(app.screen, Hints)
        read = {span.quote(article.text): letters for letters, span in app.screen.spans.items()}
        await pilot.press("escape")
        for name in ("Panama", "England", "Sweden"):
            await pilot.press("f", *read[name], "G")
        assert isinstance(app.screen, AnnotateScreen)
        held = {span.quote(article.text) for span in app.screen.session.layer.held}
        assert held == {"Panama", "England", "Sweden"}
    store.close()


@given(st.sets(st.integers(0, 60)), st.sets(st.integers(0, 60)), st.integers(0, 60))
def test_each_place_has_letters_of_its_own_and_none_begins_others(was: set[int], now: set[int], cursor: int) -> None:
    before = lettered({Span(at, at + 1, ""): at for at in was}, cursor)
    hints = lettered({Span(at, at + 1, ""): at for at in now}, cursor, before=before)
    assert sorted(span.start for span in hints.values()) == sorted(now)
    assert not any(one != other and other.startswith(one) for one in hints for other in hints)


async def test_bare_numbers_have_the_long_letters(tmp_path: Path) -> None:
    names = " ".join(f"{first}{second}" for first in "ABCDEF" for second in "aeiou")
    store, article = blank(tmp_path / "p.db"), Article.of(f"1 and 2 and {', '.join(names.split())} met")
    with store.write():
        store.add_article(article, "2026-01-01T00:00:00.000000Z")
    app = AnnotatorApp(store, "ana", start="annotate", suggest=False, settings=Settings(memory=False))

    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.pause()

        async def letters(name: str) -> str:
            await pilot.press("f")
            assert isinstance(app.screen, Hints)
            found = {span.quote(article.text): letters for letters, span in app.screen.spans.items()}[name]
            await pilot.press("escape")
            return found

        assert len(await letters("Aa")) == 1
        assert len(await letters("2")) == 2
    store.close()

from collections.abc import Sequence
from pathlib import Path

import pytest
from support.blank import blank

from annotator.domain.article import Article
from annotator.domain.scheme import Label, Scheme
from annotator.domain.span import Span
from annotator.services.annotating.learning import Learner
from annotator.services.annotating.session import AnnotationSession
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.source_settings import SourceSetting, save_source_setting
from annotator.storage.store import NEAR, Store

WHEN = "2026-01-01T00:00:00.000Z"
SOURCE = "phrases:test-1"
NOUNS = ("man", "dog", "cow", "cat", "hen", "pig", "owl", "fox")
TEXT = " ".join(f"Saw the {noun}." for noun in NOUNS)
OTHER = " ".join(f"Met the {noun}." for noun in reversed(NOUNS))


def place(text: str, noun: str, label: str = "animal") -> Span:
    start = text.index(f"the {noun}")
    return Span(start, start + 4 + len(noun), label)


def desk(path: Path, texts: Sequence[str] = (TEXT, OTHER)) -> Store:
    store = blank(path / "p.db")
    with store.write():
        save_scheme(store, Scheme((Label("animal", "A"), Label("person", "P")), overlap="nested"))
        for text in texts:
            article = Article.of(text)
            store.add_article(article, WHEN)
            phrases = [(*place(text, noun)[:2], f"dobj - NOUN - the {noun}", None) for noun in NOUNS]
            store.add_suggestions(article.key, SOURCE, [])
            store.add_suggestions(article.key, NEAR + SOURCE, phrases)
    return store


def sit_down(store: Store, text: str, learner: Learner) -> AnnotationSession:
    session = AnnotationSession(store, Article.of(text).key, "ana")
    session.load()
    session.resume()
    learner.attend(session)
    return session


def add(session: AnnotationSession, learner: Learner, span: Span) -> None:
    session.selection, session.focus = (span.start, span.end), None
    session.label(span.label)
    session.move(span.end)
    learner.refresh()


def proposed(session: AnnotationSession) -> list[Span]:
    return list(session.proposals.leaders())


def test_phrases_are_proposed_once_decisions_tell_which_and_undo_takes_them_back(tmp_path: Path) -> None:
    store = desk(tmp_path)
    learner = Learner(store, "ana")
    session = sit_down(store, TEXT, learner)
    assert proposed(session) == []
    for noun in NOUNS[:3]:
        add(session, learner, place(TEXT, noun))
    assert proposed(session) == [place(TEXT, noun) for noun in NOUNS[3:]]
    suggestion = session.proposals.get(place(TEXT, "pig"))
    assert suggestion
    assert suggestion.source == SOURCE
    assert 0.5 < (suggestion.score or 0) < 1
    for _ in range(3):
        session.undo()
        learner.refresh()
    assert proposed(session) == []


def test_what_one_article_taught_is_known_in_the_next_and_after_the_program_was_closed(tmp_path: Path) -> None:
    store = desk(tmp_path)
    learner = Learner(store, "ana")
    session = sit_down(store, TEXT, learner)
    for noun in NOUNS[:4]:
        add(session, learner, place(TEXT, noun))
    there = proposed(sit_down(store, OTHER, learner))
    assert there
    assert {place(OTHER, noun) for noun in NOUNS[4:]} <= set(there)
    assert proposed(sit_down(store, OTHER, Learner(store, "ana"))) == there
    assert proposed(sit_down(store, OTHER, Learner(store, "bo"))) == []


def test_coming_back_counts_nothing_twice(tmp_path: Path) -> None:
    store = desk(tmp_path)
    learner = Learner(store, "ana")
    session = sit_down(store, TEXT, learner)
    for noun in NOUNS[:3]:
        add(session, learner, place(TEXT, noun))
    before = [session.proposals.get(span) for span in proposed(session)]
    for _ in range(3):
        sit_down(store, OTHER, learner)
        session = sit_down(store, TEXT, learner)
    assert [session.proposals.get(span) for span in proposed(session)] == before


def test_a_source_of_phrases_that_is_off_is_hidden(tmp_path: Path) -> None:
    store = desk(tmp_path)
    with store.write():
        save_source_setting(store, SourceSetting(SOURCE, off=True, thresholds={}))
    learner = Learner(store, "ana")
    session = sit_down(store, TEXT, learner)
    for noun in NOUNS[:3]:
        add(session, learner, place(TEXT, noun))
    assert proposed(session) == []
    assert len(session.proposals.hidden) == 5


@pytest.mark.parametrize("form", ["", "PERSON", "a b c"])
def test_a_form_that_makes_no_sense_is_no_phrase(tmp_path: Path, form: str) -> None:
    store = desk(tmp_path)
    with store.write():
        store.add_suggestions(Article.of(TEXT).key, NEAR + SOURCE, [(0, 3, form, None)])
    learner = Learner(store, "ana")
    session = sit_down(store, TEXT, learner)
    add(session, learner, place(TEXT, "man"))
    assert proposed(session) == []

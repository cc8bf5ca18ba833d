"""What was accepted unread follows the correction of one of its like, in one step, and only where none was read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.blank import blank
from support.projects import at_work

from annotator.domain.article import Article
from annotator.domain.span import Span
from annotator.services.annotating.learning import Learner
from annotator.services.annotating.session import AnnotationSession

TEXT = "Ghent beat Lund. Ghent led early, Lund came back, and Ghent won. Ada saw it."


def spans(words: str, label: str = "GPE") -> list[Span]:
    places = [at for at in range(len(TEXT)) if TEXT.startswith(words, at)]
    return [Span(at, at + len(words), label) for at in places]


@pytest.fixture
def ana(tmp_path: Path) -> Iterator[AnnotationSession]:
    article = Article.of(TEXT)
    suggested = [
        (one.start, one.end, one.label, 0.9) for one in (*spans("Ghent"), *spans("Lund"), *spans("Ada", "PERSON"))
    ]
    with blank(tmp_path / "p.db") as store:
        with store.write():
            store.add_article(article, "2026-01-01T00:00:00.000000Z")
            store.add_suggestions(article.key, "m", suggested)
        yield at_work(store, article.key)


def labels(session: AnnotationSession, words: str) -> Counter[str]:
    return Counter(span.label for span in session.layer.held if span.quote(TEXT) == words)


def test_the_label_of_one_is_that_of_all_that_one_key_took(ana: AnnotationSession) -> None:
    ana.accept_sure()
    ana.go_to(spans("Ghent")[1])
    change = ana.label("ORG")
    assert change.message == "2 more of the same, accepted unread, follow."
    assert change.touched == (0, TEXT.rindex("Ghent") + 5)
    assert (labels(ana, "Ghent"), labels(ana, "Lund")) == (Counter(ORG=3), Counter(GPE=2))
    assert ana.focus == spans("Ghent", "ORG")[1]
    ana.undo()
    assert labels(ana, "Ghent") == Counter(GPE=3)


def test_it_is_so_the_next_day(ana: AnnotationSession) -> None:
    ana.accept_sure()
    later = at_work(ana.store, ana.key)
    later.go_to(spans("Lund")[0])
    assert later.label("ORG").message == "1 more of the same, accepted unread, follows."
    assert labels(later, "Lund") == Counter(ORG=2)


def test_where_one_of_them_was_read_each_stands_for_itself(ana: AnnotationSession) -> None:
    ana.go_to(spans("Ghent")[0])
    ana.accept()
    ana.accept_sure()
    ana.go_to(spans("Ghent")[1])
    assert ana.label("ORG").message == ""
    assert labels(ana, "Ghent") == Counter(GPE=2, ORG=1)


def test_what_was_corrected_once_is_read(ana: AnnotationSession) -> None:
    ana.accept_sure()
    ana.go_to(spans("Lund")[0])
    ana.label("ORG")
    ana.label("GPE")
    assert labels(ana, "Lund") == Counter(GPE=1, ORG=1)
    ana.go_to(spans("Lund", "ORG")[1])
    ana.label("GPE")
    ana.label("PERSON")
    assert labels(ana, "Lund") == Counter(GPE=1, PERSON=1)


def test_identical_strings_that_were_decided_alike_were_meant(ana: AnnotationSession) -> None:
    ana.go_to(spans("Ghent")[0])
    ana.all_same()
    ana.label("ORG")
    assert labels(ana, "Ghent") == Counter(GPE=2, ORG=1)


def test_what_accepted_itself_after_one_that_was_read_stays(ana: AnnotationSession) -> None:
    learner = Learner(ana.store, "ana")
    learner.attend(ana)
    ana.go_to(spans("Ghent")[0])
    ana.accept()
    learner.refresh()
    assert ana.layer.held[spans("Ghent")[2]].auto
    ana.go_to(spans("Ghent")[2])
    ana.label("ORG")
    assert labels(ana, "Ghent") == Counter(GPE=2, ORG=1)


def test_a_suggestion_that_is_refused_leaves_its_like(ana: AnnotationSession) -> None:
    ana.accept_sure()
    ana.go_to(spans("Ghent")[0])
    ana.reject()
    assert labels(ana, "Ghent") == Counter(GPE=2)


def by_itself(session: AnnotationSession, *taken: Span) -> None:
    session.accept_itself(session.suggestion(span) for span in taken)


def test_what_accepted_itself_follows_the_one_that_was_read(ana: AnnotationSession) -> None:
    first, *others = spans("Ghent")
    ana.go_to(first)
    ana.accept()
    by_itself(ana, *others)
    ana.go_to(first)
    assert ana.label("ORG").message == "2 more of the same, accepted unread, follow."
    assert labels(ana, "Ghent") == Counter(ORG=3)
    ana.undo()
    assert labels(ana, "Ghent") == Counter(GPE=3)


def test_who_takes_away_what_they_had_read_takes_the_others_away(ana: AnnotationSession) -> None:
    first, *others = spans("Ghent")
    ana.go_to(first)
    ana.accept()
    by_itself(ana, *others)
    ana.go_to(first)
    assert ana.reject().message == "2 more of the same, accepted unread, follow."
    assert labels(ana, "Ghent") == Counter()
    ana.undo()
    assert labels(ana, "Ghent") == Counter(GPE=3)


def test_what_accepted_itself_may_be_taken_away_as_an_exception(ana: AnnotationSession) -> None:
    by_itself(ana, *spans("Ghent"))
    ana.go_to(spans("Ghent")[1])
    assert ana.reject().message == ""
    assert labels(ana, "Ghent") == Counter(GPE=2)


def test_all_alike_goes_over_what_accepted_itself(ana: AnnotationSession) -> None:
    first, *others = spans("Ghent")
    ana.go_to(first)
    ana.label("ORG")
    by_itself(ana, *others)
    ana.go_to(first.labelled("ORG"))
    assert ana.all_same().message == "2 decided alike."
    assert labels(ana, "Ghent") == Counter(ORG=3)
    ana.undo()
    assert labels(ana, "Ghent") == Counter(ORG=1, GPE=2)


def test_all_alike_takes_in_shorter_spans_that_accepted_themselves(tmp_path: Path) -> None:
    article = Article.of("Ghent City won, and Ghent City lost.")
    with blank(tmp_path / "p.db") as store:
        with store.write():
            store.add_article(article, "2026-01-01T00:00:00.000000Z")
            store.add_suggestions(article.key, "m", [(at, at + 5, "GPE", 0.9) for at in (0, 20)])
        session = at_work(store, article.key)
        by_itself(session, Span(0, 5, "GPE"), Span(20, 25, "GPE"))
        session.selection = (0, 10)
        session.label("ORG")
        assert session.all_same().message == "1 decided alike."
        assert set(session.layer.held) == {Span(0, 10, "ORG"), Span(20, 30, "ORG")}


def test_all_alike_leaves_what_was_read(ana: AnnotationSession) -> None:
    first, *others = spans("Ghent")
    ana.go_to(first)
    ana.label("ORG")
    ana.go_to(others[0])
    ana.accept()
    by_itself(ana, others[1])
    ana.go_to(first.labelled("ORG"))
    assert ana.all_same().message == "1 decided alike, 1 passed over: decided otherwise."


def test_a_label_on_the_very_words_of_a_span_relabels_it(ana: AnnotationSession) -> None:
    by_itself(ana, *spans("Ghent"))
    first = spans("Ghent")[0]
    ana.selection = (first.start, first.end)
    assert ana.label("ORG").message == "2 more of the same, accepted unread, follow."
    assert labels(ana, "Ghent") == Counter(ORG=3)
    assert ana.layer.held[first.labelled("ORG")].suggested == first

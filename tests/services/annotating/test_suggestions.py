from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.decisions import Accepted, Added, decide
from annotator.domain.default_scheme import DEFAULT_SCHEME
from annotator.domain.layer import Layer, step_all
from annotator.domain.span import Span
from annotator.domain.suggestion import Suggestion
from annotator.errors import DecisionError
from annotator.services.annotating.suggestion_columns import SuggestionColumns
from annotator.services.annotating.suggestions import STORED, Proposals

SPANS = st.builds(
    lambda a, n, label: Span(a, a + n, label), st.integers(0, 90), st.integers(1, 9), st.sampled_from("AB")
)
GIVEN = st.lists(st.builds(Suggestion, SPANS, st.just("m"), st.sampled_from([0.3, 0.6])), max_size=12)


def seen(proposals: Proposals, start: int, end: int) -> list[tuple[Span, Suggestion | None]]:
    return [(span, proposals.get(span)) for span in proposals.touching(start, end)]


@given(GIVEN, GIVEN, GIVEN)
def test_outside_the_news_everything_looks_as_before(
    stored: list[Suggestion], learned: list[Suggestion], later: list[Suggestion]
) -> None:
    proposals = Proposals(Layer(100), DEFAULT_SCHEME)
    proposals.put("stored", stored)
    proposals.put("learned", learned)
    before = [seen(proposals, place, place + 1) for place in range(100)]
    assert {before[place][0][0].start for place in range(100) if before[place]} <= told(proposals)
    proposals.put("learned", later)
    news = told(proposals)
    for place in set(range(100)) - news:
        assert seen(proposals, place, place + 1) == before[place]
    assert proposals.news() == []


def told(proposals: Proposals) -> set[int]:
    return {place for start, end in proposals.news() for place in range(start, end)}


def test_what_is_decided_is_no_news_when_nobody_proposes_it_any_more() -> None:
    layer, span = Layer(100), Span(0, 4, "ORG")
    proposals = Proposals(layer, DEFAULT_SCHEME)
    proposals.put("stored", [Suggestion(span, "m", 0.9)])
    step_all(layer, decide([Accepted(span, "m", 0.9)], layer="ana", by="ana"))
    proposals.recheck(0, 4)
    proposals.news()
    proposals.put("stored", [])
    assert proposals.news() == []


def test_many_news_are_one() -> None:
    proposals = Proposals(Layer(10_000), DEFAULT_SCHEME)
    proposals.put("stored", [Suggestion(Span(place, place + 3, "ORG"), "m") for place in range(0, 9000, 10)])
    assert proposals.news() == [(0, 8993)]


def test_what_is_under_an_archived_label_is_offered_no_more() -> None:
    scheme = DEFAULT_SCHEME.archive("LOC")
    proposals = Proposals(Layer(100), scheme, lambda one: one.span.start >= 10)
    given = [Suggestion(Span(place, place + 4, label), "m", 0.9) for place in (0, 10) for label in ("LOC", "ORG")]
    proposals.put("stored", given)
    assert list(proposals.open) == [Span(0, 4, "ORG")]
    assert list(proposals.hidden) == [Span(10, 14, "ORG")]
    proposals.hide(None)
    assert list(proposals.open) == [Span(0, 4, "ORG"), Span(10, 14, "ORG")]


@given(
    st.lists(st.builds(Suggestion, SPANS, st.sampled_from("mn"), st.sampled_from([None, 0.0, 0.5]))), st.lists(SPANS)
)
def test_columns_give_back_what_was_put(suggestions: list[Suggestion], gone: list[Span]) -> None:
    given, model = SuggestionColumns(), dict[Span, Suggestion]()
    for one in suggestions:
        assert given.put(one) == (model.get(one.span) != one)
        model[one.span] = one
    for span in gone:
        given.drop(span)
        model.pop(span, None)
    assert list(given) == [model[span] for span in sorted(model)]
    assert all(given.get(one.span) == model.get(one.span) for one in suggestions)


@given(GIVEN, GIVEN, st.lists(SPANS, max_size=4, unique=True))
def test_sure_are_the_leaders_that_score_enough(
    stored: list[Suggestion], learned: list[Suggestion], taken: list[Span]
) -> None:
    layer = Layer(100)
    proposals = Proposals(layer, replace(DEFAULT_SCHEME, accept_at=0.6), lambda one: one.span.start == 7)

    def score(span: Span) -> float:
        found = proposals.get(span)
        return (found.score or 0.0) if found else 0.0

    def expected() -> list[Span]:
        return [span for span in proposals.leaders() if score(span) >= 0.6]

    for giver, suggestions in (("stored", stored), ("learned", learned), ("stored", learned)):
        proposals.put(giver, suggestions)
        assert list(proposals.sure) == expected()
    for span in taken:
        step_all(layer, decide([Added(span)], layer="ana", by="ana"))
        proposals.recheck(span.start, span.end)
        assert list(proposals.sure) == expected()
    proposals.hide(None)
    assert list(proposals.sure) == expected()


@given(GIVEN, GIVEN, GIVEN)
def test_what_was_never_stored_is_besides_whoever_proposes_it_now(
    stored: list[Suggestion], learned: list[Suggestion], decided: list[Suggestion]
) -> None:
    layer = Layer(100)
    proposals = Proposals(layer, DEFAULT_SCHEME)
    proposals.put(STORED, stored)
    proposals.change(STORED, (), [one.span for one in stored[::2]])
    proposals.put("learned", [*learned, *stored[::2]])
    for one in {one.span: one for one in decided}.values():
        with suppress(DecisionError):
            step_all(layer, decide([Accepted(one.span, "m", 0.5)], layer="ana", by="ana"), DEFAULT_SCHEME.allows)
        proposals.recheck(0, 100)
    assert set(proposals.besides) == set(proposals.open) - {one.span for one in stored}


def test_what_has_no_score_comes_behind_what_has_one_and_alone_it_is_asked_about() -> None:
    proposals = Proposals(Layer(100), DEFAULT_SCHEME)
    weak, longer, alone = Span(4, 8, "ORG"), Span(0, 9, "PERSON"), Span(20, 24, "PERSON")
    unscored = [Suggestion(one, "llm:x", None) for one in (longer, alone, weak)]
    proposals.put(STORED, [Suggestion(weak, "spacy:y-1", 0.01), *unscored])
    assert list(proposals.leaders()) == [weak, alone]
    assert proposals.rivals(weak) == [longer]
    assert proposals.get(weak) == Suggestion(weak, "spacy:y-1", 0.01, ("llm:x",))
    assert list(proposals.sure) == []


def test_once_its_worth_is_known_what_has_no_score_ranks_by_that() -> None:
    proposals = Proposals(Layer(100), DEFAULT_SCHEME)
    weak, longer = Span(4, 8, "ORG"), Span(0, 9, "PERSON")
    proposals.put(STORED, [Suggestion(weak, "spacy:y-1", 0.3), Suggestion(longer, "llm:x", None)])
    assert list(proposals.leaders()) == [weak]
    proposals.worth = lambda _: 0.4
    assert list(proposals.leaders()) == [longer]
    assert list(proposals.sure) == []

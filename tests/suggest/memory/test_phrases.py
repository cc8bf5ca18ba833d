"""Noun phrases as suggestions: what is learned of them, and that what is kept up to date is as if made anew."""

from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st
from support.memories import layer_of, said, span_of

from annotator.domain.decisions import Accepted, Added, Event, Rejected, Removed, Undone, decide
from annotator.domain.layer import Layer, step_all
from annotator.domain.scheme import Label, Scheme
from annotator.domain.span import Span
from annotator.domain.suggestion import Suggestion
from annotator.errors import DecisionError
from annotator.suggest.base import Phrase
from annotator.suggest.common.phrase_form import PhraseForm
from annotator.suggest.memory.phrase_counts import Features, PhraseCounts
from annotator.suggest.memory.phrases import FAR, Phrases

SCHEME = Scheme((Label("person"), Label("place"), Label("thing")), overlap="nested")
SOURCE = "phrases:test-1"


def phrase(text: str, quote: str, nth: int = 0, **form: str) -> Phrase:
    span = span_of(text, quote, "x", nth)
    words = {
        "dep": "nsubj",
        "reach": "-",
        "pos": "NOUN",
        "ent": "",
        "first": "the",
        "lemma": quote.rsplit(maxsplit=1)[-1].lower(),
    }
    return span.start, span.end, PhraseForm.of(*{**words, **form}.values()).packed()


def made(text: str, found: list[Phrase], layer: Layer, counts: PhraseCounts | None = None) -> Phrases:
    phrases = Phrases(text, found, SOURCE, counts or PhraseCounts(), SCHEME)
    for _ in (*phrases.prepare(layer), *phrases.propose()):
        pass
    return phrases


def proposed(text: str, found: list[Phrase], layer: Layer, counts: PhraseCounts | None = None) -> list[tuple[str, str]]:
    return said(text, made(text, found, layer, counts).proposed())


TEXT = "the man saw the dog. the man saw the town. the man saw the cow. the man left the town. the man ate."


def everything(text: str = TEXT) -> list[Phrase]:
    men = [phrase(text, "the man", nth) for nth in range(text.count("the man"))]
    return [*men, *(phrase(text, f"the {noun}", dep="dobj") for noun in ("dog", "town", "cow"))]


def test_nothing_is_proposed_before_something_was_decided() -> None:
    assert proposed(TEXT, everything(), layer_of(TEXT)) == []


def test_a_phrase_like_those_that_are_held_is_proposed_under_their_label() -> None:
    held = [Added(span_of(TEXT, "the man", "person", nth)) for nth in range(2)]
    assert proposed(TEXT, everything(), layer_of(TEXT, *held)) == [("the man", "person")] * 3


def test_labels_are_told_by_the_head_before_all_else() -> None:
    text = "the man saw the town. the man saw the town. the man of war saw the town."
    found = [phrase(text, "the man", nth) for nth in range(2)]
    found += [phrase(text, "the town", nth, dep="dobj") for nth in range(3)]
    found += [phrase(text, "the man of war", reach="prep", lemma="man")]
    events = [Added(span_of(text, *one)) for one in (("the man", "person"), ("the town", "place"))]
    events += [Added(span_of(text, quote, label, 1)) for quote, label in (("the man", "person"), ("the town", "place"))]
    assert dict(proposed(text, found, layer_of(text, *events)))["the town"] == "place"
    counts = PhraseCounts()
    made(text, found, layer_of(text, *events), counts)
    form = PhraseForm.of("nsubj", "prep", "NOUN", "", "the", "man")
    assert counts.label(Features.of(form, "the man of war", bare=False), {"person", "place"})[0] == "person"
    assert counts.label(Features.of(form, "the man of war", bare=False), set()) == ("", 0.0)


def test_what_is_passed_over_again_and_again_is_no_longer_proposed() -> None:
    text = "the man saw it. " * 8
    found = [phrase(text, "the man", nth) for nth in range(8)]
    here = [Added(span_of(text, "saw", "thing", nth)) for nth in range(6)]
    assert proposed(text, found, layer_of(text, Added(span_of(text, "the man", "person")), *here)) == []


def test_what_stands_far_from_what_was_decided_was_not_passed_over() -> None:
    text = f"the man. {'x' * FAR} the dog. {'x' * FAR} the man. the man."
    found = [phrase(text, "the man", nth) for nth in range(3)] + [phrase(text, "the dog")]
    layer = layer_of(text, *(Added(span_of(text, "the man", "person", nth)) for nth in (0, 1)))
    assert sorted(proposed(text, found, layer)) == [("the dog", "person"), ("the man", "person")]


def test_a_scheme_that_trims_is_learned_as_one_that_does_not() -> None:
    bare = [Added(span_of(TEXT, "man", "person", nth)) for nth in range(3)]
    assert proposed(TEXT, everything(), layer_of(TEXT, *bare)) == [("man", "person")] * 2


def test_of_the_phrases_of_one_head_only_the_best_is_proposed() -> None:
    text = "the man of war. the man of war. the man of war."
    found = [phrase(text, "the man", nth, reach="-+") for nth in range(3)]
    found += [phrase(text, "the man of war", nth, reach="prep", lemma="man") for nth in range(3)]
    layer = layer_of(text, *(Added(span_of(text, "the man of war", "person", nth)) for nth in range(2)))
    assert proposed(text, found, layer) == [("the man of war", "person")]


def test_where_names_alone_are_held_nothing_is_proposed() -> None:
    text = "Ana saw the man. Ana saw the dog. Ana saw the cow. Ana saw."
    found = [phrase(text, "Ana", nth, pos="PROPN") for nth in range(4)]
    found += [phrase(text, f"the {noun}", dep="dobj") for noun in ("man", "dog", "cow")]
    names = [Added(span_of(text, "Ana", "person", nth)) for nth in range(3)]
    assert proposed(text, found, layer_of(text, *names)) == []
    mentions = [*names, *(Added(span_of(text, f"the {noun}", "thing")) for noun in ("dog", "man"))]
    assert ("Ana", "person") in proposed(text, found, layer_of(text, *mentions))


def test_a_refusal_and_what_is_held_already_are_respected() -> None:
    events = [Added(span_of(TEXT, "the man", "person", nth)) for nth in range(3)]
    refused = Rejected(span_of(TEXT, "the man", "person", 3), SOURCE)
    assert proposed(TEXT, everything(), layer_of(TEXT, *events, refused)) == [("the man", "person")]


def test_what_one_key_took_with_others_does_not_tell_that_somebody_read_between() -> None:
    text = "the man saw it. " * 4
    found = [phrase(text, "the man", nth) for nth in range(4)]
    ends = [span_of(text, "saw", "thing", nth) for nth in (0, 3)]
    layer = layer_of(text, Added(span_of(text, "the man", "person")), *(Accepted(one, "m", 0.9) for one in ends))
    assert len(proposed(text, found, layer)) == 3


def test_labels_put_away_are_not_proposed() -> None:
    layer = layer_of(TEXT, *(Added(span_of(TEXT, "the man", "person", nth)) for nth in range(3)))
    scheme = Scheme((Label("person", archived=True), Label("place")), overlap="nested")
    phrases = Phrases(TEXT, everything(), SOURCE, PhraseCounts(), scheme)
    for _ in (*phrases.prepare(layer), *phrases.propose()):
        pass
    assert phrases.proposed() == []


def an_event(data: st.DataObject, layer: Layer, open_ones: list[Suggestion]) -> Event:
    phrases = [Span(start, end, data.draw(st.sampled_from(["person", "place"]))) for start, end, _ in everything()]
    span = data.draw(st.sampled_from([*(one.span for one in open_ones), *layer.spans, *phrases]))
    events: list[Event] = [Added(span), Accepted(span, SOURCE, 0.5), Accepted(span, SOURCE, 0.5, auto=True)]
    events += [Rejected(span, SOURCE), Removed(span), Undone(layer.recorded()[-1].step if layer.end else "")]
    return data.draw(st.sampled_from(events))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_what_is_undone_is_given_back(data: st.DataObject) -> None:
    layer, counts = layer_of(TEXT), PhraseCounts()
    phrases = made(TEXT, everything(), layer, counts)
    shown: dict[Span, Suggestion] = {}

    def do(event: Event) -> None:
        with suppress(DecisionError):
            step_all(layer, decide([event], layer="me", by="me"), SCHEME.allows)
        for before, now in phrases.update(layer, {span for _, span in layer.drain()}):
            shown.pop((before or now or phrases.proposed()[0]).span, None)
            shown.update({now.span: now} if now else {})
        assert shown == {one.span: one for one in phrases.proposed()}
        assert not any(held.same_edges(span) for span in shown for held in (*layer.held, *layer.rejected))

    for _ in range(data.draw(st.integers(1, 12))):
        do(an_event(data, layer, phrases.proposed()))
    while layer.end:
        do(Undone(layer.recorded()[-1].step))
    features = [Features.of(PhraseForm.parsed(form) or PhraseForm.of(*"......"), "the man", bare=False)
                for _, _, form in everything()]  # fmt: skip
    assert [counts.chance(one) for one in features] == [0.5] * len(features)
    assert [counts.label(one, {"person", "place"}) for one in features] == [("", 0.0)] * len(features)


def test_there_and_back_the_counts_are_those_of_a_layer_made_at_once() -> None:
    layer, live, fresh = layer_of(TEXT), PhraseCounts(), PhraseCounts()
    phrases = made(TEXT, everything(), layer, live)
    for nth, label in enumerate(["person", "place", "person"]):
        span = span_of(TEXT, "the man", label, nth)
        step_all(layer, decide([Added(span)], layer="me", by="me"))
        phrases.update(layer, [span])
    made(TEXT, everything(), layer, fresh)
    form = PhraseForm.of("nsubj", "-", "NOUN", "", "the", "man")
    features = Features.of(form, "the man", bare=False)
    assert live.label(features, {"person", "place"}) == fresh.label(features, {"person", "place"})

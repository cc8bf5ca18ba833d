"""What is kept up to date decision by decision is what is computed from scratch."""

from collections.abc import Sequence
from contextlib import suppress
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st
from support.memories import lessons_of, memory_of, prepared

from annotator.domain.decisions import Accepted, Added, Event, Rejected, Relabelled, Removed, Resized, Undone, decide
from annotator.domain.layer import Layer, step_all
from annotator.domain.scheme import AutoAccept, Label, Overlap, Scheme
from annotator.domain.span import Span
from annotator.domain.suggestion import Suggestion
from annotator.domain.tokens import OwnTokens
from annotator.errors import DecisionError
from annotator.suggest.memory.evidence import Fact

LABELS = ("PERSON", "ORG", "LOC", "DATE")
TEXT = (
    "Ana Ruiz Acme Corp in May 4 Monday , Party 's ( AC ) New York Tom President 54th 20th minute 🙂 東京 - 2019 2020"
)
ELSEWHERE: list[Fact] = [
    ("kept", "New York", "LOC"), ("kept", "Acme", "ORG"), ("kept", "Acme", "PERSON"),
    ("refused", "20th minute", "DATE"), ("refused", "2019", "DATE"), ("refused", "2019", "DATE"),
    ("kept", "2018", "ORG"), ("cut", "left", "PERSON", "President", "Ana"), ("grown", "right", "ORG", "Party", "Acme"),
]  # fmt: skip

FOLDED = (
    "\n\n",
    "\n",
    "\u200b",
    "New\nYork",
    "New\u00a0York",
    "Ac\u00adme",
    "\u200bAcme",
    "Acme\u200b",
    "Ana  Ruiz",
    "Ａｃｍｅ",
)
texts = st.lists(st.sampled_from((*TEXT.split(), *FOLDED)), min_size=3, max_size=40).map(" ".join).filter(str.strip)
schemes = st.builds(
    lambda overlap, auto: Scheme(tuple(map(Label, LABELS)), overlap=overlap, auto_accept=auto),
    st.sampled_from(get_args(Overlap)),
    st.sampled_from(get_args(AutoAccept)),
)
kinds = st.sampled_from(["accept", "accept", "add", "reject", "relabel", "resize", "remove", "undo"])


def a_span(data: st.DataObject, edges: Sequence[tuple[int, int]]) -> Span:
    first = data.draw(st.integers(0, len(edges) - 1))
    last = data.draw(st.integers(first, min(first + 3, len(edges) - 1)))
    return Span(edges[first][0], edges[last][1], data.draw(st.sampled_from(LABELS)))


def an_event(data: st.DataObject, edges: Sequence[tuple[int, int]], layer: Layer, proposed: list[Suggestion]) -> Event:
    kind, other = data.draw(kinds), a_span(data, edges)
    known = [*(one.span for one in proposed), *layer.spans, other]
    span = known[data.draw(st.integers(0, len(known) - 1))]
    events: dict[str, Event] = {
        "accept": Accepted(span, "m", 0.9, auto=data.draw(st.booleans())),
        "add": Added(other),
        "reject": Rejected(span, "m", 0.4),
        "relabel": Relabelled(span, other.label, "m", 0.9),
        "resize": Resized(span, other.start, other.end, "m", 0.9),
        "remove": Removed(span),
        "undo": Undone(layer.recorded()[-1].step if layer.end else ""),
    }
    return events[kind]


@settings(max_examples=150, deadline=None)
@given(texts, schemes, st.booleans(), st.data())
def test_kept_up_to_date_it_proposes_what_it_would_from_scratch(
    text: str, scheme: Scheme, learned_before: bool, data: st.DataObject
) -> None:
    edges, layer = list(OwnTokens(text)), Layer(len(text))
    elsewhere = ELSEWHERE if learned_before else []
    scores = st.sampled_from([None, 0.3, 0.6, 0.9])
    stored = [Suggestion(a_span(data, edges), f"m{number % 2}", data.draw(scores)) for number in range(len(edges) // 3)]
    lessons = lessons_of(text, layer, elsewhere)
    memory = prepared(lessons, layer, stored, scheme)
    seen = {one.span: one for one in memory.proposed()}
    folded = {one.span: one for one in memory.folded()}
    for _ in range(data.draw(st.integers(1, 8))):
        with suppress(DecisionError):
            step_all(layer, decide([an_event(data, edges, layer, memory.proposed())], layer="me", by="me"))
        lessons.learn(layer, {span for _, span in layer.drain()}, None)
        for before, now in memory.update(layer, lessons.spans, lessons.facts):
            if gone := before or now:
                seen.pop(gone.span, None)
            seen.update({now.span: now} if now else {})
        for span, one in memory.folded_changes():
            folded.pop(span, None)
            folded.update({span: one} if one else {})
        lessons.spans, lessons.facts = set(), []
        fresh = memory_of(text, layer, stored, scheme, elsewhere=elsewhere)
        assert memory.proposed() == fresh.proposed()
        assert sorted(folded.values()) == sorted(memory.folded()) == sorted(fresh.folded())
        assert memory.accepting_themselves(layer) == fresh.accepting_themselves(layer)
        assert seen == {one.span: one for one in memory.proposed()}


def test_what_is_refused_with_digits_goes_and_comes_back_with_its_like() -> None:
    text = "In the 20th minute, 25th minute and 54th minute, not in the 99th minute."
    stored = [Suggestion(Span(at, at + 11, "DATE"), "m", 0.4) for at in (7, 20, 36, 60)]
    layer = Layer(len(text))
    lessons = lessons_of(text, layer)
    memory = prepared(lessons, layer, stored, Scheme(tuple(map(Label, LABELS))))
    refused = [decide([Rejected(one.span, "m")], layer="me", by="me") for one in stored[:3]]
    undone = decide([Undone(refused[1][0].step)], layer="me", by="me")
    lefts: tuple[list[Suggestion], ...] = (stored[1:], stored[2:], [], [stored[1], stored[3]])
    for decisions, left in zip((*refused, undone), lefts, strict=True):
        step_all(layer, decisions)
        lessons.learn(layer, {span for _, span in layer.drain()}, None)
        memory.update(layer, lessons.spans, lessons.facts)
        lessons.spans, lessons.facts = set(), []
        assert memory.proposed() == left


def test_a_last_name_that_was_suggested_already_accepts_itself_once_the_whole_name_is_kept() -> None:
    text = "Ana Ruiz came. Ruiz left."
    scheme = Scheme(tuple(map(Label, LABELS)), auto_accept="article")
    last = Span(15, 19, "PERSON")
    layer, lessons = Layer(len(text)), lessons_of(text, Layer(len(text)))
    memory = prepared(lessons, layer, [Suggestion(last, "m", 0.9)], scheme)
    before = memory.proposed()
    assert last in [one.span for one in before]
    step_all(layer, decide([Added(Span(0, 8, "PERSON"))], layer="me", by="me"))
    lessons.learn(layer, {span for _, span in layer.drain()}, None)
    memory.update(layer, lessons.spans, lessons.facts)
    assert [one.span for one in memory.accepting_themselves(layer)] == [last]

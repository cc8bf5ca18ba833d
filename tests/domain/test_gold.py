from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.decisions import GOLD, Added, Event, Imported, Rejected, Relabelled, Ruled, Undone, decide
from annotator.domain.disagreement.conflicts import AGREED, REOPENED, Conflict, align
from annotator.domain.gold import gold, reviewed, settle, standing
from annotator.domain.layer import Layer, Status, step
from annotator.domain.scheme import Scheme
from annotator.domain.span import Span

FLAT = Scheme(()).allows
ANA, BEN = [Span(0, 5, "PER"), Span(8, 12, "ORG")], [Span(0, 5, "PER"), Span(8, 12, "LOC")]


def act(layer: Layer, *events: Event, by: str = "rita") -> str:
    decisions = decide(list(events), layer=GOLD, by=by)
    for decision in decisions:
        step(layer, decision)
    return decisions[0].step if decisions else ""


def rule(layer: Layer, conflict: Conflict, spans: tuple[Span, ...], choice: str = "own") -> str:
    return act(layer, Ruled(conflict.start, conflict.end, conflict.name, spans, choice))


def brought(layers: dict[str, list[Span]], layer: Layer) -> Layer:
    act(layer, *settle(align(layers), layer, FLAT), by=GOLD)
    assert [one.span for one in gold(align(layers), layer, FLAT)] == list(layer.spans)
    assert settle(align(layers), layer, FLAT) == []
    return layer


def test_gold_is_what_all_agree_on_and_what_was_ruled() -> None:
    both, layer = {"ana": ANA, "ben": BEN}, Layer(20)
    (conflict,) = align(both).conflicts
    assert [one.span for one in gold(align(both), layer)] == [Span(0, 5, "PER")]
    rule(layer, conflict, (BEN[1],), "ben")
    brought(both, layer)
    first, second = gold(align(both), layer)
    assert (first.span, first.said, first.ruled, first.choice) == (Span(0, 5, "PER"), ("ana", "ben"), "", AGREED)
    assert (second.span, second.said, second.ruled, second.choice) == (BEN[1], ("ben",), "rita", "ben")
    held = layer.held[BEN[1]]
    assert (held.decided, held.source, held.by) == ("ruled", "ben", "rita")
    held = layer.held[Span(0, 5, "PER")]
    assert (held.decided, held.source, held.by) == ("ruled", "ana, ben", GOLD)


def test_ruling_again_replaces_and_undo_brings_back() -> None:
    both, layer = {"ana": ANA, "ben": BEN}, Layer(20)
    (conflict,) = align(both).conflicts
    rule(layer, conflict, (ANA[1],))
    again = rule(layer, conflict, ())
    assert list(layer.spans) == []
    act(layer, Undone(again))
    assert list(layer.spans) == [ANA[1]]


def test_only_the_conflict_that_changed_is_open_again() -> None:
    ana, ben = [*ANA, Span(14, 16, "PER")], BEN
    layer = Layer(20)
    for conflict in align({"ana": ana, "ben": ben}).conflicts:
        rule(layer, conflict, dict(conflict.versions)["ana"], "ana")
    brought({"ana": ana, "ben": ben}, layer)
    later = {"ana": ana, "ben": [ben[0], Span(8, 13, "LOC")]}
    found = align(later)
    assert [conflict.kind for conflict in found.conflicts if conflict not in standing(found, layer)] == ["both"]
    brought(later, layer)
    assert list(layer.spans) == [Span(0, 5, "PER"), Span(14, 16, "PER")]
    assert [ruling.choice for ruling, _ in layer.rulings.values()].count(REOPENED) == 1
    assert len(standing(align({"ana": ana, "ben": ben}), layer)) == 1


def test_a_latecomer_who_says_what_was_ruled_reopens_nothing() -> None:
    layer = Layer(20)
    (conflict,) = align({"ana": ANA, "ben": BEN}).conflicts
    rule(layer, conflict, (ANA[1],), "ana")
    for cid, settled in ((ANA, 1), (BEN, 0)):
        three = {"ana": ANA, "ben": BEN, "cid": cid}
        assert len(standing(align(three), layer)) == settled
    brought({"ana": ANA, "ben": BEN, "cid": ANA}, layer)
    assert list(layer.spans) == ANA


def test_the_reviewer_has_the_last_word_on_what_is_agreed() -> None:
    alone = {"ana": [*ANA, Span(14, 16, "PER")]}
    layer = brought(alone, Layer(20))
    act(layer, Relabelled(ANA[0], "ORG"), Rejected(ANA[1]), Added(Span(13, 15, "LOC")))
    act(layer, Rejected(Span(14, 16, "PER")))
    brought(alone, layer)
    assert list(layer.spans) == [Span(0, 5, "ORG"), Span(13, 15, "LOC")]


def test_what_was_ruled_makes_room_for_what_all_came_to_agree_on() -> None:
    layer = Layer(20)
    (conflict,) = align({"ana": [Span(0, 5, "PER")], "ben": [Span(0, 4, "PER")]}).conflicts
    rule(layer, conflict, (Span(0, 4, "PER"),))
    brought({"ana": [Span(0, 5, "PER")], "ben": [Span(0, 5, "PER")]}, layer)
    assert list(layer.spans) == [Span(0, 5, "PER")]


def test_an_imported_gold_layer_is_complete() -> None:
    layer = Layer(20)
    act(layer, Imported(Span(1, 3, "PER")), by=GOLD)
    both = {"ana": ANA, "ben": BEN}
    rule(layer, align(both).conflicts[0], (ANA[1],))
    brought(both, layer)
    assert list(layer.spans) == [Span(1, 3, "PER"), ANA[1]]


def test_who_takes_part() -> None:
    layer = Layer(20)
    (conflict,) = align({"ana": ANA, "ben": BEN}).conflicts
    statuses: dict[str, Status] = {"ana": "finished", "ben": "open", "cid": "skipped", "dot": "returned", GOLD: "open"}
    assert reviewed(statuses, layer) == ["ana", "dot"]
    rule(layer, conflict, ())
    assert reviewed(statuses, layer) == ["ana", "ben", "dot"]


def flat(found: set[Span]) -> list[Span]:
    order = sorted(found)
    return [one for place, one in enumerate(order) if not any(one.overlaps(other) for other in order[:place])]


anything = st.builds(
    lambda start, size, label: Span(start, start + size, label),
    st.integers(0, 20),
    st.integers(1, 4),
    st.sampled_from(["PER", "ORG"]),
)
spans = st.sets(anything, max_size=6).map(flat)


@given(st.lists(st.fixed_dictionaries({"ana": spans, "ben": spans, "cid": spans}), min_size=1, max_size=3), st.data())
def test_gold_follows_its_layers_whatever_happens(history: list[dict[str, list[Span]]], data: st.DataObject) -> None:
    layer = Layer(30)
    for layers in history:
        found = align(layers)
        brought(layers, layer)
        for conflict in found.conflicts:
            if data.draw(st.booleans()):
                who, version = data.draw(st.sampled_from(conflict.versions))
                rule(layer, conflict, version, who)
        settled = standing(found, layer)
        open_spans = {one for c in found.conflicts if c not in settled for one in c.spans}
        brought(layers, layer)
        assert set(found.agreed) <= set(layer.spans)
        assert not open_spans & set(layer.spans)
        held = list(layer.spans)
        assert not any(one.overlaps(other) for i, one in enumerate(held) for other in held[:i])

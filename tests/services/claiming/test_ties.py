"""Relations by keys: what may be an end, what drawing decides, what other articles propose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from support.claiming import (
    CLAIMS,
    HPA,
    HPA_AGAIN,
    LUND,
    PORT,
    RELATIONS,
    SOL,
    SPANS,
    TEXT,
    TOWN,
    TOWN_AGAIN,
    UHW,
    UNION,
    decided,
    made,
)

from annotator.domain.article import Article
from annotator.domain.claims.scheme import ClaimScheme, RelationType
from annotator.domain.claims.values import Attribute, Relation, Same
from annotator.domain.decisions import Added, Claimed, Refused, Withdrawn
from annotator.domain.span import Span
from annotator.services.claiming.question import Lane, Line, Pointing, Step
from annotator.services.claiming.session import ClaimingSession
from annotator.services.claiming.ties import Ties
from annotator.storage.store import Store

HEADS, MEMBER = Relation(LUND, "head_of", PORT), Relation(LUND, "member_of", PORT)


class Work:
    """A session with the task, which is told of every step."""

    def __init__(self, store: Store, key: str) -> None:
        self.session = ClaimingSession(store, key, "ana")
        self.ties = Ties(self.session.desk())

    def do(self, step: Step | Pointing) -> str:
        assert isinstance(step, Step)
        said = self.session.do(step).message
        self.ties.changed(self.session.take_changed())
        return said

    def draw(self, about: Span, name: str, end: Span, *, turn: bool = False) -> str:
        asked = self.ties.press(about, name)
        assert isinstance(asked, Pointing)
        if turn:
            assert asked.turned
            asked = asked.turned()
        (target,) = (one for one in asked.targets if one.span == end)
        return self.do(asked.pick(target))

    def told(self, about: Span) -> list[tuple[str, str, str]]:
        return [(line.sign, line.words, line.state) for line in self.ties.lines(about)]

    def line(self, about: Span, number: int) -> Line:
        return self.ties.lines(about)[number]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with made(tmp_path / "p.db")[0] as store:
        yield store


@pytest.fixture
def work(store: Store) -> Work:
    key = Article.of(TEXT).key
    decided(store, key, [Claimed(Same(HPA, PORT)), Claimed(Same(HPA_AGAIN, PORT)), Claimed(Same(UHW, UNION))])
    return Work(store, key)


def test_a_relation_brings_what_it_implies_and_takes_it_with_it(work: Work) -> None:
    assert work.draw(LUND, "head_of", HPA) == "Drawn: head_of → Halvik Port Authority, with 1 implied."
    assert work.told(LUND) == [
        ("→", "head_of  Halvik Port Authority", "held"),
        ("→", "member_of  Halvik Port Authority", "auto"),
    ]
    assert work.line(LUND, 1).why == "follows from head_of"
    assert work.do(work.ties.refuse(LUND, work.line(LUND, 0))) == (
        "Taken back: head_of → Halvik Port Authority, with 1 implied."
    )
    assert not work.session.layer.claims and not work.session.layer.refusals


def test_what_follows_and_was_refused_does_not_come_again(work: Work) -> None:
    work.draw(LUND, "head_of", HPA)
    work.do(work.ties.refuse(LUND, work.line(LUND, 1)))
    assert Relation(LUND, "member_of", HPA) in work.session.layer.refusals
    work.do(work.ties.refuse(LUND, work.line(LUND, 0)))
    assert work.draw(LUND, "head_of", HPA) == "Drawn: head_of → Halvik Port Authority."


def test_what_was_drawn_by_hand_stays_when_what_implies_it_goes(work: Work) -> None:
    work.draw(LUND, "member_of", HPA)
    work.draw(LUND, "head_of", HPA)
    assert [line.claim for line in work.ties.lines(LUND)] == [
        Relation(LUND, "member_of", HPA), Relation(LUND, "head_of", HPA),
    ]  # fmt: skip
    work.do(work.ties.refuse(LUND, work.line(LUND, 1)))
    assert list(work.session.layer.claims) == [Relation(LUND, "member_of", HPA)]


def test_an_inverse_holds_with_a_relation_and_goes_with_it(tmp_path: Path) -> None:
    kinds = (RelationType("part_of", "A", inverse="has_part"), RelationType("has_part"))
    store, key = made(tmp_path / "i.db", ClaimScheme(kinds))
    with store:
        work = Work(store, key)
        assert work.draw(PORT, "part_of", TOWN) == "Drawn: part_of → Halvik, with 1 implied."
        assert set(work.session.layer.claims) == {Relation(PORT, "part_of", TOWN), Relation(TOWN, "has_part", PORT)}
        assert {line.why for line in work.ties.lines(TOWN)} == {"yours", "follows from part_of"}
        (own,) = (line for line in work.ties.lines(PORT) if line.why == "yours")
        work.do(work.ties.refuse(PORT, own))
        assert not work.session.layer.claims


def test_one_end_for_each_entity_and_none_where_it_holds(work: Work) -> None:
    asked = work.ties.press(LUND, "head_of")
    assert isinstance(asked, Pointing)
    assert (asked.asked, asked.only) == ("Tor Lund  head_of →  ?", "only ORG, GPE")
    assert {one.words for one in asked.targets} == {"Halvik Port Authority", "Union of Harbour Workers", "Halvik"}
    assert asked.targets[0].span == HPA
    work.draw(LUND, "head_of", HPA)
    again = work.ties.press(LUND, "head_of")
    assert isinstance(again, Pointing)
    assert "Halvik Port Authority" not in {one.words for one in again.targets}


def test_the_focus_is_the_tail_where_it_can_be_no_head(work: Work) -> None:
    asked = work.ties.press(PORT, "head_of")
    assert isinstance(asked, Pointing)
    assert asked.asked == "?  head_of →  Halvik Port Authority"
    assert {one.span for one in asked.targets} == {LUND, SOL}
    assert work.told(PORT) == []
    work.draw(PORT, "head_of", LUND)
    assert HEADS in work.session.layer.claims
    assert work.told(HPA) == [("←", "head_of  Tor Lund", "held"), ("←", "member_of  Tor Lund", "auto")]


def test_a_relation_that_fits_no_end_says_so(work: Work) -> None:
    step = work.ties.press(LUND, "based_in")
    assert isinstance(step, Step)
    assert step.message == "based_in takes ORG as head and GPE as tail: this is PERSON."


def test_ends_without_a_direction_stand_in_the_order_of_the_text(work: Work) -> None:
    work.draw(SOL, "opposes", LUND)
    assert list(work.session.layer.claims) == [Relation(LUND, "opposes", SOL)]
    assert work.told(SOL) == [("–", "opposes  Tor Lund", "held")]
    (line,) = work.ties.lines(SOL)
    turned = work.ties.verbs()["turn"](SOL, line)
    assert isinstance(turned, Step) and turned.message == "opposes has no direction, so there is nothing to turn."


def test_turning_takes_attributes_and_what_follows_along(tmp_path: Path) -> None:
    kinds = (replace(RELATIONS[0], head=(), tail=()), replace(RELATIONS[1], head=(), tail=()))
    store, key = made(tmp_path / "p.db", replace(CLAIMS, relations=kinds))
    with store:
        work = Work(store, key)
        work.draw(LUND, "head_of", PORT)
        work.do(Step((Claimed(Attribute(HEADS, "quoted", value=True)),)))
        (line, _) = work.ties.lines(LUND)
        assert work.do(work.ties.verbs()["turn"](LUND, line)) == "Turned round: head_of ← Halvik Port Authority."
        turned = HEADS.turned
        assert set(work.session.layer.claims) == {turned, MEMBER.turned, Attribute(turned, "quoted", value=True)}


def test_only_the_focus_speaks_in_lanes(work: Work) -> None:
    work.draw(LUND, "head_of", HPA)
    ties = work.ties
    assert ties.lane(PORT, LUND) == ties.lane(HPA_AGAIN, LUND) == Lane("head_of")
    assert ties.lane(LUND, LUND) == ties.lane(LUND, None) == Lane("·2")
    assert ties.lane(LUND, HPA) == Lane("← head_of")
    assert ties.lane(SOL, LUND) == Lane("")
    assert set(ties.around(LUND)) == {PORT, HPA, HPA_AGAIN}
    assert ties.facts(LUND) == "→ 2"


def test_the_stops_are_one_for_each_entity(work: Work, store: Store) -> None:
    assert work.ties.stops() == [TOWN, UNION, PORT, LUND, SOL, TOWN_AGAIN]
    mentions = tuple(replace(one, between="mentions") for one in RELATIONS)
    scheme = replace(store.scheme(), claims=replace(CLAIMS, relations=mentions))
    work.session.scheme = scheme
    work.ties.changed(None)
    assert HPA in work.ties.stops() and UHW in work.ties.stops()


def other_article(store: Store, number: int, *, refused: bool = False) -> None:
    """One more article in which Lund heads the HPA, or does not."""
    text = f"Tor Lund heads the HPA, {number}."
    article = Article.of(text)
    with store.write():
        store.add_article(article, f"2026-01-02T00:00:00.00000{number}Z")
    lund, port = Span(0, 8, "PERSON"), Span(19, 22, "ORG")
    relation = Relation(lund, "head_of", port)
    claim = Refused(relation, "memory") if refused else Claimed(relation)
    decided(store, article.key, [Added(lund), Added(port), claim])


def test_what_was_drawn_between_the_same_names_is_proposed_once(work: Work, store: Store) -> None:
    other_article(store, 1)
    other_article(store, 2)
    work.ties.changed(None)
    assert (work.ties.open(), work.ties.tally().open) == ([LUND], 1)
    (line,) = work.ties.lines(LUND)
    assert (line.words, line.why, line.source) == ("head_of  Halvik Port Authority", "memory, 2 articles", "memory")
    assert line.score == pytest.approx(2.5 / 3)
    assert work.ties.lane(HPA, LUND) == Lane("head_of?", "open")
    assert work.do(work.ties.take(LUND, line)) == "Taken: head_of → Halvik Port Authority."
    assert work.told(LUND)[1:] == [("→", "member_of  Halvik Port Authority", "auto")]
    assert not work.ties.open()
    work.session.undo()
    work.ties.changed(work.session.take_changed())
    assert work.ties.open() == [LUND]


def test_a_refusal_is_remembered_here_and_where_it_is_oftener_than_not(work: Work, store: Store) -> None:
    other_article(store, 1)
    work.ties.changed(None)
    (line,) = work.ties.lines(LUND)
    work.do(work.ties.refuse(LUND, line))
    assert not work.ties.open() and not work.ties.lines(LUND)
    work.session.undo()
    other_article(store, 2, refused=True)
    work.ties.changed(None)
    assert not work.ties.open()


def test_all_sure_ones_are_one_step(work: Work, store: Store) -> None:
    for number in range(6):
        other_article(store, number)
    work.ties.changed(None)
    assert work.do(work.ties.sure()) == "1 relation taken."
    assert len(work.session.layer.claims) == 2
    assert work.do(work.ties.sure()) == f"No relation that is proposed reaches {store.scheme().accept_at:.2f}."


def test_the_list_groups_relations_by_their_heads(work: Work) -> None:
    work.draw(LUND, "head_of", HPA)
    work.draw(UNION, "opposes", PORT)
    assert [(one.heading, one.words, one.span) for one in work.ties.listed()] == [
        (True, "Union of Harbour Workers", UNION),
        (False, "opposes  Halvik Port Authority", UNION),
        (True, "Tor Lund", LUND),
        (False, "head_of  Halvik Port Authority", LUND),
        (False, "member_of  Halvik Port Authority", LUND),
    ]


def test_names_and_descriptions_are_found_by_what_is_typed(work: Work) -> None:
    assert [one.words for one in work.ties.choices(PORT, "")] == ["opposes", "based_in", "← head_of", "← member_of"]
    assert [(one.words, one.why) for one in work.ties.choices(LUND, "mem")] == [("member_of", "PERSON → ORG, GPE")]
    assert isinstance(work.ties.choose(LUND, work.ties.choices(LUND, "mem")[0], "mem"), Pointing)
    step = work.ties.choose(LUND, None, "zzz")
    assert isinstance(step, Step) and step.message == "The scheme has no relation 'zzz'."


def test_one_alike_of_another_mention_is_taken_back_too(work: Work) -> None:
    work.do(Step((Claimed(HEADS), Claimed(Relation(LUND, "head_of", HPA)))))
    assert len(work.ties.lines(LUND)) == 1
    step = work.ties.refuse(LUND, work.line(LUND, 0))
    assert set(step.events) == {Withdrawn(HEADS), Withdrawn(Relation(LUND, "head_of", HPA))}


def test_what_was_drawn_twice_to_one_end_is_proposed_for_what_comes_after_until_it_is_refused(store: Store) -> None:
    key = Article.of(TEXT).key
    work = Work(store, key)
    work.draw(UNION, "based_in", TOWN)
    assert not list(work.ties.open())
    work.draw(UHW, "based_in", TOWN)
    assert list(work.ties.open()) == [PORT, HPA, HPA_AGAIN]
    line = work.line(PORT, 0)
    assert (line.words, line.why, line.source, line.state) == (
        "based_in  Halvik",
        "like 2 others here",
        "article",
        "open",
    )
    work.do(work.ties.take(PORT, line))
    assert work.line(HPA, 0).why == "like 3 others here"
    work.do(work.ties.refuse(HPA, work.line(HPA, 0)))
    assert not list(work.ties.open())


def test_what_is_like_others_is_proposed_no_more_where_that_was_refused_oftener_elsewhere(store: Store) -> None:
    for number in range(5):
        work = Work(store, Article.of(TEXT).key)
        work.draw(UNION, "based_in", TOWN)
        work.draw(UHW, "based_in", TOWN)
        assert list(work.ties.open())
        work.session.undo()
        work.session.undo()
        other = Article.of(f"{TEXT} {number}")
        with store.write():
            store.add_article(other, "2026-01-01T00:00:00.000000Z")
        decided(store, other.key, [*map(Added, SPANS), Refused(Relation(PORT, "based_in", TOWN), "article", 0.66)])
    work = Work(store, Article.of(TEXT).key)
    work.draw(UNION, "based_in", TOWN)
    work.draw(UHW, "based_in", TOWN)
    assert not list(work.ties.open())

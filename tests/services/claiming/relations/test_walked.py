"""What paths over other relations propose, as they led there in other articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from re import finditer

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.claiming import decided, made

from annotator.domain.article import Article
from annotator.domain.claims.scheme import ClaimScheme, EntityRules, RelationType
from annotator.domain.claims.values import Relation, Same
from annotator.domain.decisions import Added, Claimed, Event, Refused, Withdrawn
from annotator.domain.span import Span
from annotator.services.claiming.question import Step
from annotator.services.claiming.relations.walked import PATH
from annotator.services.claiming.session import ClaimingSession
from annotator.services.claiming.ties import Ties
from annotator.storage.store import Store

CLAIMS = ClaimScheme(
    (
        RelationType("born_in", "B", between="entities"),
        RelationType("part_of", "P", between="entities"),
        RelationType("citizen_of", "C", between="entities"),
    ),
    entities=EntityRules(),
)
PLACES = "Ann Bo Town City Land Annie"
ANN, BO, TOWN, CITY, LAND, ANNIE = SPANS = [Span(*word.span(), "X") for word in finditer(r"\w+", PLACES)]


def learned(path: Path) -> tuple[Store, str]:
    """A project with an article, and three of other names, in which who was born in a part of a land is its citizen."""
    store, key = made(path, CLAIMS, PLACES)
    decided(store, key, map(Added, SPANS))
    for number in range(3):
        article = Article.of(f"{PLACES.upper()} {number}")
        with store.write():
            store.add_article(article, f"2026-01-01T00:00:00.00000{number}Z")
        true = Relation(ANN, "born_in", TOWN), Relation(TOWN, "part_of", LAND), Relation(ANN, "citizen_of", LAND)
        decided(store, article.key, [*map(Added, SPANS), *map(Claimed, true)])
    return store, key


class Work:
    """A session, and what is proposed in it."""

    def __init__(self, session: ClaimingSession) -> None:
        self.session, self.ties = session, Ties(session.desk())

    def do(self, *events: Event) -> None:
        self.session.do(Step(events))
        self.ties.changed(self.session.take_changed())

    def undo(self) -> None:
        self.session.undo()
        self.ties.changed(self.session.take_changed())

    def proposed(self, *at: Span) -> set[tuple[Relation, str]]:
        lines = (line for span in at or SPANS for line in self.ties.lines(span) if line.source == PATH)
        return {(line.claim, line.why) for line in lines if line.state == "open" and isinstance(line.claim, Relation)}


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Work]:
    store, key = learned(tmp_path / "p.db")
    with closing(store):
        yield Work(ClaimingSession(store, key, "ana"))


BORN, PART, CITIZEN = Relation(ANN, "born_in", TOWN), Relation(TOWN, "part_of", LAND), Relation(ANN, "citizen_of", LAND)
BY = "by born_in, part_of"
BO_BORN, BO_CITIZEN = Relation(BO, "born_in", TOWN), Relation(BO, "citizen_of", LAND)


def test_where_a_path_led_in_other_articles_it_leads_here_until_that_is_known(work: Work) -> None:
    work.do(Claimed(BORN))
    assert not work.proposed()
    work.do(Claimed(PART))
    assert work.proposed(ANN) == work.proposed(LAND) == {(CITIZEN, BY)}
    assert not work.proposed(TOWN)
    assert [*work.ties.open()] == [ANN]
    work.do(Claimed(CITIZEN, PATH))
    assert not work.proposed()
    work.do(Withdrawn(CITIZEN))
    assert work.proposed() == {(CITIZEN, BY)}
    work.do(Withdrawn(BORN))
    assert not work.proposed()


def test_one_refusal_is_enough_for_all_that_the_path_leads_to_until_it_is_undone(work: Work) -> None:
    work.do(Claimed(BORN), Claimed(PART), Claimed(BO_BORN))
    assert work.proposed() == {(CITIZEN, BY), (BO_CITIZEN, BY)}
    work.do(Refused(CITIZEN, PATH))
    assert not work.proposed()
    work.undo()
    assert work.proposed() == {(CITIZEN, BY), (BO_CITIZEN, BY)}


def test_paths_are_between_entities_and_proposed_at_their_first_mentions(work: Work) -> None:
    work.do(Claimed(Relation(ANNIE, "born_in", CITY)), Claimed(PART))
    assert not work.proposed()
    work.do(Claimed(Same(ANNIE, ANN)), Claimed(Same(CITY, TOWN)))
    assert work.proposed(ANNIE) == work.proposed(ANN) == {(CITIZEN, BY)}
    work.do(Withdrawn(Same(CITY, TOWN)))
    assert not work.proposed()


def test_what_is_taken_says_where_it_is_from(work: Work) -> None:
    work.do(Claimed(BORN), Claimed(PART))
    work.session.do(work.ties.take(ANN, work.ties.lines(ANN)[-1]))
    assert work.session.layer.claims[CITIZEN].source == PATH


def test_nothing_is_learned_from_what_somebody_else_drew(work: Work) -> None:
    decided(work.session.store, work.session.key, map(Added, SPANS), by="ben")
    ben = Work(ClaimingSession(work.session.store, work.session.key, "ben"))
    ben.do(Claimed(BORN), Claimed(PART))
    assert not ben.proposed()


_RELATION = st.builds(
    Relation, st.sampled_from(SPANS), st.sampled_from(["born_in", "part_of", "citizen_of"]), st.sampled_from(SPANS)
).filter(lambda one: one.head != one.tail)
_SAME = st.sampled_from([Same(ANNIE, ANN), Same(CITY, TOWN), Same(BO, ANN)])


@given(st.lists(st.tuples(st.one_of(_RELATION, _RELATION, _SAME), st.booleans()), max_size=20))
@settings(max_examples=25)
def test_what_is_kept_is_what_would_be_found_anew(
    tmp_path_factory: pytest.TempPathFactory, steps: Sequence[tuple[Relation | Same, bool]]
) -> None:
    store, key = learned(tmp_path_factory.mktemp("walked") / "p.db")
    with closing(store):
        work = Work(ClaimingSession(store, key, "ana"))
        layer = work.session.layer
        for claim, refused in steps:
            held = claim.span in layer.members if isinstance(claim, Same) else claim in layer.claims
            may_be_refused = isinstance(claim, Relation) and claim not in layer.refusals
            work.do(Withdrawn(claim) if held else Refused(claim) if refused and may_be_refused else Claimed(claim))
            anew = Work(work.session)
            for span in SPANS:
                assert work.proposed(span) == anew.proposed(span)

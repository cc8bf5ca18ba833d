"""A review of claims: spans first, then what is said of the spans that are gold; each conflict costs one key."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import combinations, islice
from pathlib import Path

import pytest
from support.claiming import HPA, HPA_AGAIN, LUND, PORT, SPANS, TOWN, UHW, decided, made
from support.counted import counted
from support.reviewed_claims import ANA, BASED, HEADS, MEMBER, SCHEME, project

from annotator.domain.claims.values import Attribute, Link, Relation, Same
from annotator.domain.decisions import GOLD, Added, Claimed, Finished, Reopened, Withdrawn
from annotator.domain.disagreement.claim_conflict import name_of_claims
from annotator.domain.disagreement.votes import Quota
from annotator.domain.span import Span
from annotator.errors import AnnotatorError, DecisionError, NoSuchSpan, SchemeError
from annotator.services.project.doctor import check_up
from annotator.services.reporting.decision_log import decisions
from annotator.services.reviewing.across.plan import Asked, plan
from annotator.services.reviewing.across.settle import OPENED, settle
from annotator.services.reviewing.corrections import corrections
from annotator.services.reviewing.progress import review_progress
from annotator.services.reviewing.session import ReviewSession
from annotator.storage.claims.read import read_claims
from annotator.storage.maintenance.people.rulings import called_in
from annotator.storage.queries.review_queue import next_disputed, statuses, undisputed
from annotator.storage.store import Store


@pytest.fixture
def both(tmp_path: Path) -> Iterator[tuple[Store, str]]:
    store, key = project(tmp_path / "strike.db")
    with store:
        yield store, key


def gold(store: Store, key: str) -> set[object]:
    """The claims of gold on disk, entities as the spans that are together."""
    found = read_claims(store.conn, store.article_id(key), GOLD)
    groups = (frozenset(entity.mentions) for entity in found.entities if len(entity.mentions) > 1)
    return {*found.relations, *found.links, *found.attributes, *groups}


def by_kind(session: ReviewSession) -> dict[str, list[str]]:
    """The kinds of the open conflicts of each task."""
    found: dict[str, list[str]] = {}
    for one in session.open_anywhere:
        found.setdefault(getattr(one, "task", "names"), []).append(one.kind)
    return found


def test_each_task_asks_for_its_conflicts_and_each_costs_one_key(both: tuple[Store, str]) -> None:
    store, key = both
    session = ReviewSession(store, key, "rita")
    assert by_kind(session) == {"same": ["same"], "facts": ["value", "value"]}
    assert session.claims.waiting == 2  # which mentions an entity has comes before what is said of it
    assert session.task == "same"
    assert [(one.number, one.claims, one.annotators) for one in session.choices()] == [
        (1, (Same(HPA_AGAIN, PORT, whole=True),), ("ana",)),
        (2, (), ("ben",)),
    ]
    assert session.take(1).message == "All settled here: tab goes on to who, 1 conflict."
    assert by_kind(session) == {"who": ["entry"], "ties": ["label"], "facts": ["value", "value"]}
    session.next_task()
    assert session.task == "who"
    session.take(2)
    session.next_task()
    assert session.take(1).message == "All settled here: tab goes on to facts, 2 conflicts."
    session.next_task()
    session.take(2)
    assert session.take(1).message == "All 5 conflicts are settled: s approves."
    session.approve()
    assert statuses(store, key)[GOLD] == "approved"
    assert check_up(store).problems == []
    assert gold(store, key) >= {
        frozenset((PORT, HPA, HPA_AGAIN)), HEADS, BASED, Link(PORT, "newsroom", ""), Link(LUND, "newsroom", "K7"),
    }  # fmt: skip
    assert MEMBER not in gold(store, key)


def test_undo_stands_where_it_was_done_in_whatever_task(both: tuple[Store, str]) -> None:
    store, key = both
    session = ReviewSession(store, key, "rita")
    session.take(1)
    session.next_task()
    session.take(1)
    session.undo()
    assert (session.task, session.conflict is not None, len(session.open_anywhere)) == ("who", True, 4)
    session.undo()
    assert (session.task, len(session.open_anywhere)) == ("same", 3)
    session.undo(redo=True)
    assert len(session.open_anywhere) == 4
    assert check_up(store).problems == []


def test_no_article_is_approved_while_a_claim_is_open(both: tuple[Store, str]) -> None:
    session = ReviewSession(*both, "rita")
    with pytest.raises(DecisionError, match="3 conflicts are still open: tab goes there"):
        session.approve()
    session.go_to_task("names")
    with pytest.raises(DecisionError, match="3 conflicts are still open: tab goes there"):
        session.approve()
    assert review_progress(*both) == (0, 3)
    assert next_disputed(both[0]) == both[1]
    assert undisputed(both[0]) == []


def test_the_last_ruling_approves_in_one_step(both: tuple[Store, str]) -> None:
    store, key = both
    session = ReviewSession(store, key, "rita")
    session.approves = True
    while session.open_anywhere:
        session.stand_in(session.open_anywhere[0])
        session.take(1)
    assert session.approved == "All 5 conflicts are settled: approved."
    assert statuses(store, key)[GOLD] == "approved"
    session.undo()
    assert (statuses(store, key)[GOLD], len(session.open_anywhere)) == ("open", 1)


def test_nobody_is_right_and_majority(both: tuple[Store, str]) -> None:
    session = ReviewSession(*both, "rita")
    with pytest.raises(DecisionError, match="majority"):
        session.majority()
    with pytest.raises(DecisionError, match="what is said of spans"):
        session.both()
    session.none()
    assert [one.choice for one, _ in session.settled.values()] == ["none"]
    assert frozenset((PORT, HPA)) in gold(*both)


def test_what_another_changes_is_asked_anew_and_no_other_ruling_goes(both: tuple[Store, str]) -> None:
    store, key = both
    session = ReviewSession(store, key, "rita")
    while session.open_anywhere:
        session.stand_in(session.open_anywhere[0])
        session.take(1)
    decided(store, key, [Reopened(), Withdrawn(HEADS), Finished()])
    with pytest.raises(DecisionError, match="Changed meanwhile by ana"):
        session.take(1)
    assert by_kind(session) == {"ties": ["missed"]}
    session.stand_in(session.open_anywhere[0])
    session.none()
    assert HEADS not in gold(store, key)
    assert BASED in gold(store, key)
    assert check_up(store).problems == []


def test_claims_follow_a_span_that_was_ruled_on_anew(tmp_path: Path) -> None:
    longer = Span(PORT.start - 4, PORT.end, "ORG")
    ben = [longer if one == PORT else one for one in SPANS]
    store, key = project(tmp_path / "strike.db", ben)
    with store:
        session = ReviewSession(store, key, "rita")
        assert session.task == "names"
        session.take(2)
        while session.open_anywhere:
            session.stand_in(session.open_anywhere[0])
            session.take(1)
        session.go_to_task("ties")
        moved = Relation(LUND, "head_of", longer)
        assert moved in {claim for one in session.conflicts for _, said in one.versions for claim in said}
        assert moved in gold(store, key)
        session.go_to_task("names")
        session.stand_in(session.conflicts[0])
        session.take(1)
        assert moved not in gold(store, key)
        assert session.open_anywhere
        session.undo()
        assert moved in gold(store, key)
        assert check_up(store).problems == []


def test_a_vote_settles_claims_that_enough_say(both: tuple[Store, str]) -> None:
    store, key = both
    decided(store, key, map(Added, SPANS), "cem")
    decided(store, key, [*map(Claimed, ANA), Finished()], "cem")
    found = plan(store, Asked(Quota.of("2/3")))
    assert {one.said(one.outcome.version or ()) for one in found.proposals} >= {"= Halvik Port Authority"}
    done = settle(store, found.proposals, "rita", choice="vote")
    assert (done.conflicts, done.approved, done.left[OPENED]) == (
        3,
        0,
        2,
    )
    done = settle(store, plan(store, Asked(Quota.of("2/3"))).proposals, "rita", choice="vote")
    assert (done.conflicts, done.approved) == (2, 1)
    assert HEADS in gold(store, key)
    assert check_up(store).problems == []


def test_one_annotator_alone_is_reviewed_too(both: tuple[Store, str]) -> None:
    store, key = both
    decided(store, key, [Reopened()], "ben")
    session = ReviewSession(store, key, "rita")
    assert not session.open_anywhere
    session.approve()
    assert gold(store, key) >= {HEADS, BASED, Attribute(UHW, "mention", "nominal")}
    assert TOWN in read_claims(store.conn, store.article_id(key), GOLD).entity_of()


def test_off_any_conflict_one_claim_is_meant_and_taken_away(both: tuple[Store, str]) -> None:
    session = ReviewSession(*both, "rita")
    session.go_to_task("ties")
    session.conflict = None
    session.go_to(TOWN)
    with pytest.raises(DecisionError, match="1 claim is gold here"):
        session.take(2)
    session.take(1)
    session.none()
    assert BASED not in gold(*both)
    session.go_to_task("facts")
    session.go_to(PORT)
    with pytest.raises(NoSuchSpan, match="Nothing is claimed here"):
        session.none()


def test_rulings_of_ones_own(both: tuple[Store, str]) -> None:
    session = ReviewSession(*both, "rita")
    session.go_to_task("names")
    session.conflict = None
    with pytest.raises(NoSuchSpan):
        session.relate("opposes")
    session.stand_in(session.open_anywhere[0])
    with pytest.raises(DecisionError, match="not about a relation"):
        session.relate("opposes")
    with pytest.raises(DecisionError, match="the same span"):
        session.point(HPA_AGAIN)
    session.take(1)
    session.next_task()
    session.take(1)
    session.next_task()
    with pytest.raises(SchemeError, match="no relation 'hates'"):
        session.relate("hates")
    with pytest.raises(DecisionError, match="based_in does not hold between"):
        session.relate("based_in")
    session.relate("opposes")
    assert Relation(PORT, "opposes", LUND) in gold(*both)
    session.stand_in(session.conflicts[0])
    session.relate("head_of")
    assert {HEADS, Relation(LUND, "member_of", PORT)} <= gold(*both)
    assert check_up(both[0]).problems == []


def test_an_annotator_sees_what_review_made_of_their_claims(both: tuple[Store, str]) -> None:
    store, key = both
    session = ReviewSession(store, key, "rita")
    session.take(1)
    found = corrections(store, key, "ben")
    assert found is not None
    assert [(one.kind, one.gold) for one in found.claims] == [("same", "= Halvik Port Authority")]
    session.give_back("ben")
    found = corrections(store, key, "ben")
    assert found is not None
    assert [(one.kind, one.own, one.gold) for one in found.claims] == [
        ("same", "none of these", "= Halvik Port Authority"),
        ("entry", "not in the base newsroom", None),
        ("label", "Tor Lund member_of HPA", None),
        ("value", "mention: name (default)", None),
        ("value", "role: head", None),
    ]
    assert found.open == 4
    session.go_to_task("ties")
    session.conflict = None
    session.go_to(TOWN)
    session.none()
    mine = corrections(store, key, "ana")
    assert mine is not None
    assert ("missed", "Halvik Port Authority based_in Halvik", "nothing") in [
        (one.kind, one.own, one.gold) for one in mine.claims
    ]


def test_the_log_says_what_was_ruled_in_words(both: tuple[Store, str]) -> None:
    store, key = both
    session = ReviewSession(store, key, "rita")
    session.take(1)
    assert session.undo().message == "Taken back: the ruling on “HPA”."
    session.undo(redo=True)
    ruled = [row["ruling"] for row in decisions(store) if row["action"] == "ruled" and row["by"] == "rita"]
    assert [(one["choice"], [claim["words"] for claim in one["claims"]]) for one in ruled[:1]] == [
        ("ana", ["“HPA” = “Halvik Port Authority”"])
    ]


def test_a_ruling_under_other_names_is_that_of_the_same_conflict() -> None:
    versions = {"ana": (HEADS,), "ben": ()}
    note = json.dumps({"conflict": name_of_claims(versions.items()), "choice": "ana", "spans": []})
    found = json.loads(called_in(note, {"ana": "A2", "ben": "A1"}.__getitem__, str) or "")
    assert found["conflict"] == name_of_claims({"A1": (), "A2": (HEADS,)}.items())


@pytest.mark.parametrize("seed", range(8))
def test_what_is_known_after_each_step_is_what_is_read_anew(both: tuple[Store, str], seed: int) -> None:
    store, key = both
    chance, session = random.Random(seed), ReviewSession(store, key, "rita")  # noqa: S311 - no secret
    session.approves = False
    for _ in range(50):
        verb = chance.choice(["take", "take", "none", "undo", "redo", "next_task", "next_open"])
        with suppress(AnnotatorError):
            if chance.random() < 0.1:
                ReviewSession(store, key, "tom").take(chance.choice([1, 2]))
            match verb:
                case "take":
                    session.take(chance.choice([1, 2]))
                case "undo" | "redo":
                    session.undo(redo=verb == "redo")
                case _:
                    getattr(session, verb)()
        session.catch_up()
        anew = ReviewSession(store, key, "rita")
        assert replace(session.claims, entities=anew.claims.entities) == anew.claims
        assert session.settled == anew.settled
        assert [one.event for one in session.unwritten] == [one.event for one in anew.unwritten]
        assert (session.layer.claims.keys(), session.layer.refusals.keys()) == (
            anew.layer.claims.keys(),
            anew.layer.refusals.keys(),
        )


def test_what_goes_with_a_gold_span_or_no_longer_fits_it_is_told(both: tuple[Store, str]) -> None:
    store, key = both
    session = ReviewSession(store, key, "rita")
    session.go_to_task("names")
    session.move(TOWN.start, focus=TOWN)
    assert session.none().message == "1 relation went with it: u brings all back."
    session.undo()
    session.move(PORT.start, focus=PORT)
    assert "1 relation no longer fits: based_in wants ORG as head." in session.label("PERSON").message


def words(number: int) -> Iterator[Span]:
    """The spans of an article of so many words."""
    return (Span(start, start + 5, "ORG" if start else "PERSON") for start in range(0, number * 6, 6))


def two_agree(path: Path, relations: int) -> tuple[Store, str]:
    """A project in which two annotators agree on so many relations, and differ in two links."""
    store, key = made(path, SCHEME, " ".join(["Lundt"] * 30))
    pairs = combinations(sorted(words(30)), 2)
    agreed = [Claimed(Relation(head, "opposes", tail)) for head, tail in islice(pairs, relations)]
    for who in ("ana", "ben"):
        links = [Claimed(Link(span, "newsroom", who)) for span in islice(words(30), 2)]
        decided(store, key, [*map(Added, words(30)), *agreed, *links, Finished()], who)
    return store, key


def test_a_ruling_and_its_undo_do_no_more_where_more_is_agreed(tmp_path: Path) -> None:
    done = []
    for relations in (30, 300):
        store, key = two_agree(tmp_path / f"{relations:03}.db", relations)
        with store:
            session = ReviewSession(store, key, "rita")
            session.take(1)
            session.undo()
            done.append([counted(store, partial(session.take, 1)), counted(store, session.undo)])
    assert done[0] == done[1]

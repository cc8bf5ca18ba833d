"""What a task keeps while the layer changes is what one that begins now finds, and lanes that change are told."""

from __future__ import annotations

import random
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.claiming import (
    ATTRIBUTES,
    HPA,
    HPA_AGAIN,
    LABELS,
    LUND,
    PORT,
    RELATIONS,
    SOL,
    SPANS,
    TOWN,
    TOWN_AGAIN,
    UHW,
    UNION,
    decided,
    made,
)

from annotator.domain.article import Article
from annotator.domain.claims.scheme import AttributeType, Base, ClaimScheme, EntityRules, RelationType
from annotator.domain.claims.values import Attribute, Claim, Link, Relation, Same
from annotator.domain.decisions import Added, Claimed, Event, Refused, Relabelled, Removed, Withdrawn
from annotator.domain.span import Span
from annotator.errors import AnnotatorError
from annotator.services.claiming.kept import KeptSpans
from annotator.services.claiming.question import Step, Tally, Task
from annotator.services.claiming.session import ClaimingSession
from annotator.services.claiming.tasks import TASKS

CLAIMED = ClaimScheme(
    (*RELATIONS, RelationType("beside", "E", head=("ORG", "GPE"), tail=("ORG", "GPE"))),
    (*ATTRIBUTES, AttributeType("known", of="entity"), AttributeType("sure", of="relation", default=True)),
    EntityRules(),
    (Base("newsroom"), Base("places", {"GPE": ()})),
)

spans = st.sampled_from(SPANS)
FITS = {base.name: base for base in CLAIMED.bases}
REMEMBERED = (Relation(LUND, "head_of", PORT), Relation(SOL, "head_of", UHW), Relation(UHW, "opposes", PORT))
VALUES = (Attribute(HPA, "mention", "nominal"), Attribute(TOWN, "quoted", value=True))
ORGS = [one for one in SPANS if one.label == "ORG" and one != UNION]
SAMES = (Same(HPA, PORT), Same(HPA_AGAIN, HPA), Same(HPA_AGAIN, PORT), Same(TOWN_AGAIN, TOWN), Same(UHW, UNION))


def any_claim(chance: random.Random) -> Claim:
    """Something that may be claimed, what is likely to be proposed oftener than anything else."""
    one, other = chance.sample(SPANS, 2)
    drawn = Relation(one, chance.choice(CLAIMED.relations).name, other)
    value = chance.random() < 0.5
    every: list[Claim] = [
        chance.choice(REMEMBERED),
        chance.choice(REMEMBERED),
        Relation(chance.choice(ORGS), "beside", UNION),
        drawn,
        chance.choice(SAMES),
        chance.choice(SAMES),
        Same(one, other),
        Link(one, chance.choice(["newsroom", "places"]), chance.choice(["", "K1", "K2"]), "Halvik"),
        Attribute(one, "mention", chance.choice(["name", "nominal"])),
        Attribute(one, chance.choice(["quoted", "known"]), value),
        Attribute(drawn, "sure", value),
    ]
    return chance.choice(every)


def any_event(chance: random.Random, session: ClaimingSession, tasks: Sequence[Task]) -> Event:
    """Something that may be done: mostly what is said of a claim, one that is proposed by a task or any."""
    span = chance.choice(SPANS)
    asked = chance.choice(tasks).lines(span) if span in session.layer.held else ()
    claim = chance.choice([any_claim(chance), *(line.claim for line in asked if line.state == "open")])
    held = [*session.layer.claims, *(Same(one, one) for one in session.layer.members)]
    often: list[Event] = [*[Claimed(claim)] * 4, Refused(claim), Withdrawn(chance.choice(held) if held else claim)]
    seldom: list[Event] = [Removed(span), Added(span), Relabelled(span, chance.choice(LABELS).name)]
    return chance.choice(seldom if chance.random() < 0.1 else often)


def elsewhere(session: ClaimingSession) -> None:
    """Another article in which the same was claimed, so that something is remembered."""
    article = Article.of(f"{session.text} Again.")
    with session.store.write():
        session.store.add_article(article, "2026-01-01T00:00:00.000000Z")
    decided(session.store, article.key, [*map(Added, SPANS), *map(Claimed, REMEMBERED), *map(Claimed, VALUES)])


def lanes(task: Task, session: ClaimingSession, focus: Span | None) -> dict[Span, object]:
    return {span: task.lane(span, focus) for span in session.layer.held}


@pytest.mark.parametrize("seed", range(6))
def test_what_is_kept_is_what_is_found_anew(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret
    store, key = made(tmp_path / "p.db", CLAIMED)
    with store:
        session = ClaimingSession(store, key, "ana")
        elsewhere(session)
        kept = {name: new(session.desk()) for name, new in TASKS.items()}
        for _ in range(150):
            drawn = {name: lanes(task, session, None) for name, task in kept.items()}
            with suppress(AnnotatorError):
                session.undo() if chance.random() < 0.1 else session.do(
                    Step((any_event(chance, session, [*kept.values()]),))
                )
            news = session.take_changed()
            for name, task in kept.items():
                looked_at = task.changed(news)
                _check(task, TASKS[name](session.desk()), session)
                now = lanes(task, session, None)
                told = session.layer.held if news is None else {*news, *looked_at}
                assert {span for span, lane in now.items() if drawn[name].get(span) != lane} <= {*told}


def _check(task: Task, anew: Task, session: ClaimingSession) -> None:
    assert task.tally() == anew.tally()
    assert list(task.stops()) == list(anew.stops())
    assert list(task.open()) == list(anew.open())
    for span in session.layer.held:
        assert list(task.lines(span)) == list(anew.lines(span))
        assert task.around(span) == anew.around(span)
        assert task.facts(span) == anew.facts(span)
    assert lanes(task, session, None) == lanes(anew, session, None)
    assert task.tally() == _counted(task, session)


def _counted(task: Task, session: ClaimingSession) -> Tally:
    """How much is done, counted one by one."""
    layer, desk = session.layer, session.desk()
    kind = {"ties": Relation, "same": Same, "who": Link, "facts": Attribute}[task.name]
    held = {one for one in layer.claims if isinstance(one, kind)}
    linked = ((desk.mentions(link.span)[0], link.base) for link in held if isinstance(link, Link))
    done = {
        "same": len(layer.members) - len({member.entity for member in layer.members.values()}),
        "who": len({(first, base) for first, base in linked if FITS[base].fits(first.label)}),
    }.get(task.name, len(held))
    refused = sum(isinstance(one, kind) for one in layer.refusals)
    return Tally(task.tally().sign, done, refused, task.tally().open)


@given(st.lists(st.tuples(st.sampled_from(SPANS), st.booleans())))
def test_spans_are_kept_in_order(run: list[tuple[Span, bool]]) -> None:
    kept, there = KeptSpans(SPANS[:3]), set(SPANS[:3])
    for span, comes in run:
        kept.put(span, there=comes)
        (there.add if comes else there.discard)(span)
        assert list(kept) == sorted(there) == kept.every
        assert len(kept) == len(there) and (span in kept) == comes

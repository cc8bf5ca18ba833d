"""Claims that the scheme does not allow any more are counted and found, whatever happened."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from support.claimed_project import KEY, asked, do, histories, project
from support.claiming import CLAIMS, HPA, LUND, PORT, RELATIONS, SOL, UHW, decided, made

from annotator.domain.claims.fitting import misfits
from annotator.domain.claims.scheme import AttributeType, ClaimScheme, EntityRules
from annotator.domain.claims.values import Attribute, Claim, Relation, Same
from annotator.domain.decisions import Claimed, Event
from annotator.domain.layer import Layer
from annotator.domain.question.typing import completions
from annotator.domain.scheme import Scheme
from annotator.services.project.doctor import check_up
from annotator.services.project.labels import carry_out, loading
from annotator.services.project.scheme_file import dump
from annotator.services.project.scheme_history.log import undoing
from annotator.services.reporting.statistics import statistics
from annotator.storage.claims.unfit import unfit
from annotator.storage.queries.asked.known import known
from annotator.storage.store import Store

SCHEMES = (
    ClaimScheme(),
    ClaimScheme(attributes=(AttributeType("note"),), entities=EntityRules(("B",))),
    ClaimScheme(entities=EntityRules()),
)


def others(layer: Layer) -> list[Claim]:
    """The mentions of a layer that have others, each as a claim."""
    index = layer.claim_index
    together = (index.mentions(entity) for entity in index.entities())
    return [Same(span, span) for many in together if len(many) > 1 for span in many]


@given(histories)
def test_what_does_not_fit_is_counted_and_found(
    tmp_path_factory: pytest.TempPathFactory, steps: list[list[Event]]
) -> None:
    with project(tmp_path_factory.mktemp("p") / "p.db") as store:
        for many in steps:
            do(store, many)
        layer = store.layer(KEY, "ana").layer
        claims = [*layer.claims, *others(layer)]
        for scheme in (store.scheme().claims, *SCHEMES):
            assert unfit(store.conn, scheme) == misfits(scheme, claims)
        scheme = store.scheme().claims
        wrong = {span for claim in claims if misfits(scheme, [claim]) for span in claim.spans}
        assert asked(store, "fits:no") == {(span.start, span.end) for span in wrong}
        assert asked(store, "fits:yes") == {(span.start, span.end) for span in layer.held if span not in wrong}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store, key = made(tmp_path / "p.db")
    heads = Claimed(Relation(LUND, "head_of", PORT)), Claimed(Relation(SOL, "head_of", UHW))
    decided(store, key, [*heads, Claimed(Same(HPA, PORT)), Claimed(Attribute(LUND, "role", "head"))])
    return store


def load(store: Store, claims: ClaimScheme, path: Path) -> str:
    path.write_text(dump(Scheme(store.scheme().labels, claims=claims)), encoding="utf-8")
    plan = loading(store, path)
    carry_out(store, plan)
    return plan.sentences[-1]


def test_a_scheme_that_allows_less_says_what_stays(store: Store, tmp_path: Path) -> None:
    with store:
        without = ClaimScheme(RELATIONS[1:], CLAIMS.attributes[:1], EntityRules(("PERSON",)))
        assert load(store, without, tmp_path / "s.toml") == (
            "1 attribute, 2 mentions, 2 relations no longer fit: ORG is no mention of anything (2); "
            "the scheme has no relation head_of (2); the scheme has no attribute role (1). "
            "`annotator find fits:no` lists them. They stay."
        )
        assert "no longer" not in load(store, without, tmp_path / "s.toml")
        assert statistics(store).as_json()["unfit"] == 5
        found = check_up(store)
        assert found.sound
        assert found.unfit == found.as_json()["unfit"]
        assert found.unfit.startswith("1 attribute, 2 mentions, 2 relations no longer fit")
        carry_out(store, undoing(store))
        assert not statistics(store).unfit
        assert "unfit" not in check_up(store).as_json()


def test_what_is_taken_back_of_a_scheme_says_what_no_longer_fits(store: Store, tmp_path: Path) -> None:
    with store:
        load(store, ClaimScheme(), tmp_path / "s.toml")
        load(store, CLAIMS, tmp_path / "s.toml")
        assert undoing(store).sentences[-1].startswith("1 attribute, 2 mentions, 2 relations no longer fit")


def test_what_the_scheme_dropped_can_be_asked_for(store: Store, tmp_path: Path) -> None:
    with store:
        load(store, ClaimScheme(), tmp_path / "s.toml")
        assert len(asked(store, "relation:head_of")) == 4
        assert asked(store, "attribute:role") == {(LUND.start, LUND.end)}
        assert len(asked(store, "entity:yes")) == 2
        assert "relation:head_of" in completions("relation:", known(store))


def test_nothing_is_asked_where_nothing_is_claimed(tmp_path: Path) -> None:
    with made(tmp_path / "p.db", ClaimScheme())[0] as store:
        assert "fits:" not in completions("", known(store))
        assert not statistics(store).unfit
    with made(tmp_path / "q.db")[0] as store:
        assert "fits:" not in completions("", known(store))

"""Agreement on claims, from decisions to figures: of now, as first finished, and at a tag."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.teams import act, finish, project, put

from annotator.cli._main import annotator
from annotator.domain.claims.scheme import AttributeType, Base, ClaimScheme, EntityRules, RelationType
from annotator.domain.claims.values import Attribute, Claim, Link, Relation, Same
from annotator.domain.decisions import Added, Claimed, Finished, Removed, Reopened, Withdrawn
from annotator.domain.span import Span
from annotator.errors import NotAProject
from annotator.services.exporting.tags import set_tag
from annotator.services.project.labels import carry_out, renaming
from annotator.services.releasing.agreement import agreement_lines
from annotator.services.reporting.agreement import agree
from annotator.services.reporting.agreement_csv import as_csv
from annotator.services.reporting.by_period import agree_by
from annotator.services.reporting.dashboard import dashboard
from annotator.services.reporting.html_dashboard import page
from annotator.services.reporting.statistics import statistics
from annotator.services.reporting.views import View, disagreements, labels_of
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.store import Store

TEXT = "Tor Lund heads the port . He met Ingrid Sol ."
LUND, PORT, HE, SOL = Span(0, 8, "PER"), Span(19, 23, "ORG"), Span(26, 28, "PER"), Span(33, 43, "PER")
SPANS = [LUND, PORT, HE, SOL]
CLAIMS = ClaimScheme(
    relations=(RelationType("heads"), RelationType("met", directed=False), RelationType("owns", between="entities")),
    attributes=(
        AttributeType("mention", on=("PER",), kind="choice", values=("name", "pronoun"), default="name"),
        AttributeType("known", of="entity"),
    ),
    entities=EntityRules(("PER",)),
    bases=(Base("news"),),
)
ANA: tuple[Claim, ...] = (
    Relation(LUND, "heads", PORT), Relation(LUND, "met", SOL), Relation(LUND, "owns", PORT), Same(HE, LUND),
    Link(LUND, "news", "K1"), Link(PORT, "news", ""), Attribute(HE, "mention", "pronoun"),
    Attribute(LUND, "known", True),
)  # fmt: skip
BEN: tuple[Claim, ...] = (
    Relation(LUND, "heads", PORT), Relation(HE, "met", SOL), Relation(HE, "owns", PORT), Same(HE, LUND),
    Link(HE, "news", "K1"), Link(PORT, "news", "K2"), Attribute(HE, "known", False),
)  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with project(tmp_path / "team.db") as opened:
        save_scheme(opened, replace(opened.scheme(), claims=CLAIMS))
        yield opened


def claimed(store: Store, key: str, who: str, *claims: Claim) -> None:
    act(store, key, who, *map(Added, SPANS), *map(Claimed, claims), Finished())


def test_what_is_claimed_is_compared_as_the_scheme_says(store: Store) -> None:
    key = put(store, TEXT)
    claimed(store, key, "ana", *ANA)
    claimed(store, key, "ben", *BEN)
    found = agree(store)
    (pair,) = found["pairs"]
    by_label = {row["label"]: row["relations_f1"] for row in pair["relations_by_label"]}
    assert by_label == {"heads": 1.0, "met": 0.0, "owns": 1.0}  # `owns` relates entities, `met` these two mentions
    assert pair["relations_f1"] == pytest.approx(2 / 3)
    assert found["coref"] == dict.fromkeys(("conll", "muc", "b3", "ceafe", "lea", "mentions"), 1.0)
    assert pair["n"]["coref_mentions"] == 6  # Sol is one that nobody joined, the port is of a label without entities
    assert (pair["links_f1"], pair["n"]["links_f1"]) == (pytest.approx(2 * 2 / 5), 5)
    assert (pair["links_accuracy"], pair["n"]["links_accuracy"]) == (pytest.approx(2 / 3), 3)
    rows = {row["label"]: (row["n"], row["attributes_kappa"]) for row in pair["attributes_by_name"]}
    assert rows == {"known": (2, 0.0), "mention": (3, 0.0)}  # what is the default counts as said


def test_labels_of_spans_do_not_matter_and_a_new_name_changes_nothing(store: Store) -> None:
    key = put(store, TEXT)
    claimed(store, key, "ana", *ANA)
    org = HE.labelled("ORG")
    act(store, key, "ben", *map(Added, [LUND, PORT, org, SOL]), Claimed(Relation(org, "owns", PORT)),
        Claimed(Same(org, LUND)), Finished())  # fmt: skip
    (before,) = agree(store)["pairs"]
    assert {row["label"]: row["relations_f1"] for row in before["relations_by_label"]}["owns"] == 1.0
    carry_out(store, renaming(store, "ORG", "FIRM"), by="rosa")
    (after,) = agree(store)["pairs"]
    for name in ("relations_f1", "coref_conll", "links_f1", "attributes_kappa"):
        assert after[name] == before[name]


def test_as_first_finished_and_at_a_tag_it_is_what_was_claimed_then(store: Store) -> None:
    key = put(store, TEXT)
    claimed(store, key, "ana", *ANA)
    claimed(store, key, "ben", *ANA)
    set_tag(store, "v1", by="rosa")
    act(store, key, "ben", Reopened(), Withdrawn(ANA[0]), Withdrawn(ANA[3]), Finished())
    assert agree(store)["pairs"][0]["relations_f1"] == pytest.approx(4 / 5)
    for then in (agree(store, first=True), agree(store, at="v1")):
        assert then["pairs"][0]["relations_f1"] == then["coref"]["conll"] == 1.0
    (month,) = agree_by(store, by="month")["periods"]
    assert month["pairs"][0]["relations_f1"] == pytest.approx(4 / 5)


def test_singletons_count_where_the_scheme_says_so(store: Store) -> None:
    key = put(store, TEXT)
    claimed(store, key, "ana", *ANA)
    claimed(store, key, "ben", *ANA)
    save_scheme(
        store, replace(store.scheme(), claims=replace(CLAIMS, entities=EntityRules(("PER",), singletons=False)))
    )
    assert agree(store)["pairs"][0]["n"]["coref_mentions"] == 4


def test_a_scheme_of_spans_only_shows_nothing_of_it(tmp_path: Path) -> None:
    with project(tmp_path / "spans.db") as store:
        finish(store, put(store, TEXT), {"ana": SPANS, "ben": SPANS[:2]})
        found = agree(store)
        assert [one["name"] for one in found["measures"]] == ["f1", "kappa", "alpha"]
        assert not {"coref", "relations", "links", "attributes"}.intersection(found)
    printed = CliRunner().invoke(annotator, ["-p", str(tmp_path / "spans.db"), "agree"]).stdout
    assert "Entities" not in printed


def test_entities_that_nobody_has_made_yet_are_no_agreement(store: Store) -> None:
    finish(store, put(store, TEXT), {"ana": SPANS, "ben": SPANS})
    assert "coref" not in agree(store)


@pytest.mark.parametrize("first", [False, True])
def test_a_row_that_makes_no_sense_is_said(store: Store, first: bool) -> None:
    key = put(store, TEXT)
    claimed(store, key, "ana", *ANA)
    claimed(store, key, "ben", *BEN)
    with store.write():
        store.conn.execute("UPDATE claims SET value = '{' WHERE kind = 'attribute'")
    with pytest.raises(NotAProject, match=r"holds what makes no sense \(.+\): `annotator doctor` says more\."):
        agree(store, first=first)


def test_the_card_of_a_data_set_tells_of_it(store: Store) -> None:
    key = put(store, TEXT)
    claimed(store, key, "ana", ANA[0])
    claimed(store, key, "ben", ANA[0])
    lines = [*agreement_lines(agree(store), None)]
    assert "### Beyond spans" in lines
    assert "| ana, ben | relations F1 | 2 | 1.000 | – |" in lines
    assert not any("coref" in line for line in lines)


def test_the_command_line_prints_a_table_of_each(store: Store) -> None:
    key = put(store, TEXT)
    claimed(store, key, "ana", *ANA)
    claimed(store, key, "ben", *BEN)
    told = CliRunner().invoke(annotator, ["-p", str(store.path), "agree"])
    assert told.exit_code == 0, told.output
    for head in ("Relations:", "Entities:", "Links:", "Attributes:"):
        assert head in told.stdout.splitlines()


def test_the_disagreements_behind_the_figures_are_those_of_claims_too(store: Store) -> None:
    key = put(store, TEXT)
    claimed(store, key, "ana", *ANA)
    claimed(store, key, "ben", *BEN)
    found = [conflict for _, _, conflict in disagreements(store, "ana", "ben")]
    assert [(one.kind, sorted(labels_of(one))) for one in found] == [
        ("entry", ["news"]), ("missed", ["met"]), ("missed", ["met"]), ("value", ["known"]), ("value", ["mention"]),
    ]  # fmt: skip
    set_tag(store, "v1", by="rosa")
    assert len(list(disagreements(store, "ana", "ben", View("tag", "v1")))) == len(found)
    act(store, key, "ben", Reopened(), Claimed(Same(HE, HE)), Finished())
    waiting: list[int] = []
    found = [conflict for _, _, conflict in disagreements(store, "ana", "ben", waiting=waiting.append)]
    assert found[0].kind == "same"
    assert sum(waiting) > 0


def test_the_page_and_the_statistics_count_what_each_claims(store: Store) -> None:
    key = put(store, TEXT)
    claimed(store, key, "ana", *ANA)
    claimed(store, key, "ben")
    assert "<h2>Claims</h2>" in (shown := page(dashboard(store)))
    assert ">3</td>" in shown
    document = statistics(store).as_json()
    assert document["claims_by_layer"]["ana"] == {
        "relations": 3, "entities": 1, "mentions": 2, "links": 2, "attributes": 2,
    }  # fmt: skip


def test_relations_between_the_same_ends_are_taken_for_others_or_for_none(store: Store) -> None:
    key = put(store, TEXT)
    mine: list[Claim] = [
        Relation(LUND, "heads", PORT),
        Relation(HE, "met", SOL),
        Relation(LUND, "owns", PORT),
        Same(HE, LUND),
    ]
    theirs: list[Claim] = [
        Relation(LUND, "met", PORT),
        Relation(SOL, "met", HE),
        Relation(HE, "owns", PORT),
        Same(HE, LUND),
    ]
    claimed(store, key, "ana", *mine)
    claimed(store, key, "ben", *theirs, Relation(LUND, "heads", SOL))
    (pair,) = agree(store)["pairs"]
    assert {(row["a"], row["b"]): row["n"] for row in pair["relations_confusion"]} == {
        ("heads", "met"): 1, ("met", "met"): 1, ("owns", "owns"): 1, (None, "heads"): 1,
    }  # fmt: skip
    assert "relations_confusion" not in agree(store, measures=["coref"])["pairs"][0]
    assert "relations_confusion,ana,ben,heads,,,,1,,,,,,met," in as_csv(agree(store))


def test_where_claims_alone_are_measured_the_worst_article_is_that_of_claims(store: Store) -> None:
    alike, apart = put(store, TEXT), put(store, f"{TEXT} .")
    for key, theirs in ((alike, ANA), (apart, BEN)):
        claimed(store, key, "ana", *ANA)
        claimed(store, key, "ben", *theirs)
    act(store, alike, "ben", Reopened(), Removed(SOL), Finished())
    assert [row["article"] for row in agree(store)["by_article"]] == [alike, apart]
    found = agree(store, measures=["links"])["by_article"]
    assert [(row["article"], row["links_f1"]) for row in found] == [(apart, pytest.approx(0.8)), (alike, 1.0)]
    said = CliRunner().invoke(annotator, ["-p", str(store.path), "agree"]).stdout
    assert "spans disagreeing" in said
    assert "Relations most often confused:\n  met and nothing: 3\n" in said

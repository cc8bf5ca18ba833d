"""Another tool's curation suite: what its curator took is gold. `mergecas/simplespan` has texts alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.curation import claims, held, reviewed, rule, rule_claims, rule_spans, spans
from support.shared import DATA

from annotator.domain.decisions import GOLD
from annotator.services.project.doctor import check_up

SUITE = DATA / "formats/inception/inception/inception-curation"
RESOURCES = SUITE / "src/test/resources"
CASES = {
    "simpleSpanNoDiffWithLabelTest": [],
    "simpleSpanDiffWithLabelTest": ["label"],
    "simpleSpanDiffMultiFeatureTest": ["entry"],  # they differ in the identifier, which is a link
    "simpleSpanDiffWithLabelStacking2Test": ["missed"],
    "multipleStackedAnnotationsAreNotMergedTest": [],
    "simpleRelGovDiffTest": ["label"],
}


RELATIONS: dict[str, list[str]] = {
    "relStackedTest": [],
    "simpleRelGovDiffTest": [],
    "simpleRelGovStackedTest": [],
    "relationLabelTest": ["value"],  # the relation is called after its other feature, which has few values
}
NAMES = ("user1", "user2", "curator")
OWN_LAYERS = {
    "de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS": "Word",
    "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Lemma": "Form",
    "de.tudarmstadt.ukp.dkpro.core.api.syntax.type.dependency.Dependency": "Bond",
}


def test_every_case_of_simple_spans_is_here() -> None:
    assert {path.name for path in (RESOURCES / "testsuite").glob("simpleSpan*")} <= CASES.keys()


@pytest.mark.parametrize(("case", "kinds"), CASES.items())
def test_what_the_curator_took_is_gold(case: str, kinds: list[str], tmp_path: Path) -> None:
    folder = RESOURCES / "testsuite" / case
    session = reviewed(tmp_path, folder / "user1.tsv", folder / "user2.tsv")
    assert [conflict.kind for conflict in session.conflicts] == kinds
    curated = spans(folder / "curator.tsv")
    rule(session, curated)
    assert held(session.store, session.key) == curated
    assert session.layer.status == "approved"


@pytest.mark.parametrize(("case", "kinds"), RELATIONS.items())
def test_relations_that_the_curator_took_are_gold(case: str, kinds: list[str], tmp_path: Path) -> None:
    user1, user2, curator = (_own(RESOURCES / "testsuite" / case, name, tmp_path) for name in NAMES)
    session = reviewed(tmp_path, user1, user2)
    curated, claimed = spans(curator), claims(tmp_path, curator)
    rule_spans(session, curated)
    assert [conflict.kind for conflict in session.claims.conflicts] == kinds
    rule_claims(session, claimed)
    session.approve()
    assert held(session.store, session.key) == curated
    assert set(session.store.layer(session.key, GOLD).layer.claims) == claimed
    assert not check_up(session.store).problems


def _own(folder: Path, name: str, into: Path) -> Path:
    """A file, with layers of one's own in place of those of grammar, which are no labels here."""
    text = (folder / f"{name}.tsv").read_text(encoding="utf-8")
    for grammar, own in OWN_LAYERS.items():
        text = text.replace(grammar, f"webanno.custom.{own}")
    path = into / f"{name}.tsv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["1sentenceempty", "1sentenceNEempty"])
def test_texts_without_a_span_are_gold_without_a_span(name: str, tmp_path: Path) -> None:
    path = RESOURCES / "mergecas/simplespan" / f"{name}.tsv"
    session = reviewed(tmp_path, path, path)
    rule(session, [])
    assert not session.conflicts
    assert held(session.store, session.key) == []
    assert session.layer.status == "approved"

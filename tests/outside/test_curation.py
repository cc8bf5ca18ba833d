"""Another tool's curation suite: what its curator took is gold. `mergecas/simplespan` has texts alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.curation import held, reviewed, rule, spans
from support.shared import DATA

SUITE = DATA / "formats/inception/inception/inception-curation"
RESOURCES = SUITE / "src/test/resources"
CASES = {
    "simpleSpanNoDiffWithLabelTest": [],
    "simpleSpanDiffWithLabelTest": ["label"],
    "simpleSpanDiffMultiFeatureTest": [],  # they differ in a feature that is not the label
    "simpleSpanDiffWithLabelStacking2Test": ["missed"],
    "multipleStackedAnnotationsAreNotMergedTest": [],
    "simpleRelGovDiffTest": ["label"],
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


@pytest.mark.parametrize("name", ["1sentenceempty", "1sentenceNEempty"])
def test_texts_without_a_span_are_gold_without_a_span(name: str, tmp_path: Path) -> None:
    path = RESOURCES / "mergecas/simplespan" / f"{name}.tsv"
    session = reviewed(tmp_path, path, path)
    rule(session, [])
    assert not session.conflicts
    assert held(session.store, session.key) == []
    assert session.layer.status == "approved"

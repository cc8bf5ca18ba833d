"""Another tool's curation suite: two annotators' files go in, a script rules as its curator did, gold is its file.

The curator of the suite keeps what both annotators have and leaves out the rest. Where a file stacks
the same label twice on one place, a layer here holds it once; both annotators then have it, and the
curator, who left the stack alone, takes it out of the gold layer. `mergecas/simplespan` has texts alone.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from support.shared import DATA
from support.teams import project

from annotator.domain.decisions import GOLD
from annotator.domain.document import Incoming
from annotator.domain.span import Span
from annotator.formats import webanno_tsv
from annotator.formats.base import ReadOptions
from annotator.services.importing.add import AddOptions, add
from annotator.services.reviewing.session import ReviewSession
from annotator.storage.store import Store

SUITE = DATA / "formats/inception/inception/inception-curation"
RESOURCES = SUITE / "src/test/resources"
CASES = {
    "simpleSpanNoDiffWithLabelTest": [],
    "simpleSpanDiffWithLabelTest": ["label"],
    "simpleSpanDiffMultiFeatureTest": ["label"],
    "simpleSpanDiffWithLabelStacking2Test": ["missed"],
    "multipleStackedAnnotationsAreNotMergedTest": [],
    "simpleRelGovDiffTest": ["label"],
}
pytestmark = pytest.mark.skipif(not RESOURCES.exists(), reason="the curation suite is not here")


def spans(path: Path) -> list[Span]:
    read = [one for one in webanno_tsv.read(path, ReadOptions()) if isinstance(one, Incoming)]
    return sorted({span for one in read for layer in one.layers.values() for span in layer.spans})


def reviewed(folder: Path, user1: Path, user2: Path) -> ReviewSession:
    """A review of what two annotators finished."""
    store = project(folder / "p.db", overlap="any", labels=())
    for name, path in (("user1", user1), ("user2", user2)):
        report = add(store, [str(path)], AddOptions(as_name=name))
        assert (report.refused, report.layers) == ([], {name: 1})
    (key,) = [row[0] for row in store.conn.execute("SELECT key FROM articles")]
    return ReviewSession(store, key, "curator")


def rule(session: ReviewSession, curated: list[Span]) -> None:
    """Rule every conflict as the curator did, take out what the curator left out, approve."""
    while session.open:
        session.stand_in(session.open[0])
        here = tuple(span for span in session.in_conflict().spans if span in curated)
        numbers = [choice.number for choice in session.choices() if choice.spans == here]
        session.take(numbers[0]) if numbers else session.none()
    for gold in session.gold():
        if gold.span not in curated:
            session.go_to(gold.span)
            session.conflict = None  # a settled conflict on the same edges would be ruled anew
            session.none()
    session.approve()


def held(store: Store, key: str) -> list[Span]:
    return sorted(store.layer(key, GOLD).layer.held)


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

"""Another tool's curation suite: what two annotators agree on is what its curator finds merged."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.domain.conflicts import align
from annotator.domain.document import Incoming
from annotator.domain.span import Span
from annotator.formats import webanno_tsv
from annotator.formats.base import ReadOptions

SUITE = Path(__file__).parents[2].parent / "shared/data/formats/inception/inception/inception-curation"
CASES = SUITE / "src/test/resources/testsuite"


def spans(path: Path) -> list[Span]:
    read = [one for one in webanno_tsv.read(path, ReadOptions()) if isinstance(one, Incoming)]
    return sorted({span for one in read for layer in one.layers.values() for span in layer.spans})


@pytest.mark.skipif(not CASES.exists(), reason="the curation suite is not here")
@pytest.mark.parametrize(
    ("case", "kinds"),
    [
        ("simpleSpanNoDiffWithLabelTest", []),
        ("simpleSpanDiffWithLabelTest", ["label"]),
        ("simpleSpanDiffMultiFeatureTest", ["label"]),
        ("simpleRelGovDiffTest", ["label"]),
    ],
)
def test_what_is_agreed_is_what_the_curator_finds(case: str, kinds: list[str]) -> None:
    found = align({name: spans(CASES / case / f"{name}.tsv") for name in ("user1", "user2")})
    assert list(found.agreed) == spans(CASES / case / "curator.tsv")
    assert [conflict.kind for conflict in found.conflicts] == kinds

"""Claims with anything in them, in every format: what does not come back is in the report of the export."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.any_claims import KINDS, again, any_document, any_scheme, of
from support.formats import WRITERS, read_back, written

from annotator.formats.base import WriteOptions

VARIANTS: dict[str, list[dict[str, str]]] = {
    "label_studio": [{}, {"clusters": "same"}],
    "uima": [{"form": form, "clusters": clusters} for form in ("json", "xmi") for clusters in ("chains", "relations")],
    "webanno_tsv": [{"clusters": "chains"}, {"clusters": "relations"}],
}
EVERY: list[tuple[str, dict[str, str]]] = [(name, setting) for name in WRITERS for setting in VARIANTS.get(name, [{}])]


@pytest.mark.parametrize(
    ("name", "setting"), EVERY, ids=lambda one: one if isinstance(one, str) else "-".join(one.values())
)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_what_does_not_come_back_is_reported(name: str, setting: dict[str, str], data: st.DataObject) -> None:
    scheme = data.draw(any_scheme())
    document = data.draw(any_document(scheme, tokens=data.draw(st.booleans())))
    with tempfile.TemporaryDirectory() as folder:
        out, lost = written(name, [document], Path(folder), WriteOptions(scheme, rejected=True, settings=setting))
        told = {entry.loss for entry in lost}
        if "text" in told or not {*KINDS.values(), "rejected"} - told:
            return
        found = [one for ones in read_back(name, out).values() for one in ones]
    labels = "renamed" not in told
    wanted, got = of(document, labels=labels), _joined([again(one, scheme, labels=labels) for one in found])
    for kind, loss in {**KINDS, "refused": "rejected"}.items():
        assert loss in told or got[kind] == wanted[kind], (kind, [entry.what for entry in lost])


def _joined(found: list[dict[str, set[Any]]]) -> dict[str, set[Any]]:
    return {kind: set().union(*(one[kind] for one in found)) for kind in (*KINDS, "refused")}

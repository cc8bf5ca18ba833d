"""Claims with anything in them, in every format: what does not come back is in the report of the export."""

from __future__ import annotations

import tempfile
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.any_claims import KINDS, again, any_document, any_scheme, of, standing_anyhow
from support.formats import WRITERS, read_back, written

from annotator.domain.claims.standing import pair_or_claim
from annotator.formats.base import WriteOptions
from annotator.services.importing.claims.names import ClaimNames
from annotator.services.importing.claims.taken import LayerClaims, take_claims

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


@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_a_line_of_ours_says_how_each_claim_came_to_be(data: st.DataObject) -> None:
    scheme = data.draw(any_scheme())
    document = standing_anyhow(data.draw, data.draw(any_document(scheme)))
    with tempfile.TemporaryDirectory() as folder:
        out, _ = written("jsonl", [document], Path(folder), WriteOptions(scheme, rejected=True))
        ((found,),) = read_back("jsonl", out).values()
    held = {name: layer.spans for name, layer in found.layers.items()}
    _, taken = take_claims(found.article, held, next(iter(held)), ClaimNames(scheme, known_only=True))
    (said,), made = taken.layers.values() or [LayerClaims()], document.claims
    claims: dict[Any, Any] = {**made.relations, **made.links, **made.attributes}
    assert {one.claim: one.how for one in said.claims if not one.refused} == claims
    assert {pair_or_claim(one.claim): one.how for one in said.claims if one.refused} == made.refused
    mentions = {span: how for entity in made.entities for span, how in entity.mentions.items()}
    assert dict(chain(*said.entities)) == mentions


def _joined(found: list[dict[str, set[Any]]]) -> dict[str, set[Any]]:
    return {kind: set().union(*(one[kind] for one in found)) for kind in (*KINDS, "refused")}

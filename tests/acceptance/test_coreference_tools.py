"""udapi reads the CorefUD that we write: the same entities, by their words, with the same attributes and links."""

from __future__ import annotations

import random
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from support.drawn_claims import said
from support.formats import written

from annotator.domain.article import Article
from annotator.domain.claims.said import claims_made
from annotator.domain.claims.standing import Standing
from annotator.domain.claims.values import Attribute, Claim, Link
from annotator.domain.document import Document
from annotator.domain.layer import Held
from annotator.domain.span import Span
from annotator.domain.tokens import OwnTokens

pytestmark = pytest.mark.acceptance
HOW = Standing("d1", "ana", "2026-01-01T00:00:00.000Z")
TEXT = "Ada Berg met Bo 😀 in Norsund. She left him (the mayor) there!\n\nBo Li stayed. The mayor slept."


def drawn(chance: random.Random, number: int) -> Document:
    text = f"{TEXT} {number}"
    edges = list(OwnTokens(text))
    spans: set[Span] = set()
    for _ in range(9):
        first = chance.randrange(len(edges))
        last = min(first + chance.randrange(3), len(edges) - 1)
        spans.add(Span(edges[first][0], edges[last][1], "PER"))
    members = {span: f"e{chance.randrange(4)}" for span in sorted(spans) if chance.random() < 0.8}
    claims: list[Claim] = [Attribute(span, "case", "nom") for span in sorted(spans) if chance.random() < 0.3]
    claims += [Link(span, "wiki", "Ada_Berg") for span in sorted(spans) if chance.random() < 0.3]
    made = claims_made(
        dict.fromkeys(claims, HOW),
        {span: Standing("d1", "ana", HOW.at, entity=entity) for span, entity in members.items()},
        {},
    )
    return Document(Article.of(text), "ana", "finished", list(map(Held, sorted(spans))), tokens=edges, claims=made)


def test_udapi_finds_the_same_entities(tmp_path: Path) -> None:
    core: Any = pytest.importorskip("udapi.core.document")
    chance = random.Random(19)  # noqa: S311 - documents are drawn, no secrets
    compared = 0
    for number in range(80):
        document = drawn(chance, number)
        (folder := tmp_path / str(number)).mkdir()
        out, lost = written("corefud", [document], folder)
        if lost:
            continue  # mentions that cross another of their entity
        compared += 1
        read = core.Document(str(out))
        trees = [[node.address() for node in tree.descendants] for tree in read.trees]
        order = {address: nth for nth, address in enumerate(chain(*trees))}
        starts, ends = zip(*document.tokens, strict=True)

        def words(span: Span, starts: Any = starts, ends: Any = ends) -> tuple[int, int]:
            return starts.index(span.start), ends.index(span.end)

        def place(mention: Any, order: dict[str, int] = order) -> tuple[int, int]:
            return order[mention.words[0].address()], order[mention.words[-1].address()]

        claimed = said(document)
        mentions = [one for entity in read.coref_entities for one in entity.mentions]
        alone = {held.span for held in document.spans} - set(chain(*claimed["entities"]))
        wanted = {frozenset(map(words, one)) for one in (*claimed["entities"], *({span} for span in alone))}
        assert {frozenset(map(place, entity.mentions)) for entity in read.coref_entities} == wanted
        nominative = {place(one) for one in mentions if one.other["case"] == "nom"}
        assert nominative == {words(one.of) for one in claimed["attributes"]}
        linked = {place(one) for one in mentions if one.other["identity"] == "Ada_Berg"}
        assert linked == {words(one.span) for one, _ in claimed["links"]}
    assert compared > 30

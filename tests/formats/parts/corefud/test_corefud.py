"""CorefUD: entities, links and attributes come back from the rows; spans in any place; values with anything in them."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.drawn_claims import claimed_documents, said
from support.formats import read_back, written

from annotator.domain.article import Article
from annotator.domain.claims.said import claims_made
from annotator.domain.claims.standing import Standing
from annotator.domain.claims.values import Attribute, Claim, Link, Value
from annotator.domain.document import Document, Incoming
from annotator.domain.layer import Held
from annotator.domain.span import Span
from annotator.formats import corefud
from annotator.formats.base import ReadOptions
from annotator.formats.common.columns.mentions import escaped, unescaped
from annotator.formats.common.detect import detect

HOW = Standing("d1", "ana", "2026-01-01T00:00:00.000Z")
LABELS = ("PER", "Work of art", "_", "-", "a-b|c=(d) e", "é\u00a0,:[1/2]")


@settings(max_examples=100, deadline=None)
@given(claimed_documents(LABELS))
def test_all_that_is_claimed_comes_back(document: Document) -> None:
    with tempfile.TemporaryDirectory() as folder:
        out, lost = written("corefud", [document], Path(folder))
        ((back,),) = read_back("corefud", out).values()
    assert back.article.text == document.article.text
    assert sorted(back.layers["ana"].spans) == [held.span for held in document.spans]
    found, wanted = said(back), said(document)
    if lost:
        assert {one.what for one in lost if one.loss != "entity"} == set()
        assert {span for one in found.pop("entities") for span in one} < {
            span for one in wanted.pop("entities") for span in one
        }
    assert found == wanted


@settings(max_examples=60, deadline=None)
@given(claimed_documents())
def test_without_the_file_beside_it_entities_types_links_and_attributes_stay(document: Document) -> None:
    with tempfile.TemporaryDirectory() as folder:
        out, lost = written("corefud", [document], Path(folder))
        for beside in corefud.companions(out):
            beside.unlink()
        (back,) = (one for one in corefud.read(out, ReadOptions()) if isinstance(one, Incoming))

    def words(span: Span, one: Document | Incoming) -> tuple[int, int, str]:
        starts, ends = zip(*one.tokens, strict=True)
        return starts.index(span.start), ends.index(span.end), span.label

    spans = {words(held.span, document) for held in document.spans}
    assert {words(span, back) for span in back.layers[""].spans} == spans
    entities = {frozenset(words(span, back) for span in one) for one in said(back)["entities"]}
    wanted = {frozenset(words(span, document) for span in one) for one in said(document)["entities"]}
    assert lost or {one for one in entities if len(one) > 1} == {one for one in wanted if len(one) > 1}
    links = {(words(link.span, document), link.base, link.entry, name) for link, name in said(document)["links"]}
    found = {(words(link.span, back), link.base, link.entry, name) for link, name in said(back)["links"]}
    assert found == {one for one in links if one[2]}
    attributes = {(words(one.of, document), one.name, one.value) for one in said(document)["attributes"]}
    assert {(words(one.of, back), one.name, one.value) for one in said(back)["attributes"]} == attributes


@given(st.text(min_size=1).filter(str.isprintable) | st.sampled_from(["_", "-", "a\tb\n", "%2D", "100%"]))
def test_a_value_is_the_same_when_it_was_escaped(value: str) -> None:
    assert unescaped(escaped(value)) == value
    assert not set(escaped(value)) & set("-()|=,:[] \t\n")
    assert escaped(value) != "_"


@pytest.mark.parametrize("value", ["true", "a", "", True, False])
def test_what_cannot_be_told_apart_in_a_row_is_beside_it(value: Value, tmp_path: Path) -> None:
    span = Span(0, 3, "PER")
    claims: list[Claim] = [
        Attribute(span, "x", value),
        Link(span, "one", "Q1"),
        Link(span, "two", "Q2"),
        Link(span, "three", ""),
    ]
    made = claims_made(dict.fromkeys(claims, HOW), {}, {})
    document = Document(Article.of("Ada sang"), "ana", "finished", [Held(span)], claims=made)
    out, lost = written("corefud", [document], tmp_path)
    ((back,),) = read_back("corefud", out).values()
    assert not lost
    assert said(back) == said(document)


def test_a_file_without_mentions_is_no_corefud(tmp_path: Path) -> None:
    (tmp_path / "a.conllu").write_text("1\tAda\t_\t_\t_\t_\t_\t_\t_\tNE=B-PER\n", encoding="utf-8")
    assert detect(tmp_path / "a.conllu", (tmp_path / "a.conllu").read_bytes()) == "conll"


@pytest.mark.parametrize(
    ("cells", "places"),
    [
        (("_", "(e1-person-", "_", "e1)"), [(4, 10)]),
        (("(e1-person-", "e1)", "_", "_"), [(0, 3)]),
        (("_", "(e1-person-)", "_", "(e2-person-)"), [(8, 10)]),
        (("(e2-person-", "(e1-person-e1)", "e2)", "_"), [(0, 7)]),
        (("_", "(e1-person-", "(e2-place-)", "e1)"), [(4, 7), (4, 10)]),
    ],
)
def test_a_mention_is_the_words_of_it_where_it_has_a_node_without_one(
    cells: tuple[str, ...], places: list[tuple[int, int]], tmp_path: Path
) -> None:
    rows = zip(("1", "1.1", "2", "3"), ("Ada", "_", "met", "Bo"), cells, strict=True)
    lines = "".join(
        "\t".join([number, word, *"_______", f"Entity={cell}" if cell != "_" else "_"]) + "\n"
        for number, word, cell in rows
    )
    text = f"# global.Entity = eid-etype-other\n# text = Ada met Bo\n{lines}\n"
    (tmp_path / "a.conllu").write_text(text, encoding="utf-8")
    (found,) = (one for one in corefud.read(tmp_path / "a.conllu", ReadOptions()) if isinstance(one, Incoming))
    assert [(one.start, one.end) for one in found.layers[""].spans] == places

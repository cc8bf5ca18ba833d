"""The contract every format keeps that can be written and read: what is lost is said, all else is the same."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.documents import documents
from support.formats import (
    BOTH,
    FORMATS,
    KINDS,
    READERS,
    WRITERS,
    assert_same_when_read_again,
    read_back,
    spans_of,
    written,
)
from support.marked import unmarked

from annotator.domain.article import Article
from annotator.domain.default_scheme import DEFAULT_SCHEME
from annotator.domain.document import Document, IncomingLayer
from annotator.domain.layer import Held
from annotator.domain.span import Span
from annotator.domain.tokens import OWN, OwnTokens
from annotator.formats.base import WriteOptions
from annotator.formats.common.loss_account import losses


@pytest.mark.parametrize("name", WRITERS)
def test_a_format_says_what_it_is_and_what_it_loses(name: str) -> None:
    module = FORMATS[name]
    assert name == module.NAME
    assert module.ABOUT
    assert all(sentence.endswith(".") for sentence in losses(module).values())


def test_every_format_that_is_written_is_read_here() -> None:
    assert {*WRITERS} == {*BOTH, *READERS}


@pytest.mark.parametrize("name", WRITERS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(docs=st.lists(documents(), min_size=1, max_size=3, unique_by=lambda document: document.article.key))
def test_what_is_written_and_what_is_reported_make_the_layer(name: str, docs: list[Document]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        out, lost = written(name, docs, Path(folder))
        assert {entry.loss for entry in lost} <= losses(FORMATS[name]).keys()
        found = read_back(name, out)
    for document in docs:
        gone = [entry for entry in lost if entry.article == document.article.key]
        if any(entry.loss == "text" for entry in gone):
            continue
        incoming = found[document.article.key]
        assert incoming or name in READERS
        for kind, held in zip(KINDS, (document.spans, document.rejected), strict=True):
            want = {one.span for one in held}
            about = [entry for entry in gone if entry.span and entry.loss != "comments"]
            said = {entry.span for entry in about if (entry.loss == "rejected") == (kind == "rejected")}
            assert said <= want
            assert want - spans_of(incoming, kind) <= said
            assert (spans_of(incoming, kind) - want == set()) or said


@pytest.mark.parametrize("name", WRITERS)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(document=documents())
def test_article_labels_comments_and_skips_are_kept_or_reported(name: str, document: Document) -> None:
    with tempfile.TemporaryDirectory() as folder:
        out, lost = written(name, [document], Path(folder))
        found = read_back(name, out)
    kinds = {entry.loss for entry in lost}
    if "text" in kinds:
        return
    layers: list[IncomingLayer] = [layer for one in found[document.article.key] for layer in one.layers.values()]
    cats = {label: on for layer in layers for label, on in layer.cats.items()}
    assert "cats" in kinds or cats == dict(document.cats)
    comments = [comment.text for layer in layers for comment in layer.comments]
    assert "comments" in kinds or sorted(comments) == sorted(one.text for one in document.comments)


SCRIPTS = (
    "⟦東京|LOC⟧で新しい図書館が開館した。⟦東京都|ORG⟧が発表。", "⟦李波|PER⟧在⟦北京|LOC⟧会见⟦中国银行|ORG⟧代表。",
    "⟦राम|PER⟧ ने ⟦दिल्ली|LOC⟧ में ⟦भारतीय रेल|ORG⟧ से बात की।", "⟦Анна Ильина|PER⟧ живёт в ⟦Санкт-Петербурге|LOC⟧.",
    "Die ⟦⟦Norsunder|LOCderiv⟧ Hafen AG|ORG⟧ grüßt.", "RT ⟦@bo_li|PER⟧: ⟦#Norsund|LOC⟧!! 😀👍🏽 http://t.co/x",
    "⟦مها|PER⟧ في ⟦القاهرة|LOC⟧.", "⟦The ⟦Bank of ⟦Norsund|LOC⟧|ORG⟧’s head, ⟦Ada Berg|PER⟧|PER⟧ left.\nBy ⟦Bo Li|PER⟧",
    "⟦กรุงเทพ|LOC⟧มหานคร ⟦서울|LOC⟧ ⟦ירושלים|LOC⟧",
)  # fmt: skip


@pytest.mark.parametrize("name", BOTH)
def test_gold_in_many_scripts_goes_out_and_in_again(name: str, tmp_path: Path) -> None:
    documents = []
    for text, spans in map(unmarked, SCRIPTS):
        held = [Held(span, by="gold") for span in spans]
        tokens = list(OwnTokens(text))
        documents.append(Document(Article.of(text), "gold", "finished", held, tokens=tokens, tokenizer=OWN))
    assert_same_when_read_again(name, documents, tmp_path)


VARIANTS = [
    (name, {setting: value})
    for name, module in FORMATS.items()
    for setting, values in getattr(module, "SETTINGS", {}).items()
    for value in values
]


@pytest.mark.parametrize(("name", "settings"), VARIANTS)
def test_every_variant_holds_the_same(name: str, settings: dict[str, str], tmp_path: Path) -> None:
    tokens = [(0, 3), (4, 8), (9, 13), (14, 18)]
    spans = [Held(Span(0, 8, "PERSON")), Held(Span(14, 18, "LOC"))]
    document = Document(Article.of("Ana Ruiz left Rome"), "ana", "finished", spans, tokens=tokens)
    out, lost = written(name, [document], tmp_path, WriteOptions(DEFAULT_SCHEME, settings=settings))
    assert lost == []
    if name in BOTH:
        (incoming,) = (one for some in read_back(name, out).values() for one in some)
        assert [span for layer in incoming.layers.values() for span in layer.spans] == [one.span for one in spans]


@pytest.mark.parametrize(
    ("name", "settings"),
    [(name, {}) for name in ("conll", "docbin", "jsonl", "prodigy", "uima", "webanno_tsv")]
    + [("uima", {"form": "xmi"})],
)
@pytest.mark.parametrize("tokenizer", ["spacy:made-up_1", "two\nlines [1]|\té\\n"])
def test_who_made_the_tokens_is_in_the_file(
    name: str, settings: dict[str, str], tokenizer: str, tmp_path: Path
) -> None:
    if name not in FORMATS:
        pytest.skip("its library is not installed")
    text = "Ana Ruiz-Bo left. She came back."
    tokens = [(0, 3), (4, 11), (12, 17), (18, 21), (22, 26), (27, 32)]
    document = Document(Article.of(text), "ana", "finished", tokens=tokens, tokenizer=tokenizer)
    out, _ = written(name, [document], tmp_path, WriteOptions(DEFAULT_SCHEME, settings=settings))
    ((incoming,),) = read_back(name, out).values()
    assert (incoming.tokens, incoming.tokenizer) == (tokens, tokenizer)
    assert not any(layer.spans for layer in incoming.layers.values())

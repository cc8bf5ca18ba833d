"""Spans fitted to tokens: left out, moved, or the tokens cut, and each time said."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import DocBin
from spacy.vocab import Vocab
from support.documents import documents

from annotator.domain.article import Article
from annotator.domain.default_scheme import DEFAULT_SCHEME
from annotator.domain.document import Document, Incoming
from annotator.domain.layer import Held
from annotator.domain.span import Span
from annotator.domain.tokens import OWN
from annotator.formats import conll, docbin
from annotator.formats.base import ReadOptions, WriteOptions
from annotator.formats.common.losses import ALIGN, aligned, side_by_side, token_edges

TEXT = "A Munich-based firm"
EDGES = [(0, 1), (2, 14), (15, 19)]
MUNICH, FIRM, BASED = Span(2, 8, "LOC"), Span(9, 19, "X"), Span(15, 16, "X")
DOCUMENT = Document(
    Article.of(TEXT), "ana", "finished", [Held(MUNICH), Held(FIRM)], tokens=EDGES, tokenizer="spacy:made-up_1"
)  # fmt: skip


@pytest.mark.parametrize(
    ("align", "quotes"),
    [
        ("drop", []),
        ("split", [("LOC", "Munich"), ("X", "based firm")]),
        ("expand", [("LOC", "Munich-based"), ("X", "Munich-based firm")]),
        ("trim", [("X", "firm")]),
    ],
)
def test_a_span_within_tokens_is_left_out_or_fitted(align: str, quotes: list[tuple[str, str]]) -> None:
    edges = token_edges(DOCUMENT, align)
    fitting, entries = aligned(DOCUMENT, DOCUMENT.spans, edges, align)
    assert [(one.held.span.label, TEXT[edges[one.first][0] : edges[one.last][1]]) for one in fitting] == quotes
    moved = {label for label, quote in quotes if align != "split"}
    for entry in entries:
        assert entry.span
        assert entry.what.endswith("was written." if entry.span.label in moved else "it was left out.")
    assert len(entries) == (0 if align == "split" else 2)


@given(document=documents(), align=st.sampled_from(ALIGN))
def test_what_is_not_said_to_be_moved_or_left_out_is_as_it_was(document: Document, align: str) -> None:
    text, edges = document.article.text, token_edges(document, align)
    stored = list(document.tokens)
    assert "".join(text[start:end] for start, end in edges) == "".join(text[start:end] for start, end in stored)
    fitting, entries = aligned(document, document.spans, edges, align)
    said = {entry.span for entry in entries}
    for one in fitting:
        span, start, end = one.held.span, edges[one.first][0], edges[one.last][1]
        assert ((start, end) == (span.start, span.end)) == (span not in said)
        if align == "expand":
            assert start < edges[one.first][1]
            assert {*edges[one.first : one.last + 1]} == {
                edge for edge in edges if edge[0] < span.end and span.start < edge[1]
            }
        elif align in {"trim", "split"}:
            assert span.start <= start < end <= span.end
    assert {held.span for held in document.spans} - {one.held.span for one in fitting} <= said
    if align == "split":
        assert all(text[span.start].isspace() or text[span.end - 1].isspace() for span in said if span)
    chosen, overlapping = side_by_side(document, fitting)
    assert all(left.last < right.first for left, right in pairwise(chosen))
    assert len(chosen) + len(overlapping) == len(fitting)


def test_tokens_that_were_cut_are_said_to_be_of_nobody_s_tokenizer(tmp_path: Path) -> None:
    conll.write([DOCUMENT], tmp_path / "a.conll", WriteOptions(DEFAULT_SCHEME, settings={"align": "split"}))
    (found,) = conll.read(tmp_path / "a.conll", ReadOptions())
    assert isinstance(found, Incoming)
    assert found.tokenizer == "spacy:made-up_1+split"
    assert [*found.layers["ana"].spans] == [MUNICH, FIRM]
    conll.write([DOCUMENT], tmp_path / "b.conll", WriteOptions(DEFAULT_SCHEME))
    (found,) = conll.read(tmp_path / "b.conll", ReadOptions())
    assert isinstance(found, Incoming)
    assert found.tokenizer == "spacy:made-up_1"


def test_a_span_that_is_left_out_leaves_its_tokens_missing_in_a_docbin(tmp_path: Path) -> None:
    document = Document(Article.of(TEXT), "ana", "finished", [Held(BASED)], tokens=EDGES, tokenizer=OWN)
    docbin.write([document], tmp_path / "a.spacy", WriteOptions(DEFAULT_SCHEME))
    (doc,) = DocBin().from_disk(tmp_path / "a.spacy").get_docs(Vocab())
    assert [token.ent_iob for token in doc] == [2, 2, 0]

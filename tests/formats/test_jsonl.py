"""The default export: a line is the same JSON whichever quick way it is put together."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from support.documents import documents

from annotator.domain.article import Article
from annotator.domain.document import Document, Edges, Spans
from annotator.domain.layer import Held
from annotator.formats import jsonl


def as_rows(spans: Sequence[Held], decided: str = "") -> Spans:
    rows = [(*one.span, decided or one.decided, one.source, one.score, one.by, one.at) for one in spans]
    return Spans(rows, lambda: list(spans))


@given(documents())
def test_rows_and_edges_give_the_line_that_spans_and_tokens_give(document: Document) -> None:
    starts, ends = ([edge[place] for edge in document.tokens] for place in (0, 1))
    stored = replace(
        document,
        tokens=Edges(starts, ends),
        spans=as_rows(document.spans),
        rejected=as_rows(document.rejected, "rejected"),
    )
    assert list(stored.spans) == list(document.spans)
    line = jsonl.line(document, rejected=True)
    assert jsonl.line(stored, rejected=True) == line
    words = [document.article.text[start:end] for start, end in document.tokens]
    assert jsonl.line(replace(stored, tokens=Edges(starts, ends, words)), rejected=True) == line
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jsonl, "_TABLED", 0)
        assert jsonl.line(stored, rejected=True) == line


@given(documents())
def test_a_line_says_what_plain_json_would(document: Document) -> None:
    text = document.article.text
    line = jsonl.line(document).decode()
    record = json.loads(line)
    assert line == json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"
    assert record["tokens"] == [
        {"text": text[start:end], "start": start, "end": end, "id": place, "ws": text[end : end + 1] == " "}
        for place, (start, end) in enumerate(document.tokens)
    ]
    for span, held in zip(record["spans"], document.spans, strict=True):
        assert (span["start"], span["end"], span["label"]) == held.span
        assert text[span["start"] : span["end"]] == span["text"]
        fits = (
            [place for place, (start, _) in enumerate(document.tokens) if start == span["start"]],
            [place for place, (_, end) in enumerate(document.tokens) if end == span["end"]],
        )
        assert ([span["token_start"]], [span["token_end"]]) == (fits if all(fits) else ([None], [None]))


def test_what_orjson_cannot_hold_is_written_too() -> None:
    deep: list[object] = []
    for _ in range(300):
        deep = [deep]
    meta = {"long": 2**70, "deep": deep, "small": 1e-07}
    record = json.loads(jsonl.line(Document(Article.of("Rome", meta=meta), "ana")))
    assert {name: record["meta"][name] for name in meta} == meta

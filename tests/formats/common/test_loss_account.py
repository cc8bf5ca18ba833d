"""The account of losses: every field of a document is in the file, or in the report."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.documents import AT, documents
from support.formats import BOTH, FORMATS, read_back, written

from annotator.domain.article import Article
from annotator.domain.document import CLAIMS, Document, Incoming, IncomingLayer
from annotator.domain.layer import Comment, Held
from annotator.domain.span import Span
from annotator.formats.base import Holds, Lost

FACTS = ("title", "byline", "source", "date", "language")


def missing(document: Document, found: list[Incoming], gone: list[Lost]) -> set[str]:
    """The fields of a document, its spans apart, that are neither in what was read back nor in what was reported."""
    layers = [layer for one in found for layer in one.layers.values()]
    back = found[0].article
    said = {kind: " ".join(entry.what for entry in gone if entry.loss == kind) for kind in {one.loss for one in gone}}
    facts = {name for name in FACTS if getattr(back, name) != getattr(document.article, name)}
    facts -= set() if document.article.source else {"source"}  # a reader may name the file instead
    meta = document.article.meta
    others = {repr(key) for key in meta if key not in CLAIMS and back.meta.get(key, ...) != meta[key]}
    claims = {key for key in CLAIMS if meta.get(key) and back.meta.get(key) != meta[key]}
    cats = {label: on for layer in layers for label, on in layer.cats.items()}
    comments = sorted((one.text, str(one.span)) for layer in layers for one in layer.comments)
    wanted = sorted((one.text, str(one.span)) for one in document.comments)
    return {
        *{f"{name}" for name in facts if name not in said.get("article", "")},
        *{key for key in others if key not in said.get("meta", "")},
        *{key for key in claims if f"Its {key}" not in " ".join(said.values())},
        *{
            label
            for label, on in document.cats.items()
            if cats.get(label) != on and repr(label) not in said.get("cats", "")
        },
        *({"comments"} if comments != wanted and "comments" not in said else ()),
        *({"flag"} if document.flagged != any(layer.flagged for layer in layers) and "flag" not in said else ()),
        *({"status"} if _status(layers) != _answer(document.status) and "status" not in said else ()),
    }


def _status(layers: list[IncomingLayer]) -> str:
    if any(layer.skipped for layer in layers):
        return "skipped"
    return "open" if layers and all(layer.unfinished for layer in layers) else "finished"


def _answer(status: str) -> str:
    return {"returned": "open", "approved": "finished"}.get(status, status)


def lacks(name: str, documents: list[Document], module: Any = None) -> set[str]:
    """What is missing of documents that were written by a format and read back."""
    with tempfile.TemporaryDirectory() as folder:
        out, lost = written(name, documents, Path(folder), module=module)
        found = read_back(name, out)
    gone = {one.article.key: [entry for entry in lost if entry.article == one.article.key] for one in documents}
    whole = [one for one in documents if not any(entry.loss == "text" for entry in gone[one.article.key])]
    return {field for one in whole for field in missing(one, found[one.article.key], gone[one.article.key])}


@pytest.mark.parametrize("name", BOTH)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(docs=st.lists(documents(), min_size=1, max_size=2, unique_by=lambda document: document.article.key))
def test_every_field_is_in_the_file_or_in_the_report(name: str, docs: list[Document]) -> None:
    assert lacks(name, docs) == set()


FULL = Document(
    Article.of("Ana left.", title="T", byline="B", source="S", date="2026", language="de", meta={"licence": "CC0"}),
    "ana",
    "skipped",
    [Held(Span(0, 3, "PER"))],
    cats={"sport": True, "arts": False},
    flagged=True,
    comments=[Comment("why?", None, "ana", AT)],
)
DROPPED: dict[Holds, Document] = {
    "title": replace(FULL, article=replace(FULL.article, title="")),
    "byline": replace(FULL, article=replace(FULL.article, byline="")),
    "source": replace(FULL, article=replace(FULL.article, source="")),
    "date": replace(FULL, article=replace(FULL.article, date="")),
    "language": replace(FULL, article=replace(FULL.article, language="en")),
    "meta": replace(FULL, article=replace(FULL.article, meta={})),
    "cats": replace(FULL, cats={"arts": False}),
    "refused_cats": replace(FULL, cats={"sport": True}),
    "comments": replace(FULL, comments=[]),
    "flag": replace(FULL, flagged=False),
    "skipped": replace(FULL, status="finished"),
}


HELD = [(name, field) for name in BOTH for field in DROPPED if field in FORMATS[name].HOLDS]


@pytest.mark.parametrize(("name", "field"), HELD)
def test_a_writer_that_drops_a_field_it_says_it_holds_is_found_out(name: str, field: Holds) -> None:
    module = FORMATS[name]
    broken = SimpleNamespace(**vars(module))
    broken.write = lambda _documents, out, options: module.write(iter([DROPPED[field]]), out, options)
    assert lacks(name, [FULL]) == set()
    assert lacks(name, [FULL], broken) != set()

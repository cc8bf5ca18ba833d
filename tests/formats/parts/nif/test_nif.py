"""NIF: all that is claimed comes back, rdflib reads what we write, and files that make no sense are refused."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.drawn_claims import claimed_documents, said
from support.formats import OPTIONS, documents_of, read_back, written

from annotator.domain.claims.scheme import Base, ClaimScheme
from annotator.domain.document import Document, Incoming
from annotator.errors import InputError, PluginError
from annotator.formats import nif
from annotator.formats.base import ReadOptions
from annotator.formats.parts.nif.writing import literal

LABELS = ("PER", "Work of art", "http://dbpedia.org/ontology/Person", "a:b/<c> d", "é#\u00a0%")
NS = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
ITS = "http://www.w3.org/2005/11/its/rdf#"
FILE = Path(__file__).parents[2] / "files" / "nif" / "n3.ttl"


@settings(max_examples=60, deadline=None)
@given(claimed_documents(LABELS))
def test_all_that_is_claimed_comes_back(document: Document) -> None:
    pytest.importorskip("rdflib")
    with tempfile.TemporaryDirectory() as folder:
        out, lost = written("nif", [document], Path(folder))
        ((back,),) = read_back("nif", out).values()
    assert not lost
    assert (back.article.text, back.tokens) == (document.article.text, document.tokens)
    assert sorted(back.layers["ana"].spans) == [held.span for held in document.spans]
    assert said(back) == said(document)


@settings(max_examples=60, deadline=None)
@given(claimed_documents())
def test_rdflib_finds_strings_classes_and_addresses(document: Document) -> None:
    rdflib = pytest.importorskip("rdflib")
    claims = ClaimScheme(bases=(Base("wiki", url="https://kb.example/{}"),))
    options = replace(OPTIONS, scheme=replace(OPTIONS.scheme, claims=claims))
    with tempfile.TemporaryDirectory() as folder:
        out, _ = written("nif", [document], Path(folder), options)
        graph = rdflib.Graph().parse(str(out), format="turtle")
    core, its = rdflib.Namespace(NS), rdflib.Namespace(ITS)
    (text,) = (str(one) for one in graph.objects(None, core.isString))
    assert text == document.article.text
    found = set()
    for one in graph.subjects(core.referenceContext):
        start, end = (int(graph.value(one, core[name])) for name in ("beginIndex", "endIndex"))
        assert text[start:end] == str(graph.value(one, core.anchorOf))
        found.add((start, end))
    assert found == {(held.span.start, held.span.end) for held in document.spans}
    links = {(link.span, link.entry) for link, _ in said(document)["links"] if link.entry}
    assert len(set(graph.objects(None, its.taIdentRef))) == len({entry for _, entry in links})
    assert all(str(one).startswith("https://kb.example/") for one in graph.objects(None, its.taIdentRef))


@given(st.text() | st.sampled_from(['"\\\n\r\t\x00\x7f', "\\u0041"]))
def test_a_literal_is_what_it_was(text: str) -> None:
    rdflib = pytest.importorskip("rdflib")
    graph = rdflib.Graph().parse(data=f"<urn:a> <urn:b> {literal(text)} .", format="turtle")
    assert [str(one) for one in graph.objects()] == [text]


def test_the_address_of_an_entry_is_written_as_it_came(tmp_path: Path) -> None:
    pytest.importorskip("rdflib")
    documents = documents_of(one for one in nif.read(FILE, ReadOptions()))
    out, _ = written("nif", documents, tmp_path)
    text = out.read_text(encoding="utf-8")
    assert "itsrdf:taIdentRef <http://de.dbpedia.org/resource/Zo%C3%AB_Berg>" in text
    assert "itsrdf:taIdentRef <https://www.wikidata.org/wiki/Q1195>" in text


ADA = f"@prefix nif: <{NS}> . <a> nif:isString 'Ada' . <b> nif:referenceContext <a> ; <{ITS}taClassRef> <c> ; "


@pytest.mark.parametrize(
    "text",
    [
        "@prefix nif: <x", f"@prefix nif: <{NS}> . <a> a nif:Context .", "[" * 5000,
        f"@prefix nif: <{NS}> . <a> nif:isString '' .", f"{ADA} nif:beginIndex 'x' .",
        f"{ADA} nif:beginIndex 0 ; nif:endIndex 9 .", f"{ADA} nif:beginIndex 0 ; nif:endIndex 3 ; nif:anchorOf 'Bo' .",
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_in_a_sentence(text: str, tmp_path: Path) -> None:
    pytest.importorskip("rdflib")
    (tmp_path / "a.ttl").write_text(text, encoding="utf-8")
    reads = list(nif.read(tmp_path / "a.ttl", ReadOptions()))
    assert any(isinstance(one, InputError) and one.reason.endswith(".") for one in reads)
    assert not any(isinstance(one, Incoming) for one in reads)


def test_without_rdflib_it_is_said_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rdflib", None)
    (tmp_path / "a.ttl").write_text(f"@prefix nif: <{NS}> .", encoding="utf-8")
    with pytest.raises(PluginError, match="nif"):
        list(nif.read(tmp_path / "a.ttl", ReadOptions()))

"""Other tools find in our files what was claimed: relations, entities, links and attributes, by their own readers."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import Phase, given, seed, settings
from hypothesis import strategies as st
from support.drawn_claims import claimed_documents, said
from support.formats import written

from annotator.domain.default_scheme import DEFAULT_SCHEME
from annotator.domain.document import Document
from annotator.domain.span import Span
from annotator.formats.base import Lost, WriteOptions

pytestmark = pytest.mark.acceptance
Place = tuple[int, int]


def drawn(number: int = 60) -> list[Document]:
    """Documents of different texts, so that none is a layer of another."""
    found: list[Document] = []

    @seed(19)
    @settings(max_examples=number, deadline=None, phases=[Phase.generate], database=None)
    @given(st.data())
    def draw(data: st.DataObject) -> None:
        text = f"Ada 😀 Berg met Bo.\n\nShe (the head) left “Norsund”  at {len(found)}. Bo stayed!"
        found.append(data.draw(claimed_documents(text=text)))

    draw()
    return found


def write(name: str, documents: list[Document], folder: Path, **setting: str) -> tuple[Path, list[Lost]]:
    return written(name, documents, folder, WriteOptions(DEFAULT_SCHEME, settings=setting))


def at(span: Span) -> Place:
    return span.start, span.end


def clusters(document: Document, least: int = 1) -> set[frozenset[Place]]:
    return {frozenset(map(at, one)) for one in said(document)["entities"] if len(one) >= least}


def word(name: str) -> str:
    return re.sub(r"[^\w-]", "_", name)


def test_brat_reads_all_that_it_can_hold(tmp_path: Path) -> None:
    pytest.importorskip("brat.server", reason="it needs a fork")
    documents = drawn()
    folder, _ = write("brat", documents, tmp_path)
    program = [sys.executable, "-m", "support.brat_server", str(folder)]
    tests = Path(__file__).parent.parent
    done = subprocess.run(program, cwd=tests, capture_output=True, text=True, check=True, timeout=300)
    read = json.loads(done.stdout)
    for document in documents:
        found, claimed = read[document.article.key], said(document)
        assert not found["failed"]
        assert not found["messages"]
        assert not found["issues"]
        place = {name: (pieces[0][0], pieces[-1][1]) for name, (_, pieces, _) in found["spans"].items()}
        types = {place[name]: type_ for name, (type_, _, _) in found["spans"].items()}
        assert types == {at(held.span): word(held.span.label) for held in document.spans}
        relations = {(kind, place[head], place[tail]) for kind, head, tail in found["relations"].values()}
        assert relations == {(word(one.label), at(one.head), at(one.tail)) for one in claimed["relations"]}
        assert {frozenset(place[one] for one in ids) for _, ids in found["equivalences"]} == clusters(document, 2)
        values = {
            (word(one.name), at(one.of), one.value if one.value is True else str(one.value))
            for one in claimed["attributes"]
        }
        assert {(kind, place[of], value) for kind, of, value in found["attributes"]} == values
        links = {
            (at(one.span), one.base, one.entry, name)
            for one, name in claimed["links"]
            if one.entry and " " not in one.entry
        }
        assert {(place[of], base, entry, name) for of, base, entry, name in found["links"]} == links


def test_label_studio_takes_claims(tmp_path: Path) -> None:
    pytest.importorskip("label_studio_sdk", reason="its numpy has no build for Python 3.14")
    from label_studio_sdk.converter import Converter
    from label_studio_sdk.label_interface import LabelInterface

    documents = drawn()
    path, lost = write("label_studio", documents, tmp_path, clusters="same")
    assert not lost
    config = (tmp_path / "out.config.xml").read_text(encoding="utf-8")
    interface = LabelInterface(config)
    tasks = json.loads(path.read_text(encoding="utf-8"))
    for task in tasks:
        for annotation in task["annotations"]:
            assert interface.validate_annotation(annotation), interface._validate_object(annotation, return_errors=True)
    Converter(config, str(tmp_path)).convert_to_json_min(str(path), str(tmp_path / "min"), is_dir=False)
    rows: list[dict[str, Any]] = json.loads((tmp_path / "min/result.json").read_text(encoding="utf-8"))
    for document, task, row in zip(documents, tasks, rows, strict=True):
        claimed, result = said(document), task["annotations"][0]["result"]
        place = {one["id"]: (one["value"]["start"], one["value"]["end"]) for one in result if one["type"] == "labels"}
        related = [one for one in result if one["type"] == "relation"]
        found = {(place[one["from_id"]], label, place[one["to_id"]]) for one in related for label in one["labels"]}
        pairs = {(one, other) for one, label, other in found if label == "same"}
        relations = {one for one in found if one[1] != "same"}
        assert relations == {(at(one.head), one.label, at(one.tail)) for one in claimed["relations"]}
        assert len(pairs) == sum(len(one) - 1 for one in clusters(document))
        assert all(any({*pair} <= one for one in clusters(document)) for pair in pairs)
        for name in ("mention", "x-y"):
            values = sorted(str(one.value).lower() for one in claimed["attributes"] if one.name == name)
            assert sorted(texts(row.get(name, []))) == values
        links = sorted(text for one, name in claimed["links"] for text in (one.entry, name))
        assert sorted(texts(row.get("link:wiki", []))) == links


def texts(value: Any) -> list[str]:
    """What was typed into a control, as their short form has it: as such, or with its region."""
    if isinstance(value, dict):
        return texts(value["text"])
    return [value] if isinstance(value, str) else [text for one in value for text in texts(one)]


@pytest.mark.parametrize("form", ["json", "xmi"])
def test_cassis_finds_claims(tmp_path: Path, form: str) -> None:
    import cassis

    documents = drawn()
    folder, lost = write("uima", documents, tmp_path, form=form)
    for document in documents:
        with (folder / f"{document.article.key}.{form}").open("rb") as file:
            if form == "json":
                cas = cassis.load_cas_from_json(file)
            else:
                cas = cassis.load_cas_from_xmi(file, cassis.load_typesystem(folder / "TypeSystem.xml"))
        claimed = said(document)
        told = {entry.loss for entry in lost if entry.article == document.article.key}
        related = [
            one for type_ in cas.typesystem.get_types() if type_.get_feature("Governor") for one in cas.select(type_)
        ]
        found = {
            ((one.Governor.begin, one.Governor.end), one.value, (one.Dependent.begin, one.Dependent.end))
            for one in related
        }
        assert found == {(at(one.head), one.label, at(one.tail)) for one in claimed["relations"]}
        chains = "de.tudarmstadt.ukp.dkpro.core.api.coref.type.CoreferenceChain"
        read: set[frozenset[Place]] = set()
        for one in cas.select(chains) if cas.typesystem.contains_type(chains) else ():
            mentions, link = [], one.first
            while link:
                mentions.append((link.begin, link.end))
                link = link.next
            read.add(frozenset(mentions))
        assert read == clusters(document)
        named = list(cas.select("de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"))
        assert {(one.begin, one.end, one.value) for one in named} == {
            (*at(held.span), held.span.label) for held in document.spans
        }
        links = {((one.begin, one.end), one.identifier) for one in named if one.identifier}
        assert links == {(at(one.span), f"{one.base}:{one.entry}") for one, _ in claimed["links"] if one.entry}
        values = {((one.begin, one.end), one.mention) for one in named if getattr(one, "mention", None)}
        held = {
            (at(one.of), str(one.value).lower() if isinstance(one.value, bool) else one.value)
            for one in claimed["attributes"]
            if one.name == "mention"
        }
        assert values == held
        assert ("attribute" in told) == any(one.name == "x-y" for one in claimed["attributes"])


def test_rdflib_finds_links(tmp_path: Path) -> None:
    rdflib: Any = pytest.importorskip("rdflib")
    nif = rdflib.Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
    its = rdflib.Namespace("http://www.w3.org/2005/11/its/rdf#")
    for number, document in enumerate(drawn()):
        (folder := tmp_path / str(number)).mkdir()
        path, lost = write("nif", [document], folder)
        assert not lost
        graph = rdflib.Graph().parse(path)
        (text,) = graph.objects(None, nif.isString)
        assert str(text) == document.article.text
        spans, links = {}, set()
        for phrase in graph.subjects(rdflib.RDF.type, nif.Phrase):
            place = tuple(int(graph.value(phrase, edge)) for edge in (nif.beginIndex, nif.endIndex))
            assert str(graph.value(phrase, nif.anchorOf)) == document.article.text[slice(*place)]
            spans[place] = unquote(str(graph.value(phrase, its.taClassRef)).rpartition(":")[2])
            if entry := graph.value(phrase, its.taIdentRef):
                links.add((place, unquote(str(entry).rpartition(":")[2])))
        assert spans == {at(held.span): held.span.label for held in document.spans}
        assert links == {(at(one.span), one.entry) for one, _ in said(document)["links"] if one.entry}


def test_datasets_load_docred(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    import datasets

    documents = drawn()
    path, lost = write("docred", documents, tmp_path)
    assert not lost
    rows = datasets.load_dataset("json", data_files=str(path), cache_dir=str(tmp_path / "cache"))["train"]
    assert len(rows) == len(documents)
    for row, document in zip(rows, documents, strict=True):
        starts = list(chain.from_iterable(row["tokens"]))[::2]
        ends = list(chain.from_iterable(row["tokens"]))[1::2]
        first = [sum(map(len, row["sents"][:nth])) for nth in range(len(row["sents"]))]

        def place(one: Any, first: Any = first, starts: Any = starts, ends: Any = ends) -> Place:
            begin = first[one["sent_id"]]
            return starts[begin + one["pos"][0]], ends[begin + one["pos"][1] - 1]

        vertices = [frozenset(map(place, vertex)) for vertex in row["vertexSet"]]
        alone = {at(held.span) for held in document.spans} - set(chain(*clusters(document)))
        assert {*vertices} == {*clusters(document), *(frozenset({one}) for one in alone)}
        found = {(vertices[one["h"]], one["r"], vertices[one["t"]]) for one in row["labels"]}
        of = {one: vertex for vertex in vertices for one in vertex}
        assert found == {(of[at(one.head)], one.label, of[at(one.tail)]) for one in said(document)["relations"]}

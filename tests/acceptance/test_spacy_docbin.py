"""What spaCy itself makes of our exports: the JSONL turns into a DocBin, the DocBin passes `spacy debug data`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc, DocBin, Span
from support.news import news_project
from support.pty import ANNOTATOR

from annotator.services.annotating.session import AnnotationSession
from annotator.storage.store import Store

pytestmark = pytest.mark.acceptance

Entities = list[tuple[int, int, str]]


@pytest.fixture
def labelled(tmp_path: Path) -> tuple[Path, dict[str, Entities]]:
    """A project whose articles are finished, and what was decided, by text."""
    path = tmp_path / "news.db"
    decided: dict[str, Entities] = {}
    for key in news_project(path):
        with Store.open(path) as store:
            session = AnnotationSession(store, key, "ana")
            session.load()
            for number in range(12):
                session.next_undecided()
                session.reject() if number % 3 == 2 else session.accept()
            session.finish("reject")
            decided[session.text] = [(span.start, span.end, span.label) for span in session.layer.spans]
    return path, decided


def exported(project: Path, name: str, out: Path) -> Path:
    command = ["export", name, "--out", str(out), "--project", str(project), "--as", "ana", "--strict"]
    subprocess.run([*ANNOTATOR, *command], check=True, cwd=project.parent, capture_output=True)
    return out


def entities(doc: Doc) -> Entities:
    return [(entity.start_char, entity.end_char, entity.label_) for entity in doc.ents]


def test_the_jsonl_becomes_a_docbin_with_every_span(labelled: tuple[Path, dict[str, Entities]]) -> None:
    project, decided = labelled
    nlp = spacy.blank("en")
    docs = DocBin()
    for line in exported(project, "jsonl", project.with_name("out.jsonl")).read_bytes().splitlines():
        record = json.loads(line)
        doc = Doc(nlp.vocab, [one["text"] for one in record["tokens"]], [one["ws"] for one in record["tokens"]])
        spans = [Span(doc, one["token_start"], one["token_end"] + 1, one["label"]) for one in record["spans"]]
        assert [span.text for span in spans] == [one["text"] for one in record["spans"]]
        doc.ents = spans
        docs.add(doc)
    again = DocBin().from_bytes(docs.to_bytes()).get_docs(nlp.vocab)
    assert [[(one.text, one.label_) for one in doc.ents] for doc in again] == [
        [(text[start:end], label) for start, end, label in spans] for text, spans in decided.items()
    ]


def test_the_docbin_holds_what_was_decided_and_spacy_finds_it_fit_to_train(
    labelled: tuple[Path, dict[str, Entities]],
) -> None:
    project, decided = labelled
    out = exported(project, "docbin", project.with_name("train.spacy"))
    docs = DocBin().from_disk(out).get_docs(spacy.blank("en").vocab)
    assert {doc.text: entities(doc) for doc in docs} == decided
    config = project.with_name("config.cfg")
    run = [sys.executable, "-m", "spacy"]
    subprocess.run([*run, "init", "config", str(config), "--pipeline", "ner"], check=True, capture_output=True)
    told = subprocess.run(
        [*run, "debug", "data", str(config), "--paths.train", str(out), "--paths.dev", str(out), "--no-format"],
        check=False,
        capture_output=True,
        text=True,
    )
    assert "Corpus is loadable" in told.stdout
    assert "2 label(s)" in told.stdout
    assert "invalid" not in told.stdout.lower()

"""Other people's tools read what we write: their readers, not ours, say that the files are good."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from support.samples import sample_documents
from support.teams import finish, put
from support.teams import project as team_project

from annotator import plugins
from annotator.domain.article import Article
from annotator.domain.default_scheme import DEFAULT_SCHEME
from annotator.domain.document import Document
from annotator.domain.layer import Held
from annotator.domain.span import Span
from annotator.domain.tokens import OWN, OwnTokens
from annotator.formats.base import WriteOptions
from annotator.formats.common.loss_account import write_counted
from annotator.services.exporting.tags import set_tag
from annotator.services.releasing.release import ReleaseOptions, release

pytestmark = pytest.mark.acceptance


def corpus() -> list[Document]:
    """Short articles with an emoji, so that the two units of offsets differ."""
    documents = []
    for number in range(200):
        text = f"😀 Angela Merkel met Tim Cook in Paris.\nShe paid {number} euros, he said.\n"
        spans = [Span(2, 15, "PERSON"), Span(20, 28, "PERSON"), Span(32, 37, "GPE")]
        held = [Held(span, by="ana") for span in spans]
        edges = list(OwnTokens(text))
        documents.append(Document(Article.of(text), "ana", "finished", held, tokens=edges, tokenizer=OWN))
    return documents


def side(key: str) -> str:
    return "dev" if key[0] in "0123" else "train"


def write(
    name: str, out: Path, documents: list[Document], options: WriteOptions | None = None, **settings: str
) -> Path:
    options = options or WriteOptions(DEFAULT_SCHEME, rejected=True, settings=settings)
    write_counted(plugins.load("formats", name), documents, out, options)
    return out


def run(*arguments: object, cwd: Path | None = None) -> str:
    command = [sys.executable, "-m", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def quotes(document: Document) -> list[tuple[str, str]]:
    return [(held.span.quote(document.article.text), held.span.label) for held in document.spans]


@pytest.mark.parametrize(("columns", "tags"), [("4", "iob2"), ("4", "biluo"), ("4", "iob1")])
def test_spacy_converts_conll(tmp_path: Path, columns: str, tags: str) -> None:
    import spacy
    from spacy.tokens import DocBin

    path = write("conll", tmp_path / "in.conll", corpus(), columns=columns, tags=tags)
    run("spacy", "convert", path, tmp_path, "-c", "conll", "-n", "0")
    docs = list(DocBin().from_disk(tmp_path / "in.spacy").get_docs(spacy.blank("xx").vocab))
    found = [(ent.text, ent.label_) for doc in docs for ent in doc.ents]
    assert found == [pair for document in corpus() for pair in quotes(document)]


@pytest.mark.parametrize(("tags", "labels"), [("iob2", "BIO"), ("biluo", "BILOU"), ("bioes", "BIOES"), ("iob1", "IOB")])
@pytest.mark.parametrize("columns", ["2", "4"])
def test_seqscore_validates_conll(tmp_path: Path, columns: str, tags: str, labels: str) -> None:
    documents = [*corpus(), *sample_documents()]
    path = write("conll", tmp_path / "in.conll", documents, columns=columns, tags=tags)
    said = run("seqscore.scripts.seqscore", "validate", path, "--labels", labels)
    assert "No errors" in said


@pytest.mark.parametrize("config", ["config.cfg", "config-spancat.cfg"])
def test_spacy_debugs_and_trains_on_docbin(tmp_path: Path, config: str) -> None:
    folder = tmp_path / "corpus"
    write("docbin", folder, [*corpus(), *sample_documents()], WriteOptions(DEFAULT_SCHEME, rejected=True, side=side))
    assert "Corpus is loadable" in run("spacy", "debug", "data", config, cwd=folder)
    steps = ("--training.max_steps", "20", "--training.eval_frequency", "10")
    run("spacy", "train", config, "--output", "model", *steps, cwd=folder)
    assert (folder / "model/model-last/meta.json").exists()


@pytest.mark.parametrize("kind", ["jsonl", "parquet"])
def test_datasets_load_both_forms(tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    import datasets

    documents = [*corpus(), *sample_documents()]
    options = WriteOptions(DEFAULT_SCHEME, rejected=True, settings={"files": kind}, side=side)
    folder = write("huggingface", tmp_path / "corpus", documents, options)
    found = datasets.load_dataset(str(folder), cache_dir=str(tmp_path / "cache"))
    assert set(found) == {"train", "validation"}
    names = found["train"].features["ner_tags"].feature.names
    rows = {row["key"]: row for name in found for row in found[name]}
    assert len(rows) == len(documents)
    for document in documents:
        row = rows[document.article.key]
        assert [(span["text"], span["label"]) for span in row["spans"]] == quotes(document)
        assert len(row["tokens"]) == len(row["ner_tags"])
        assert {names[tag] for tag in row["ner_tags"]} <= {"O", *names}


def test_label_studio_converts_and_validates(tmp_path: Path) -> None:
    pytest.importorskip("label_studio_sdk", reason="its numpy has no build for Python 3.14")
    from label_studio_sdk.converter import Converter
    from label_studio_sdk.label_interface import LabelInterface

    documents = [*corpus(), *sample_documents()]
    path = write("label_studio", tmp_path / "in.json", documents)
    config = (tmp_path / "in.config.xml").read_text(encoding="utf-8")
    interface = LabelInterface(config)
    for task in json.loads(path.read_text(encoding="utf-8")):
        assert all(interface.validate_annotation(annotation) for annotation in task["annotations"])
    converter = Converter(config, str(tmp_path))
    converter.convert_to_json_min(str(path), str(tmp_path / "min"), is_dir=False)
    rows: list[dict[str, Any]] = json.loads((tmp_path / "min/result.json").read_text(encoding="utf-8"))
    found = [[(one["text"], one["labels"][0]) for one in row.get("label", [])] for row in rows]
    assert found == [quotes(document) for document in documents if document.status != "skipped"]


def test_bratly_reads_standoff(tmp_path: Path) -> None:
    from bratly import EntityAnnotation
    from bratly.io import read_document_collection_from_folder

    documents = [*corpus(), *sample_documents()]
    folder = write("brat", tmp_path / "brat", documents)
    found = {}
    for document in read_document_collection_from_folder(str(folder)).documents:
        entities = [
            one
            for collection in document.annotation_collections
            for one in collection.annotations
            if isinstance(one, EntityAnnotation)
        ]
        found[Path(document.filename_without_ext).name] = sorted((one.content, one.label) for one in entities)
    for document in documents:
        want = sorted((quote.replace("\n", " "), label) for quote, label in quotes(document))
        assert found[document.article.key] == want


@pytest.mark.parametrize("form", ["json", "xmi"])
def test_cassis_reads_cas(tmp_path: Path, form: str) -> None:
    import cassis

    documents = [*corpus()[:3], *sample_documents()]
    folder = write("uima", tmp_path / "cas", documents, form=form)
    named = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"
    for document in documents:
        path = folder / f"{document.article.key}.{form}"
        with path.open("rb") as file:
            if form == "json":
                cas = cassis.load_cas_from_json(file)
            else:
                with (folder / "TypeSystem.xml").open("rb") as types:
                    cas = cassis.load_cas_from_xmi(file, typesystem=cassis.load_typesystem(types))
        assert cas.sofa_string == document.article.text
        assert sorted((one.get_covered_text(), one.value) for one in cas.select(named)) == sorted(quotes(document))


def test_others_read_a_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder as a whole as a data set, its corpus of spaCy, its tasks of Label Studio."""
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    import datasets
    import spacy
    from spacy.tokens import DocBin

    with team_project(tmp_path / "news.db") as store:
        for number in range(100):
            words = " ".join(f"word{number * 30 + place}" for place in range(30))
            key = put(store, f"😀 Angela Merkel met Tim Cook in Paris. {words}")
            finish(store, key, {"ana": [Span(2, 15, "PER"), Span(20, 28, "PER"), Span(32, 37, "LOC")]})
        set_tag(store, "v1.0", by="ana")
        formats = ("docbin", "label_studio")
        release(store, ReleaseOptions("v1.0", tmp_path / "out", formats, anonymous=True))
    found = datasets.load_dataset(str(tmp_path / "out"), cache_dir=str(tmp_path / "cache"))
    assert set(found) == {"train", "validation", "test"}
    assert sum(map(len, found.values())) == 100
    assert {row["layer"] for row in found["train"]} == {"A1"}
    assert [span["text"] for span in found["test"][0]["spans"]] == ["Angela Merkel", "Tim Cook", "Paris"]
    docs = list(DocBin().from_disk(tmp_path / "out/gold/docbin/train.spacy").get_docs(spacy.blank("xx").vocab))
    assert len(docs) == len(found["train"])
    assert {ent.text for doc in docs for ent in doc.ents} == {"Angela Merkel", "Tim Cook", "Paris"}
    pytest.importorskip("label_studio_sdk", reason="its numpy has no build for Python 3.14")
    from label_studio_sdk.label_interface import LabelInterface

    folder = tmp_path / "out/gold/label_studio"
    interface = LabelInterface((folder / "dev.config.xml").read_text(encoding="utf-8"))
    tasks = json.loads((folder / "dev.json").read_text(encoding="utf-8"))
    assert len(tasks) == len(found["validation"])
    assert all(interface.validate_annotation(one) for task in tasks for one in task["annotations"])

"""Documents out of files and into files, and what spaCy sees of them."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.tokens import Doc, DocBin
from support.labelled import RECORDS, TEXT

import annotator
from annotator import Article, Document, Scheme, Span, Suggestion
from annotator.domain.document import Document as Plain
from annotator.domain.layer import Comment, Held
from annotator.errors import InputError, ModelError, NoSuchPlugin, WrongUsage


@pytest.fixture
def path(tmp_path: Path) -> Path:
    place = tmp_path / "in.jsonl"
    place.write_text("".join(json.dumps(record) + "\n" for record in RECORDS), encoding="utf-8")
    return place


# -- reading


def test_a_file_gives_a_document_for_each_layer(path: Path) -> None:
    found = list(annotator.read(path))
    assert [(one.layer, one.status, len(one.spans)) for one in found] == [
        ("ana", "finished", 1), ("ben", "finished", 2), ("ana", "skipped", 0), ("", "open", 0),
    ]  # fmt: skip
    assert found[0].spans[0].span.quote(TEXT) == "Zoë"
    assert found[0].to_dict()["tokens"][2] == {"text": "😀", "start": 8, "end": 9, "id": 2, "ws": True}


def test_spans_of_nobody_are_there_with_their_source(tmp_path: Path) -> None:
    documents = [Document.of(TEXT, [Span(0, 3, "PERSON")]), Document.of("Acme.", [Span(0, 4, "ORG")], layer="gold")]
    annotator.write(documents, tmp_path / "out.jsonl")
    bare, gold = annotator.read(tmp_path / "out.jsonl")
    assert (bare.layer, gold.layer, gold.status) == ("", "gold", "approved")
    assert [held.span for held in bare.spans] == [Span(0, 3, "PERSON")]


def test_what_a_model_proposed_in_another_tool_comes_with_its_score(tmp_path: Path) -> None:
    value = {"start": 0, "end": 3, "text": "Ana", "labels": ["PERSON"]}
    result = {"from_name": "label", "to_name": "text", "type": "labels", "value": value, "score": 0.5}
    task = {"data": {"text": TEXT}, "predictions": [{"model_version": "mine", "result": [result]}]}
    (tmp_path / "tasks.json").write_text(json.dumps([task]))
    (document,) = annotator.read(tmp_path / "tasks.json")
    assert [(one.span, one.source, one.score) for one in document.spans] == [(Span(0, 3, "PERSON"), "mine", 0.5)]
    with annotator.create(tmp_path / "p.db") as project:
        assert project.add(document).suggestions == 1
        assert project.sql("SELECT source, score FROM all_suggestions") == [{"source": "mine", "score": 0.5}]


def test_the_first_thing_that_cannot_be_taken_is_an_error_unless_it_is_collected(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([lines[0], "{broken", lines[2]]), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        list(annotator.read(path))
    assert (caught.value.file, caught.value.line) == (str(path), 2)
    refused: list[InputError] = []
    assert len(list(annotator.read(path, refused=refused))) == 3
    assert [error.line for error in refused] == [2]


def test_a_file_that_is_not_there_and_a_format_that_is_none_are_errors(tmp_path: Path, path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        next(annotator.read(tmp_path / "none.txt"))
    with pytest.raises(NoSuchPlugin, match="Those that can be read"):
        annotator.read(path, format="nix")
    with pytest.raises(WrongUsage, match="offsets"):
        annotator.read(path, offsets="words")  # type: ignore[arg-type]


def test_what_a_reader_has_to_say_is_a_warning(tmp_path: Path) -> None:
    (tmp_path / "latin.txt").write_bytes("Señor López llegó a León.".encode("cp1252"))
    with pytest.warns(UserWarning, match="latin.txt: .*Windows-1252") as caught:
        (document,) = annotator.read(tmp_path / "latin.txt")
    assert caught[0].filename == __file__
    assert document.text.startswith("Señor")


# -- writing


@pytest.mark.filterwarnings("ignore:.*annotation.conf")  # which belongs to brat's folder, and is no article
@pytest.mark.parametrize(
    ("name", "form"), [("o.jsonl", ""), ("o.conll", ""), ("o.spacy", ""), ("o.csv", ""), ("o", "brat")]
)
def test_what_is_written_can_be_read_again(path: Path, tmp_path: Path, name: str, form: str) -> None:
    spans = [[held.span for held in one.spans] for one in annotator.read(path) if one.layer == "ben"]
    report = annotator.write((one for one in annotator.read(path) if one.layer == "ben"), tmp_path / name, format=form)
    assert (report.articles, report.spans, report.lost) == (1, 2, [])
    assert report.files
    assert [[held.span for held in one.spans] for one in annotator.read(tmp_path / name)] == spans


def test_labels_that_no_scheme_was_given_for_are_those_of_the_documents(path: Path, tmp_path: Path) -> None:
    annotator.write(annotator.read(path), tmp_path / "o", format="brat")
    assert "PERSON\nGPE\n" in (tmp_path / "o" / "annotation.conf").read_text()
    annotator.write(annotator.read(path), tmp_path / "p", format="brat", scheme=Scheme(()).with_label("LAW"))
    assert "LAW" in (tmp_path / "p" / "annotation.conf").read_text()


@pytest.mark.parametrize("name", ["o.json", "o.nix", "o", "o.html"])
def test_an_ending_that_tells_no_format_is_said(path: Path, tmp_path: Path, name: str) -> None:
    with pytest.raises(WrongUsage, match="format"):
        annotator.write(annotator.read(path), tmp_path / name)
    assert not (tmp_path / name).exists()


def test_a_failing_source_leaves_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "o.jsonl").write_text("before")

    def failing() -> Any:
        yield Document.of("One.")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        annotator.write(failing(), tmp_path / "o.jsonl", scheme=Scheme(()))
    assert (tmp_path / "o.jsonl").read_text() == "before"
    assert annotator.write([], tmp_path / "none.jsonl").files == []
    assert sorted(place.name for place in tmp_path.iterdir()) == ["o.jsonl"]


def test_what_is_lost_is_said_and_listed(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="misaligned 1") as caught:
        report = annotator.write([Document.of("Anabel.", [Span(0, 3, "A")])], tmp_path / "o.conll")
    assert caught[0].filename == __file__
    assert len(report.lost) == 1


# -- documents


def test_a_document_shows_itself_in_a_line_and_can_be_sent_elsewhere() -> None:
    document = Document.of("Title\x1b[31m\n\nAna.", [Span(15, 18, "A")], layer="ana")
    assert repr(document) == r"<Document 'Title\x1b[31m' by ana: 1 span, finished>"
    assert pickle.loads(pickle.dumps(document)).to_dict() == document.to_dict()  # noqa: S301 - our own


def test_spans_are_put_in_order() -> None:
    document = Document.of(Article.of("abc"), [Suggestion(Span(1, 2, "B"), "m", 0.5), Span(0, 1, "A")])
    assert [held.span.label for held in document.spans] == ["A", "B"]


# -- spaCy


def test_spacy_sees_the_same_stretches_of_text() -> None:
    nlp = spacy.blank("en")
    doc = Document.of(TEXT, [Span(10, 13, "PERSON"), Span(17, 27, "GPE")], layer="ana").to_spacy(nlp)
    assert isinstance(doc, Doc)
    assert doc.vocab is nlp.vocab
    assert [(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents] == [(10, 13, "PERSON"), (17, 27, "GPE")]
    assert doc.text == TEXT
    assert [token.text for token in doc] == [token.text for token in nlp(TEXT)]


def test_spans_that_overlap_are_all_in_a_group_and_the_longest_is_an_entity() -> None:
    doc = Document.of("New York University", [Span(0, 8, "GPE"), Span(0, 19, "ORG")]).to_spacy(spacy.blank("en"))
    assert [ent.label_ for ent in doc.ents] == ["ORG"]
    assert sorted(span.label_ for span in doc.spans["sc"]) == ["GPE", "ORG"]


def test_spans_that_sit_on_no_tokens_of_the_pipeline_are_left_out_and_counted() -> None:
    document = Document.of("Anabel met Bo.", [Span(0, 3, "A"), Span(11, 13, "B")])
    with pytest.warns(UserWarning, match=r"'Ana' \(1 in all\)") as caught:
        doc = document.to_spacy(spacy.blank("en"))
    assert caught[0].filename == __file__
    assert [ent.text for ent in doc.ents] == ["Bo"]


def test_article_labels_refusals_and_skips_come_along() -> None:
    article = Article.of("Bo left.")
    wrong = Held(Span(0, 2, "ORG"), Span(0, 2, "ORG"))
    plain = Plain(article, "ana", "skipped", rejected=[wrong], cats={"Sport": True, "Arts": False})
    doc = Document.like(plain).to_spacy(spacy.blank("en"))
    assert doc.cats == {"Sport": 1.0, "Arts": 0.0}
    assert [span.text for span in doc.spans["incorrect_spans"]] == ["Bo"]
    assert not any(token.ent_iob for token in doc)
    DocBin(docs=[doc], store_user_data=True).to_bytes()


def test_a_pipeline_that_is_none_or_changes_the_text_is_refused() -> None:
    document = Document.of("a  b")
    with pytest.raises(WrongUsage, match="takes a pipeline"):
        document.to_spacy("en")
    nlp = spacy.blank("en")
    nlp.tokenizer = lambda text: Doc(nlp.vocab, words=text.split())
    with pytest.raises(ModelError, match="changes the text"):
        document.to_spacy(nlp)


def test_comments_go_along_from_file_to_project(tmp_path: Path) -> None:
    plain = Plain(Article.of("Bo left."), "ana", comments=[Comment("who?", Span(0, 2, "ORG"), "ana", "")], flagged=True)
    with annotator.create(tmp_path / "p.db") as project:
        project.add(plain)
        (document,) = project.documents(status="any")
    assert [(one.text, one.span) for one in document.comments] == [("who?", Span(0, 2, "ORG"))]
    assert document.flagged

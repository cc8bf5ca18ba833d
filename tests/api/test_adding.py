"""What can be added from a program, what becomes of it, and what is said of what cannot be taken."""

from __future__ import annotations

import datetime as dt
import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from support.labelled import RECORDS, TEXT

import annotator
from annotator import Article, Document, Project, Span, Suggestion
from annotator.errors import InputError, WrongUsage


def told(project: Project) -> list[Any]:
    """All documents as dictionaries, without the times at which they were made and the name of their project."""
    every = [document.to_dict() for document in project.documents(status="any", rejected=True)]
    for one in every:
        del one["_timestamp"], one["_session_id"], one["meta"]["project"]
        for span in (*one["spans"], *one.get("rejected", ())):
            del span["at"]
    return every


def test_records_in_memory_are_what_they_are_in_a_file(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in RECORDS), encoding="utf-8")
    with annotator.create(tmp_path / "other.db") as other:
        report = other.add(path)
        assert (report.added, report.layers) == (3, {"ana": 2, "ben": 1})
        assert told(other) == told(project)


def test_attributes_and_links_of_spans_are_those_of_a_line_of_ours(tmp_path: Path) -> None:
    said = {"attributes": {"mention": "pronoun", "age": {"value": 7}}, "links": [{"base": "wiki", "entry": "Q7"}]}
    line = {"text": "Ada ran.", "spans": [{"start": 0, "end": 3, "label": "PERSON", **said}]}
    with annotator.create(tmp_path / "p.db", scheme=["PERSON"]) as project:
        project.add(line, layer="ana")
        (claims,) = (document.claims for document in project.documents("ana"))
        assert {one.name: one.value for one in claims.attributes} == {"mention": "pronoun", "age": "7"}
        assert [(one.base, one.entry) for one in claims.links] == [("wiki", "Q7")]
        assert "attributes" not in next(project.articles()).meta
    odd = {"text": "Ada ran.", "spans": [{"start": 0, "end": 3, "label": "PERSON", "attributes": {"a": [1]}}]}
    with (
        annotator.create(tmp_path / "q.db", scheme=["PERSON"]) as project,
        pytest.warns(UserWarning, match="attributes"),
    ):
        project.add(odd, layer="ana")
        assert next(project.articles()).meta["attributes"][0]["value"] == {"a": [1]}


def made(document: Document) -> list[tuple[str, str, str, str, float | None]]:
    """Who decided on each span, when, how and from which suggestion."""
    every = (*document.spans, *document.rejected)
    return [(held.by, held.at, held.decided, held.source, held.score) for held in every]


def test_the_documents_of_one_project_are_those_of_another_one(project: Project, tmp_path: Path) -> None:
    with annotator.create(tmp_path / "other.db") as other:
        report = other.add(project.documents(status="any", rejected=True), project.articles())
        assert (report.added, report.known, report.layers) == (3, 3, {"ana": 2, "ben": 1})
        assert told(other) == told(project)
        assert [*map(made, other.documents(rejected=True))] == [*map(made, project.documents(rejected=True))]
        again = other.add(project.documents())
        assert (again.added, again.layers) == (0, {})


def test_sources_of_all_kinds_may_be_mixed_and_keep_their_order(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("Second.")
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "c.txt").write_text("Third.")

    def last() -> Iterator[Article | dict[str, str]]:
        yield Article.of("Fourth.")
        yield {"text": "Fifth."}

    with annotator.create(tmp_path / "p.db") as project:
        report = project.add({"text": "First."}, [tmp_path / "b.txt", str(tmp_path / "d" / "*.txt")], last())
        assert report.added == 5
        assert [article.text for article in project.articles()] == [
            "First.", "Second.", "Third.", "Fourth.", "Fifth.",
        ]  # fmt: skip


def test_spans_of_nobody_are_suggestions_and_of_a_layer_decisions(project: Project) -> None:
    bare = Document.of(TEXT, [Span(0, 3, "PERSON"), Suggestion(Span(10, 13, "ORG"), "mine-1", 0.25)])
    assert project.add(bare).suggestions == 2
    rows = project.sql("SELECT start, label, source, score FROM all_suggestions ORDER BY start")
    assert [tuple(row.values()) for row in rows] == [(0, "PERSON", "import", None), (10, "ORG", "mine-1", 0.25)]
    report = project.add(Document.of(TEXT, [Span(0, 3, "PERSON")], layer="cy", status="open"))
    assert report.layers == {"cy": 1}
    assert [document.status for document in project.documents("cy", status="any")][:1] == ["open"]


def test_a_layer_takes_the_spans_of_one_annotator_whatever_they_are_called(project: Project) -> None:
    report = project.add([Document.of("One.", [Span(0, 3, "A")]), Document.of("Two.", layer="x")], layer="cy")
    assert report.layers == {"cy": 1, "x": 1}
    assert project.add(Document.of("Three.", layer="x"), layer="cy").layers == {"cy": 1}
    assert project.add(Document.of("Four.", layer="x"), renames={"x": "dee"}).layers == {"dee": 1}


def _article_of_another_text() -> Article:
    return Article("0" * 32, "Some text.")


REFUSED = [
    ({"spans": []}, "must be a text"),
    ({"text": " "}, "blank"),
    ({"text": "x\ud800"}, "surrogate"),
    ({"text": "x", "meta": {"at": float("nan")}}, "JSON"),
    ({"text": "x", "meta": {"at": object()}}, "JSON cannot: <object .* of type object"),
    ({"text": "x", "spans": [(0, 2, "ORG")]}, "ends outside the text"),
    ({"text": "x", "spans": [(0, 1, " ")]}, "label"),
    (5, "5 is no article"),
    (_article_of_another_text(), "key is not that of its text"),
    (Article.of(" "), "blank"),
    (Article.of("x", meta={"at": {1, 2}}), "JSON"),
    (Article.of("x", title="\ud800"), "surrogate"),
    (Article.of("x", date=dt.date(2026, 3, 1)), "must be a text"),  # type: ignore[arg-type]
    (Document.of("x", [Suggestion(Span(0, 1, "ORG"), "\ud800")]), "surrogate"),
    (Document.of("x", [Span(0, 2, "ORG")], layer="ana"), "ends outside the text"),
    (Document.of("x", [Span(0, 2, "ORG")]), "ends outside the text"),
    (Document.of("x", [Suggestion(Span(0, 2, "ORG"), "mine")]), "ends outside the text"),
    (Document.of("xyz", [Span(0, 2, "ORG"), Span(1, 3, "ORG")], layer="ana"), "overlap"),
    (Document.of("x", layer=" "), "annotator"),
    (Document.of("x", layer="\ud800"), "annotator"),
    (Document(Article.of("x"), "ana", cats={"\ud800": True}), "label"),
    (Document(Article.of("x"), "ana", tokens=[(0, 1), (0, 1)]), "token"),
]


@pytest.mark.parametrize(("item", "reason"), REFUSED)
def test_what_cannot_be_taken_is_refused_by_its_number_and_the_rest_is_added(
    tmp_path: Path, item: Any, reason: str
) -> None:
    with annotator.create(tmp_path / "p.db") as project:
        with pytest.warns(UserWarning, match="Refused: 1, listed in `report.refused`, first") as caught:
            report = project.add([{"text": "Before."}, item, {"text": "After."}])
        assert [warning.filename for warning in caught] == [__file__]
        (error,) = report.refused
        assert isinstance(error, InputError)
        assert error.line == 2
        assert re.search(reason, error.reason)
        assert (report.added, len(list(project.articles()))) == (2, 2)


def test_numbers_of_numpy_and_dates_are_taken(project: Project) -> None:
    row: dict[str, Any] = {"text": "Numbers.", "spans": [{"start": np.int64(0), "end": np.int32(3), "label": "ORG"}]}
    row |= {"date": dt.date(2026, 3, 1), "meta": {"share": np.float64(0.5)}}
    project.add(row, layer="cy")
    (document,) = project.documents("cy")
    assert (document.spans[0].span, document.article.date) == (Span(0, 3, "ORG"), "2026-03-01")
    assert document.article.meta == {"share": 0.5}
    project.add(Article.of("More.", meta={"share": np.float64(0.25)}))
    assert list(project.articles())[-1].meta == {"share": 0.25}


def test_a_file_that_is_not_there_and_a_notice_are_said(project: Project, tmp_path: Path) -> None:
    (tmp_path / "latin.txt").write_bytes("Señor López llegó a León.".encode("cp1252"))
    with pytest.warns(UserWarning) as caught:
        report = project.add(tmp_path / "latin.txt", tmp_path / "none.txt")
    assert {warning.filename for warning in caught} == {__file__}
    said = " ".join(str(warning.message) for warning in caught)
    assert "Windows-1252" in said
    assert "no such file" in said
    assert (report.added, len(report.refused), len(report.notices)) == (1, 1, 1)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A document of any text, with spans that do not overlap."""
    text = draw(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30).filter(str.strip))
    edges = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    labels = st.sampled_from(["PERSON", "NEW LABEL"])
    return Document.of(
        text, [Span(*pair, draw(labels)) for pair in zip(edges[::2], edges[1::2], strict=False)], layer="a"
    )


@settings(max_examples=25)
@given(st.lists(documents(), min_size=1, max_size=4, unique_by=lambda one: one.article.key))
def test_any_documents_come_back_as_they_were(given_: list[Document]) -> None:
    with tempfile.TemporaryDirectory() as folder, annotator.create(Path(folder) / "p.db") as project:
        project.add(given_)
        found = list(project.documents("a"))
    for one, other in zip(given_, found, strict=True):
        assert one.article == other.article
        assert [held.span for held in one.spans] == [held.span for held in other.spans]
        assert list(one.tokens) == list(other.tokens)


def test_languages_are_told_from_the_texts_where_nobody_says(project: Project, tmp_path: Path) -> None:
    german = "Der Minister sagte am Montag, der Rat werde über den neuen Haushalt abstimmen."
    (tmp_path / "a.txt").write_text(german, encoding="utf-8")
    (tmp_path / "b.txt").write_text("Ja.", encoding="utf-8")
    assert [one.article.language for one in annotator.read(str(tmp_path / "*.txt"))] == ["de", "de"]
    assert [one.article.language for one in annotator.read(tmp_path / "b.txt", language="french")] == ["fr"]
    report = project.add(tmp_path / "a.txt", {"text": german + " Ja."})
    assert (report.languages, report.assumed_languages) == ({"de": 2}, {})
    with pytest.raises(WrongUsage, match="Did you mean ja"):
        project.add(tmp_path / "a.txt", language="jp")


def test_spacy_has_entities_as_groups_of_spans_and_what_else_is_claimed_beside(tmp_path: Path) -> None:
    ada, she = ({"start": start, "end": end, "label": "PERSON"} for start, end in ((0, 3), (9, 12)))
    line = {
        "text": "Ada ran. She sang.", "spans": [ada | {"links": [{"base": "wiki", "entry": "Q7"}]}, she],
        "entities": [{"mentions": [ada, she]}], "relations": [{"head_span": ada, "label": "is", "child_span": she}],
    }  # fmt: skip
    with annotator.create(tmp_path / "p.db", scheme=["PERSON"]) as project:
        project.add(line, layer="ana")
        doc = next(project.documents("ana")).to_spacy(spacy.blank("en"))
    assert [span.text for span in doc.spans["coref_clusters_1"]] == ["Ada", "She"]
    assert doc.ents[0].kb_id_ == "Q7"
    assert json.loads(doc.user_data["meta"])["relations"][0]["label"] == "is"

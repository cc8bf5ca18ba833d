"""Label Studio: the labelling configuration beside an export, as an XML parser reads it; texts that are compared."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

from support.reading import articles, put

from annotator.domain.article import Article
from annotator.domain.default_scheme import DEFAULT_SCHEME
from annotator.domain.document import Document
from annotator.domain.layer import Held
from annotator.domain.span import Span
from annotator.formats import label_studio
from annotator.formats.base import Notice, ReadOptions, WriteOptions
from annotator.formats.common.records.taxonomy import TOLD


def test_labels_keep_their_marks_and_blanks(tmp_path: Path) -> None:
    labels = ["\"a\" 'b'", "<c>&\n\td"]
    held = [Held(Span(place, place + 3, label)) for place, label in zip((0, 4), labels, strict=True)]
    document = Document(Article.of("One two."), "ana", spans=held)
    label_studio.write([document], tmp_path / "o.json", WriteOptions(DEFAULT_SCHEME))
    config = ET.parse(tmp_path / "o.config.xml")  # noqa: S314 - we wrote it ourselves
    assert [one.get("value") for one in config.iter("Label")][-2:] == labels


def test_a_label_with_a_control_code_leaves_the_configuration_readable(tmp_path: Path) -> None:
    held = [Held(Span(0, 3, "L\x1b[31m\x00\ufffe"))]
    document = Document(Article.of("One two."), "ana", spans=held)
    label_studio.write([document], tmp_path / "o.json", WriteOptions(DEFAULT_SCHEME))
    config = ET.parse(tmp_path / "o.config.xml")  # noqa: S314 - we wrote it ourselves
    assert [one.get("value") for one in config.iter("Label")][-1] == "L\ufffd[31m\ufffd\ufffd"


def test_of_two_texts_that_are_compared_the_one_that_is_named_is_taken(tmp_path: Path) -> None:
    result = {"type": "pairwise", "from_name": "better", "to_name": "a,b", "value": {"selected": "left"}}
    task = {"data": {"a": "It rained.", "b": "Rain fell."}, "annotations": [{"completed_by": 1, "result": [result]}]}
    path = put(tmp_path, "a.json", json.dumps([task]))
    (refused,) = label_studio.read(path, ReadOptions())
    assert "`--text a` takes that" in str(refused)
    (one,) = articles(label_studio.read(path, ReadOptions(text_key="a")))
    assert (one.article.text, dict(one.layers)) == ("It rained.", {})
    assert one.article.meta["answers"][0]["value"] == {"selected": "left"}


def test_the_score_of_a_span_that_a_person_took_over_is_kept(tmp_path: Path) -> None:
    value = {"start": 0, "end": 2, "labels": ["PRON"]}
    result = {"id": "a", "type": "labels", "from_name": "label", "to_name": "text", "score": 0.5, "value": value}
    task = {"data": {"text": "It rained."}, "annotations": [{"completed_by": 1, "result": [result]}]}
    (one,) = articles(label_studio.read(put(tmp_path, "a.json", json.dumps([task])), ReadOptions()))
    assert one.article.meta["attributes"] == [{"by": "user-1", "name": "score", "span": [0, 2, "PRON"], "value": 0.5}]


def test_what_is_chosen_in_a_taxonomy_is_a_label_of_the_article_or_said_of_a_span(tmp_path: Path) -> None:
    def chosen(ways: object, **more: object) -> dict[str, object]:
        return {"type": "taxonomy", "from_name": "topic", "to_name": "text", "value": {"taxonomy": ways, **more}}

    span = {"start": 0, "end": 2, "labels": ["PRON"]}
    region = {"id": "a", "type": "labels", "from_name": "label", "to_name": "text", "value": span}
    of_span = {**chosen([["Word", "Small"]], start=0, end=2), "id": "a"}
    results = [region, of_span, chosen([["Weather", "Rain"], ["News"]]), chosen([["Odd", 1]])]
    task = {"data": {"text": "It rained."}, "annotations": [{"completed_by": 1, "result": results}]}
    path = put(tmp_path, "a.json", json.dumps([task]))
    found = list(label_studio.read(path, ReadOptions()))
    (one,) = articles(iter(found))
    assert dict(one.layers["user-1"].cats) == {"Weather/Rain": True, "News": True}
    assert one.article.meta["answers"][0]["value"] == {"taxonomy": [["Odd", 1]]}
    assert [(said["name"], said["value"]) for said in one.article.meta["attributes"]] == [("topic", "Word/Small")]
    assert TOLD in [said.text for said in found if isinstance(said, Notice)]

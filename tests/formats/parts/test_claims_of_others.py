"""Claims in files of other tools that are odd: ids that are there twice, ends that are not, places in names."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.formats import FORMATS, LACKING

from annotator.domain.document import Incoming
from annotator.formats.base import Read, ReadOptions, SetAside

TEXT = "Ada met Bo"


def read(name: str, path: Path, text: str) -> list[Read]:
    path.write_text(text, encoding="utf-8")
    return list(FORMATS[name].read(path, ReadOptions()))


def metas(reads: list[Read]) -> list[dict[str, Any]]:
    return [dict(one.article.meta) for one in reads if isinstance(one, Incoming)]


def left_out(reads: list[Read]) -> dict[str, int]:
    return {one.name: one.count for one in reads if isinstance(one, SetAside) and not one.kept}


def doccano(ids: tuple[int, int]) -> str:
    places = zip(ids, ((0, 3), (8, 10)), strict=True)
    entities = [{"id": nth, "start_offset": start, "end_offset": end, "label": "PER"} for nth, (start, end) in places]
    relation = {"id": 1, "from_id": ids[0], "to_id": 4, "type": "met"}
    entities.append({"id": 4, "start_offset": 4, "end_offset": 7, "label": "ACT"})
    return json.dumps({"text": TEXT, "entities": entities, "relations": [relation], "Comments": []})


def label_studio(ids: tuple[str, str]) -> str:
    def region(name: str, start: int, end: int) -> dict[str, Any]:
        value = {"start": start, "end": end, "labels": ["PER"]}
        return {"id": name, "from_name": "label", "to_name": "text", "type": "labels", "value": value}

    relation = {"type": "relation", "from_id": ids[0], "to_id": "d", "direction": "right", "labels": ["met"]}
    result = [region(ids[0], 0, 3), region(ids[1], 8, 10), region("d", 4, 7), relation]
    return json.dumps([{"id": 1, "data": {"text": TEXT}, "annotations": [{"id": 1, "result": result}]}])


@pytest.mark.parametrize(
    ("name", "make", "apart", "alike"),
    [("doccano", doccano, (2, 1), (2, 2)), ("label_studio", label_studio, ("b", "a"), ("b", "b"))],
)
def test_an_end_whose_id_two_spans_have_is_no_end(
    name: str, make: Callable[[Any], str], apart: Any, alike: Any, tmp_path: Path
) -> None:
    (meta,) = metas(read(name, tmp_path / "a.json", make(apart)))
    assert [(one["head"][0], one["tail"][0]) for one in meta["relations"]] == [(0, 4)]
    (meta,) = metas(read(name, tmp_path / "a.json", make(alike)))
    assert [one.get("head") for one in meta["relations"]] == [None]


def test_relations_that_a_model_suggests_are_counted(tmp_path: Path) -> None:
    (task,) = json.loads(label_studio(("a", "b")))
    (annotation,) = task.pop("annotations")
    about = {
        "id": "a",
        "from_name": "age",
        "to_name": "text",
        "type": "number",
        "value": {"start": 0, "end": 3, "number": 4},
    }
    task["predictions"] = [{"model_version": "m", "result": [*annotation["result"], about]}]
    reads = read("label_studio", tmp_path / "a.json", json.dumps([task]))
    assert left_out(reads) == {"suggested relations": 1, "suggested attributes": 1}


def test_a_relation_of_an_entity_without_mentions_costs_itself_alone(tmp_path: Path) -> None:
    mention = {"name": "Ada", "sent_id": 0, "pos": [0, 1], "type": "PER"}
    labels: list[dict[str, Any]] = [{"h": 0, "t": tail, "r": "P1", "evidence": []} for tail in (0, 1, 9)]
    record = {"title": "a", "sents": [["Ada", "met", "Bo"]], "vertexSet": [[mention], []], "labels": labels}
    reads = read("docred", tmp_path / "a.json", json.dumps([record]))
    assert [len(meta["relations"]) for meta in metas(reads)] == [1]
    assert left_out(reads) == {"relations of entities that are not there": 2}


@pytest.mark.skipif("nif" in LACKING, reason="rdflib is not installed")
def test_strings_may_say_their_place_by_name_alone_and_mean_entries_of_several_bases(tmp_path: Path) -> None:
    context = 'a nif:Context ; nif:isString "Ada met Bo" .'
    its = "http://www.w3.org/2005/11/its/rdf#"
    prefix = (
        f"@prefix nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> . @prefix its: <{its}> .\n"
    )
    entries = (
        "<http://dbpedia.org/resource/Ada>, <http://dbpedia.org/resource/Eve>, <http://www.wikidata.org/entity/Q7>"
    )
    lines = [
        f"<a%20b#char=0,10> {context}",
        f"<a%20b#char=0,3> nif:referenceContext <a%20b#char=0,10> ; its:taIdentRef {entries} .",
        "<a%20b#offset_8_10_Bo> nif:referenceContext <a%20b#char=0,10> ; its:taClassRef <http://schema.org/Person> .",
    ]
    reads = read("nif", tmp_path / "a.ttl", prefix + "\n".join(lines))
    (found,) = (one for one in reads if isinstance(one, Incoming))
    assert [(one.start, one.end) for one in found.layers[""].spans] == [(0, 3), (8, 10)]
    assert [(one["base"], one["entry"]) for one in found.article.meta["links"]] == [
        ("dbpedia", "Ada"),
        ("wikidata", "Q7"),
    ]
    assert left_out(reads) == {"further entries": 1}

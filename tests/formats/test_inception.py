"""INCEpTION's exports: one layer for each annotator, as far as its state says, and the curated one as gold."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from pathlib import Path
from zipfile import ZipFile

import pytest
from support.formats import FORMATS

from annotator.domain.document import Incoming
from annotator.errors import InputError
from annotator.formats import inception
from annotator.formats.base import Notice, Read, ReadOptions
from annotator.formats.common.detect import HEAD, detect

pytestmark = pytest.mark.skipif("uima" not in FORMATS, reason="dkpro-cassis is not installed")
NAMED = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"
CLAIM = "webanno.custom.Claim"


def cas(text: str = "Ada met Bo.", *spans: tuple[int, int, str], claim: Mapping[str, str] | None = None) -> bytes:
    """A CAS in JSON."""
    string = {"%RANGE": "uima.cas.String"}
    types = {
        NAMED: {"%NAME": NAMED, "%SUPER_TYPE": "uima.tcas.Annotation", "value": {"%NAME": "value", **string}},
        CLAIM: {
            "%NAME": CLAIM, "%SUPER_TYPE": "uima.tcas.Annotation",
            **{name: {"%NAME": name, **string} for name in claim or {}},
        },
    }  # fmt: skip
    given = [{"%TYPE": NAMED, "begin": start, "end": end, "value": label} for start, end, label in spans]
    given += [{"%TYPE": CLAIM, "begin": 0, "end": 3, **claim}] if claim else []
    every = [{"%ID": number, "@sofa": 1, **one} for number, one in enumerate(given, 2)]
    sofa = {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView", "sofaString": text}
    view = {"_InitialView": {"%SOFA": 1, "%MEMBERS": [one["%ID"] for one in every]}}
    return json.dumps({"%TYPES": types, "%FEATURE_STRUCTURES": [sofa, *every], "%VIEWS": view}).encode()


XMI = b"""<?xml version="1.1" encoding="UTF-8"?><xmi:XMI xmlns:xmi="http://www.omg.org/XMI"
 xmlns:cas="http:///uima/cas.ecore" xmlns:type="http:///de/tudarmstadt/ukp/dkpro/core/api/ner/type.ecore"
 xmi:version="2.0"><cas:NULL xmi:id="0"/><type:NamedEntity xmi:id="2" sofa="1" begin="0" end="3" value="XMI"/>
<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text/plain" sofaString="Ada met Bo."/>
<cas:View sofa="1" members="2"/></xmi:XMI>"""
TSV = b"""#FORMAT=WebAnno TSV 3.3
#T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|value


#Text=Ada met Bo.
1-1\t0-3\tAda\tTSV\t
1-2\t4-7\tmet\t_\t
1-3\t8-11\tBo.\t_\t
"""


def types() -> bytes:
    return (Path(__file__).with_name("files") / "uima/dkpro-typesystem.xml").read_bytes()


def packed(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w") as file:
        for name, data in files.items():
            file.writestr(name, data)
    return out.getvalue()


PROJECT = {
    "annotation_documents": [
        {"name": "a.txt", "user": "ana", "state": "FINISHED"},
        {"name": "a.txt", "user": "ben", "state": "IN_PROGRESS"},
        {"name": "a.txt", "user": "cem", "state": "NEW"},
        {"name": "a.txt", "user": "dan", "state": "IGNORE"},
    ],
    "source_documents": [{"name": "a.txt", "state": "CURATION_FINISHED"}],
    "layers": [{"name": CLAIM, "features": [{"name": "stance", "tag_set": {"name": "stances"}}, {"name": "kind"}]}],
}
FILES = {
    "exportedproject.json": json.dumps(PROJECT).encode(),
    "annotation/a.txt/ana.json": cas("Ada met Bo.", (0, 3, "PER"), claim={"kind": "x", "stance": "pro"}),
    "annotation/a.txt/ben.zip": packed({"webanno7.xmi": XMI, "TypeSystem.xml": types()}),
    "annotation/a.txt/cem.json": cas("Ada met Bo.", (8, 10, "NEW")),
    "annotation/a.txt/dan.tsv": TSV,
    "annotation/a.txt/INITIAL_CAS.json": cas("Ada met Bo.", (8, 10, "PRE")),
    "annotation/b.txt/ana.json": cas("Bo left.", (0, 2, "PER")),
    "annotation_ser/a.txt/ana.ser": b"\xac\xed",
    "curation/a.txt/CURATION_USER.json": cas("Ada met Bo.", (0, 3, "PERSON")),
    "source/a.txt": b"Ada met Bo.",
}


def read(path: Path, **settings: str) -> tuple[list[Incoming], list[Read]]:
    assert detect(path, path.read_bytes()[:HEAD]) == "inception"
    found = list(inception.read(path, ReadOptions(settings=settings)))
    return [one for one in found if isinstance(one, Incoming)], [
        one for one in found if isinstance(one, InputError | Notice)
    ]


def labels(article: Incoming) -> dict[str, list[str]]:
    return {name: [span.label for span in layer.spans] for name, layer in article.layers.items()}


@pytest.mark.parametrize("folder", ["", "project/"])
def test_a_project_has_a_layer_for_each_annotator(folder: str, tmp_path: Path) -> None:
    path = tmp_path / "project.zip"
    path.write_bytes(packed({folder + name: data for name, data in FILES.items()}))
    (one, two), others = read(path)
    assert others == []
    assert (one.article.source, two.article.source) == ("a.txt", "b.txt")
    assert labels(one) == {
        "ana": ["PER", "pro"], "ben": ["XMI"], "dan": ["TSV"], "gold": ["PERSON"], "": ["NEW", "PRE"],
    }  # fmt: skip
    assert labels(two) == {"ana": ["PER"]}
    states = {name: (layer.unfinished, layer.skipped) for name, layer in one.layers.items() if name}
    assert states == {"ana": (False, False), "ben": (True, False), "dan": (False, True), "gold": (False, False)}
    assert one.article.meta["attributes"] == [
        {"span": [0, 3, "pro"], "name": "kind", "value": "x", "layer": CLAIM, "by": "ana"}
    ]


def test_files_of_a_project_folder_are_layers_one_by_one(tmp_path: Path) -> None:
    for name, data in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    for name, want in {
        "annotation/a.txt/ana.json": {"ana": ["PER", "pro"]}, "annotation/a.txt/ben.zip": {"ben": ["XMI"]},
        "annotation/a.txt/dan.tsv": {"dan": ["TSV"]}, "curation/a.txt/CURATION_USER.json": {"gold": ["PERSON"]},
        "annotation/a.txt/cem.json": {"": ["NEW"]},
    }.items():  # fmt: skip
        (article,), others = read(tmp_path / name)
        assert (labels(article), others, article.article.source) == (want, [], "a.txt")
    beside = set(inception.companions(tmp_path / "annotation/a.txt/ana.json"))
    assert {tmp_path / "exportedproject.json", tmp_path / "source/a.txt"} <= beside


@pytest.mark.parametrize(("name", "layer"), [("webanno123export.zip", "admin"), ("paper.zip", "")])
def test_an_export_of_one_document_is_read(name: str, layer: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(packed({"admin.xmi": XMI, "TypeSystem.xml": types()}))
    (article,), _ = read(tmp_path / name)
    assert labels(article) == {layer: ["XMI"]}


def test_what_cannot_be_read_is_refused_with_whose_it_is(tmp_path: Path) -> None:
    files = {
        "annotation/a.txt/ana.json": cas("Ada met Bo.", (0, 3, "PER")), "annotation/a.txt/ben.json": cas("Another."),
        "annotation/a.txt/cem.json": b'{"%TYPES": ', "annotation/a.txt/dan.zip": b"PK\x03\x04 no zip",
    }  # fmt: skip
    (tmp_path / "p.zip").write_bytes(packed({name: data for name, data in files.items() if "dan" not in name}))
    (article,), others = read(tmp_path / "p.zip")
    assert labels(article) == {"ana": ["PER"]}
    assert [str(one.reason)[:10] for one in others if isinstance(one, InputError)] == ["a.txt, ben", "a.txt, cem"]
    (tmp_path / "q.zip").write_bytes(packed(files))
    articles, others = read(tmp_path / "q.zip")
    assert (articles, [type(one) for one in others]) == ([], [InputError])


def test_a_project_without_annotations_that_can_be_read_says_so(tmp_path: Path) -> None:
    (tmp_path / "p.zip").write_bytes(packed({"exportedproject.json": b"{}", "annotation_ser/a/ana.ser": b"\xac"}))
    (refused,) = read(tmp_path / "p.zip")[1]
    assert isinstance(refused, InputError)
    assert "export it" in refused.reason


def test_a_state_that_nobody_knows_is_told(tmp_path: Path) -> None:
    project = {"annotation_documents": [{"name": "a.txt", "user": "ana", "state": "PAUSED"}]}
    files = {"exportedproject.json": json.dumps(project).encode(), "annotation/a.txt/ana.json": cas("Ada.")}
    (tmp_path / "p.zip").write_bytes(packed(files))
    (article,), (told,) = read(tmp_path / "p.zip")
    assert labels(article) == {"ana": []}
    assert isinstance(told, Notice)
    assert "PAUSED" in told.text


def test_another_archive_is_none_of_it(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(packed({"a.txt": b"Ada.", "b.json": b"{}"}))
    assert detect(tmp_path / "a.zip", (tmp_path / "a.zip").read_bytes()) != "inception"
    (tmp_path / "b.zip").write_bytes(packed({"../../evil.xmi": XMI, "TypeSystem.xml": types()}))
    read(tmp_path / "b.zip")
    assert not [*tmp_path.parent.parent.glob("evil.xmi")]

"""BioC, as XML or JSON: documents of passages, each with annotations at its own offset (PubMed Central, PubTator).

The text of an article is that of its passages with a line break between; places are counted within a passage. The label
is what the annotation says under `type`; all else it says is kept by place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from annotator.errors import InputError
from annotator.formats.base import Holds, Loss, Read, ReadOptions
from annotator.formats.common.json_strict import records
from annotator.formats.common.records.json_lines import taken
from annotator.formats.common.text.decoding import LARGEST_FILE
from annotator.formats.common.text.sniffing import first_tag, head_text
from annotator.formats.common.text.xml_prolog import declares_entities
from annotator.formats.parts.bioc import documents_of, incoming

NAME = "bioc"
ABOUT = "BioC: XML or JSON of PubMed Central, PubTator and others"
SUFFIXES = (".xml", ".json")
SIGNS = (
    {"tag": "!doctype|collection|document", "head": r"<(collection|document)>(?s:.*)<(passage|document)>"},
    {"head": r'\A\s*[\[{](?s:.*)"passages"\s*:\s*\[\s*\{(?s:.*?)"(offset|infons)"\s*:'},
)
HOLDS: tuple[Holds, ...] = ()
LOSES: Mapping[Loss, str] = {}
FOLDER = False
EXTRA = ""
ORDER = -1

_HEAD = 1 << 12


def read(path: Path, options: ReadOptions) -> Iterator[Read]:
    """The documents of a collection."""
    with path.open("rb") as file:
        is_xml = bool(first_tag(head_text(file.read(_HEAD))))
    found = _of_xml(path) if is_xml else _of_json(path)
    return taken(found, lambda document, line, told: incoming(document, options, line, told))


def _of_json(path: Path) -> Iterator[Any]:
    """The documents in JSON with their lines."""
    for one in records(path):
        if isinstance(one, tuple):
            yield from ((one[0], document) for document in documents_of(one[1]))
        else:
            yield one


def _of_xml(path: Path) -> Iterator[Any]:
    """The documents in XML with their numbers, as JSON has them."""
    data = path.read_bytes() if path.stat().st_size <= LARGEST_FILE else b""
    if not data or declares_entities(data):
        yield InputError("This is no BioC that can be taken: it is too large, or declares entities of its own.")
        return
    try:
        root = ET.fromstring(data)  # noqa: S314 - a file that declares entities was refused
    except ET.ParseError as error:
        line, column = error.position
        yield InputError(f"This is not XML at column {column + 1}: {str(error).split(':')[0]}.", line=line)
        return
    except (LookupError, ValueError) as error:
        yield InputError(f"The encoding that it declares cannot be read: {error}.")
        return
    documents = [root] if root.tag == "document" else root.findall("document")
    about = {name: root.findtext(name, "") for name in ("source", "date", "key")} | {"infons": _infons(root)}
    collection = {**(about if root.tag != "document" else {}), "documents": [_document(one) for one in documents]}
    yield from enumerate(documents_of(collection), 1)


def _document(one: ET.Element) -> dict[str, Any]:
    return {
        "id": one.findtext("id", ""),
        "infons": _infons(one),
        "passages": [_passage(passage) for passage in one.findall("passage")],
        "annotations": [_annotation(each) for each in one.findall("annotation")],
        "relations": [_relation(each) for each in one.findall("relation")],
    }


def _passage(one: ET.Element) -> dict[str, Any]:
    return {
        "offset": one.findtext("offset", ""),
        "text": one.findtext("text"),
        "infons": _infons(one),
        "sentences": [_passage(sentence) for sentence in one.findall("sentence")],
        "annotations": [_annotation(each) for each in one.findall("annotation")],
        "relations": [_relation(each) for each in one.findall("relation")],
    }


def _annotation(one: ET.Element) -> dict[str, Any]:
    return {
        "id": one.get("id", ""),
        "infons": _infons(one),
        "text": one.findtext("text"),
        "locations": [dict(place.attrib) for place in one.findall("location")],
    }


def _relation(one: ET.Element) -> dict[str, Any]:
    return {
        "id": one.get("id", ""),
        "infons": _infons(one),
        "nodes": [dict(node.attrib) for node in one.findall("node")],
    }


def _infons(one: ET.Element) -> dict[str, str]:
    return {infon.get("key", ""): infon.text or "" for infon in one.findall("infon")}

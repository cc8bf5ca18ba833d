"""NIF 2.0: texts and the strings in them as RDF, in Turtle, with classes and links to entries of a base.

A text is a `nif:Context`; what is marked in it is a string with `nif:beginIndex`, `nif:endIndex` (code points, as NIF
counts characters; other counts are recognised by `nif:anchorOf`), a class (`itsrdf:taClassRef`), which is the label
here, and the entry that it means (`itsrdf:taIdentRef`): the address that its base's `url` gives.

Read are Turtle and N-Triples, by rdflib. The label is the last part of the class; a string without one has what
`--set mention=` gives. An entry is the last part of its address, the base is named after its host. Strings that have
neither class nor entry, as words and sentences, are counted.

Labels are written as `urn:article-annotator:label:NAME` where they are no addresses themselves, and so are entries of
bases without a `url`. What NIF has no room for, stands in properties of ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from annotator.domain.document import Document
from annotator.errors import InputError
from annotator.formats.base import Holds, Loss, Lost, Read, ReadOptions, WriteOptions
from annotator.formats.common.text.decoding import read_text
from annotator.formats.common.told import Told
from annotator.formats.parts.nif.reading import articles_of
from annotator.formats.parts.nif.writing import PREFIXES, turtle

NAME = "nif"
ABOUT = "NIF 2.0 (RDF in Turtle): strings with classes and links to entries"
SUFFIXES = (".ttl", ".nt")
SIGNS = ({"head": r"\A(?!\s*(?:<\?xml|<rdf|<html|[{\[]))(?s:.*?)nlp2rdf/ontologies/nif-core#"},)
HOLDS: tuple[Holds, ...] = ("title", "byline", "source", "date", "language", "meta")
LOSES: Mapping[Loss, str] = {}
FOLDER = False
STREAMS = True
EXTRA = "nif"
READ_SETTINGS = {"mention": "the label of strings without a class: mention=MENTION"}


def read(path: Path, options: ReadOptions) -> Iterator[Read]:
    """The texts of a file, with what is marked in them. Raises `PluginError` where rdflib is not installed."""
    told = Told()
    try:
        text, notices = read_text(path)
        yield from notices
        yield from articles_of(text, options, told)
    except InputError as error:
        yield error
    yield from told


def write(documents: Iterable[Document], out: Path, options: WriteOptions) -> list[Lost]:
    """Write texts with their strings."""
    with out.open("w", encoding="utf-8", newline="\n") as file:
        file.write(PREFIXES)
        for document in documents:
            file.writelines(turtle(document, options.scheme.claims))
    return []

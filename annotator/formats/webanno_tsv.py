"""WebAnno TSV 3.3, INCEpTION's tabular format: one file for each article.

Offsets are UTF-16 units. A *row* is a token, or a part of one where a span does not sit on token edges.
Instead of the first of the two empty lines after the header stands who made the tokens (`#Tokenizer=`):
INCEpTION's reader ends the header at any line that declares no layer, and passes over it.
Spans over several rows share a number `[n]`. Which feature of a layer is the label, and what is kept beside it,
says `common/standoff/annotation_layers.py`; relations, slots and chains are kept too. Zero-width spans are passed over,
which is said. Files of version 2 are read too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from annotator.domain.article import Article
from annotator.domain.document import UNNAMED, Document, Incoming, IncomingLayer
from annotator.errors import InputError
from annotator.formats.base import Holds, Loss, Lost, Notice, Read, ReadOptions, WriteOptions
from annotator.formats.common.claims import relations
from annotator.formats.common.file_names import Stems
from annotator.formats.common.span_reader import check_tokens
from annotator.formats.common.standoff import annotation_layers, claims_out
from annotator.formats.common.standoff.annotation_layers import TagSets
from annotator.formats.common.text.decoding import decode
from annotator.formats.parts.webanno.old_versions import is_old, old_reading
from annotator.formats.parts.webanno.reading import reading
from annotator.formats.parts.webanno.writing import rendered

NAME = "webanno_tsv"
ABOUT = "WebAnno TSV 3.3 (INCEpTION)"
SUFFIXES = (".tsv",)
SIGNS = ({"head": r"\A#FORMAT=WebAnno TSV"}, {"head": r"\A ?# ?[\w.]+ \|[^\n]*\n\s*#(id|text)="})
HOLDS: tuple[Holds, ...] = ("relations", "entities", "links", "attributes")
LOSES: Mapping[Loss, str] = {
    "relation": relations.LOSS,
    **claims_out.LOSSES,
    "misaligned": "White space at the edges of a span is left out; so is a span of white space alone.",
    "text": "White space before the first token of an article is written as blanks.",
}
FOLDER = True
EXTRA = ""
SETTINGS = {"clusters": claims_out.CLUSTERS}
READ_SETTINGS = annotation_layers.READ_SETTINGS


def read(path: Path, options: ReadOptions, tag_sets: TagSets | None = None) -> Iterator[Read]:
    """The article of a file."""
    try:
        source = decode(path.read_bytes())[0]
        found = (old_reading if is_old(source.encode()) else reading)(source)
        taken = found.annotations.taken(options.settings, tag_sets)
    except InputError as error:
        yield error
        return
    yield from (Notice(sentence) for sentence in found.passed_over())
    yield from taken.aside
    article = Article.of(found.text, source=path.name, language=options.language, meta=taken.claims)
    layer = IncomingLayer(sorted(set(taken.spans)))
    yield Incoming(
        article, {UNNAMED: layer}, (), check_tokens(article.text, found.tokens), found.tokenizer or "webanno", line=1
    )


def write(documents: Iterable[Document], out: Path, options: WriteOptions) -> list[Lost]:
    """Write one file for each document into a folder."""
    out.mkdir(parents=True)
    entries: list[Lost] = []
    stems, clusters = Stems(), options.setting("clusters", SETTINGS)
    for document in documents:
        body, gone = rendered(document, options.scheme.claims, clusters)
        entries += gone
        (out / f"{stems(document)}.tsv").write_bytes(body.encode())
    return entries

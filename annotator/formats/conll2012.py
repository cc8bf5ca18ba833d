"""CoNLL-2012 (OntoNotes): words with names in brackets, and in the last column which mentions are of one entity.

A document stands between `#begin document (NAME); part 000` and `#end document`; each word has twelve columns:
document, part, number, word, part of speech, parse, lemma, predicate, sense, speaker, name (`(PERSON*`), and mentions
by the number of their entity (`(0|(1`, `0)`, `(2)`, `-`). Read are also such files with fewer columns, as coval and GUM
have them, and mentions with a type; further columns are counted. A mention that is no name is a span, too: its label is
what `--set mention=` says.

Written are entities of two mentions or more (setting `singletons=yes`: all). Names in brackets do not overlap: of
spans that do, the longest is one, and the others are mentions alone. As for `conll`, a file beside it keeps the texts
(`<name>.articles.jsonl`), and what the format has no room for.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from annotator.domain.document import Document
from annotator.formats.base import Holds, Loss, Lost, Read, ReadOptions, SetAside, WriteOptions
from annotator.formats.common.claims.native import entities_of, meta_beside, places_of
from annotator.formats.common.columns import chosen
from annotator.formats.common.columns.entities import is_mentions
from annotator.formats.common.columns.reader import articles
from annotator.formats.common.columns.row import EMPTY
from annotator.formats.common.columns.rows import split
from annotator.formats.common.columns.side import side_line, side_of
from annotator.formats.common.losses import ALIGN, ForeignNames, TokenEdges, aligned, side_by_side, token_edges
from annotator.formats.common.text.sniffing import head_text
from annotator.formats.common.text.token_sentences import token_sentences

NAME = "conll2012"
ABOUT = "CoNLL-2012 (OntoNotes, coval): names, and mentions of the same entity"
SUFFIXES = (".conll", ".v4_gold_conll", ".v4_auto_conll", ".gold_conll", ".auto_conll", ".v9_gold_conll")
SIGNS = ({"head": r"\A\s*# ?begin document"},)
ORDER = -1
HOLDS: tuple[Holds, ...] = ("title", "byline", "source", "date", "language", "meta")
LOSES: Mapping[Loss, str] = {
    "misaligned": "Spans whose edges are not those of tokens are left out, or moved there, as `align` says.",
    "overlapping": "Of spans that overlap the longest is a name; others are left out, or mentions without their label.",
    "renamed": "Labels with white space, brackets or asterisks are written with `_` for them.",
    "entity": "Entities are written without mentions that are left out, or that cross another of their mentions.",
}
FOLDER = False
STREAMS = True
EXTRA = ""
READ_SETTINGS = {**chosen.READ_SETTINGS, "mention": "the label of mentions that are no names: mention=MENTION"}
SETTINGS = {"singletons": ("no", "yes"), "align": ALIGN}

_MENTION = "MENTION"
_ID = re.compile(r"([^\s()#]\S*) (\d{1,9})")
_UNFIT = re.compile(r"[\s\x00-\x1f\x7f-\x9f]")
_OF_OURS = {"values (column 5)", "values (column 6)"}
"""What we write where we know nothing: parts of speech and parses."""
_Token = tuple[int, int]


def sniff(path: Path, head: bytes) -> bool:  # noqa: ARG001 - every format has them
    """Whether the last column of a file that begins with a document has mentions, or it has all columns."""
    rows = [split(line) for line in head_text(head).split("\n")[:400] if line.strip() and not line.startswith("#")]
    last = [cells[-1] for cells in rows[:-1] or rows if cells[-1] not in EMPTY]
    wide = bool(rows) and len(rows[0]) >= _COLUMNS
    return (bool(last) or wide) and all(map(is_mentions, last))


_COLUMNS = 12


def companions(path: Path) -> Iterable[Path]:
    """The side file with the texts."""
    return (side_of(path),)


def read(path: Path, options: ReadOptions) -> Iterator[Read]:
    """The documents of a file."""
    side = side_of(path)
    for one in articles(path, side, options, options.settings.get("mention") or _MENTION):
        if not (isinstance(one, SetAside) and one.name in _OF_OURS and side.is_file()):
            yield one


def write(documents: Iterable[Document], out: Path, options: WriteOptions) -> list[Lost]:
    """Write documents, and the side file with the texts."""
    entries: list[Lost] = []
    names = ForeignNames(r"[\s()*]")
    least, align = 2 - (options.setting("singletons", SETTINGS) == "yes"), options.setting("align", SETTINGS)
    with (
        out.open("w", encoding="utf-8", newline="\n") as file,
        side_of(out).open("w", encoding="utf-8", newline="\n") as side,
    ):
        for document in documents:
            edges = token_edges(document, align)
            fitting, misaligned = aligned(document, document.spans, edges, align)
            kept, overlapping = side_by_side(document, fitting)
            places = places_of(edges, fitting)
            tokens = {places[one.held.span]: (one.first, one.last) for one in fitting}
            entities = entities_of(document, places, least, crossing=False)
            entries += misaligned + names.renamed(document, [one.held for one in kept]) + entities.lost
            mentions = {span for cluster in entities.found for span in cluster}
            entries += [_as_mention(one) if one.span and places[one.span] in mentions else one for one in overlapping]
            clusters = [[tokens[span] for span in cluster] for cluster in entities.found]
            named = [(one.first, one.last, names(one.held.span.label)) for one in kept]
            _write_tokens(file, document, edges, named, clusters)
            side.write(side_line(document, edges, meta_beside(document, entities=entities.rest)))
    return entries


def _as_mention(entry: Lost) -> Lost:
    return replace(entry, what="It overlaps a longer span: it was written as a mention without its label.")


def _write_tokens(
    file: TextIO,
    document: Document,
    edges: TokenEdges,
    named: Sequence[tuple[int, int, str]],
    clusters: Sequence[Sequence[_Token]],
) -> None:
    """The lines of one document; no sentence ends within a name or a mention."""
    match = _ID.fullmatch(str(document.article.meta.get("id", "")))
    name, part = (match[1], int(match[2])) if match else (document.article.key, 0)
    opening = {first: f"({label}" for first, _, label in named}
    closing = {last for _, last, _ in named}
    mentions = _brackets(clusters)
    whole = [(first, last + 1) for one in clusters for first, last in one]
    whole += [(first, last + 1) for first, last, _ in named]
    file.write(f"#begin document ({name}); part {part:03}\n")
    for run in token_sentences(document.article.text, edges, whole):
        for place in run:
            form = _UNFIT.sub("_", document.article.text[edges[place][0] : edges[place][1]])
            parse = f"{'(TOP' if place == run.start else ''}*{')' if place == run.stop - 1 else ''}"
            entity = f"{opening.get(place, '')}{'' if place in opening and place in closing else '*'}"
            entity += ")" if place in closing else ""
            coreferent = "|".join(mentions[place]) or "-"
            cells = (name, part, place - run.start, form, "XX", parse, *"----", entity, coreferent)
            file.write("\t".join(map(str, cells)) + "\n")
        file.write("\n")
    file.write("#end document\n")


def _brackets(clusters: Sequence[Sequence[_Token]]) -> dict[int, list[str]]:
    """What opens and closes at each token: the longer a mention, the earlier it opens and the later it closes."""
    found: dict[int, list[str]] = defaultdict(list)
    every = sorted((first, last, number) for number, one in enumerate(clusters) for first, last in one)
    for first, last, number in sorted(every, key=lambda one: (one[0], -one[1])):
        found[first].append(f"({number})" if first == last else f"({number}")
    for first, last, number in sorted(every, key=lambda one: (one[1], -one[0])):
        if first < last:
            found[last].append(f"{number})")
    return found

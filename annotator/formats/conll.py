"""CoNLL: a token a line with its tag, a blank line between sentences.

Written are the four columns of CoNLL-2003 (`token POS chunk tag`; setting `columns=2` for token and tag)
in IOB2 (setting `tags` = `iob1`, `bioes` or `biluo`); a span whose edges are not those of tokens is left out, or what
the setting `align` says (`common/losses.py`). The file holds no text, so a side file
(`<name>.articles.jsonl`) keeps each article's text with what is known of it, its token edges and who made them;
without it a text is made of the tokens with single spaces.

Read are CoNLL-U by its own shape, CoNLL-U Plus and tables of HIPE by the names of their columns, names in brackets
(`(PER*`, `*)`) as in CoNLL-2012, IOB1, IOB2, IO, BIOES, BILUO, BMEWO, tags as `B_PER` and `PER-B`, and bare ones
(`common/columns/`). Entities of CoNLL-2012, GUM and CoNLL-U are kept by the places of their mentions; all other
columns are counted. `--set word=2 --set tag=10` names those that are meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TextIO

from annotator.domain.document import Document
from annotator.formats.base import Holds, Loss, Lost, Read, ReadOptions, WriteOptions
from annotator.formats.common.bio_tags import Sentence, tags
from annotator.formats.common.columns import chosen
from annotator.formats.common.columns.brackets import names_column
from annotator.formats.common.columns.reader import articles
from annotator.formats.common.columns.row import Row
from annotator.formats.common.columns.rows import split
from annotator.formats.common.columns.side import side_line, side_of
from annotator.formats.common.columns.tag_schemes import NOTHING, is_tag, scheme_of
from annotator.formats.common.losses import (
    ALIGN,
    ForeignNames,
    aligned,
    side_by_side,
    token_edges,
)
from annotator.formats.common.text.sniffing import head_text, json_keys
from annotator.formats.common.text.token_sentences import token_sentences

NAME = "conll"
ABOUT = "CoNLL: 2003, 2012, U, GermEval, two columns; any tag scheme"
SUFFIXES = (".conll", ".iob", ".iob2", ".bio", ".bilou", ".conll2003", ".conllu", ".conllup", ".cupt")
SIGNS = (
    {"name": r"\.(conll|conll2003|conllup?|cupt|iob2?|bio|bilou)$"},
    {"head": r"\A-DOCSTART-"},
    {"head": r"\A# ?(begin document|global\.columns)"},
    {"head": r"\ATOKEN\tNE-"},
    {"head": r"\A[^\s]+\t[^\s]+\r?\n(?s:.*?)\tO[\r\n]"},
    {"head": r"[ \t]\([^\s()*]+(\*\)?|\))[ \t\r\n]"},
    {"head": r"[ \t][BIESLUMW]-\S+[ \t]*([\r\n]|\Z)"},
    {"head": r"\A[^\t\r\n]+\t[BIO][\r\n]"},
)
HOLDS: tuple[Holds, ...] = ("title", "byline", "source", "date", "language", "meta")
LOSES: Mapping[Loss, str] = {
    "misaligned": "Spans whose edges are not those of tokens are left out, or moved there, as `align` says.",
    "overlapping": "Of spans that overlap the longest is written, the others are left out.",
    "renamed": "Labels with white space are written with `_` for it.",
}
FOLDER = False
STREAMS = True
EXTRA = ""
READ_SETTINGS = chosen.READ_SETTINGS
SETTINGS = {"columns": ("4", "2"), "tags": ("iob2", "iob1", "bioes", "biluo"), "align": ALIGN}

_PAIR = 2
_BEGIN = re.compile(r"-DOCSTART-|# ?begin document|# ?global\.columns|TOKEN\tNE-")
_WEBANNO = re.compile(r"#FORMAT=WebAnno| ?# ?\w+\.[\w.]+ \|")
"""How WebAnno's own tables begin, whose values may look like tags."""
_UNFIT = re.compile(r"[\s\x00-\x1f\x7f-\x9f]")


def sniff(path: Path, head: bytes) -> bool:
    """Whether the first lines are tokens with tags."""
    text = head_text(head)
    if _BEGIN.match(text):
        return True
    if json_keys(path, head) or _WEBANNO.match(text):
        return False
    rows = text.split("\n" if "\n" in text else "\r")[:200]
    lines = [split(line) for line in rows if line.strip() and not line.startswith("#")]
    bracketed = names_column([[Row(0, cells) for cells in lines]]) is not None
    last = [cells[-1] for cells in lines if len(cells) > 1]
    spanned = sum(map(is_tag, last)) >= 0.9 * len(lines) and any(tag not in NOTHING for tag in last)
    bare = len(last) == len(lines) and {"B", "O"} <= set(last) <= set("BIO")
    return path.suffix.lower() in SUFFIXES or spanned or bare or bracketed or _are_labels(rows, lines)


def _are_labels(rows: Iterable[str], lines: list[list[str]]) -> bool:
    """Whether each line is a word, a tab and a label without a mark or `O`, with blank lines between sentences."""
    if not all(len(cells) == _PAIR and " " not in cells[0] + cells[1] for cells in lines):
        return False
    tags = [cells[1] for cells in lines]
    blank = any(not line.strip() for line in [*rows][1:-1])
    return blank and "O" in tags and scheme_of(tags) == "label" and len({*tags}) < len({cells[0] for cells in lines})


def companions(path: Path) -> Iterable[Path]:
    """The side file with the texts."""
    return (side_of(path),)


def read(path: Path, options: ReadOptions) -> Iterator[Read]:
    """The articles between the lines `-DOCSTART-`; the whole file where there is none."""
    return articles(path, side_of(path), options)


def write(documents: Iterable[Document], out: Path, options: WriteOptions) -> list[Lost]:
    """Write tokens with tags, and the side file with the texts."""
    entries: list[Lost] = []
    names = ForeignNames(r"\s")
    four = options.setting("columns", SETTINGS) == "4"
    scheme, align = options.setting("tags", SETTINGS), options.setting("align", SETTINGS)
    with (
        out.open("w", encoding="utf-8", newline="\n") as file,
        side_of(out).open("w", encoding="utf-8", newline="\n") as side,
    ):
        for document in documents:
            edges = token_edges(document, align)
            fitting, misaligned = aligned(document, document.spans, edges, align)
            kept, overlapping = side_by_side(document, fitting)
            entries += overlapping + misaligned + names.renamed(document, [one.held for one in kept])
            spans = [(one.first, one.last + 1, names(one.held.span.label)) for one in kept]
            _write_tokens(file, document, Sentence(edges, tags(len(edges), spans, scheme)), spans, four=four)
            side.write(side_line(document, edges, document.article.meta))
    return entries


def _write_tokens(
    file: TextIO, document: Document, tokens: Sentence, spans: list[tuple[int, int, str]], *, four: bool
) -> None:
    """The lines of one document; no sentence ends within a span."""
    file.write("-DOCSTART- -X- O O\n\n" if four else "-DOCSTART-\tO\n\n")
    text = document.article.text
    for run in token_sentences(text, tokens.edges, ((first, end) for first, end, _ in spans)):
        for (start, end), tag in zip(
            tokens.edges[run.start : run.stop], tokens.tags[run.start : run.stop], strict=True
        ):
            form = _UNFIT.sub("_", text[start:end])
            form = "_DOCSTART_" if form == "-DOCSTART-" else form
            file.write(f"{form} -X- _ {tag}\n" if four else f"{form}\t{tag}\n")
        file.write("\n")

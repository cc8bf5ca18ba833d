"""Columns that the file names: CoNLL-U Plus (`# global.columns = ID FORM NE`), and HIPE (`TOKEN NE-COARSE-LIT`).

They are read as CoNLL-U, with the column of names put into its last one; further columns are counted by their names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from annotator.formats.base import Read, ReadOptions
from annotator.formats.common.columns.conllu import conllu_articles
from annotator.formats.common.columns.row import EMPTY
from annotator.formats.common.columns.tag_schemes import is_tag
from annotator.formats.common.told import Told

_GLOBAL = re.compile(r"#\s*global\.columns\s*=\s*(.*\S)")
_HIPE = re.compile(r"TOKEN\tNE-")
_DOCUMENT = re.compile(r"#\s*(?:[\w-]+:)?document_id\s*=\s*(.*\S)")
_NAMES = re.compile(r"(?:^|[:_-])(?:ne|ner|entity|entities|name|names|iob|bio)(?:$|[:_-])", re.IGNORECASE)
_STANDARD = ("ID", "FORM", "LEMMA", "UPOS", "XPOS", "FEATS", "HEAD", "DEPREL", "DEPS", "MISC")
_NO_SPACE = {"NoSpaceAfter", "SpaceAfter=No"}


def named_columns(head: Iterable[str]) -> Sequence[str]:
    """The columns that the first lines of a file name, if they name others than those of CoNLL-U."""
    for line in head:
        if match := _GLOBAL.match(line):
            names = tuple(match[1].split())
            return () if names == _STANDARD or "FORM" not in names else names
        if _HIPE.match(line):
            return tuple(line.rstrip("\r\n").replace("TOKEN", "FORM", 1).split("\t"))
    return ()


def named_articles(lines: Iterable[str], names: Sequence[str], options: ReadOptions) -> Iterator[Read]:
    """The articles of a file with these columns; a line that has other ones refuses its sentence."""
    told = Told()
    yield from conllu_articles(_as_conllu(lines, names, told), options)
    yield from told


def _as_conllu(lines: Iterable[str], names: Sequence[str], told: Told) -> Iterator[str]:
    """The lines as those of CoNLL-U, one for each."""
    tags = next((name for name in names if _NAMES.search(name)), "")
    word = 0
    for raw in lines:
        line = raw.rstrip("\r\n")
        cells = line.split("\t")
        word = word + 1 if line.strip() and not line.startswith("# ") else 0 if not line.strip() else word
        if match := _DOCUMENT.match(line):
            yield f"# newdoc id = {match[1]}"
        elif _HIPE.match(line) or _GLOBAL.match(line):
            word = 0
            yield "" if _HIPE.match(line) else "# text ="
        elif len(cells) == len(names):
            yield _row(dict(zip(names, cells, strict=True)), word, tags, told)
        else:
            yield line


def _row(cells: dict[str, str], word: int, tags: str, told: Told) -> str:
    """One row; what stands in columns that CoNLL-U does not have is counted."""
    misc = [one for one in cells.get("MISC", "_").split("|") if one not in EMPTY]
    spaced = [] if _NO_SPACE.isdisjoint(misc) else ["SpaceAfter=No"]
    tag = cells.get(tags, "")
    named = [f"NE={tag}"] if is_tag(tag) else []
    for name in cells.keys() - {*_STANDARD, *([tags] if named else [])}:
        told.aside(f"values ({name})", int(cells[name] not in {*EMPTY, "O", "*"}), kept=False)
    rest = [one for one in misc if one not in _NO_SPACE]
    made = {"ID": str(word)} | cells | {"MISC": "|".join([*named, *rest, *spaced]) or "_"}
    return "\t".join(made.get(name) or "_" for name in _STANDARD)

"""CoNLL-U: ten columns, the text in `# text`, names in the last column as `NE=B-PER`, `name=B-PER` or a bare tag.

An article begins at `# newdoc`, whose name becomes its `id`; `# meta::KEY = VALUE` and `Entity=` are kept. Grammar,
other comments and other values of the last column are counted. Words of a range (`3-4`) share its place in the text;
empty nodes (`5.1`) have none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from operator import itemgetter
from typing import Any

from annotator.domain.document import UNNAMED, Incoming, IncomingLayer
from annotator.domain.span import Span
from annotator.errors import InputError
from annotator.formats.base import Notice, Read, ReadOptions
from annotator.formats.common.bio_tags import spans_of
from annotator.formats.common.claims.gathered import Claims
from annotator.formats.common.columns.entities import Entities, Unworded, is_mentions
from annotator.formats.common.columns.mentions import take_mentions
from annotator.formats.common.columns.row import EMPTY
from annotator.formats.common.columns.side import article_beside, beside
from annotator.formats.common.columns.tag_schemes import is_tag
from annotator.formats.common.meta_text import meta_in
from annotator.formats.common.span_reader import check_tokens
from annotator.formats.common.text.decoding import check_text
from annotator.formats.common.told import Told
from annotator.plural import counted

_ROW = re.compile(r"(\d+)(?:-(\d+)|(\.\d+))?\t[^\t]+(\t[^\t]*){8}")
_TEXT = re.compile(r"#\s*text\s*=\s*(.*\S)")
_NEWDOC = re.compile(r"#\s*newdoc\b(?:\s+id\s*=\s*(.*\S))?")
_ENTITY = re.compile(r"#\s*global\.Entity\s*=\s*(\S+)")
_META = re.compile(r"#\s*meta::(\S+)\s*=\s*(.*\S)")
_MISC = re.compile(r"[| ]")
_BRIDGES = "Bridge="
_KEYS = {"ne", "name", "ner", "entity"}
_GRAMMAR = ("LEMMA", "UPOS", "XPOS", "FEATS", "HEAD", "DEPREL", "DEPS")
_Edge = tuple[int, int]


def is_row(line: str) -> bool:
    """Whether a line is a token of CoNLL-U."""
    return _ROW.fullmatch(line.rstrip("\r\n")) is not None


@dataclass(slots=True)
class _Unit:
    """What stands in the text as one: a word, or the words of a range."""

    form: str
    last: int
    spaced: bool
    words: list[tuple[str, str | None]] = field(default_factory=list)
    entities: list[tuple[str, str]] = field(default_factory=list)
    """What opens and closes mentions at each word, and which bridges begin there."""

    def edges(self, start: int) -> Iterator[_Edge]:
        """The place of each word; the whole, where the words are not its letters."""
        if "".join(word for word, _ in self.words) != self.form:
            yield from [(start, start + len(self.form))] * len(self.words)
            return
        for word, _ in self.words:
            yield start, start + len(word)
            start += len(word)


@dataclass(slots=True)
class _Article:
    """What was read of one article: `tagged` if any of its words has a tag."""

    line: int
    text: str = ""
    tokens: list[_Edge] = field(default_factory=list)
    words: list[_Edge] = field(default_factory=list)
    spans: set[Span] = field(default_factory=set)
    tagged: bool = False
    meta: dict[str, Any] = field(default_factory=dict)
    entities: Entities = field(default_factory=Entities)

    def note(self, comment: str) -> bool:
        """Take a comment of a sentence; False where it says something that is not kept."""
        if match := _NEWDOC.match(comment):
            self.meta |= {"id": match[1]} if match[1] else {}
        elif match := _META.match(comment):
            self.meta[match[1]] = match[2]
        elif match := _ENTITY.match(comment):
            self.entities = Entities(match[1].split("-"))
        return bool(match or _TEXT.match(comment))

    def add(self, units: list[_Unit], text: str) -> bool:
        """Take a sentence; False where its text is not that of its words, which are joined then."""
        starts = _starts(units, text)
        pieces = [unit.form + " " * (unit.spaced and unit is not units[-1]) for unit in units]
        joined = "".join(pieces)
        at = len(self.text) + bool(self.text)
        self.text += "\n" * bool(self.text) + (joined if starts is None else text)
        places = [0, *accumulate(map(len, pieces))][:-1] if starts is None else starts
        edges = [edge for unit, start in zip(units, places, strict=True) for edge in unit.edges(at + start)]
        for place, entity in enumerate(entity for unit in units for entity in unit.entities):
            self.entities.take(len(self.words) + place, *entity)
        self.words += edges
        tags = [tag for unit in units for _, tag in unit.words]
        self.tagged |= any(tags)
        self.tokens += dict.fromkeys(edges)
        found = spans_of([tag or "O" for tag in tags])
        self.spans |= {Span(edges[first][0], edges[end - 1][1], label) for first, end, label in found}
        return starts is not None

    def incoming(self, options: ReadOptions, told: Told, mention: str, record: Any) -> Incoming:
        """The article; without a layer, where no word has a tag. Raises `InputError`.

        Mentions of entities are spans if `mention` is their label where they have none; `record` stands beside it.
        """
        check_text(self.text)
        told.aside("mentions that do not end, or begin", self.entities.unended, kept=False)
        text, words, known = beside(record, len(self.words)) or (self.text, self.words, dict[str, str]())
        tokens = words if known else self.tokens
        meta = meta_in(known.get("meta", "")) if known else self.meta
        name = known.get("layer", UNNAMED)
        claims = Claims(name)
        spans: Iterable[Span] = self.spans
        if mention:
            loose = list(record.get("loose") or ()) if known else ()
            ours = bool(known)
            spans = take_mentions(
                self.entities, words, spans, label=mention, claims=claims, told=told, loose=loose, ours=ours
            )
        else:
            for entity in self.entities.claims(words):
                claims.add("entities", **entity)
        claims.into(meta, told)
        layers = {name: IncomingLayer(sorted(spans))} if self.tagged or (mention and (spans or known)) else {}
        article = article_beside(text, known, options.language, meta)
        made = known.get("tokenizer", "conll")
        return Incoming(article, layers, (), check_tokens(text, tokens), made, self.line, bool(known))


def _starts(units: list[_Unit], text: str) -> list[int] | None:
    """Where in the text each unit begins; None where they are not what stands there."""
    found, at = [], 0
    for unit in units:
        if not text.startswith(unit.form, at):
            at += len(text[at:]) - len(text[at:].lstrip())
        if not text.startswith(unit.form, at):
            return None
        found.append(at)
        at += len(unit.form)
    return found if not text[at:].strip() else None


def conllu_articles(
    lines: Iterable[str], options: ReadOptions, mention: str = "", records: Iterator[Any] | None = None
) -> Iterator[Read]:
    """The articles of a file; a line that is no row refuses its sentence.

    `mention` is the label of mentions that are spans and have none; `records` are those of the file beside it.
    """
    article, unlike, told = _Article(1), 0, Told()
    records = records or iter(())
    for number, comments, rows in _sentences(lines):
        if any(map(_NEWDOC.match, comments)) and article.text:
            yield from _yielded(article, options, told, mention, next(records, None))
            article = _Article(number, entities=article.entities.again())
        told.aside("comments on sentences", sum(not article.note(comment) for comment in comments), kept=False)
        if wrong := next((line for line, row in rows if not is_row(row)), None):
            yield InputError("It is no line of CoNLL-U: a number and nine further columns.", line=wrong)
            continue
        _tell(map(itemgetter(1), rows), told, bridges=bool(mention))
        text = next((match[1] for match in map(_TEXT.match, comments) if match), "")
        unlike += (not article.add(_units(row for _, row in rows), text)) and bool(text)
    if article.text:
        yield from _yielded(article, options, told, mention, next(records, None))
    if unlike:
        what = counted(unlike, "sentence")
        yield Notice(f"In {what} `# text` is not what the words say: they were joined.")
    yield from told


def _tell(rows: Iterable[str], told: Told, *, bridges: bool) -> None:
    """Count what rows say beyond words, names and spaces, and `bridges`, if they are taken."""
    for row in rows:
        number, *cells, misc = row.split("\t")
        if "." in number:
            told.aside("empty nodes", kept=False)
            continue
        for name, cell in zip(_GRAMMAR, cells[1:], strict=True):
            told.aside(f"values ({name})", int(cell not in EMPTY), kept=False)
        named = _named(values := _MISC.split(misc))
        for value in values:
            key = value.partition("=")[0] if "=" in value else "MISC"
            read = value == named or value in EMPTY or key == "SpaceAfter" or _entity(value)
            told.aside(f"values ({key})", int(not read and not (bridges and value.startswith(_BRIDGES))), kept=False)


def _yielded(article: _Article, options: ReadOptions, told: Told, mention: str, record: Any) -> Iterator[Read]:
    try:
        yield article.incoming(options, told, mention, record)
    except InputError as error:
        yield error.at("", article.line)


def _sentences(lines: Iterable[str]) -> Iterator[tuple[int, list[str], list[tuple[int, str]]]]:
    """Of each sentence its first line, its comments, and its rows with their lines."""
    first, comments, rows = 1, list[str](), list[tuple[int, str]]()
    for number, raw in enumerate(lines, 1):
        line = raw.rstrip("\r\n")
        if line.startswith("#"):
            comments.append(line)
        elif line.strip():
            rows.append((number, line))
        elif rows:
            yield first, comments, rows
            first, comments, rows = number + 1, [], []
    if rows:
        yield first, comments, rows


def _units(rows: Iterable[str]) -> list[_Unit]:
    units, unworded = list[_Unit](), Unworded()
    for row in rows:
        match, cells = _ROW.fullmatch(row), row.split("\t")
        if not match:
            continue
        misc = _MISC.split(cells[9])
        mentions = next((one for one in map(_entity, misc) if one), "")
        if match[3]:
            closed = unworded.take(mentions)
            if units and units[-1].entities:
                before, bridges = units[-1].entities[-1]
                units[-1].entities[-1] = before + closed, bridges
            continue
        number, spaced = int(match[1]), "SpaceAfter=No" not in misc
        if match[2]:
            units.append(_Unit(cells[1], int(match[2]), spaced))
            continue
        if not units or number > units[-1].last:
            units.append(_Unit(cells[1], number, spaced))
        units[-1].words.append((cells[1], _tag(misc)))
        bridges = next((one.removeprefix(_BRIDGES) for one in misc if one.startswith(_BRIDGES)), "")
        units[-1].entities.append((unworded.opened() + mentions, bridges))
    return units


def _entity(value: str) -> str:
    """The brackets of a value that opens and closes mentions of entities, else an empty string."""
    key, _, cell = value.partition("=")
    return cell if key == "Entity" and is_mentions(cell) else ""


def _tag(misc: Iterable[str]) -> str | None:
    named = _named(misc)
    return named.rpartition("=")[2] if named else None


def _named(misc: Iterable[str]) -> str:
    """The value of the last column that has a tag, else an empty string."""
    for value in misc:
        key, equals, tag = value.rpartition("=")
        if tag != "-" and is_tag(tag) and (key.lower() in _KEYS or not equals):
            return value
    return ""

"""The articles of a file of columns; a line that is no token with a tag costs the sentence it is in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from annotator.domain.document import UNNAMED, Incoming
from annotator.domain.span import Span
from annotator.errors import InputError
from annotator.formats.base import Read, ReadOptions
from annotator.formats.common.answers import meaning
from annotator.formats.common.bio_tags import spans_of
from annotator.formats.common.claims.gathered import Claims
from annotator.formats.common.columns.brackets import as_tags, names_column
from annotator.formats.common.columns.chosen import Chosen
from annotator.formats.common.columns.conllu import conllu_articles, is_row
from annotator.formats.common.columns.entities import Entities, is_mentions
from annotator.formats.common.columns.mentions import take_mentions
from annotator.formats.common.columns.named import named_articles, named_columns
from annotator.formats.common.columns.row import Row, values
from annotator.formats.common.columns.rows import Layout, Rows, layout_of
from annotator.formats.common.columns.side import article_beside, beside, records_beside
from annotator.formats.common.columns.tag_schemes import NOTES, plain_tag, scheme_of
from annotator.formats.common.columns.wikiann import said_of, wiki_prefix
from annotator.formats.common.meta_text import meta_in
from annotator.formats.common.span_reader import check_tokens
from annotator.formats.common.text.decoding import check_text, guess_told, opened_text
from annotator.formats.common.told import Told

_BEGIN = re.compile(r"#\s*begin document\b(?:\s*\(([^()]+)\))?[;\s]*(?:part 0*(\d+))?")
_END = re.compile(r"#\s*end document\b")
_Found = tuple[int, int, str]
_HEAD = 1 << 16


def articles(path: Path, side: Path, options: ReadOptions, mention: str = "") -> Iterator[Read]:
    """The articles between the lines `-DOCSTART-`; those of the side file give text and token edges.

    `mention` is the label of mentions of entities that are spans, and have none of their own.
    """
    try:
        with opened_text(path, _line_end(path)) as (file, guessed):
            yield from guess_told(guessed)
            first = list(_head(file))
            lines = chain(first, file)
            chosen = Chosen.of(options.settings)
            if (named := named_columns(first)) and not chosen:
                yield from named_articles(lines, named, options)
            elif first and is_row(first[-1]) and not chosen:
                yield from conllu_articles(lines, options)
            else:
                yield from tagged_articles(enumerate(lines, 1), options, chosen, side, mention)
    except InputError as error:
        yield error


def _line_end(path: Path) -> str:
    """What ends the lines of a file: a carriage return where it has no line feed, as on old Macs."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    return "\r" if b"\r" in head and b"\n" not in head else "\n"


def _head(lines: Iterator[str]) -> Iterator[str]:
    """The lines up to the first that is neither blank nor a comment."""
    for line in lines:
        yield line
        if line.strip() and not line.startswith("#"):
            return


def tagged_articles(
    lines: Iterable[tuple[int, str]], options: ReadOptions, chosen: Chosen, side: Path | None = None, mention: str = ""
) -> Iterator[Read]:
    """The articles of numbered lines; see `articles`."""
    known = records_beside(side) if side else iter(())
    scheme: str | None = None
    told = Told()
    for rows in gathered(lines):
        record = next(known, None)
        tagged = Tagged.of(rows, scheme, chosen)
        scheme = scheme or tagged.scheme
        yield from tagged.refused
        tagged.tell(told, named=not mention)
        try:
            if tagged.sentences:
                yield _incoming(tagged, record, options, told, mention)
        except InputError as error:
            yield error.at("", rows.line)
    yield from told


def gathered(lines: Iterable[tuple[int, str]]) -> Iterator[Rows]:
    """The rows of each article."""
    rows = Rows(1)
    for number, line in lines:
        begun = None
        if not line.strip() or _END.match(line):
            rows.close()
        elif line.split(None, 1)[0] == "-DOCSTART-" or (begun := _BEGIN.match(line)):
            if rows.settled():
                yield rows
            rows = Rows(number, [name for name in (begun.groups() if begun else ()) if name])
        else:
            rows.add(number, line)
    if rows.settled():
        yield rows


class Tagged:
    """The sentences of an article whose lines are all tokens with tags, and why the others are refused."""

    def __init__(self, rows: Rows, layout: Layout, scheme: str | None) -> None:
        self.line, self.names, self.layout, self.scheme = rows.line, rows.names, layout, scheme
        self.sentences: list[Sequence[Row]] = []
        self.refused: list[InputError] = []
        self.comments = rows.comments
        self.prefix = ""
        """What stood before each of its words."""

    @classmethod
    def of(cls, rows: Rows, scheme: str | None, chosen: Chosen) -> Tagged:
        """The article of these rows; `scheme` is that of the articles before, if any had one.

        `chosen` are the columns that the user names.
        """
        found = rows.settled()
        short = [wrong for sentence in found if (wrong := next(filter(None, map(chosen.lacking, sentence)), None))]
        if short:
            found = [sentence for sentence in found if not any(map(chosen.lacking, sentence))]
        names = None if chosen.tags else names_column(found)
        found = [chosen.prepared(sentence if names is None else list(as_tags(sentence, names))) for sentence in found]
        layout = layout_of(found, names).chosen(chosen.word, chosen.tags) if found else Layout(0, ())
        word = layout.word
        prefix = wiki_prefix(row.cells[word] for sentence in found for row in sentence)
        if prefix:
            found = [[row.with_cell(word, row.cells[word][len(prefix) :]) for row in rows] for rows in found]
        every = [row.cells for sentence in found for row in sentence if len(row.cells) > 1]
        cells = [cells[place] for place in layout.tags[:1] for cells in every]
        tagged = cls(rows, layout, scheme or scheme_of(cells) or ("label" if chosen.tags else None))
        tagged.refused += short
        tagged.prefix = prefix
        for sentence in found:
            if wrong := next(filter(None, map(tagged._wrong, sentence)), None):
                tagged.refused.append(wrong)
            else:
                tagged.sentences.append(sentence)
        return tagged

    def _wrong(self, row: Row) -> InputError | None:
        if len(row.cells) < 2:
            return InputError("There is no tag.", line=row.line)
        if len(row.cells) == 2 and is_mentions(row.cells[1]):
            return InputError("There are no words: the line has a document and mentions alone.", line=row.line)
        for place in self.layout.tags:
            if plain_tag(row.cells[place], self.scheme) is None:
                name = "last" if place == -1 else "tag"
                reason = f"The {name} column {row.cells[place][:40]!r} is no tag (O, B-PER, I-PER, ...)."
                return InputError(reason, line=row.line)
        return None if row.cells[self.layout.word] else InputError("There is no token.", line=row.line)

    def tell(self, told: Told, *, named: bool) -> None:
        """Say what its tags leave open, and count what stands beside its words and tags.

        Where only those that are `named` are spans, mentions are none.
        """
        if not self.sentences:
            return
        told.aside("comments", self.comments, kept=False)
        if self.scheme in NOTES:
            told.say(NOTES[self.scheme], self.line)
        if self.prefix:
            told.say(said_of(self.prefix))
        if not self.layout.tags and (named or self.layout.mentions is None):
            told.say("No column of it has tags: it came without spans.", self.line)
        every = [row.cells for sentence in self.sentences for row in sentence]
        for width in set(map(len, every)):
            for place in self.layout.beside(width):
                column = [cells[place] for cells in every if len(cells) == width]
                unsaid = 0 if {*column} <= {*self.names} else values(column)
                told.aside(f"values (column {place + 1})", unsaid, kept=False)

    def spans(self) -> Iterator[_Found]:
        """The spans of all columns of tags, as `[first, end)` in tokens of the article."""
        for place in self.layout.tags:
            begin = 0
            for sentence in self.sentences:
                tags = [plain_tag(row.cells[place], self.scheme) or "O" for row in sentence]
                yield from ((begin + first, begin + end, label) for first, end, label in spans_of(tags))
                begin += len(sentence)

    def lacks_tags(self) -> bool:
        """Whether some words have a hyphen beside others with `O`: of them nothing is said."""
        tags = {row.cells[place] for sentence in self.sentences for row in sentence for place in self.layout.tags}
        return {"-", "O"} <= tags

    def entities(self, told: Told) -> Entities:
        """The entities of the column of mentions; what has no end is counted."""
        found = Entities()
        if self.layout.mentions is not None:
            for place, row in enumerate(row for sentence in self.sentences for row in sentence):
                found.take(place, row.cells[self.layout.mentions])
        told.aside("mentions that do not end, or begin", found.unended, kept=False)
        return found

    def joined(self) -> tuple[str, list[tuple[int, int]]]:
        """The tokens with single spaces, or as the column of spaces says, a line a sentence; and their edges."""
        pieces: list[str] = []
        edges, at = [], 0
        for sentence in self.sentences:
            for row in sentence:
                form = row.cells[self.layout.word]
                apart = self.layout.space is not None and row.cells[self.layout.space] == "-"
                edges.append((at, at + len(form)))
                pieces += (form, "\n" if row is sentence[-1] else "" if apart else " ")
                at += len(form) + len(pieces[-1])
        return "".join(pieces[:-1]), edges


def _incoming(tagged: Tagged, record: Any, options: ReadOptions, told: Told, mention: str) -> Incoming:
    count = sum(map(len, tagged.sentences))
    text, edges, meta = beside(record, count) or (*tagged.joined(), dict[str, str]())
    check_text(text)
    spans = [Span(edges[first][0], edges[end - 1][1], label) for first, end, label in tagged.spans()]
    known = ({"id": " ".join(tagged.names)} if tagged.names and not meta else {}) | meta_in(meta.get("meta", ""))
    name = meta.get("layer", UNNAMED)
    claims = Claims(name if mention else UNNAMED)
    entities = tagged.entities(told)
    if mention:
        spans = take_mentions(entities, edges, spans, label=mention, claims=claims, told=told)
    for entity in () if mention else entities.claims(edges):
        claims.add("entities", **entity)
    claims.into(known, told)
    article = article_beside(text, meta, options.language, known)
    layer = meaning("spacy", "training", "some -" if tagged.lacks_tags() else "entities").layer(spans, {})
    layers = {name: layer} if tagged.layout.tags or (mention and spans) else {}
    made = meta.get("tokenizer", "conll")
    return Incoming(article, layers, (), check_tokens(text, edges), made, tagged.line, bool(mention and meta))

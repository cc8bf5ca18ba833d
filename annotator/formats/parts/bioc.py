"""What a document of BioC means: its passages as one text, its annotations by place, and what they say beyond."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from annotator.domain.article import Article
from annotator.domain.document import UNNAMED, Incoming, IncomingLayer
from annotator.domain.span import Span
from annotator.errors import InputError
from annotator.formats.base import ReadOptions
from annotator.formats.common.claims.forms import FRAGMENTS
from annotator.formats.common.claims.gathered import Claims, place
from annotator.formats.common.json_strict import check_depth
from annotator.formats.common.span_reader import SpanReader, number, sorted_spans
from annotator.formats.common.text.decoding import check_text
from annotator.formats.common.told import Told

_TYPES = ("type", "label", "category", "class")
_ENTRIES = ("identifier", "normalized_id", "normalization")
_NO_ENTRY = {"", "-", "None"}
_OURS = {"id", "_id", "infons", "passages", "annotations", "relations"}
_FARTHEST = 4
"""Between two sentences there are no more blanks than that."""
Record = Mapping[str, Any]


def documents_of(value: Any) -> Iterator[Any]:
    """The documents that a value of JSON holds: one, or those of a collection, or of PubTator's answer."""
    if isinstance(value, dict) and "passages" not in value:
        lists = [one for one in value.values() if isinstance(one, list) and one and isinstance(one[0], dict)]
        every = [one for found in lists for one in found]
        if every and any("passages" in one for one in every if isinstance(one, dict)):
            about = {key: one for key, one in value.items() if one not in lists and one not in (None, "", [], {})}
            yield from ({**one, "collection": about} if about and isinstance(one, dict) else one for one in every)
            return
    yield value


def incoming(document: Any, options: ReadOptions, line: int, told: Told) -> Incoming:
    """The article of a document with the layer of its annotations. Raises `InputError`."""
    if not isinstance(document, dict) or not isinstance(document.get("passages"), list):
        raise InputError('This is no document of BioC: it must have "passages".')
    laid_out = _Text(document["passages"])
    text = check_text(laid_out.text)
    reader = _Reader(text, options, told)
    for one, start in laid_out.pieces:
        reader.take(one, start - (number(one.get("offset")) or 0))
    first, start = laid_out.pieces[0]
    reader.take(document, start - (number(first.get("offset")) or 0))
    passages = [one for one, _ in laid_out.pieces]
    meta = _meta(document, passages)
    reader.end(meta)
    titles = (one["text"] for one in passages if "title" in str((one.get("infons") or {}).get("type", "")).lower())
    title = next((one for one in titles if isinstance(one, str)), None)
    article = Article.of(text, title=title, byline="", language=options.language, meta=meta)
    layers = {UNNAMED: IncomingLayer(sorted_spans(reader.spans))} if reader.spans or options.named else {}
    return Incoming(article, layers, line=line)


class _Text:
    """The text of passages, a line each, and where in it each passage and sentence begins.

    Sentences of a passage that has no text of its own stand as far apart as their offsets say.
    """

    def __init__(self, passages: Iterable[Any]) -> None:
        self.text = ""
        self.pieces: list[tuple[Record, int]] = []
        for one in passages:
            sentences = [each for each in one.get("sentences") or () if each.get("text")]
            if isinstance(one.get("text"), str) and one["text"]:
                self._put(one, one["text"], "\n")
                self.pieces += [(each, self.pieces[-1][1] + _apart(one, each)) for each in one.get("sentences") or ()]
            elif sentences:
                self._put(one, "", "\n")
                before: Record = {}
                for each in sentences:
                    gap = _apart(before, each) - len(before.get("text", ""))
                    self._put(each, each["text"], " " * (gap if 0 <= gap <= _FARTHEST else 1) if before else "")
                    before = each

    def _put(self, one: Record, text: str, before: str) -> None:
        self.text += before if self.text else ""
        self.pieces.append((one, len(self.text)))
        self.text += text


def _apart(one: Record, other: Record) -> int:
    """How much later another piece begins, by the offsets of both."""
    return (number(other.get("offset")) or 0) - (number(one.get("offset")) or 0)


def _meta(document: Record, pieces: Iterable[Record]) -> dict[str, Any]:
    """What is known of the document beside its annotations; of a passage what kind it is stays with its text."""
    meta = {key: value for key, value in document.items() if key not in _OURS and value not in (None, "", [], {})}
    meta |= {"id": document["id"]} if document.get("id") else {}
    infons = document.get("infons")
    meta |= infons if isinstance(infons, dict) else {}
    about = [one["infons"] for one in pieces if one.get("infons")]
    meta |= {"passages": about} if about else {}
    check_depth(meta)
    return meta


class _Reader:
    """Gathers the spans of one document, and the claims of its annotations."""

    def __init__(self, text: str, options: ReadOptions, told: Told) -> None:
        self._text, self._told, self._claims = text, told, Claims()
        self._reader = SpanReader(text, options.offsets)
        self._by_id: dict[str, Span] = {}
        self._relations: list[Record] = []
        self.spans: list[Span] = []

    def take(self, one: Record, shift: int) -> None:
        """Take the annotations of a passage, whose offsets are so much less than those of the text."""
        annotations = one.get("annotations") or ()
        placed = [(each, shift) for each in annotations]
        quoted = ((*edges, each.get("text")) for each, _ in placed for edges in _places(each, shift)[:1])
        if said := self._reader.recognise(quoted):
            self._told.say(said)
        for each, by in placed:
            self._annotation(each, by)
        self._relations += one.get("relations") or ()

    def _annotation(self, one: Record, shift: int) -> None:
        infons = one.get("infons") or {}
        key = next((key for key in _TYPES if infons.get(key)), "")
        places = _places(one, shift)
        if not places or not key:
            self._told.aside("annotations without a place" if key else "annotations without a type", kept=False)
            return
        quote = one.get("text") if len(places) == 1 else None
        found = [self._reader.span(start, end, infons[key], quote, loose=True) for start, end in places]
        self.spans += found
        self._by_id[str(one.get("id"))] = found[0]
        if len(found) > 1:
            self._claims.add("entities", spans=[place(span) for span in found], label=FRAGMENTS)
        for name, value in infons.items():
            if name in _ENTRIES and str(value).strip() not in _NO_ENTRY:
                self._claims.add("links", span=place(found[0]), base="", entry=str(value).strip())
            elif name != key and value not in (None, "", "-"):
                self._claims.attribute(found[0], name, value)

    def end(self, meta: dict[str, Any]) -> None:
        """Put the claims into `meta`: a relation with its ends by place where it has two that are spans."""
        for one in self._relations:
            infons = dict(one.get("infons") or {})
            nodes = one.get("nodes") or ()
            ends = [self._by_id.get(str(node.get("refid"))) for node in nodes]
            label = infons.pop(next((key for key in _TYPES if infons.get(key)), ""), "")
            if len(ends) == 2 and ends[0] and ends[1]:
                roles = [node.get("role", "") for node in nodes]
                more = {"roles": roles} if any(roles) else {}
                self._claims.add("relations", head=place(ends[0]), label=label, tail=place(ends[1]), **more, **infons)
            else:
                self._claims.add("relations", **one)
        self._claims.into(meta, self._told)


def _places(one: Record, shift: int) -> list[tuple[int, int]]:
    """The places of an annotation in the text. Raises `InputError` for what is no number."""
    found = []
    for location in one.get("locations") or ():
        start, length = number(location.get("offset")), number(location.get("length"))
        if start is None or length is None:
            raise InputError(f"The location {dict(location)!r} needs whole numbers for its offset and length.")
        found.append((start + shift, start + shift + length))
    return found

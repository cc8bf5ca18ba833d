"""Writing the annotations of brat: spans with their comments, and what is kept of them by place, a line each.

What `reading.py` made of a file goes back as it came. Of claims of other formats brat holds the ends, the label and
the value; what it cannot hold, or what is about a span that is no more, is reported.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from annotator.domain.document import CLAIMS, Document
from annotator.domain.span import Span
from annotator.formats.base import Loss, Lost
from annotator.formats.common.claims.forms import FRAGMENTS, attributes_in
from annotator.formats.common.losses import ForeignNames, lost
from annotator.formats.parts.brat.config import ALIAS
from annotator.formats.parts.brat.reading import COMMENT, EVENT, ROLES

TYPE = r"[^\w-]"
"""What a type of brat cannot have."""
_BREAK = re.compile("[\n\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029]+")
"""Where brat's server ends a line."""
_ENTRY = re.compile(r"[^\s:]+:\S+")
_LOSSES: Mapping[str, Loss] = {
    "relations": "relation", "entities": "entity", "links": "link", "attributes": "attribute",
}  # fmt: skip
_KEYS = {
    "relations": {
        "head",
        "label",
        "tail",
        "roles",
        "direction",
        "note",
        "attributes",
        EVENT,
        f"head_{EVENT}",
        f"tail_{EVENT}",
    },
    "entities": {"spans", "label"},
    "links": {"span", "base", "entry", "name", "text", EVENT},
    "attributes": {"span", "name", "value", EVENT},
}
_Claim = Mapping[str, Any]
_Place = tuple[int, int]
_AS_THEY_ARE: Mapping[str, Any] = {}


def lines_of(document: Document, names: ForeignNames, symmetric: Collection[str] = ()) -> tuple[list[str], list[Lost]]:
    """The lines of one document, and what they cannot hold; relations of some types are `symmetric`."""
    written = _Lines(document, names, symmetric)
    return written.lines, written.entries


class _Lines:
    """What is written of one document so far."""

    def __init__(self, document: Document, names: ForeignNames, symmetric: Collection[str]) -> None:
        self._document, self._names, self._symmetric = document, names, symmetric
        self._text = document.article.text
        self._ids: dict[Span, str] = {}
        self._same: set[Span] = set()
        self._numbers: Counter[str] = Counter()
        self._events: dict[int, str] = {}
        self.lines: list[str] = []
        self.entries: list[Lost] = []
        claims = {name: _claims(document, name) for name in CLAIMS}
        self._spans({id(one): one for one in claims["entities"] if one.get("label") == FRAGMENTS})
        self.entries += names.renamed(document, document.spans)
        self._comments()
        self._number_events(claims["attributes"])
        writes: dict[str, Callable[[_Claim], Collection[str] | None]] = {
            "relations": self._relation, "entities": self._entity, "links": self._link, "attributes": self._attribute,
        }  # fmt: skip
        self._arguments: dict[int, list[str]] = {}
        self._of_relations: list[Collection[str] | None] = []
        for name, write in writes.items():
            results = [write(claim) for claim in claims[name]]
            self._report(name, results if name != "attributes" else [*results, *self._of_relations])

    def _add(self, kind: str, *cells: str) -> str:
        """Write a line under the next id of its kind."""
        self._numbers[kind] += 1
        name = f"{kind}{self._numbers[kind]}"
        self.lines.append("\t".join((name, *cells)))
        return name

    def _spans(self, fragments: Mapping[int, _Claim]) -> None:
        """A line for each span; spans that are fragments of one are written as one."""
        parts = {span: whole for whole in fragments.values() for span in _places(whole["spans"])}
        there = {held.span for held in self._document.spans}
        for held in self._document.spans:
            span = held.span
            if span in self._ids:
                continue
            spans = [one for one in _places(parts[span]["spans"]) if one in there] if span in parts else [span]
            pieces = [piece for one in spans for piece in self._fragments(one)]
            if pieces:
                offsets = ";".join(f"{start} {end}" for start, end in pieces)
                quote = " ".join(self._text[start:end] for start, end in pieces)
                name = self._add("T", f"{self._names(span.label)} {offsets}", quote)
                self._ids |= dict.fromkeys(spans, name)
                edges = (pieces[0][0], pieces[-1][1]) == (spans[0].start, spans[-1].end)
                self._same |= {*spans} if edges and self._names(span.label) == span.label else set()

    def _fragments(self, span: Span) -> list[_Place]:
        """The pieces of a span between line breaks."""
        pieces = list(_between_breaks(span, self._text))
        if pieces != [(span.start, span.end)]:
            what = "It crosses a line break and is written in fragments." if pieces else "It is line breaks alone."
            self.entries.append(lost(self._document, "newline", what, span))
        return pieces

    def _comments(self) -> None:
        for comment in self._document.comments:
            if comment.span in self._ids:
                self._add("#", f"{COMMENT} {self._ids[comment.span]}", _BREAK.sub(" ", comment.text))
            if comment.span not in self._ids or _BREAK.search(comment.text):
                how = "is written in one line" if comment.span in self._ids else "was left out"
                self.entries.append(lost(self._document, "comments", f"The comment {comment.text!r} {how}."))

    def _id(self, claim: _Claim, key: str, event: str = EVENT) -> str | None:
        """The id of what a claim is about: a span at this place, or an event."""
        if event in claim:
            return self._events.get(claim[event]) if isinstance(claim[event], int) else None
        return next((id_ for span in _places([claim.get(key)]) if (id_ := self._of(span))), None)

    def _of(self, span: Span) -> str | None:
        """The id of a span, else of the only one at its place: its label may have become another."""
        if span in self._ids:
            return self._ids[span]
        here = {id_ for one, id_ in self._ids.items() if (one.start, one.end) == (span.start, span.end)}
        return here.pop() if len(here) == 1 else None

    def _number_events(self, attributes: Sequence[_Claim]) -> None:
        """Give each event that can be written its id."""
        for claim in attributes:
            if _is_event(claim) and self._id({"span": claim.get("span")}, "span"):
                self._events[claim[EVENT]] = f"E{len(self._events) + 1}"

    def _relation(self, claim: _Claim) -> Collection[str] | None:
        tail = self._id(claim, "tail", f"tail_{EVENT}")
        head = self._id(claim, "head", EVENT if EVENT in claim else f"head_{EVENT}")
        label = claim.get("label")
        if head is None or tail is None or not isinstance(label, str):
            return None
        if EVENT in claim:
            self._arguments.setdefault(claim[EVENT], []).append(f"{_type(label)}:{tail}")
            return self._changed(claim, "relations", {"label": _type(label)})
        roles = claim.get("roles") or ROLES
        name = self._add("R", f"{_type(label)} {roles[0]}:{head} {roles[1]}:{tail}")
        if note := claim.get("note"):
            self._add("#", f"{COMMENT} {name}", _BREAK.sub(" ", str(note)))
        direction = "bi" if _type(label) in self._symmetric else "right"
        changed = self._changed(claim, "relations", {"label": _type(label), "direction": direction})
        for attribute, value in attributes_in(claim).items():
            said = self._say({"name": attribute, "value": value}, name)
            other = {"its relation"} if changed - {"direction"} else set()
            self._of_relations.append(None if said is None else {*said, *other})
        return changed

    def _entity(self, claim: _Claim) -> Collection[str] | None:
        spans = claim.get("spans")
        ids = [self._of(span) for span in _places(spans)] if isinstance(spans, list) else []
        if len(ids) < 2 or None in ids or len(ids) != len(spans or ()):
            return None
        if claim.get("label") == FRAGMENTS:
            return self._changed(claim, "entities") if len({*ids}) == 1 else None
        label = claim.get("label")
        kind = label if isinstance(label, str) and label and _type(label) == label else ALIAS
        self.lines.append(f"*\t{kind} {' '.join(filter(None, ids))}")
        return self._changed(claim, "entities", {"label": kind})

    def _link(self, claim: _Claim) -> Collection[str] | None:
        about, base, named = self._id(claim, "span"), claim.get("base") or "", claim.get("entry") or ""
        entry = f"{base}:{named}" if base else named
        is_address = entry.partition(":")[2].startswith("//")
        if about is None or not _ENTRY.fullmatch(entry) or ":" in base or bool(base) == is_address:
            return None
        kind, text = claim.get("name") or "Reference", str(claim.get("text") or "")
        written = {"name": _type(str(kind)), "text": " ".join(text.split())}
        self._add("N", f"{written['name']} {about} {entry}", written["text"])
        return self._changed(claim, "links", written)

    def _attribute(self, claim: _Claim) -> Collection[str] | None:
        if _is_event(claim):
            trigger, name = self._id({"span": claim["span"]}, "span"), self._events.get(claim[EVENT])
            if not trigger or not name:
                return None
            type_ = _type(str(claim.get("value")))
            self.lines.append(f"{name}\t{' '.join((f'{type_}:{trigger}', *self._arguments.get(claim[EVENT], ())))}")
            return self._changed(claim, "attributes", {"value": type_})
        about = self._id(claim, "span")
        return None if about is None else self._say(claim, about)

    def _say(self, claim: _Claim, about: str) -> Collection[str] | None:
        """Write an attribute of a span, an event or a relation."""
        name, value = claim.get("name"), claim.get("value")
        text = "" if value is True else " ".join(str(value).split())
        if not isinstance(name, str) or _BREAK.search(str(value)) or (value is not True and not text):
            return None
        self._add("A", " ".join((_type(name), about, *([text] if text else []))))
        return self._changed(claim, "attributes", {"name": _type(name), "value": text or True})

    def _changed(self, claim: _Claim, name: str, written: Mapping[str, Any] = _AS_THEY_ARE) -> set[str]:
        """The keys of a claim that brat does not have, or has with another value."""
        keys = {key for key in claim if key not in _KEYS[name] or (key in written and written[key] != claim[key])}
        ends = [*_places([claim.get(key) for key in ("head", "tail", "span")]), *_places(claim.get("spans"))]
        return keys | ({"the label or place of its span"} if not self._same.issuperset(ends) else set())

    def _report(self, name: str, results: Sequence[Collection[str] | None]) -> None:
        """Say what could not be written of the claims of a name, and what was written otherwise."""
        gone = sum(result is None for result in results)
        changed = [set(result) for result in results if result]
        if gone:
            what = f"Its {name} ({gone}) were left out: brat cannot hold them, or their spans are not written."
            self.entries.append(lost(self._document, _LOSSES[name], what))
        if changed:
            keys = ", ".join(sorted(set().union(*changed)))
            what = f"Its {name} ({len(changed)}) are written with another or without: {keys}."
            self.entries.append(lost(self._document, _LOSSES[name], what))


def _claims(document: Document, name: str) -> list[_Claim]:
    given = document.article.meta.get(name)
    entries = given if isinstance(given, list) else [given] if given is not None else []
    return [one if isinstance(one, dict) else {} for one in entries]


def _is_event(claim: _Claim) -> bool:
    return claim.get("name") == EVENT and isinstance(claim.get(EVENT), int)


def _places(given: Any) -> Iterator[Span]:
    """The spans of places that are `[start, end, label]`."""
    for place in given if isinstance(given, list) else ():
        match place:
            case [int(start), int(end), str(label)] if 0 <= start < end:
                yield Span(start, end, label)


def _type(word: str) -> str:
    return re.sub(TYPE, "_", word) or "_"


def _between_breaks(span: Span, text: str) -> Iterator[_Place]:
    at = span.start
    for match in _BREAK.finditer(text, span.start, span.end):
        if at < match.start():
            yield at, match.start()
        at = match.end()
    if at < span.end:
        yield at, span.end

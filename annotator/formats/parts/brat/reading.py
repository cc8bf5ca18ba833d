"""Reading the annotations of brat: spans, and what is said of them by id, which is kept by place.

An *event* is an attribute `event` of its trigger, whose value is its type; its arguments are relations. What is said of
an event has its number (`event`, from 1; `tail_event` for an argument that is one), since several may have one trigger.
Spans that name the same, and the fragments of one span, are entities (`Equiv`, `fragments`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

from annotator.domain.decisions import Commented
from annotator.domain.span import Span
from annotator.errors import InputError
from annotator.formats.base import Notice, Offsets, SetAside
from annotator.formats.common.claims.forms import FRAGMENTS
from annotator.formats.common.span_reader import SpanReader
from annotator.plural import counted

EVENT, COMMENT = "event", "AnnotatorNotes"
ROLES = ("Arg1", "Arg2")
_Cells = Sequence[str]
_Claim = dict[str, Any]


class Reading:
    """What lines of annotations say of a text; relations of some types are `symmetric`.

    Raises `InputError` with the line that is wrong.
    """

    def __init__(self, text: str, lines: Sequence[str], offsets: Offsets, symmetric: Collection[str] = ()) -> None:
        self._text, self._reader, self._symmetric = text, SpanReader(text, offsets), symmetric
        self._by_id: dict[str, Span] = {}
        self._events: dict[str, int] = {}
        self._relations: dict[str, _Claim] = {}
        self._claims: dict[str, list[_Claim]] = {"relations": [], "entities": [], "links": [], "attributes": []}
        self.spans: list[Span] = []
        self.comments: list[Commented] = []
        self.unresolved: list[str] = []
        self.notices: list[Notice] = []
        rows = [(number, line.split("\t")) for number, line in enumerate(lines, 1) if line.strip()]
        ids = Counter(cells[0] for _, cells in rows if cells[0][:1] in {*"TRE"})
        self._twice = {name for name, count in ids.items() if count > 1}
        for name in sorted(self._twice)[:1]:
            what = f"{counted(len(self._twice), 'id')} with more than one annotation, {name} first"
            self.notices.append(Notice(f"{what}: what is said of such an id is kept in meta alone."))
        self._take_spans([(number, cells) for number, cells in rows if cells[0].startswith("T")])
        others = [cells for number, cells in rows if not cells[0].startswith("T") and _known(number, cells)]
        self._take_others(others)

    @property
    def meta(self) -> dict[str, Any]:
        """What is kept of it."""
        kept: dict[str, Any] = {name: entries for name, entries in self._claims.items() if entries}
        return kept | ({"brat": self.unresolved} if self.unresolved else {})

    def aside(self) -> Iterator[SetAside]:
        """What is kept and not shown, by name."""
        counts = Counter(name for name, entries in self._claims.items() for entry in entries if _plain(name, entry))
        counts["events"] = len(self._events)
        counts["arguments of events"] = sum(EVENT in entry for entry in self._claims["relations"])
        counts["spans of several fragments"] = sum(one["label"] == FRAGMENTS for one in self._claims["entities"])
        counts["lines that name what is not there"] = len(self.unresolved)
        return (SetAside(name, count) for name, count in sorted(counts.items()) if count)

    def _take_spans(self, rows: Sequence[tuple[int, _Cells]]) -> None:
        found = [(number, cells[0], *_place(number, cells)) for number, cells in rows]
        if counted := self._reader.recognise((*pieces[0], quote) for *_, pieces, quote in found if len(pieces) == 1):
            self.notices.append(Notice(counted))
        elif found and all(quote is None for *_, quote in found) and ("\r\n" in self._text or not self._text.isascii()):
            self.notices.append(Notice("No line says what stands at its offsets; they were taken as code points."))
        for number, name, label, pieces, quote in found:
            try:
                self._span(name, label, pieces, quote)
            except InputError as error:
                raise error.at("", number) from None
        if not counted and all(quote is None for *_, quote in found) and (doubt := self._reader.doubt(self.spans)):
            self.notices.append(Notice(doubt))

    def _span(self, name: str, label: str, pieces: list[tuple[int, int]], quote: str | None) -> None:
        spans = [self._reader.span(start, end, label) for start, end in pieces]
        quotes = " ".join(span.quote(self._text) for span in spans)
        if len(spans) == 1:
            self._reader.span(*pieces[0], label, quote, loose=True)
        elif quote is not None and quotes.split() != quote.split():
            raise InputError(f"{name} is said to be {quote[:40]!r}, but {quotes[:40]!r} stands there.")
        joined = [spans[0]]
        for span in spans[1:]:
            before = joined[-1]
            if span.start >= before.end and not self._text[before.end : span.start].strip():
                joined[-1] = Span(before.start, span.end, label)
            else:
                joined.append(span)
        if len(joined) > 1:
            self._claims["entities"].append({"spans": [_of(span) for span in joined], "label": FRAGMENTS})
        self._by_id[name] = joined[0]
        self.spans += joined

    def _take_others(self, rows: Sequence[_Cells]) -> None:
        """Take in what is said of spans, in an order in which all that is named is known."""
        takes: list[tuple[str, Callable[[str, list[str], str], bool]]] = [
            ("E", self._event), ("R", self._relation), ("E", self._arguments), ("*", self._equivalence),
            ("N", self._link), ("AM", self._attribute), ("#", self._comment),
        ]  # fmt: skip
        for kinds, take in takes:
            for cells in rows:
                if cells[0][:1] in kinds and not take(cells[0], cells[1].split(), " ".join(cells[2:]).strip()):
                    self.unresolved.append("\t".join(cells))

    def _about(self, name: str, prefix: str = "") -> tuple[list[Any], _Claim] | None:
        """The place of what an id names, and the number of the event if it is one."""
        if name not in self._by_id or name in self._twice:
            return None
        return _of(self._by_id[name]), {f"{prefix}{EVENT}": self._events[name]} if name in self._events else {}

    def _event(self, name: str, words: list[str], _rest: str) -> bool:
        type_, _, trigger = words[0].partition(":") if words else ("", "", "")
        if name in self._twice or self._about(trigger) is None:
            return False
        self._events[name] = len(self._events) + 1
        self._by_id[name] = self._by_id[trigger]
        place, number = _of(self._by_id[trigger]), self._events[name]
        self._claims["attributes"].append({"span": place, "name": EVENT, "value": type_, EVENT: number})
        return True

    def _arguments(self, name: str, words: list[str], _rest: str) -> bool:
        if name not in self._events:
            return True  # it stands among the unresolved already
        pairs = [word.partition(":")[::2] for word in words[1:]]
        found = [(role, self._about(id_, "tail_")) for role, id_ in pairs]
        head, number = _of(self._by_id[name]), self._events[name]
        for role, tail in found:
            if tail:
                claim = {"head": head, "label": role, "tail": tail[0], EVENT: number, **tail[1]}
                self._claims["relations"].append(claim)
        return all(tail for _, tail in found)

    def _relation(self, name: str, words: list[str], _rest: str) -> bool:
        roles = [word.partition(":") for word in words[1:]]
        ends = [self._about(id_, prefix) for (_, _, id_), prefix in zip(roles, ("head_", "tail_"), strict=False)]
        if len(roles) != 2 or not ends[0] or not ends[1]:
            return False
        claim = {"head": ends[0][0], "label": words[0], "tail": ends[1][0], **ends[0][1], **ends[1][1]}
        claim |= {"direction": "bi"} if words[0] in self._symmetric else {}
        if (given := tuple(role for role, _, _ in roles)) != ROLES:
            claim["roles"] = list(given)
        self._relations[name] = claim
        self._claims["relations"].append(claim)
        return True

    def _equivalence(self, _name: str, words: list[str], _rest: str) -> bool:
        found = [self._about(id_) for id_ in words[1:]]
        places = [one[0] for one in found if one]
        if len(places) > 1:
            self._claims["entities"].append({"spans": places, "label": words[0]})
        return len(places) > 1 and all(found)

    def _link(self, _name: str, words: list[str], rest: str) -> bool:
        about = self._about(words[1]) if len(words) == 3 else None
        if not about:
            return False
        base, _, entry = words[2].partition(":")
        base, entry = ("", words[2]) if entry.startswith("//") else (base, entry)
        if not entry:
            return False
        claim = {"span": about[0], "base": base, "entry": entry, **about[1]}
        claim |= {"name": words[0]} if words[0] != "Reference" else {}
        self._claims["links"].append(claim | ({"text": rest} if rest else {}))
        return True

    def _attribute(self, _name: str, words: list[str], _rest: str) -> bool:
        value: Any = " ".join(words[2:]) or True
        if len(words) > 1 and words[1] in self._relations and words[1] not in self._twice:
            said: dict[str, Any] = self._relations[words[1]].setdefault("attributes", {})
            return bool(said.setdefault(words[0], value) == value)
        about = self._about(words[1]) if len(words) > 1 else None
        if not about:
            return False
        self._claims["attributes"].append({"span": about[0], "name": words[0], "value": value, **about[1]})
        return True

    def _comment(self, _name: str, words: list[str], rest: str) -> bool:
        about = words[-1] if words else ""
        if not rest:
            return True
        if about in self._twice:
            return False
        if about in self._relations:
            before = self._relations[about].get("note")
            self._relations[about]["note"] = f"{before} {rest}" if before else rest
        elif about in self._by_id:
            self.comments.append(Commented(rest, self._by_id[about]))
        else:
            return False
        return True


def _known(number: int, cells: _Cells) -> bool:
    """True for a line that brat may have. Raises `InputError` for another."""
    if len(cells) < 2 or cells[0][:1] not in set("REAMN#*"):
        line = "\t".join(cells)
        raise InputError(f"{line[:40]!r} is no annotation of brat.", line=number)
    return True


def _place(number: int, cells: _Cells) -> tuple[str, list[tuple[int, int]], str | None]:
    """The type, the fragments and the quote of a line."""
    if len(cells) < 2:
        raise InputError("A span needs a tab between its id, its place and its text.", line=number)
    label, _, offsets = cells[1].partition(" ")
    pieces = [piece.split() for piece in offsets.split(";")]
    if not all(len(piece) == 2 and all(edge.isdecimal() for edge in piece) for piece in pieces):
        raise InputError(f"{cells[1]!r} is no type with a start and an end.", line=number)
    quote = "\t".join(cells[2:]) if len(cells) > 2 else None
    return label, [(int(start), int(end)) for start, end in pieces], quote


def _of(span: Span) -> list[Any]:
    return [span.start, span.end, span.label]


def _plain(name: str, entry: _Claim) -> bool:
    """Whether an entry is counted under the name of its claim."""
    if name == "attributes":
        return entry["name"] != EVENT or EVENT not in entry
    return (name, EVENT in entry) != ("relations", True) and entry.get("label") != FRAGMENTS

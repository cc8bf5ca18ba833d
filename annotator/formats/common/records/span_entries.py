"""The span entries of a JSON record, in whichever way a tool writes them.

An entry is an object with a start, an end (or a length) and a label, a triple with the label last or first, or names
its span by the quote alone. Whole numbers may be written as floats or texts; ends may be inclusive where the quotes
say so. What an entry says beyond that is a claim about its span, and told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from annotator.domain.folded import fold, folded
from annotator.domain.span import Span
from annotator.errors import InputError
from annotator.formats.common.claims.gathered import Claims, place
from annotator.formats.common.json_strict import parse
from annotator.formats.common.records.provenance import SCORES
from annotator.formats.common.span_reader import SpanReader, number
from annotator.formats.common.told import Told

STARTS = (
    "start", "start_offset", "begin", "startOffset", "start_char", "start_idx", "char_start", "beginOffset",
    "BeginOffset", "regionOffset", "offset", "start_pos", "start_index", "startIndex", "char_start_index", "begin_char",
    "begin_offset", "characterOffsetBegin",
)  # fmt: skip
ENDS = (
    "end", "end_offset", "endOffset", "end_char", "end_idx", "char_end", "EndOffset", "stop",
    "end_pos", "end_index", "endIndex", "char_end_index", "characterOffsetEnd",
)  # fmt: skip
_VERDICTS, _WRONG = ("answer", "status", "verdict"), {"reject", "rejected"}
_TRUTHS = ("correct", "is_correct", "accepted", "approved")
"""What an entry says of itself that was reviewed."""
_WORTH = ("score", "confidence", "probability", "prob")
_NAMED = {"label", "name", "id", "color", *_WORTH}
"""What a label of the article says that is an object."""
_FROM, _TO = "from", "to"
"""Start and end where an object has no other: links have them too."""
_PAIRS = ("span", "position", "offsets", "indices", "offset", "range", "location", "char_span", "char_offsets", "pos")
"""Under which keys an object may have its start and its end in one list."""
_LENGTHS = ("length", "regionLength")
_LABELS = (
    "label", "labels", "type", "entity", "class", "category", "tag", "entity_type", "entity_group", "displayName",
    "display_name", "Type", "hypertextlabels", "name",
)  # fmt: skip
_QUOTES = ("text", "quote", "word", "Text", "surface", "mention", "value", "span")
_NAMES = ("value", "label", "name")
_BOOKKEEPING = {
    "id", "user", "source", *SCORES, "decided", "by", "at", "token_start", "token_end", "created_at", "updated_at",
    "extractor", "color", "annotator", "is_gold", "schema", "title",
    "input_hash", "task_hash",
}  # fmt: skip
_PARTS = ((*STARTS, _FROM), (*ENDS, _TO), _LABELS)
_EDGES = frozenset(chain(*_PARTS[:2]))
_KNOWN = frozenset({*STARTS, *ENDS, *_PAIRS, *_LENGTHS, *_LABELS, *_QUOTES, *_BOOKKEEPING})
NUMBERED = (
    "Its labels are numbers, not names: they were taken as they stand. `--map 2=PERSON` names one as it comes in, "
    "`annotator labels rename` afterwards."
)


def looks_like_spans(value: Any) -> bool:
    """Whether a value is a list of objects with a place and a label."""
    return are_places(value) and all(not entry.keys().isdisjoint(_LABELS) for entry in value)


def are_places(value: Any) -> bool:
    """Whether a value is a list of objects with a place each, labelled or not."""
    return isinstance(value, list) and bool(value) and all(map(_is_placed, value))


def are_pairs(value: Any) -> bool:
    """Whether a value is a list of starts and ends, as they stand under the name of a label."""
    return isinstance(value, list) and bool(value) and all(map(_is_pair, value))


def _is_pair(one: Any) -> bool:
    match one:
        case [int(start), int(end)]:
            return 0 <= start < end
    return False


def are_from_to(value: Any) -> bool:
    """Whether a value is a list of objects with a label that go from a number to a greater one: spans, or links."""
    return isinstance(value, list) and bool(value) and all(map(_goes, value))


def is_refused(entry: Any) -> bool:
    """Whether an entry says of its own span that it is wrong, as tools with a review write it."""
    if not isinstance(entry, dict):
        return False
    said = {str(entry.get(key)).lower() for key in _VERDICTS}
    return not said.isdisjoint(_WRONG) or any(entry.get(key) is False for key in _TRUTHS)


def scored_labels(value: Any) -> dict[str, Any]:
    """What labels of the article are worth, where a value is such a label with a score, or a list of them."""
    every = value if isinstance(value, list) else [value]
    if not every or not all(isinstance(one, dict) and one.keys() <= _NAMED for one in every):
        return {}
    worth = [next((one[key] for key in _WORTH if key in one), None) for one in every]
    names = [one.get("label", one.get("name")) for one in every]
    whole = None not in worth and all(isinstance(name, str) for name in names)
    return dict(zip(names, worth, strict=True)) if whole else {}


def article_labels(value: Any) -> dict[str, Any]:
    """The labels of the article that objects under `label` are, with what each is worth; empty where they are others.

    Objects with a name alone hold, and so do names by group (`{"topic": "sport"}`).
    """
    if found := scored_labels(value):
        return found
    if isinstance(value, list) and value and all(isinstance(one, dict) and one.keys() <= _NAMED for one in value):
        names = [one.get("label", one.get("name")) for one in value]
        return dict.fromkeys(names, True) if all(isinstance(name, str) for name in names) else {}
    if isinstance(value, dict) and value and all(isinstance(one, str) for one in value.values()):
        return dict.fromkeys(value.values(), True)
    return {}


def _goes(entry: Any) -> bool:
    match entry:
        case {"from": int(start), "to": int(end)}:
            return 0 <= start < end and not entry.keys().isdisjoint(_LABELS)
    return False


def _is_placed(entry: Any) -> bool:
    if not isinstance(entry, dict):
        return False
    if all(not entry.keys().isdisjoint(keys) for keys in (STARTS, (*ENDS, *_LENGTHS))):
        return True
    match _pair(entry):
        case int(start), int(end):
            return 0 <= start < end
    return False


def _of_group(entry: Any, name: str) -> Any:
    """An entry of a named group; the name is its label, where it has no other."""
    labelled = not isinstance(entry, dict) or any(key in entry for key in _LABELS if key != "name")
    return entry if labelled else {**entry, "label": name}


def listed(key: str, value: Any) -> Iterator[Any]:
    """The entries that a value holds: a list, columns, groups by name, or such as JSON. Raises `InputError`."""
    match value:
        case None:
            return
        case list():
            yield from value
        case str() if value.lstrip().startswith(("[", "{")):
            yield from listed(key, parse(value))
        case {"start": list(starts), "end": list(ends), "label": list(labels)}:
            if not len(starts) == len(ends) == len(labels):
                raise InputError(f'The columns of "{key}" are not of one length.')
            yield from map(list, zip(starts, ends, labels, strict=True))
        case dict() if all(isinstance(group, list) for group in value.values()):
            for name, group in value.items():
                if are_pairs(group):
                    yield from ([*pair, name] for pair in group)
                    continue
                quotes = all(isinstance(entry, str) for entry in group)
                yield from ([entry, name] for entry in group) if quotes else (_of_group(one, name) for one in group)
        case dict() if all(isinstance(one, dict) for one in value.values()):
            yield from value.values()
        case _:
            raise InputError(f'"{key}" must be a list of spans.')


class SpanEntries:
    """Reads the entries of one record; `claims` and `told` take what they say beyond spans.

    `names` are those of labels that are numbers, `own` the keys that somebody else takes.
    """

    def __init__(
        self,
        text: str,
        reader: SpanReader,
        claims: Claims,
        told: Told,
        names: Mapping[str, str] | None = None,
        *,
        own: Collection[str] = (),
    ) -> None:
        self._text, self._reader, self._claims, self._told = text, reader, claims, told
        self._names, self._understood = names or {}, _KNOWN.union(own)
        self._quoted: Counter[str] = Counter()

    def spans(self, entries: Iterable[Any]) -> dict[Span, Any]:
        """The span of each entry. Raises `InputError`."""
        every = list(entries)
        try:
            found = dict(self._read(every))
        except InputError:
            placed = ((*_parts(entry)[:2], _quote(entry)) for entry in every if isinstance(entry, dict))
            if not (counted := self._reader.recognise(placed)):
                raise
            self._told.say(counted)
            return dict(self._read(every))
        quoted = any(isinstance(entry, dict) and _quote(entry) is not None for entry in every)
        if not quoted and (doubt := self._reader.doubt(found)):
            self._told.say(doubt)
        return found

    def _read(self, entries: Iterable[Any]) -> Iterator[tuple[Span, Any]]:
        for entry in entries:
            match entry:
                case {"start": int(start), "end": int(end), "label": str(label)} if entry.keys() <= self._understood:
                    yield self._reader.span(start, end, label, _quote(entry)), entry
                case dict() | list() if (quoted := _by_quote(entry)) is not None:
                    if found := self._found(*quoted):
                        yield found, entry
                case dict():
                    for span in self._of_object(entry):
                        yield span, entry
                case _:
                    yield self._reader.span(*self._triple(entry)), entry

    def _of_object(self, entry: Mapping[str, Any]) -> Iterator[Span]:
        """The spans of an object: one for each of its labels. Raises `InputError`."""
        start, end, labels = _parts(entry)
        for label in labels if isinstance(labels, list) and labels else [labels]:
            span = self._reader.span(start, end, self._label(label), _quote(entry))
            yield span
            self._claim(span, entry)

    def _claim(self, span: Span, entry: Mapping[str, Any]) -> None:
        """Keep what an object says of its span beyond place and label."""
        edges = set[str]() if not entry.keys().isdisjoint(STARTS) else {_FROM, _TO}
        for name, value in entry.items():
            if name in self._understood or name in edges:
                continue
            if name == "kb_id" and value:
                self._claims.add("links", span=place(span), base="", entry=value)
            elif value is not None and value not in ("", [], {}):
                self._claims.attribute(span, name, value)

    def _triple(self, entry: Any) -> tuple[Any, Any, Any]:
        """Start, end and label of an entry that is a list, the label last or first. Raises `InputError`."""
        match entry:
            case [str(label), start, end, *_] if number(label) is None:
                return start, end, label
            case [start, end, label, *_]:
                return start, end, self._label(label)
            case _:
                raise InputError(f"{str(entry)[:60]!r} is no span: it needs a start, an end and a label.")

    def _label(self, label: Any) -> Any:
        """A label; a number is taken as its name, and that is told, of an object the name it has."""
        if isinstance(label, dict):
            label = next((label[key] for key in _NAMES if key in label), label)
        if isinstance(label, int) and not isinstance(label, bool):
            if str(label) not in self._names:
                self._told.say(NUMBERED)
            return self._names.get(str(label), str(label))
        return label

    def _found(self, quote: str, label: Any) -> Span | None:
        """The span of a quote: where one sees it first, or next if it was quoted before."""
        view, words, at = folded(self._text), fold(quote), -1
        for _ in range(self._quoted[words] + 1):
            at = view.text.find(words, at + 1) if words else -1
            if at < 0:
                self._told.aside("spans whose quote does not stand in the text", kept=False)
                return None
        if not self._quoted[words] and view.text.find(words, at + 1) >= 0:
            self._told.say("Spans are given by their quotes; of one that stands at several places the first was taken.")
        self._quoted[words] += 1
        return self._reader.span(*view.place(at, at + len(words)), self._label(label))


def _parts(entry: Mapping[str, Any]) -> tuple[Any, Any, Any]:
    """Start, end and label of an object under whichever keys."""
    start, end, label = (next((entry[key] for key in keys if key in entry), None) for keys in _PARTS)
    if (pair := _pair(entry)) and end is None:
        return *pair, label
    if end is None and (length := next((entry[key] for key in _LENGTHS if key in entry), None)) is not None:
        first, size = number(start), number(length)
        end = first + size if first is not None and size is not None else None
    return start, end, label


def _pair(entry: Mapping[str, Any]) -> tuple[Any, Any] | None:
    """The start and the end that an object has in one list, alone or in a list of one."""
    for key in _PAIRS:
        match entry.get(key):
            case [int() | float() as start, int() | float() as end] | [[start, end]]:
                return start, end
    return None


def _quote(entry: Mapping[str, Any]) -> str | None:
    """What an object says stands at its place; a `value` may be something else and is none."""
    quote = entry.get("text", entry.get("quote"))
    return quote if isinstance(quote, str) else None


def _by_quote(entry: Any) -> tuple[str, Any] | None:
    """Quote and label of an entry that names no place."""
    match entry:
        case [str(quote), str(label)]:
            return quote, label
        case dict() if entry.keys().isdisjoint(_EDGES) and not _pair(entry):
            quotes = (entry[key] for key in _QUOTES if isinstance(entry.get(key), str))
            quoted = next((one for one in quotes if one.strip()), None)
            named = next((entry[key] for key in _LABELS if key in entry), None)
            return (quoted, named) if quoted is not None and isinstance(named, (str, int)) else None
        case _:
            return None


def tagged(tags: Iterable[Any]) -> bool:
    """Whether these are tags of tokens (`O`, `B-PER`), not labels."""
    return all(isinstance(tag, str) and (tag in {"O", "-", ""} or _is_mark(tag)) for tag in tags)


def _is_mark(tag: str) -> bool:
    return tag[1:2] in {"-", "_"} and tag[:1] in "BIOELSUM" and len(tag) > 2

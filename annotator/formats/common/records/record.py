"""One JSON object that holds an article: which keys mean what, in our own lines and in other tools'.

Spans stand under `spans`, `entities`, `label`, `labels` or `annotations`, as objects or triples;
`annotations` may also name annotators. A list of strings under `label` or `labels` is a list of
labels of the article as a whole. What no key here explains is kept in the article's `meta`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Any

from annotator.domain.article import Article, byline_of, title_of
from annotator.domain.decisions import Commented
from annotator.domain.document import CLAIMS, UNNAMED, Incoming, IncomingLayer, Provenance
from annotator.domain.span import Span
from annotator.domain.suggestion import Suggestion
from annotator.errors import InputError
from annotator.formats.base import ReadOptions
from annotator.formats.common.answers import GIVEN, Meaning, meaning, prodigy_view
from annotator.formats.common.claims.forms import REFUSED
from annotator.formats.common.claims.gathered import Claims
from annotator.formats.common.json_strict import check_depth
from annotator.formats.common.meta_text import meta_in
from annotator.formats.common.records.base import Shaped
from annotator.formats.common.records.claimed import OF_SPANS, are_entities, as_in_lines_of_ours, take_claims
from annotator.formats.common.records.moments import moment
from annotator.formats.common.records.provenance import made_by, scores_of, suggestion_of
from annotator.formats.common.records.shaped import is_plain, shaped, tell_of_spans
from annotator.formats.common.records.span_entries import (
    NUMBERED,
    SpanEntries,
    article_labels,
    is_refused,
    listed,
    scored_labels,
)
from annotator.formats.common.records.token_places import by_tokens, compare_places, tokens_of
from annotator.formats.common.span_reader import SpanReader, check_label
from annotator.formats.common.text.decoding import checked_key
from annotator.formats.common.told import Told

SPAN_KEYS = ("spans", "entities", "label", "labels", "annotations")
_WORDS = ("title", "byline", "url", "source", "date", "language", "lang")
_ARTICLE_KEYS = {"text", "meta", *_WORDS}
_LAYER_KEYS = {"rejected", "cats", "answer", "tokens", "relations"}
_OF_A_LAYER = {*SPAN_KEYS[:4], "rejected", "cats", "answer", "relations"}
_OF_LAYERS = _OF_A_LAYER | {"annotations"}
_ARTICLE_META = {*_WORDS}
ARTICLE_META = "article_meta"
"""Where in `meta` stands what an article knows under a key that this product uses there itself."""
OWN_META = {
    "key", "layer", "status", "project", "tokenizer", "elapsed_ms", "flagged", "comments", ARTICLE_META, *_WORDS,
}  # fmt: skip
"""The keys of `meta` that this product uses itself."""
_COMMENTS = {"comment", "comments"}
_LONGEST_TIME = 1 << 53
_EXPLAINED = _ARTICLE_KEYS | _LAYER_KEYS | set(SPAN_KEYS)


def own_meta(known: Mapping[str, Any], meta: Mapping[str, Any]) -> dict[str, Any]:
    """What a record of ours says in its `meta`: what is `known` here, and the article's own, apart if by our keys."""
    apart = {key: value for key, value in meta.items() if key in OWN_META}
    own = {**known, ARTICLE_META: apart} if apart else dict(known)
    return own | {key: value for key, value in meta.items() if key not in OWN_META}


def incoming(record: Any, options: ReadOptions, line: int | None, told: Told) -> Incoming:
    """The article of one record with all its layers. Raises `InputError` with the reason."""
    if isinstance(record, dict) and is_plain(record, options):
        text = record["text"]
        return Incoming(_article(checked_key(text), text, record, {}, options), {}, [], [], "", line)
    found = shaped(record if isinstance(record, dict) else _as_object(record), options, told)
    record = found.record = by_tokens(found.record, told)
    text = record.get("text")
    if not isinstance(text, str):
        raise InputError(f'It has no "text", which must be a text.{_keys_of(record)}')
    key = checked_key(text)
    meta = record.get("meta")
    meta = meta_in(meta) if isinstance(meta, str) else meta
    meta = meta if isinstance(meta, dict) else {} if meta is None else {"meta": meta}
    known = {**meta, **record} if meta else record
    own = "key" in meta and meta["key"] == key
    rest = _rest(record, meta, own=own)
    if not own:
        compare_places(record, told)
    if rest and not own:
        wanted = options.named and record.keys().isdisjoint(_OF_LAYERS)
        tell_of_spans({f"meta.{key}": one for key, one in meta.items() if key not in CLAIMS}, told, wanted=wanted)
        _tell_of_comments(rest, told)
    edges, reader = tokens_of(text, record, options.offsets, told)
    layers: dict[str, IncomingLayer] = {}
    unsaid: list[Suggestion] = []
    if found.layers or found.proposed or not record.keys().isdisjoint(_OF_LAYERS):
        layers, unsaid, claims = _Layers(text, options, told, reader).of(found, meta if own else {})
        claims.into(rest, told)
    tokenizer = (_word(known, "tokenizer") or "import") if edges else ""
    words = {name: word for name in _WORDS if (word := _word(known, name)) is not None}
    return Incoming(_article(key, text, words, rest, options), layers, unsaid, edges, tokenizer, line, own)


def _keys_of(record: Mapping[str, Any]) -> str:
    """A sentence on what a record has instead, where one of it may be the text."""
    texts = [key for key, value in record.items() if isinstance(value, str) and " " in value]
    return f" `--text KEY` says where it stands: {', '.join(map(repr, texts[:4]))}?" if texts else ""


def _as_object(record: Any) -> dict[str, Any]:
    """The object of a record that is written as a list: `[text, {...}]`."""
    match record:
        case [str(text), dict(rest)]:
            return {"text": text, **rest}
        case _:
            kind = {list: "a list", str: "a text", bool: "true or false", type(None): "null"}.get(
                type(record), "a number"
            )
            raise InputError(f'This is {kind}; an article is an object with a "text".')


def _rest(record: Mapping[str, Any], meta: Mapping[str, Any], *, own: bool) -> dict[str, Any]:
    """What no key explains; `own` if this product wrote the record and its `meta`."""
    if not meta and record.keys() <= _EXPLAINED and record.get("answer", "accept") in GIVEN:
        return {}
    explained = _EXPLAINED | ({REFUSED} if own else set())
    rest = {key: value for key, value in record.items() if key not in explained and not key.startswith("_")}
    if "answer" in record and record["answer"] not in GIVEN:
        rest["answer"] = record["answer"]
    if meta:
        used = OWN_META if own else _ARTICLE_META
        rest |= {key: value for key, value in meta.items() if key not in used}
        if own and isinstance(apart := meta.get(ARTICLE_META), dict):
            rest |= apart
    return rest


def _tell_of_comments(rest: Mapping[str, Any], told: Told) -> None:
    """Count what was said in words of an article, and stays words in its `meta`."""
    for key, value in rest.items():
        if key.lower() in _COMMENTS and value:
            told.aside("comments", len(value) if isinstance(value, list) else 1)


def _word(known: Mapping[str, Any], key: str) -> str | None:
    """The text that a key holds, if it holds one."""
    value = known.get(key)
    return value if isinstance(value, str) else None


def _article(key: str, text: str, words: Mapping[str, str], rest: dict[str, Any], options: ReadOptions) -> Article:
    """The article of a record by the words that are said of it, its `meta` unfolded among them."""
    said = words.get
    title, byline, url, source, language = said("title"), said("byline"), said("url"), said("source"), said("language")
    if url and source and url != source:
        rest["publisher"] = source
    if rest:
        check_depth(rest)
    return Article(
        key,
        text,
        title_of(text) if title is None else title,
        byline_of(text) if byline is None else byline,
        url or source or "",
        said("date", ""),
        (said("lang") if language is None else language) or options.language,
        rest,
    )


class _Layers:
    """Makes the layers of one record."""

    def __init__(self, text: str, options: ReadOptions, told: Told, reader: SpanReader) -> None:
        self._text, self._told, self._reader = text, told, reader
        self._options, self._claims = options, Claims()
        self._unsaid: list[Suggestion] = []

    def of(self, found: Shaped, meta: Mapping[str, Any]) -> tuple[dict[str, IncomingLayer], list[Suggestion], Claims]:
        """The layers by name, the spans of which no answer says anything, and what is said of spans beyond labels.

        `meta` is that of a line this product wrote, else empty. Raises `InputError`.
        """
        record, layers = found.record, {}
        named = record.get("annotations")
        if isinstance(named, dict):
            for name, entries in named.items():
                layers[check_label(name, "An annotator")] = self._layer({"spans": entries}, {})
        name = record.get("_annotator_id")
        name = name if isinstance(name, str) and name.strip() else UNNAMED
        if not record.keys().isdisjoint(_OF_A_LAYER) or isinstance(named, list):
            self._claims.by = name
            layers.setdefault(name, self._layer(record, meta))
        for who, answered in found.layers.items():
            self._claims.by = who
            layers[who] = self._layer(answered, {"comments": answered.get("comments")})
        for source, entries in found.proposed:
            self._unsaid += [
                suggestion_of(span, entry, source) for span, entry in self._entries().spans(entries).items()
            ]
        return layers, self._unsaid, self._claims

    def _entries(self, *, ours: bool = False) -> SpanEntries:
        own = OF_SPANS if ours else ()
        return SpanEntries(self._text, self._reader, self._claims, self._told, self._options.renames, own=own)

    def _layer(self, record: Mapping[str, Any], meta: Mapping[str, Any]) -> IncomingLayer:
        entries: list[Any] = []
        cats: dict[str, bool] = {}
        for key in SPAN_KEYS:
            value = None if are_entities(record.get(key)) else record.get(key)
            if key in {"label", "labels"} and (_is_worth(value) or article_labels(value)):
                cats |= _cats(article_labels(value) or value)
                continue
            for entry in self._given(key, value):
                if isinstance(entry, str) and key in {"spans", "entities"}:
                    raise InputError(f"{entry[:60]!r} is no span: it needs a start, an end and a label.")
                if isinstance(entry, str):
                    cats[check_label(entry)] = True
                else:
                    entries.append(entry)
        ours = bool(meta) or as_in_lines_of_ours(entries)
        spans = self._entries(ours=ours).spans(entries) if entries else {}
        rejected = self._entries().spans(listed("rejected", record.get("rejected")))
        if wrong := {span: entry for span, entry in spans.items() if is_refused(entry)}:
            self._told.say("Spans of which the file says itself that they are wrong were taken as refused.")
            spans, rejected = {span: entry for span, entry in spans.items() if span not in wrong}, rejected | wrong
        cats |= _cats(record.get("cats"))
        layer = _meaning(record, meta).layer([*spans], cats, [*rejected])
        take_claims(record, spans, self._reader, self._claims, ours=ours)
        said = {*layer.spans, *layer.rejected}
        self._unsaid += [suggestion_of(span, entry) for span, entry in spans.items() if span not in said]
        if at := _moment(record):
            layer = replace(layer, at=at)
        if not meta:
            self._keep_scores(spans | rejected, said)
            return layer
        written = [(_comment(one, self._reader), made_by(one)) for one in listed("comments", meta.get("comments"))]
        made: dict[Span | Commented, Provenance | None] = dict(written)
        made |= {span: made_by(entry) for span, entry in (spans | rejected).items()}
        self._keep_scores(spans | rejected, {span for span in said if not made[span]})
        return replace(
            layer,
            comments=[comment for comment, _ in written],
            flagged=meta.get("flagged") is True,
            returned=meta.get("status") == "returned",
            elapsed_ms=_elapsed(meta.get("elapsed_ms")),
            made={what: known for what, known in made.items() if known},
        )

    def _keep_scores(self, entries: Mapping[Span, Any], spans: AbstractSet[Span]) -> None:
        """Keep the scores of spans that a layer holds or refuses and of which nobody says who made them."""
        for span, entry in entries.items():
            for name, value in scores_of(entry) if span in spans else ():
                self._claims.attribute(span, name, value)

    def _given(self, key: str, value: Any) -> Iterator[Any]:
        """The entries under a key; one label of the article may stand there alone, also as a number."""
        if isinstance(value, int) and not isinstance(value, bool) and key in {"label", "labels"}:
            names = self._options.classes(key)
            if value < 0:
                self._told.aside(f'records with "{key}" {value}, which is no label', kept=False)
            elif str(value) in self._options.renames:
                yield self._options.renames[str(value)]
            elif value < len(names):
                yield names[value]
            else:
                self._told.say(NUMBERED)
                yield str(value)
        elif isinstance(value, str) and key in {"label", "labels"}:
            yield from [value] if value.strip() else []
        elif not (isinstance(value, dict) and key == "annotations"):  # annotators by name are no entries
            yield from listed(key, value)


def _moment(record: Mapping[str, Any]) -> str:
    """When a record was answered, as UTC in ISO 8601, if it says so."""
    return moment(record.get("_timestamp", record.get("_at")))


def _meaning(record: Mapping[str, Any], meta: Mapping[str, Any]) -> Meaning:
    """What the answer of a record means: its status here, where nobody has answered it elsewhere since."""
    answer, status = record.get("answer", ""), meta.get("status", record.get("_status"))
    if isinstance(status, str) and answer in ("ignore" if status == "skipped" else "accept", ""):
        return meaning("jsonl", "status", status)
    return meaning("prodigy", prodigy_view(record), answer if answer in GIVEN else "")


def _elapsed(value: Any) -> int:
    """A time in milliseconds, if it is one that can be stored."""
    return value if isinstance(value, int) and 0 <= value < _LONGEST_TIME else 0


def _comment(entry: Any, reader: SpanReader) -> Commented:
    text = entry.get("text") if isinstance(entry, dict) else None
    if not isinstance(text, str) or not text.strip():
        raise InputError(f"{str(entry)[:60]!r} is no comment: it needs a text.")
    return Commented(text, _about(entry, reader))


def _about(entry: Mapping[str, Any], reader: SpanReader) -> Span | None:
    """The span that a comment is on, if it is on one."""
    return reader.span(entry["start"], entry.get("end"), entry.get("label")) if "start" in entry else None


def _cats(given: Any) -> dict[str, bool]:
    """Labels of the article: with what each is worth, or a list of those that hold. Raises `InputError`."""
    given = scored_labels(given) or given
    match given:
        case None:
            return {}
        case dict():
            return {check_label(label): _truth(label, value) for label, value in given.items() if value is not None}
        case str():
            return {check_label(given): True}
        case list() if all(isinstance(one, str) for one in given):
            return {check_label(label): True for label in given}
    raise InputError('"cats" must be an object of labels with true or false, or a list of labels.')


def _is_worth(value: Any) -> bool:
    """Whether a value says of labels what each is worth."""
    return isinstance(value, dict) and bool(value) and all(isinstance(one, (int, float)) for one in value.values())


def _truth(label: str, value: Any) -> bool:
    if not isinstance(value, (bool, int, float)):
        raise InputError(f"The label {label!r} of the article needs true, false or a number from 0 to 1.")
    return value >= 0.5

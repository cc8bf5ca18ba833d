"""Records of other tools as records of ours: the text found, the shape known, and what looks like spans told.

What a record has beyond what is known of its shape stays as it is, and comes into the article's `meta`; what there
looks like spans is told by name, because nobody shall believe it was read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from annotator.errors import InputError
from annotator.formats.base import ReadOptions
from annotator.formats.common.records.base import Record, Shaped, has_words, value_at, without_path
from annotator.formats.common.records.shapes import apart, argilla, minimal, tools, words
from annotator.formats.common.records.shapes.tools import has_annotators, has_tagged_places
from annotator.formats.common.records.span_entries import (
    are_from_to,
    are_pairs,
    are_places,
    looks_like_spans,
    scored_labels,
)
from annotator.formats.common.told import Told

TEXT_KEYS = (
    "text", "data", "sentence", "content", "document", "displayed_text", "body", "source_text", "raw", "textContent",
    "Text", "TEXT", "Sentence", "Content",
)  # fmt: skip
_PARAGRAPHS = ("paragraphs", "body", "content")
_OURS = frozenset({
    "text", "tokens", "spans", "rejected", "cats", "answer", "meta", "entities", "label", "labels", "id",
    "_annotator_id", "_session_id", "_timestamp", "_view_id", "_input_hash", "_task_hash", "_is_binary",
})  # fmt: skip
_OF_ARTICLES = frozenset({"title", "byline", "author", "source", "url", "date", "language", "lang"})
"""What many a record says of its article beside that, in a word each."""
_OF_TEXTS = _OF_ARTICLES | {"text"}
_WORDS = {str}
_READ = frozenset({
    "meta", "tokens", "spans", "entities", "label", "labels", "annotations", "rejected", "comments", "relations",
    "regions_without_label",
})  # fmt: skip
"""Keys that are read, or told of, elsewhere."""
_TWO_ENDS = (
    ("head", "child"), ("head", "tail"), ("head", "dep"), ("source", "target"), ("from", "to"), ("subject", "object"),
    ("arg1", "arg2"), ("h", "t"), ("from_id", "to_id"),
)  # fmt: skip
_DEEPEST = 4
_Found = tuple[str, list[Any], bool]
_SHAPES = (*argilla.SHAPES, *minimal.SHAPES, *tools.SHAPES, *apart.SHAPES, *words.SHAPES)


def is_plain(record: Record, options: ReadOptions) -> bool:
    """Whether a record is a text and words about it, and nothing else: large files are of these."""
    only = record.keys() <= _OF_TEXTS and "text" in record and {*map(type, record.values())} == _WORDS
    return only and not (options.text_key or options.spans_key)


def shaped(record: Record, options: ReadOptions, told: Told) -> Shaped:
    """A record in our own shape. Raises `InputError` where the shape is known and cannot be taken."""
    if _is_ours(record, options) and isinstance(record.get("text"), str) and not _may_be_other(record):
        return Shaped(record)
    record = _chosen(record, options)
    found = _shaped(record, options, told)
    _name_text(found.record, told)
    tell_of_spans(found.record, told, wanted=options.named)
    return found


def _is_ours(record: Record, options: ReadOptions) -> bool:
    """Whether a record has only keys of ours, and words about the article; nearly all have, and no shape is tried."""
    others = record.keys() - _OURS
    if not others:
        return True
    if options.text_key or options.spans_key or not others <= _OF_ARTICLES:
        return False
    return all(type(record[key]) is str for key in others)


def is_of_tool(record: Record) -> bool:
    """Whether a record has the shape of some tool."""
    return any(shape.known(record) for shape in _SHAPES)


def _may_be_other(record: Record) -> bool:
    """Whether tokens are given as words, or tags, objects by label or annotators where spans are looked for."""
    tags = record.get("entities")
    given = isinstance(tags, list) and bool(tags) and isinstance(tags[0], str)
    given = given or has_tagged_places(record)
    return given or has_words(record) or isinstance(record.get("label"), dict) or has_annotators(record)


def _shaped(record: Record, options: ReadOptions, told: Told) -> Shaped:
    """The record in our own shape by the first shape whose keys it has. Raises `InputError`."""
    for shape in _SHAPES:
        if shape.known(record):
            try:
                found = shape.take(record, options)
            except (AttributeError, KeyError, TypeError, ValueError) as error:
                raise InputError(f"It has the keys of {shape.tool}, but is not built like it.") from error
            for name, count, kept in found.asides:
                told.aside(name, count, kept=kept)
            for sentence in found.says:
                told.say(sentence)
            told.say(f"It was read as {shape.tool} writes it.")
            return found
    return Shaped(record)


def _chosen(record: Record, options: ReadOptions) -> Record:
    """The record with its text and spans where the user says that they are."""
    record = dict(record)
    if options.text_key:
        record["text"] = value_at(record, options.text_key)
    if options.spans_key:
        for key in ("entities", "label", "labels"):
            record.pop(key, None)
        spans = value_at(record, options.spans_key)
        record = {**without_path(record, options.spans_key), "spans": spans}
    return record


def _name_text(record: Record, told: Told) -> None:
    """Put the text under "text", if it stands under another name that says so."""
    if isinstance(record.get("text"), str):
        return
    key = next((key for key in TEXT_KEYS if isinstance(record.get(key), str)), None)
    if key:
        told.say(f'The text was taken from "{key}"; `--text KEY` names another one.')
        record["text"] = record.pop(key)
    elif key := next((key for key in _PARAGRAPHS if _are_texts(record.get(key))), None):
        told.say(f'The text was made of the list under "{key}", with blank lines between.')
        record["text"] = "\n\n".join(record.pop(key))


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, str) for one in value)


def tell_of_spans(record: Record, told: Told, *, wanted: bool) -> None:
    """Tell of each list that looks like spans, or like links between words or spans, and is not read as such.

    Raises `InputError` where spans are `wanted`.
    """
    for key, value in record.items():
        if key not in _READ and _are_links(value):
            told.aside(f'links under "{key}"', len(value))
            continue
        if key not in _READ and (scored := scored_labels(value)):
            told.aside(f'labels of the article with scores under "{key}"', len(scored))
        for name, entries, within_list in () if key in _READ else _found(key, value):
            if are_places(entries) and not looks_like_spans(entries):
                told.aside(f'places without labels under "{name}"', len(entries))
                continue
            if wanted and not within_list and not are_from_to(entries):
                raise InputError(f'It has what looks like spans under "{name}": `--spans {name}` reads them.')
            told.aside(f'entries under "{name}"', len(entries))
            if within_list:
                told.say(f'What stands in the lists under "{name}" looks like spans and is not read as such.')
            else:
                told.say(f'What stands under "{name}" looks like spans and is not read as such: `--spans {name}` does.')


def _found(name: str, value: Any, depth: int = _DEEPEST, *, within_list: bool = False) -> Iterator[_Found]:
    """The lists that look like spans, by the keys to each, and whether one is within a list."""
    if are_places(value) or are_from_to(value) or _are_triples(value):
        yield name, value, within_list
    elif isinstance(value, dict) and value and all(map(are_pairs, value.values())):
        yield name, [pair for pairs in value.values() for pair in pairs], within_list
    elif depth and isinstance(value, dict):
        for key, one in value.items():
            yield from _found(f"{name}.{key}", one, depth - 1, within_list=within_list)
    elif depth and isinstance(value, list):
        for one in value:
            if isinstance(one, (dict, list)):
                yield from _found(name, one, depth - 1, within_list=True)


def _are_links(value: Any) -> bool:
    """Whether a value is a list of objects with two ends each."""
    if not isinstance(value, list) or not value or not all(isinstance(one, dict) for one in value):
        return False
    return any(all({*ends} <= one.keys() for one in value) for ends in _TWO_ENDS) and not are_from_to(value)


def _are_triples(value: Any) -> bool:
    """Whether a value is a list of a start, an end and a label each."""
    return isinstance(value, list) and bool(value) and all(map(_is_triple, value))


def _is_triple(entry: Any) -> bool:
    match entry:
        case [int(start), int(end), str()]:
            return 0 <= start < end
    return False

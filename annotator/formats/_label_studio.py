"""What a Label Studio task means: its text, the layers of its annotators, the suggestions of its models."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from annotator.domain.article import Article
from annotator.domain.decisions import Commented
from annotator.domain.document import UNNAMED, Incoming, IncomingLayer
from annotator.domain.span import Span
from annotator.domain.suggestion import Suggestion
from annotator.errors import InputError
from annotator.formats.base import ReadOptions
from annotator.formats.common.answers import meaning
from annotator.formats.common.decoding import check_text
from annotator.formats.common.json_strict import check_depth
from annotator.formats.common.span_reader import SpanReader, check_label
from annotator.formats.common.told import Told

_SPAN_KINDS = {"labels": "labels", "hypertextlabels": "hypertextlabels"}
ARTICLE_META = "article_meta"
"""Where in the data of a task of ours stands what else is known of its article."""
_ARTICLE_KEYS = ("title", "byline", "source", "date", "language")


@dataclass(slots=True)
class _Found:
    """What the results of one annotation or prediction say."""

    spans: list[Span] = field(default_factory=list)
    cats: dict[str, bool] = field(default_factory=dict)
    comments: list[Commented] = field(default_factory=list)
    relations: list[Any] = field(default_factory=list)


def incoming(task: Any, options: ReadOptions, line: int, told: Told) -> Incoming:
    """The article of a task with its layers and suggestions. Raises `InputError`."""
    data = task.get("data") if isinstance(task, dict) else None
    if not isinstance(data, dict):
        raise InputError('This is no task: it must be an object with "data".')
    key, text = _text(data, task)
    check_text(text)
    reader = SpanReader(text, options.offsets)
    layers: dict[str, IncomingLayer] = {}
    relations: list[Any] = []
    for annotation in _objects(task.get("annotations") or task.get("completions")):
        found = _results(annotation, reader)
        relations += found.relations
        name = _who(annotation)
        if name in layers:
            name = f"{name}-{annotation.get('id', len(layers))}"
        answer = next((key for key in ("was_cancelled", "ground_truth") if annotation.get(key) is True), "submitted")
        layer = meaning("label_studio", "annotation", answer).layer(found.spans, found.cats)
        layers[name] = replace(layer, comments=found.comments)
    suggestions: list[Suggestion] = []
    for prediction in _objects(task.get("predictions")):
        source = prediction.get("model_version") or "label_studio"
        suggestions += _suggestions(prediction, str(source), reader)
    if relations:
        told.aside("relations", len(relations))
    article = _article(text, {name: value for name, value in data.items() if name != key}, task, relations, options)
    return Incoming(article, layers, suggestions, line=line)


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    return (one for one in (value if isinstance(value, list) else ()) if isinstance(one, dict))


def _text(data: dict[str, Any], task: dict[str, Any]) -> tuple[str, str]:
    """The key and the text of a task: `text`, else the only data that the results' quotes come from."""
    if isinstance(text := data.get("text"), str):
        return "text", text
    quotes = [
        result["value"]["text"]
        for annotation in _objects(task.get("annotations") or task.get("completions"))
        for result in _objects(annotation.get("result"))
        if isinstance(result.get("value"), dict) and isinstance(result["value"].get("text"), str)
    ]
    texts = {key: value for key, value in data.items() if isinstance(value, str)}
    holding = [key for key, value in texts.items() if quotes and all(quote in value for quote in quotes)]
    if len(holding) != 1:
        raise InputError(f'Its "data" has no "text"; it has: {", ".join(map(repr, data)) or "nothing"}.')
    return holding[0], texts[holding[0]]


def _who(annotation: dict[str, Any]) -> str:
    """The annotator's name: an e-mail address or user name, else `user-<number>`."""
    who = annotation.get("completed_by")
    if isinstance(who, dict):
        names = (who.get(key) for key in ("email", "username", "first_name"))
        who = next((name for name in names if isinstance(name, str) and name.strip()), who.get("id"))
    if isinstance(who, str) and who.strip():
        return who
    return UNNAMED if who is None else f"user-{who}"


def _results(annotation: dict[str, Any], reader: SpanReader) -> _Found:
    found = _Found()
    for result in _objects(annotation.get("result")):
        value = result.get("value")
        if result.get("type") == "relation" or not isinstance(value, dict):
            found.relations.append(result)
            continue
        for span in _spans(result, value, reader):
            found.spans.append(span)
            found.comments += [Commented(text, span) for text in _texts(result.get("meta"))]
        if isinstance(choices := value.get("choices"), list):
            found.cats |= {check_label(choice): True for choice in choices}
        if result.get("type") == "textarea":
            found.comments += [Commented(text) for text in _texts(value)]
    return found


def _spans(result: dict[str, Any], value: dict[str, Any], reader: SpanReader) -> Iterator[Span]:
    """The spans of one region: one for each of its labels."""
    key = _SPAN_KINDS.get(str(result.get("type")), "")
    start, end = value.get("start"), value.get("end")
    if isinstance(offsets := value.get("globalOffsets"), dict):
        start, end = offsets.get("start"), offsets.get("end")
    labels = value.get(key)
    if key and isinstance(labels, list):
        for label in labels:
            quote = value.get("text")
            yield reader.span(start, end, label, quote if isinstance(quote, str) else None, loose=True)


def _texts(value: Any) -> list[str]:
    texts = value.get("text") if isinstance(value, dict) else None
    texts = [texts] if isinstance(texts, str) else texts
    return [text for text in texts if isinstance(text, str) and text.strip()] if isinstance(texts, list) else []


def _suggestions(prediction: dict[str, Any], source: str, reader: SpanReader) -> Iterator[Suggestion]:
    for result in _objects(prediction.get("result")):
        value = result.get("value")
        if isinstance(value, dict):
            score = _score(result.get("score", value.get("score", prediction.get("score"))))
            for span in _spans(result, value, reader):
                yield Suggestion(span, source, score)


def _score(value: Any) -> float | None:
    return float(value) if isinstance(value, (int, float)) and 0 <= value <= 1 else None


def _article(
    text: str, data: dict[str, Any], task: dict[str, Any], relations: list[Any], options: ReadOptions
) -> Article:
    known = {key: data[key] for key in _ARTICLE_KEYS if isinstance(data.get(key), str)}
    meta = {key: value for key, value in data.items() if key not in known and key != "key"}
    meta |= {name: value for name, value in (("meta", task.get("meta")), ("relations", relations)) if value}
    if isinstance(own := meta.pop(ARTICLE_META, None), dict):
        meta |= own
    check_depth(meta)
    return Article.of(
        text,
        title=known.get("title"),
        byline=known.get("byline"),
        source=known.get("source", ""),
        date=known.get("date", ""),
        language=known.get("language") or options.language,
        meta=meta,
    )

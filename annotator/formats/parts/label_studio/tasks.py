"""What a Label Studio task means: its text, the layers of its annotators, the suggestions of its models."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from annotator.domain.article import Article
from annotator.domain.decisions import Commented
from annotator.domain.document import CLAIMS, UNNAMED, Incoming, IncomingLayer
from annotator.domain.span import Span
from annotator.domain.suggestion import Suggestion
from annotator.errors import InputError
from annotator.formats.base import ReadOptions
from annotator.formats.common.answers import meaning
from annotator.formats.common.claims.beside import leave_out_deleted
from annotator.formats.common.claims.gathered import Claims, joined, place
from annotator.formats.common.json_strict import check_depth
from annotator.formats.common.records import taxonomy
from annotator.formats.common.records.dialogue import TOLD, dialogue
from annotator.formats.common.records.moments import moment
from annotator.formats.common.records.taxonomy import chosen_in
from annotator.formats.common.span_reader import SpanReader, check_label
from annotator.formats.common.text.decoding import check_text
from annotator.formats.common.told import Told
from annotator.formats.parts.label_studio.regions import link_in, relate, value_of
from annotator.formats.parts.label_studio.shown_text import Rendered, is_markup, rendered, text_key

ARTICLE_META = "article_meta"
"""Where in the data of a task of ours stands what else is known of its article."""
_ARTICLE_KEYS = ("title", "byline", "source", "date", "language")
_SPAN_KINDS = {"labels", "hypertextlabels", "paragraphlabels"}
_SEEN = re.compile(r"(rectangle|polygon|ellipse|brush|keypoint|magicwand|bitmask|vector|video|timeseries)")
"""Types of results that are about a picture, a video or a curve."""
_LONGEST_TIME = 1 << 40
_UNLABELLED = "regions without a label"


@dataclass(slots=True)
class _Found:
    """What the results of one annotation or prediction say; `regions` are its spans by the ids of their results."""

    spans: list[Span] = field(default_factory=list)
    cats: dict[str, bool] = field(default_factory=dict)
    comments: list[Commented] = field(default_factory=list)
    regions: dict[str, list[Span]] = field(default_factory=dict)
    unlabelled: list[Any] = field(default_factory=list)
    answers: list[Any] = field(default_factory=list)


def incoming(task: Any, options: ReadOptions, line: int, told: Told, controls: Mapping[str, str]) -> list[Incoming]:
    """The article of a task with its layers and suggestions, once for each time that somebody annotated it again.

    `controls` are the data keys of text controls by name. Raises `InputError`.
    """
    task = _task(task)
    data: dict[str, Any] = task["data"]
    key, shown = _text(task, options.text_key, controls, told)
    check_text(shown.text)
    others = {} if options.text_key else {name: controls.get(name, name) for name in (*data, *controls)}
    reader = _Reader(shown, {name for name, of in others.items() if of in data and of != key}, options, told)
    rounds: list[dict[str, IncomingLayer]] = [{}]
    claims = Claims()
    meta: dict[str, Any] = {}
    for annotation in _annotations(task):
        claims.by = name = _who(annotation)
        if (layer := reader.layer(annotation, claims, meta)) is None:
            continue
        if name in rounds[-1] and not layer.at:
            name = f"{name}-{annotation.get('id', len(rounds[-1]))}"
        elif name in rounds[-1]:
            rounds.append({})
        rounds[-1][name] = layer
    suggestions = [one for prediction in _objects(task.get("predictions")) for one in reader.suggestions(prediction)]
    rest = {name: value for name, value in data.items() if name != key}
    if shown.is_html or shown.dialogue:
        rest["html" if shown.is_html else key] = data[key]
    if task.get("meta"):
        rest["meta"] = task["meta"]
    rest |= meta
    claims.into(rest, told)
    article = _article(shown.text, rest, options, told)
    return [Incoming(article, layers, () if nth else suggestions, line=line) for nth, layers in enumerate(rounds)]


def _task(task: Any) -> dict[str, Any]:
    """A task; an annotation that a storage holds with its task within becomes that. Raises `InputError`."""
    inner = task.get("task") if isinstance(task, dict) else None
    if isinstance(task, dict) and "data" not in task and isinstance(inner, dict):
        task = {**inner, "annotations": [{key: value for key, value in task.items() if key != "task"}]}
    if not isinstance(task, dict) or not isinstance(task.get("data"), dict):
        raise InputError('This is no task: it must be an object with "data".')
    return task


def _annotations(task: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The annotations of a task and the drafts of whoever has none, the oldest first where each says when."""
    given = [*_objects(task.get("annotations") or task.get("completions"))]
    done = {_who(one) for one in given}
    drafts = [{**one, "completed_by": one.get("user"), "draft": True} for one in _objects(task.get("drafts"))]
    every = [*given, *(one for one in drafts if _who(one) not in done)]
    return sorted(every, key=_at) if all(map(_at, every)) else every


def _at(annotation: Mapping[str, Any]) -> str:
    """When an annotation was last changed (UTC, ISO 8601), if it says so."""
    return moment(annotation.get("updated_at") or annotation.get("created_at"))


def _elapsed(annotation: Mapping[str, Any]) -> int:
    """How long an annotation took, in milliseconds, if it says so."""
    seconds = annotation.get("lead_time")
    return round(seconds * 1000) if isinstance(seconds, (int, float)) and 0 <= seconds < _LONGEST_TIME else 0


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    return (one for one in (value if isinstance(value, list) else ()) if isinstance(one, dict))


def _text(task: Mapping[str, Any], chosen: str, controls: Mapping[str, str], told: Told) -> tuple[str, Rendered]:
    """The key of the data that is the text, and the text as it was annotated. Raises `InputError`."""
    data = task["data"]
    answers = (*_annotations(task), *_objects(task.get("predictions")))
    results = [result for one in answers for result in _objects(one.get("result"))]
    values = [one["value"] for one in results if isinstance(one.get("value"), dict)]
    quotes = [value["text"] for value in values if isinstance(value.get("text"), str)]
    about = [one for one in results if isinstance(one.get("to_name"), str) and not _SEEN.match(str(one.get("type")))]
    names = dict.fromkeys(one["to_name"] for one in about)
    wanted = {chosen.removeprefix("data."): data.get(chosen.removeprefix("data."))} if chosen else data
    if not chosen:
        _check_one_text(results, controls)
    key = text_key(wanted, names or controls, quotes, controls)
    if key != "text":
        told.say(f'The text of tasks was taken from "{key}".')
    if turns := dialogue(data[key]):
        told.say(TOLD)
        return key, Rendered(turns.text, range(len(turns.text) + 1), is_html=False, dialogue=turns)
    text = data[key]
    if is_markup(text) and any(one.get("type") == "hypertextlabels" for one in results):
        return key, rendered(text)
    return key, Rendered(text, range(len(text) + 1), is_html=False)


def _check_one_text(results: list[dict[str, Any]], controls: Mapping[str, str]) -> None:
    """Raise `InputError` where a task compares two texts, of which an article would be one."""
    for one in results:
        if one.get("type") == "pairwise":
            names = [name.strip() for name in str(one.get("to_name")).split(",")]
            keys = [controls.get(name, name) for name in names]
            shown = " and ".join(f'"{key}"' for key in keys)
            raise InputError(f"It compares two texts ({shown}), and an article is one: `--text {keys[0]}` takes that.")


def _who(annotation: Mapping[str, Any]) -> str:
    """The annotator's name: an e-mail address or user name, else `user-<number>`."""
    who = annotation.get("completed_by")
    if isinstance(who, dict):
        names = (who.get(key) for key in ("email", "username", "first_name"))
        who = next((name for name in names if isinstance(name, str) and name.strip()), who.get("id"))
    if isinstance(who, str) and who.strip():
        return who
    return UNNAMED if who is None else f"user-{who}"


class _Reader:
    """Reads annotations and predictions of one task; `others` are the controls that show other data than its text."""

    def __init__(self, shown: Rendered, others: Collection[str], options: ReadOptions, told: Told) -> None:
        self._shown, self._others, self._told = shown, others, told
        self._reader = SpanReader(shown.text, options.offsets)

    def layer(self, annotation: dict[str, Any], claims: Claims, meta: dict[str, Any]) -> IncomingLayer | None:
        """The layer of an annotation; what it says beyond goes to the claims and to `meta`. Raises `InputError`.

        None where that is all it says: whoever gave a rating, an order or a date was not asked for spans or labels.
        """
        results = self._results(annotation)
        found = self._found(results, claims.by)
        for result in results:
            if _is_of_region(result, found):
                self._describe(result, found, claims)
            elif (score := _score(result.get("score"))) is not None:
                for span in found.regions.get(str(result.get("id")), ()):
                    claims.attribute(span, "score", score)
        relate((one for one in results if one.get("type") == "relation"), found.regions, claims)
        for name, some in (("regions_without_label", found.unlabelled), ("answers", found.answers)):
            if some:
                meta.setdefault(name, []).extend(some)
                self._told.aside(_UNLABELLED if name != "answers" else "answers about the whole article", len(some))
        if found.answers and not (found.spans or found.cats or found.comments or found.unlabelled):
            self._told.aside("annotations without spans or labels, which make no layer", kept=False)
            return None
        answer = next((key for key in ("was_cancelled", "ground_truth", "draft") if annotation.get(key) is True), "")
        layer = meaning("label_studio", "annotation", answer).layer(found.spans, found.cats)
        found.comments += [Commented(text) for one in _objects(annotation.get("comments")) for text in _texts(one)]
        return replace(layer, comments=found.comments, at=_at(annotation), elapsed_ms=_elapsed(annotation))

    def _results(self, answer: dict[str, Any]) -> list[dict[str, Any]]:
        """The results of an annotation or prediction; spans of another text than the article are left out, and told."""
        every = list(_objects(answer.get("result")))
        elsewhere = [one for one in every if one.get("type") in _SPAN_KINDS and one.get("to_name") in self._others]
        self._told.aside("regions of other texts of a task", len(elsewhere), kept=False)
        return [one for one in every if one not in elsewhere] if elsewhere else every

    def _found(self, results: list[dict[str, Any]], by: str) -> _Found:
        """The spans of results, and what those say that are about the whole article."""
        self._recognise(results)
        found = _Found()
        for result in results:
            kind, value = str(result.get("type")), result.get("value")
            if not isinstance(value, dict):
                continue
            if kind in _SPAN_KINDS:
                spans = self._spans(kind, value)
                found.spans += spans
                found.regions.setdefault(str(result.get("id")), []).extend(spans)
                found.comments += [Commented(text, span) for span in spans for text in _texts(result.get("meta"))]
                found.unlabelled += [] if spans else [result]
        for result in results:
            if isinstance(result.get("value"), dict) and not _is_of_region(result, found):
                _of_article(result, found, by)
        if any(map(chosen_in, (result.get("value") for result in results))):
            self._told.say(taxonomy.TOLD)
        return found

    def _recognise(self, results: list[dict[str, Any]]) -> None:
        """Find by the quotes what results count, as exports before 1.8 counted UTF-16 units."""
        values = [value for one in results if isinstance(value := one.get("value"), dict)]
        placed = ((one.get("start"), one.get("end"), one.get("text")) for one in values)
        if not self._shown.is_html and (counted := self._reader.recognise(placed)):
            self._told.say(counted)

    def _spans(self, kind: str, value: Mapping[str, Any]) -> list[Span]:
        """The spans of one region: one for each of its labels."""
        start, end = value.get("start"), value.get("end")
        if isinstance(offsets := value.get("globalOffsets"), dict):
            start, end = (self._shown.at(offsets.get(edge)) for edge in ("start", "end"))
        elif self._shown.dialogue:
            start, end = self._shown.dialogue.place(value)
        elif kind != "labels" and "startOffset" in value:
            raise InputError("Its regions say their places in HTML or turns, and not in its text (no globalOffsets).")
        labels = value.get(kind) or next((value[name] for name in _SPAN_KINDS if value.get(name)), None)
        quote = value.get("text")
        quote = self._shown.dialogue.quote(value) if self._shown.dialogue else quote if isinstance(quote, str) else None
        if self._shown.is_html and quote is not None and isinstance(start, int) and isinstance(end, int):
            here = self._shown.text[start:end]
            quote = here if "".join(here.split()) == "".join(quote.split()) else quote
        every = labels if isinstance(labels, list) else []
        return [self._reader.span(start, end, label, quote, loose=True) for label in every]

    def _describe(self, result: Mapping[str, Any], found: _Found, claims: Claims) -> None:
        """Keep what a result says of its region as attributes of the region's spans."""
        value = result["value"]
        name, kind = str(result.get("from_name")), str(result.get("type"))
        said = chosen_in(value) or value.get(kind, value.get("text"))
        link = link_in(name, said)
        for span in found.regions.get(str(result.get("id"))) or _at_place(value, found):
            if link:
                claims.add("links", span=place(span), **link)
            else:
                claims.attribute(span, name, value_of(kind, said))

    def suggestions(self, prediction: dict[str, Any]) -> Iterator[Suggestion]:
        """What a model proposes. Raises `InputError`."""
        source = str(prediction.get("model_version") or "label_studio")
        results = self._results(prediction)
        self._recognise(results)
        for result in results:
            value, kind = result.get("value"), str(result.get("type"))
            if isinstance(value, dict) and kind in _SPAN_KINDS:
                score = _score(result.get("score", value.get("score", prediction.get("score"))))
                yield from (Suggestion(span, source, score) for span in self._spans(kind, value))
            elif kind in ("choices", "taxonomy") and not (isinstance(value, dict) and {"start", "end"} <= value.keys()):
                self._told.aside("suggested article labels", kept=False)
            elif kind == "relation" or isinstance(value, dict):
                self._told.aside("suggested relations" if kind == "relation" else "suggested attributes", kept=False)


def _is_of_region(result: Mapping[str, Any], found: _Found) -> bool:
    """Whether a result says something of a region, and not of the whole article."""
    value = result.get("value")
    if not isinstance(value, dict) or result.get("type") in _SPAN_KINDS:
        return False
    return bool(str(result.get("id")) in found.regions or {"start", "end"} <= value.keys() or "globalOffsets" in value)


def _at_place(value: Mapping[str, Any], found: _Found) -> list[Span]:
    """The spans at the place that a value names."""
    return [span for span in found.spans if (span.start, span.end) == (value.get("start"), value.get("end"))]


def _of_article(result: Mapping[str, Any], found: _Found, by: str) -> None:
    """Take in what a result says of the whole article."""
    kind, value = result.get("type"), result["value"]
    if kind == "choices" and isinstance(choices := value.get("choices"), list):
        found.cats |= {check_label(choice): True for choice in choices}
    elif kind == "taxonomy" and (labels := chosen_in(value)):
        found.cats |= {check_label(label): True for label in labels}
    elif kind == "textarea":
        found.comments += [Commented(text) for text in _texts(value)]
    elif kind not in _SPAN_KINDS:
        found.answers.append({"name": result.get("from_name"), "type": kind, "value": value, "by": by})


def _texts(value: Any) -> list[str]:
    texts = value.get("text") if isinstance(value, dict) else None
    texts = [texts] if isinstance(texts, str) else texts
    return [text for text in texts if isinstance(text, str) and text.strip()] if isinstance(texts, list) else []


def _score(value: Any) -> float | None:
    return float(value) if isinstance(value, (int, float)) and 0 <= value <= 1 else None


def _article(text: str, data: Mapping[str, Any], options: ReadOptions, told: Told) -> Article:
    known = {key: data[key] for key in _ARTICLE_KEYS if isinstance(data.get(key), str)}
    meta = {key: value for key, value in data.items() if key not in known and key != "key"}
    if isinstance(own := meta.pop(ARTICLE_META, None), dict):
        said = {kind: meta[kind] for kind in CLAIMS if kind in meta and isinstance(own.get(kind), list)}
        meta |= own | {kind: joined(own[kind], new) for kind, new in said.items()}
        leave_out_deleted(meta, told)
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

"""Records of Argilla, of both its versions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from annotator.formats.base import ReadOptions
from annotator.formats.common.records.base import Record, Shape, Shaped, has_all, has_any, has_words, is_written
from annotator.formats.common.records.span_entries import looks_like_spans

_PROPOSED, _RESPONSES = "suggested article labels", ".responses"


def _argilla_1(record: Record, _: ReadOptions) -> Shaped:
    """Argilla 1: `annotation` by `annotation_agent`, `prediction` by `prediction_agent`, spans or article labels."""
    used = {"annotation", "prediction", "annotation_agent", "prediction_agent", "status", "inputs", "multi_label"}
    rest = {key: value for key, value in record.items() if key not in used}
    if "text" not in rest and isinstance(inputs := record.get("inputs"), dict):
        rest["text"] = inputs.get("text", next(iter(inputs.values()), None))
    if has_words(rest):
        rest.pop("tokens")
    answer = record.get("annotation")
    if answer is not None:
        rest["labels"] = [answer] if isinstance(answer, str) else answer
        rest["_annotator_id"] = record.get("annotation_agent") or ""
        rest |= _answered(record.get("status"))
    every = record.get("prediction") or []
    proposed = [entry for entry in every if _is_span(entry)]
    source = record.get("prediction_agent")
    by = source if isinstance(source, str) else "argilla"
    return Shaped(rest, [(by, proposed)], asides=[(_PROPOSED, len(every) - len(proposed), False)])


def _answered(status: Any) -> Record:
    """What the state of an answer means: one kept as a draft, or edited and not validated, is still to be worked on."""
    if str(status).lower() in {"draft", "edited"}:
        return {"answer": "accept", "_status": "open"}
    return {"answer": "ignore" if str(status).lower() == "discarded" else "accept"}


def _is_span(entry: Any) -> bool:
    """Whether a prediction is about a span, not about the article."""
    return looks_like_spans([entry]) or (isinstance(entry, list) and len(entry) > 2)


def _argilla_2(record: Record, _: ReadOptions) -> Shaped:
    """Argilla 2: `fields`, `responses` and `suggestions` by question."""
    fields = record["fields"]
    texts = {key: value for key, value in fields.items() if isinstance(value, str)} if isinstance(fields, dict) else {}
    key = "text" if "text" in texts else max(texts, key=lambda one: len(texts[one]), default="")
    rest = {
        name: value for name, value in record.items() if name not in {"fields", "responses", "suggestions", "vectors"}
    }
    found = Shaped({**rest, **{name: value for name, value in texts.items() if name != key}, "text": texts.get(key)})
    for question, response in _answers(record.get("responses")):
        name = str(response.get("user_id") or "")
        layer = found.layers.setdefault(name, _answered(response.get("status")))
        _put(layer, question, response.get("value"))
    for _question, suggestion in _answers(record.get("suggestions")):
        value = suggestion.get("value")
        if isinstance(value, list) and looks_like_spans(value):
            found.proposed.append((str(suggestion.get("agent") or "argilla"), value))
        else:
            found.asides.append((_PROPOSED, 1, False))
    return found


def _argilla_table(record: Record, _: ReadOptions) -> Shaped:
    """Argilla 2 as a data set: columns of responses for each question, of who gave them, and of their states."""
    questions = [key.removesuffix(_RESPONSES) for key in record if key.endswith(_RESPONSES)]
    asked = {key for key in record for one in questions if key.startswith((f"{one}.responses", f"{one}.suggestion"))}
    found = Shaped({key: value for key, value in record.items() if key not in asked})
    for one in questions:
        values = record[one + _RESPONSES] or []
        users = record.get(f"{one}.responses.users") or [""] * len(values)
        states = record.get(f"{one}.responses.status") or [None] * len(values)
        for value, user, state in zip(values, users, states, strict=True):
            _put(found.layers.setdefault(str(user), _answered(state)), one, value)
        proposed = record.get(f"{one}.suggestion")
        if isinstance(proposed, list) and looks_like_spans(proposed):
            found.proposed.append((str(record.get(f"{one}.suggestion.agent") or "argilla"), proposed))
        elif proposed is not None:
            found.asides.append((_PROPOSED, 1, False))
    return found


def _answers(given: Any) -> Iterable[tuple[str, Mapping[str, Any]]]:
    """Each answer with its question, as the versions of Argilla nest them."""
    if isinstance(given, dict):
        for question, answers in given.items():
            yield from (
                (question, one)
                for one in (answers if isinstance(answers, list) else [answers])
                if isinstance(one, dict)
            )
    for one in given if isinstance(given, list) else ():
        values = one.get("values") if isinstance(one, dict) else None
        if isinstance(values, dict):
            yield from ((question, {**one, **value}) for question, value in values.items() if isinstance(value, dict))
        elif isinstance(one, dict):
            yield str(one.get("question_name") or one.get("question_id") or ""), one


def _put(layer: Record, question: str, value: Any) -> None:
    """Put the value of an answer into a layer: spans, labels of the article, or words on it."""
    match value:
        case None:
            pass
        case str() if question in {"comment", "comments", "text", "note"}:
            layer.setdefault("comments", []).append({"text": value})
        case str() if is_written(value):
            layer.setdefault("comments", []).append({"text": f"{question}: {value}"})
        case str():
            layer.setdefault("labels", []).append(value)
        case list() if value and all(isinstance(one, str) for one in value):
            layer.setdefault("labels", []).extend(value)
        case list():
            layer.setdefault("spans", []).extend(value)
        case _:
            layer.setdefault("comments", []).append({"text": f"{question}: {value}"})


SHAPES = (
    Shape("Argilla 2", has_all("fields"), _argilla_2),
    Shape("Argilla 2's data sets", lambda record: any(key.endswith(_RESPONSES) for key in record), _argilla_table),
    Shape("Argilla 1", has_any("annotation_agent", "prediction_agent", "prediction"), _argilla_1),
)

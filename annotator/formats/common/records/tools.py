"""Records of annotation tools and services that give spans by their places."""

from __future__ import annotations

from annotator.formats.base import ReadOptions
from annotator.formats.common.records.base import Record, Shape, Shaped, has_all, has_any, without
from annotator.formats.common.span_reader import number


def _dataturks(record: Record, _: ReadOptions) -> Shaped:
    """DataTurks: `points` with inclusive ends, several labels each."""
    spans = [
        {"start": point.get("start"), "end": (number(point.get("end")) or 0) + 1, "label": label}
        for one in record.get("annotation") or ()
        for point in one.get("points") or ()
        for label in (one["label"] if isinstance(one.get("label"), list) else [one.get("label")])
    ]
    rest = without(record, "annotation", "content")
    return Shaped({**rest, "text": record["content"], "spans": spans})


def _by_user(record: Record, _: ReadOptions) -> Shaped:
    """Doccano 1.0: annotations with the number of the user who made each, spans or labels of the whole."""
    found = Shaped({key: value for key, value in record.items() if key != "annotations"})
    for one in record["annotations"]:
        layer = found.layers.setdefault(f"user-{one['user']}", {"spans": [], "labels": []})
        whole = one.keys().isdisjoint({"start_offset", "start"})
        layer["labels" if whole else "spans"].append(one["label"] if whole else one)
    return found


def _has_users(record: Record) -> bool:
    given = record.get("annotations")
    return isinstance(given, list) and bool(given) and all(isinstance(one, dict) and "user" in one for one in given)


def _potato(record: Record, _: ReadOptions) -> Shaped:
    """Potato: `span_annotations`, and `label_annotations` by scheme."""
    used = {"span_annotations", "label_annotations", "instance_id", "user_id", "displayed_text"}
    rest = {key: value for key, value in record.items() if key not in used}
    if "instance_id" in record:
        rest.setdefault("id", record["instance_id"])
    given = record.get("label_annotations")
    cats = {
        label: True
        for scheme in (given.values() if isinstance(given, dict) else ())
        for label, on in scheme.items()
        if on
    }
    return Shaped({
        **rest,
        "text": record.get("displayed_text", record.get("text")),
        "spans": record.get("span_annotations") or [],
        **({"cats": cats} if cats else {}),
        "_annotator_id": record.get("user_id") or "",
    })  # fmt: skip


def _rasa(record: Record, _: ReadOptions) -> Shaped:
    """Rasa: entities with a `value`, and an intent, which is a label of the whole."""
    rest = {key: value for key, value in record.items() if key != "intent"}
    return Shaped({**rest, "cats": {record["intent"]: True}})


def _segments(record: Record, _: ReadOptions) -> Shaped:
    """Google's and Vertex' text entities."""
    if "textContent" in record:
        rest = without(record, "textContent", "textSegmentAnnotations")
        return Shaped({**rest, "text": record["textContent"], "spans": record["textSegmentAnnotations"] or []})
    spans = [
        {**(one.get("text_extraction") or {}).get("text_segment", {}), "label": one.get("display_name")}
        for one in record.get("annotations") or ()
    ]
    return Shaped({"text": record["text_snippet"].get("content"), "spans": spans})


def _spacy(record: Record, _: ReadOptions) -> Shaped:
    """SpaCy's `Doc.to_json`: entities under `ents`, groups of spans under `spans`."""
    groups = record.get("spans")
    groups = dict(groups) if isinstance(groups, dict) else {"spans": groups or []}
    wrong = groups.pop("incorrect_spans", [])
    every = [entry for entries in (record.get("ents") or [], *groups.values()) for entry in entries]
    rest = without(record, "ents", "sents")
    return Shaped({**rest, "spans": every, **({"rejected": wrong} if wrong else {})})


SHAPES = (
    Shape("DataTurks", has_all("content", "annotation"), _dataturks),
    Shape("doccano 1.0", _has_users, _by_user),
    Shape("Potato", has_any("span_annotations", "label_annotations"), _potato),
    Shape("Rasa", has_all("text", "intent"), _rasa),
    Shape("Google's AutoML", has_all("text_snippet"), _segments),
    Shape("Google's Vertex AI", has_all("textContent", "textSegmentAnnotations"), _segments),
    Shape("spaCy's Doc.to_json", lambda record: isinstance(record.get("ents"), list), _spacy),
)

"""Records of annotation tools and services that give spans by their places."""

from __future__ import annotations

import re
from typing import Any

from annotator.formats.base import ReadOptions
from annotator.formats.common.records.base import Record, Shape, Shaped, has_all, has_any, without
from annotator.formats.common.records.dialogue import TOLD, dialogue_in
from annotator.formats.common.records.span_entries import NUMBERED
from annotator.formats.common.span_reader import number

_ENTITIES = ("entities", "spans", "ents", "ner", "labels")
_TAG = re.compile(r"[BIESLU]-.+")


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


def _by_user(record: Record, options: ReadOptions) -> Shaped:
    """Annotations with who made each, as in doccano 1.0 by number: spans or labels of the whole."""
    key, who = _annotators_in(record)
    found = Shaped({name: value for name, value in record.items() if name != key})
    for one in record[key]:
        name = one[who] if isinstance(one[who], str) else f"{who}-{one[who]}"
        layer = found.layers.setdefault(name, {"spans": [], "labels": []})
        whole = one.keys().isdisjoint({"start_offset", "start"})
        label = one["label"]
        if whole and isinstance(label, int):
            found.says = [] if str(label) in options.renames else [NUMBERED]
            label = options.renames.get(str(label), str(label))
        layer["labels" if whole else "spans"].append(label if whole else one)
    return found


def has_annotators(record: Record) -> bool:
    """Whether each of the annotations of a record says who made it."""
    return _annotators_in(record) != ("", "")


def _annotators_in(record: Record) -> tuple[str, str]:
    """Under which key a record has annotations that all say who made them, and under which they say so."""
    for key in ("annotations", "spans", "entities", "label", "labels"):
        given = record.get(key)
        if isinstance(given, list) and given and isinstance(given[0], dict):
            for who in ("user", "annotator"):
                if who in given[0] and all(isinstance(one, dict) and one.get(who) not in (None, "") for one in given):
                    return key, who
    return "", ""


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


def _sagemaker(record: Record, _: ReadOptions) -> Shaped:
    """SageMaker Ground Truth: the answer of each job under its name, and what it says of it beside that."""
    rest = {key: value for key, value in record.items() if key != "source"}
    spans: list[Any] = []
    cats: dict[str, bool] = {}
    for name, said in _jobs(record).items():
        match rest.pop(name.removesuffix("-metadata"), None), said:
            case {"annotations": {"entities": [*entities]}}, _:
                spans += entities
            case _, {"class-map": dict(classes)}:
                cats |= {str(label): True for label in classes.values()}
            case _, {"class-name": str(label)}:
                cats[label] = True
            case answer, _:
                rest[name.removesuffix("-metadata")] = answer
    return Shaped({**rest, "text": record["source"], "spans": spans, **({"cats": cats} if cats else {})})


def _jobs(record: Record) -> dict[str, Any]:
    """What a record of SageMaker says of its jobs, by the name with its ending."""
    return {key: said for key, said in record.items() if key.endswith("-metadata") and isinstance(said, dict)}


def _is_sagemaker(record: Record) -> bool:
    return isinstance(record.get("source"), str) and "text" not in record and bool(_jobs(record))


def _lighttag(record: Record, _: ReadOptions) -> Shaped:
    """LightTag: each annotation with all who made it, and classes of the whole."""
    found = Shaped({**without(record, "content", "annotations", "classifications"), "text": record["content"]})
    for kind, key in (("spans", "annotations"), ("labels", "classifications")):
        for one in record.get(key) or ():
            entry = without(one, "annotated_by", "annotation_id", "tag_id")
            people: list[Record] = one.get("annotated_by") or [{}]
            for name in (str(who.get("annotator") or "") for who in people):
                layer = found.layers.setdefault(name, {"spans": [], "labels": []})
                layer[kind].append(entry if kind == "spans" else one["classname"])
    return found


def _ubiai(record: Record, _: ReadOptions) -> Shaped:
    """UBIAI: what it calls tokens are spans."""
    spans = [{**without(one, "entityLabel"), "label": one["entityLabel"]} for one in record["tokens"]]
    return Shaped({**without(record, "document", "tokens"), "text": record["document"], "spans": spans})


def _has_entity_labels(record: Record) -> bool:
    tokens = record.get("tokens")
    return isinstance(tokens, list) and any(isinstance(one, dict) and "entityLabel" in one for one in tokens)


def _cluener(record: Record, _: ReadOptions) -> Shaped:
    """CLUENER: places by label and quote, with inclusive ends."""
    spans = [
        {"start": start, "end": end + 1, "label": label, "text": quote}
        for label, quotes in record["label"].items()
        for quote, places in quotes.items()
        for start, end in places
    ]
    return Shaped({**without(record, "label"), "spans": spans})


def _has_places_by_quote(record: Record) -> bool:
    by_label = record.get("label")
    return isinstance(by_label, dict) and bool(by_label) and all(isinstance(one, dict) for one in by_label.values())


def _setfit(record: Record, _: ReadOptions) -> Shaped:
    """SetFit's data sets: the name of a label beside its number."""
    return Shaped({**without(record, "label", "label_text"), "label": record["label_text"]})


def _comprehend(record: Record, _: ReadOptions) -> Shaped:
    """Amazon Comprehend's entities, where somebody put their text beside them."""
    return Shaped({**without(record, "Text", "Entities"), "text": record["Text"], "spans": record["Entities"]})


def _dialogue(record: Record, _: ReadOptions) -> Shaped:
    """A dialogue: a turn a line; its turns stay beside that as they are."""
    found = dialogue_in(record)
    return Shaped({**record, "text": found[1].text if found else ""}, says=[TOLD])


def _zero_shot(record: Record, _: ReadOptions) -> Shaped:
    """A pipeline of zero-shot classification: labels of the article, and what each is worth in another list."""
    cats = dict(zip(record["labels"], record["scores"], strict=True))
    return Shaped({**without(record, "sequence", "labels", "scores"), "text": record["sequence"], "cats": cats})


def has_tagged_places(record: Record) -> bool:
    """Whether spans are tokens, or pieces of words, with their places and tags (`B-PER`)."""
    return bool(_tagged_key(record))


def _tagged_key(record: Record) -> str:
    """The key under which they stand; "" where there is none, or no tag goes on with another."""
    for key in _ENTITIES:
        entries = record.get(key)
        if isinstance(entries, list) and entries and all(isinstance(one, dict) for one in entries):
            tags = [str(one.get("entity", one.get("label"))) for one in entries]
            if all(tag == "O" or _TAG.fullmatch(tag) for tag in tags) and any(tag[0] in "IE" for tag in tags):
                return key
    return ""


def _pipeline(record: Record, _: ReadOptions) -> Shaped:
    """A pipeline of token classification: tokens join where a tag goes on with the one before."""
    key, spans = _tagged_key(record), list[dict[str, Any]]()
    for one in sorted(record[key], key=lambda entry: number(entry["start"]) or 0):
        tag = str(one.get("entity", one.get("label")))
        start, end, label, last = number(one["start"]), number(one["end"]), tag[2:], spans[-1] if spans else None
        if start is None or end is None:
            raise ValueError(one)
        goes_on = tag[0] in "IE" and last and last["label"] == label and not record["text"][last["end"] : start].strip()
        if last and goes_on:
            last["end"] = end
            last["scores"].append(one.get("score"))
        elif label:
            spans.append({"start": start, "end": end, "label": label, "scores": [one.get("score")]})
    for span in spans:
        scores = span.pop("scores")
        if all(isinstance(score, (int, float)) for score in scores):
            span["score"] = round(sum(scores) / len(scores), 6)
    return Shaped({**without(record, key), "spans": spans})


SHAPES = (
    Shape("DataTurks", has_all("content", "annotation"), _dataturks),
    Shape("doccano 1.0", lambda record: _annotators_in(record)[1] == "user", _by_user),
    Shape("a tool that names an annotator for each span", has_annotators, _by_user),
    Shape("Potato", has_any("span_annotations", "label_annotations"), _potato),
    Shape("Rasa", has_all("text", "intent"), _rasa),
    Shape("Google's AutoML", has_all("text_snippet"), _segments),
    Shape("Google's Vertex AI", has_all("textContent", "textSegmentAnnotations"), _segments),
    Shape("spaCy's Doc.to_json", lambda record: isinstance(record.get("ents"), list), _spacy),
    Shape("SageMaker Ground Truth", _is_sagemaker, _sagemaker),
    Shape("LightTag", has_all("content", "annotations", "example_id"), _lighttag),
    Shape("UBIAI", lambda record: "document" in record and _has_entity_labels(record), _ubiai),
    Shape("CLUENER", _has_places_by_quote, _cluener),
    Shape("SetFit", lambda record: isinstance(record.get("label_text"), str) and "label" in record, _setfit),
    Shape("Amazon Comprehend", has_all("Text", "Entities"), _comprehend),
    Shape("a tool for dialogues", lambda record: dialogue_in(record) is not None, _dialogue),
    Shape("a pipeline of zero-shot classification", has_all("sequence", "labels", "scores"), _zero_shot),
    Shape("a pipeline of token classification", has_tagged_places, _pipeline),
)

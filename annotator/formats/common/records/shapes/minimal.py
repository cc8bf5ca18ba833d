"""Label Studio's minimal JSON: one annotation a record, what each control says under the control's own name.

The data of a task come first, then its `id`, the controls, and who annotated it when. A control with one choice is a
text there, as a short field of the data is: where it stands tells it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from annotator.formats.base import ReadOptions
from annotator.formats.common.records.base import Record, Shape, Shaped, has_any
from annotator.formats.common.records.dialogue import TOLD, Dialogue, dialogue_in
from annotator.formats.common.records.taxonomy import TOLD as TOLD_OF_TAXONOMY
from annotator.formats.common.records.taxonomy import chosen_in

_ABOUT = ("annotator", "annotation_id", "lead_time")
_FACTS = {
    "id", "annotator", "annotation_id", "created_at", "updated_at", "lead_time", "agreement", "text", "title", "byline",
    "url", "source", "date", "language", "lang", "meta",
}  # fmt: skip
_CHOICES = {"choice", "choices", "sentiment"}
_LONGEST = 100
"""A choice is no longer than so many characters; what is longer was typed."""


def _take(record: Record, options: ReadOptions) -> Shaped:
    rest: Record = {}
    spans: list[Any] = []
    cats: list[str] = []
    found = Shaped(rest)
    fields, controls = _fields(record, options.text_key), {*_controls(record)}
    for key, value in record.items():
        if isinstance(value, list) and value and all(isinstance(one, dict) and "start" in one for one in value):
            spans += value
            continue
        is_control = key in _CHOICES or (key in controls and key in fields)
        ways = chosen_in(value[0] if isinstance(value, list) and len(value) == 1 else value)
        chosen = ways or (list(_chosen(value)) if is_control or isinstance(value, dict) else [])
        found.says += [TOLD_OF_TAXONOMY] if ways else []
        cats += chosen
        if not chosen:
            rest[key] = value
            unread = key in fields and bool(value) and (is_control or not controls)
            found.asides.append((f'values of "{key}"', int(unread), True))
        elif isinstance(value, str):
            found.says.append(f'What stands under "{key}" was taken for a choice, which is a label of the article.')
    if turns := dialogue_in(record):
        rest["text"] = turns[1].text
        spans = [_of_turns(one, turns[1]) if "paragraphlabels" in one else one for one in spans]
        found.says.append(TOLD)
    who = rest.pop("annotator", None)
    at = rest.get("updated_at") or rest.get("created_at")
    unlabelled = [one for one in spans if not (one.get("labels") or one.get("hypertextlabels"))]
    found.asides.append(("regions without a label", len(unlabelled), True))
    rest |= {"regions_without_label": unlabelled} if unlabelled else {}
    spans = [one for one in spans if one not in unlabelled]
    if spans or cats or unlabelled or not any(count for _, count, _ in found.asides):
        rest |= {"spans": spans, "labels": cats, "_annotator_id": _name(who), "_at": at}
    else:
        found.asides.append(("annotations without spans or labels, which make no layer", 1, False))
    return found


def _of_turns(region: Record, turns: Dialogue) -> Record:
    """A region of a dialogue with its place in the text."""
    start, end = turns.place(region)
    return {"start": start, "end": end, "labels": region["paragraphlabels"], "text": turns.quote(region)}


def _fields(record: Record, text_key: str) -> list[str]:
    """The keys that are neither known of every task nor that of the text."""
    texts = {key: value for key, value in record.items() if isinstance(value, str) and key not in _FACTS}
    text = text_key or ("text" if "text" in record else max(texts, key=lambda key: len(texts[key]), default=""))
    return [key for key in record if key not in _FACTS and key != text]


def _controls(record: Record) -> list[str]:
    """What stands where controls do: behind the task's `id`, before who annotated it."""
    keys = list(record)
    first = keys.index("id") + 1 if "id" in keys else len(keys)
    return keys[first : min(keys.index(key) for key in _ABOUT if key in record)]


def _chosen(value: Any) -> Iterator[str]:
    """The choices that a control says: one is a text."""
    match value:
        case str() if value.strip() and len(value) <= _LONGEST and "\n" not in value:
            yield value
        case {"choices": list(choices)}:
            yield from choices


def _name(who: Any) -> str:
    if isinstance(who, str) and not who.isdecimal():
        return who
    return f"user-{who}" if who is not None else ""


SHAPES = (Shape("Label Studio's minimal export", has_any(*_ABOUT), _take),)

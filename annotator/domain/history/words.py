"""Changes of a scheme in words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from annotator.domain.history.events import SchemeChange
from annotator.plural import counted


def told(change: SchemeChange) -> str:  # noqa: C901 - one case a kind
    """A change in a sentence."""
    label, before, after = change.label, change.before, change.after
    match change.kind:
        case "began":
            return f"The scheme began with {counted(len(after.get('label', ())), 'label')}."
        case "added":
            return f"{label} is new."
        case "dropped":
            return f"{label} is there no more; nothing had it."
        case "renamed":
            return f"{label} became {after['name']}."
        case "merged":
            return f"{label} was merged into {after['name']}."
        case "parted":
            return f"{label} is a label of its own again; it was a part of {before['name']}."
        case "split":
            into = ", ".join(after["into"])
            return f"{label} is split into {into}." if into else f"{label} is split no more."
        case "moved":
            return f"{label} stands {f'before {name}' if (name := after['before']) else 'last'}."
        case "known":
            new = [name for name in after["names"] if name not in before["names"]]
            return f"{label} is meant by {', '.join(new)}, too." if new else ""
        case "changed":
            return " ".join(_fields(label, before, after))
        case "rules":
            return " ".join(_rules(before, after))


def _fields(label: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    for name, now in after.items():
        if name == "archived":
            yield f"{label} {'is put away' if now else 'is back'}."
        elif name not in ("former", "switched"):
            yield f"{name} of {label}: {_listed(now)}; it was {_listed(before.get(name))}."


def _rules(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    for name, now in after.items():
        if isinstance(now, Mapping):
            was = before.get(name) or {}
            called = _called(was, now)
            yield from (f"{name}: {one} became {other}." for one, other in called.items())
            told = {key for one, other in called.items() for key in (one, *([] if was.get(other) else [other]))}
            rows = (_row(f"{name}: {key}", was.get(key), one) for key, one in now.items() if key not in told)
            yield from filter(None, rows)
        else:
            yield f"{name} is {_plain(now)}; it was {_plain(before.get(name))}."


def _called(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, str]:
    """The rows of a table that are called otherwise, or are a part of another one, by the name that they had."""
    rows = {name: row for name, row in after.items() if isinstance(row, Mapping)}
    found = {was: name for name, row in rows.items() for was in row.get("former", ())}
    return {was: name for was, name in found.items() if before.get(was) and was not in rows}


def _row(name: str, before: Any, now: Any) -> str:
    """What became of a value in a table; of a row of several fields, which of them."""
    if isinstance(before, Mapping) and isinstance(now, Mapping):
        fields = dict.fromkeys((*before, *now))
        changed = [field for field in fields if field != "former" and before.get(field) != now.get(field)]
        said = (f"{field} is {_plain(now.get(field))}, it was {_plain(before.get(field))}" for field in changed)
        return f"{name}: {'; '.join(said)}." if changed else ""
    if isinstance(before, Mapping):
        return f"{name} is there no more."
    if isinstance(now, Mapping):
        return f"{name} is new."
    return f"{name} is {_plain(now)}; it was {_plain(before)}."


def _listed(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "empty"
    return f"“{value}”" if value else "empty"


def _plain(value: Any) -> str:
    return "not there" if value is None else json.dumps(value, ensure_ascii=False)

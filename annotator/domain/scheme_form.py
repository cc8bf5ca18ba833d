"""A scheme as plain values (what JSON and TOML hold), and back.

The form: `overlap`, `trim_borders`, `auto_accept`, `accept_at`, `closed` and `blind` (where it is), `suffixes` (a
table), `label` (a list of tables with `name key colour kind description from archived`, `examples`, `include`,
`exclude` and `notes` where it has some, `former` and `switched` where it was changed since), `group` (a list of tables
with `name choice labels`), `aliases` (former name -> present name), and what `claims.scheme_form` says of claims.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from annotator.domain.claims.scheme_form import CLAIM_TABLES, ENTITIES, claims_form, claims_of
from annotator.domain.default_scheme import SUFFIXES
from annotator.domain.scheme import COLOURS, Group, Label, Scheme, free_key, is_colour
from annotator.errors import SchemeError

RULES = ("overlap", "trim_borders", "auto_accept", "accept_at", "closed", "blind")
"""The rules of a scheme, by the names of its fields."""

TEXTS = ("include", "exclude", "notes")
"""What the guideline of a label says beside its definition and examples."""

_WHERE_SO = ("closed", "blind")
_KNOWN = {*RULES, "suffixes", "label", "group", "aliases", *CLAIM_TABLES, ENTITIES}
_LABEL = {
    "name": str, "key": str, "colour": str, "kind": str, "description": str, "from": list, "archived": bool,
    "former": list, "switched": int, "examples": list, "include": str, "exclude": str, "notes": str,
}  # fmt: skip


def to_form(scheme: Scheme) -> dict[str, Any]:
    """The scheme as plain values; `from_form` makes the same scheme of it."""
    form: dict[str, Any] = {name: getattr(scheme, name) for name in RULES}
    form = {name: value for name, value in form.items() if value or name not in _WHERE_SO}
    form["suffixes"] = dict(scheme.suffixes)
    form["aliases"] = dict(scheme.aliases)
    form["label"] = [label_form(label) for label in scheme.labels]
    form["group"] = [
        {"name": group.name, "choice": group.choice, "labels": list(group.labels)} for group in scheme.groups
    ]
    return form | claims_form(scheme.claims)


def label_form(label: Label) -> dict[str, Any]:
    """A label as plain values; `label_of` makes the same label of it."""
    return {
        "name": label.name,
        "key": label.key,
        "colour": label.colour,
        "kind": label.kind,
        "description": label.description,
        "from": list(label.from_),
        "archived": label.archived,
        **({"examples": list(label.examples)} if label.examples else {}),
        **{name: text for name in TEXTS if (text := getattr(label, name))},
        **({"former": list(label.former)} if label.former else {}),
        **({"switched": label.switched} if label.switched else {}),
    }


def whole_form(label: Label) -> dict[str, Any]:
    """A label as plain values, those that are empty, too."""
    return {"examples": [], **dict.fromkeys(TEXTS, ""), "former": [], "switched": 0} | label_form(label)


def label_of(row: Mapping[str, Any]) -> Label:
    """The label that plain values describe. Raises `SchemeError` naming what makes no sense."""
    return _labels([row])[0]


def from_form(form: Mapping[str, Any]) -> Scheme:
    """The scheme that plain values describe. Raises `SchemeError` naming what makes no sense.

    A label without `key` gets a free one, without `colour` the next one; without `suffixes` the
    usual ones stand, as far as the scheme has a label for them.
    """
    for name in form:
        if name not in _KNOWN:
            raise SchemeError(f"A scheme has no {name!r}. It has: {', '.join(sorted(_KNOWN))}.")
    labels = _labels(form.get("label", []))
    groups = tuple(
        Group(str(group.get("name", "")), group.get("choice", "many"), tuple(group.get("labels", ())))
        for group in _tables(form, "group")
    )
    settings = {name: form[name] for name in RULES if name in form}
    for name in ("trim_borders", *_WHERE_SO):
        if not isinstance(settings.get(name, True), bool):
            raise SchemeError(f"{name} is true or false.")
    if not isinstance(settings.get("accept_at", 1.0), int | float):
        raise SchemeError("accept_at is a score from 0 to 1.")
    claims = claims_of(form)
    bare = Scheme(labels, groups=groups, aliases=dict(form.get("aliases", {})), claims=claims, **settings)
    suffixes = form.get("suffixes")
    if suffixes is None:
        suffixes = {word: label for word, meant in SUFFIXES.items() if (label := bare.meaning(meant))}
    if not isinstance(suffixes, Mapping):
        raise SchemeError("suffixes is a table: a word = a label.")
    return replace(bare, suffixes=dict(suffixes))


def _labels(rows: Any) -> tuple[Label, ...]:
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise SchemeError("The labels of a scheme are tables: [[label]].")
    taken: set[Any] = {row.get("key", "") for row in rows}
    labels: list[Label] = []
    for number, row in enumerate(rows):
        for field, value in row.items():
            if field not in _LABEL:
                raise SchemeError(f"A label has no {field!r}. It has: {', '.join(_LABEL)}.")
            if not isinstance(value, _LABEL[field]):
                raise SchemeError(f"{field} of label {row.get('name', number + 1)!r} makes no sense: {value!r}.")
        name, sort = row.get("name", ""), row.get("kind", "span")
        key = row.get("key")
        if key is None:
            key = free_key(name, taken) if sort == "span" else ""
            taken.add(key)
        colour = row.get("colour") or COLOURS[number % len(COLOURS)]
        if not is_colour(colour):
            raise SchemeError(f"The colour of {name!r} is one of {', '.join(COLOURS)}, or #rrggbb, not {colour!r}.")
        foreign, former, examples = (tuple(map(str, row.get(field, ()))) for field in ("from", "former", "examples"))
        about = (row.get("description", ""), sort, foreign, row.get("archived", False), former, row.get("switched", 0))
        texts = (row.get(field, "") for field in TEXTS)
        labels.append(Label(name, key, colour, *about, examples, *texts))
    return tuple(labels)


def _tables(form: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    rows = form.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise SchemeError(f"{name} is a list of tables: [[{name}]].")
    return rows

"""What may be claimed, as plain values (what JSON and TOML hold), and back.

The form: `relation` (tables with `name key head tail directed between implies description from inverse former`),
`attribute` (tables with `name of on values type default required description from former`), `entities` (a table with
`labels accept singletons`) and `base` (tables with `name labels url`); what is as it is without being said is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from annotator.domain.claims.renaming import with_present_names, with_row
from annotator.domain.claims.scheme import CLAIM_KEYS, AttributeType, Base, ClaimScheme, EntityRules, RelationType
from annotator.errors import SchemeError

CLAIM_TABLES = ("relation", "attribute", "base")
"""The tables of which there may be many, by name."""
ENTITIES = "entities"
_WORDS = {"from_": "from", "kind": "type"}
"""Fields whose word in the form is another one."""
_LISTS = {"head", "tail", "implies", "from", "on", "values", "labels", "former"}


def claims_form(claims: ClaimScheme) -> dict[str, Any]:
    """What may be claimed as plain values; `claims_of` makes the same of it. Empty where nothing may be claimed."""
    named = tables_of(claims)
    form: dict[str, Any] = {table: list(rows.values()) for table, rows in named.items() if rows}
    return form | ({ENTITIES: entities} if (entities := entities_form(claims)) is not None else {})


def tables_of(claims: ClaimScheme) -> dict[str, dict[str, dict[str, Any]]]:
    """The rows of each table by name."""
    return {
        "relation": {one.name: _row(one) for one in claims.relations},
        "attribute": {one.name: _row(one) for one in claims.attributes},
        "base": {one.name: _row(one) for one in claims.bases},
    }


def entities_form(claims: ClaimScheme) -> dict[str, Any] | None:
    """The rules of entities as plain values, None where there are none."""
    return None if claims.entities is None else _row(claims.entities)


def claims_of(form: Mapping[str, Any]) -> ClaimScheme:
    """What plain values say may be claimed. Raises `SchemeError` naming what makes no sense.

    A relation without `key` gets a free one, if there is one.
    """
    if form.keys().isdisjoint((*CLAIM_TABLES, ENTITIES)):
        return ClaimScheme()
    rows = _tables(form, "relation")
    taken = {row.get("key", "") for row in rows}
    relations = []
    for row in rows:
        key = row.get("key")
        if key is None:
            key = _free_key(str(row.get("name", "")), taken)
            taken.add(key)
        relations.append(relation_of({**row, "key": key}))
    entities = form.get(ENTITIES)
    return ClaimScheme(
        tuple(relations),
        tuple(attribute_of(row) for row in _tables(form, "attribute")),
        None if entities is None else entities_of(entities),
        tuple(base_of(row) for row in _tables(form, "base")),
    )


def relation_of(row: Mapping[str, Any]) -> RelationType:
    """The relation of a table. Raises `SchemeError` naming what makes no sense."""
    return RelationType(**_values(RelationType, row, "relation"))


def attribute_of(row: Mapping[str, Any]) -> AttributeType:
    """The attribute of a table: a choice where it has values, else yes or no, where it says nothing else."""
    values = _values(AttributeType, row, "attribute")
    values.setdefault("kind", "choice" if values.get("values") else "flag")
    default = values.get("default", "")
    if isinstance(default, int | float) and not isinstance(default, bool):
        values["default"] = str(default)
    return AttributeType(**values)


def base_of(row: Mapping[str, Any]) -> Base:
    """The base of a table. Raises `SchemeError` naming what makes no sense."""
    return Base(**_values(Base, row, "base"))


def entities_of(row: Any) -> EntityRules:
    """The rules of entities of a table. Raises `SchemeError` naming what makes no sense."""
    if not isinstance(row, Mapping):
        raise SchemeError("entities is a table: [entities].")
    return EntityRules(**_values(EntityRules, row, ENTITIES))


def with_tables(claims: ClaimScheme, change: Mapping[str, Any], before: Mapping[str, Any] | None = None) -> ClaimScheme:
    """What may be claimed, with rows of `CLAIM_TABLES` changed by name, and `entities`; None takes one out.

    What they were `before` is what they are here, where nothing else is said.
    """
    form: dict[str, dict[str, Mapping[str, Any]]] = {table: {**rows} for table, rows in tables_of(claims).items()}
    for table in CLAIM_TABLES:
        rows, changed = form[table], change.get(table, {})
        said = rows if before is None else before.get(table, {})
        was = {name: said.get(name) for name in changed}
        gone = {name: was[name] or {} for name, row in changed.items() if row is None}
        for name, row in sorted(changed.items(), key=lambda one: was[one[0]] is None):  # names that are free first
            if row is not None and table == "base":
                rows = {**rows, name: {**row, "name": name}}
            elif row is not None:
                rows = with_row(rows, name, was[name], row, gone)
        form[table] = {name: row for name, row in rows.items() if name not in changed or changed[name] is not None}
    rules = change.get(ENTITIES) if ENTITIES in change else entities_form(claims)
    made = claims_of({table: list(rows.values()) for table, rows in form.items()})
    return replace(_sound(made), entities=None if rules is None else entities_of(rules))


def _sound(claims: ClaimScheme) -> ClaimScheme:
    """What may be claimed without what lacks something that is there no more, or claims a hot key a second time."""
    claims = with_present_names(claims)
    there, taken = {one.name for one in claims.relations}, set[str]()
    relations = []
    for one in claims.relations:
        key = one.key if one.key not in taken else ""
        taken.add(key)
        implies, inverse = (name for name in one.implies if name in there), one.inverse if one.inverse in there else ""
        relations.append(replace(one, key=key, implies=tuple(implies), inverse=inverse))
    attributes = (
        replace(one, on=tuple(name for name in one.on if name in there)) if one.of == "relation" else one
        for one in claims.attributes
    )
    return replace(claims, relations=tuple(relations), attributes=tuple(attributes))


def _row(one: RelationType | AttributeType | EntityRules | Base) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for field in fields(one):
        value = getattr(one, field.name)
        if isinstance(value, Mapping):
            value = {name: list(kinds) for name, kinds in value.items()}
        elif isinstance(value, tuple):
            value = list(value)
        if field.name in ("name", "key") or value not in (field.default, [], {}):
            row[_WORDS.get(field.name, field.name)] = value
    return row


def _values(kind: type[Any], row: Mapping[str, Any], what: str) -> dict[str, Any]:
    known = {_WORDS.get(field.name, field.name): field for field in fields(kind)}
    values: dict[str, Any] = {}
    for word, value in row.items():
        if word not in known:
            raise SchemeError(f"{what} has no {word!r}. It has: {', '.join(known)}.")
        values[known[word].name] = _read(word, value, f"{word} of {what} {row.get('name', '')!r}", known[word].default)
    if "name" in known:
        values.setdefault("name", "")
    return values


def _read(word: str, value: Any, what: str, default: Any) -> Any:
    if word == "labels" and isinstance(value, Mapping):
        return {str(name): _names(kinds, what) for name, kinds in value.items()}
    if word in _LISTS:
        return _names(value, what)
    fits = isinstance(value, str | bool | int | float) if word == "default" else isinstance(value, _sort(default))
    if not fits:
        raise SchemeError(f"{what} makes no sense: {value!r}.")
    return value


def _sort(default: Any) -> type[Any]:
    return bool if isinstance(default, bool) else str


def _names(value: Any, what: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise SchemeError(f"{what} is a list of names.")
    return tuple(value)


def _tables(form: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    rows = form.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise SchemeError(f"{name} is a list of tables: [[{name}]].")
    return rows


def _free_key(name: str, taken: set[str]) -> str:
    wished = (letter for letter in (*name.upper(), *CLAIM_KEYS) if letter in CLAIM_KEYS)
    return next((key for key in wished if key not in taken), "")

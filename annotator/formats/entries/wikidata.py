"""Entities of Wikidata as JSON: the lines of a dump, what its API answers, or what wikibase-sdk makes of them.

Name, description and other names are taken in the languages that are asked for, the first one that has any; the number
of pages about it in all wikis (sitelinks) is the prior, and what it is an instance of (P31) its kinds, by their ids.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from annotator.domain.linking.said import Said
from annotator.errors import InputError
from annotator.formats.entries.fields import Aside, said

FALLBACK = ("mul", "en")
"""The languages that are looked at behind those asked for: `mul` is Wikidata's own for all of them."""
_ID = re.compile(r"[QPLM]\d+")
_INSTANCE_OF = "P31"


def is_entity(value: Mapping[str, Any]) -> bool:
    """Whether a JSON object is an entity of Wikidata."""
    return isinstance(value.get("id"), str) and bool(_ID.fullmatch(value["id"])) and "labels" in value


def entity(value: Mapping[str, Any], languages: Sequence[str], aside: Aside) -> Said | None:
    """What an entity says, None where it is a property or has no name in any language. Raises `InputError`."""
    if value.get("type", "item") != "item" or not value["id"].startswith("Q"):
        aside.add("property or lexeme", "properties and lexemes")
        return None
    labels = _by_language(value.get("labels"))
    order = [*dict.fromkeys([*languages, *FALLBACK])]
    spoken = next((code for code in order if code in labels), next(iter(labels), ""))
    if not spoken:
        aside.add("item without a name in any language", "items without a name in any language")
        return None
    if spoken not in (*languages, "mul"):
        why = f"in another language than {' or '.join(languages)}, where there is none"
        aside.add(f"name taken {why}", f"names taken {why}")
    about, others = _by_language(value.get("descriptions")), _by_language(value.get("aliases"))
    codes = dict.fromkeys([*languages, "mul", spoken])
    aliases = [name for code in codes for name in (*labels.get(code, ()), *others.get(code, ()))]
    name = labels[spoken][0]
    links = value.get("sitelinks")
    found = {
        "key": value["id"],
        "name": name,
        "about": next((about[code][0] for code in [*order, spoken] if code in about), ""),
        "kind": list(_kinds(value.get("claims"))),
        "prior": len(links) if isinstance(links, Mapping | list) else None,
        "aliases": [one for one in aliases if one != name],
    }
    return said(found, aside)


def _by_language(value: Any) -> dict[str, list[str]]:
    """Texts by language, of labels, descriptions or aliases; one that is empty may be an empty list."""
    if not value:
        return {}
    if not isinstance(value, Mapping):
        raise InputError("Its labels, descriptions or aliases are not by language.")
    found: dict[str, list[str]] = {}
    for code, given in value.items():
        for one in given if isinstance(given, list) else [given]:
            text = one.get("value") if isinstance(one, Mapping) else one
            if not isinstance(text, str):
                raise InputError(f"A label, description or alias in {code[:20]!r} is no text.")
            if text.strip():
                found.setdefault(code, []).append(text)
    return found


def _kinds(claims: Any) -> Iterator[str]:
    """The ids of what it is an instance of, but for what is known to be wrong."""
    stated = claims.get(_INSTANCE_OF) if isinstance(claims, Mapping) else None
    for one in stated if isinstance(stated, list) else []:
        if isinstance(one, str):
            yield one
        elif isinstance(one, Mapping) and one.get("rank") != "deprecated":
            value: Any = one
            for name in ("mainsnak", "datavalue", "value", "id"):
                value = value.get(name) if isinstance(value, Mapping) else None
            if isinstance(value, str):
                yield value

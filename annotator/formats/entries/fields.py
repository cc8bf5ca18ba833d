"""What the fields of an entry are called in files, and what their values may be."""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from annotator.domain.linking.entry import Alias
from annotator.domain.linking.said import Said
from annotator.domain.sanitise import visible
from annotator.errors import InputError
from annotator.formats.common.text.decoding import surrogate

LONGEST_KEY = LONGEST_NAME = 500
"""Characters of a key, of a name and of all kinds at most; a name of more is no name that a text has."""
LONGEST_ABOUT = 2_000
"""Characters of a description that are kept."""
MOST_ALIASES = 1_000
MOST_NAMES = 50
"""So many names that are no fields are told apart; all others are counted together."""
_CALLED = {
    "key": ("id", "key", "identifier", "qid", "entity_id", "concept_id", "uri", "item", "entity"),
    "name": ("name", "title", "preferred_label", "preferred_name", "item_label", "canonical_name"),
    "about": ("about", "description", "desc", "definition", "summary", "item_description"),
    "kind": ("kind", "type", "category", "class", "entity_type", "types", "kinds"),
    "prior": ("prior", "popularity", "sitelinks", "freq", "frequency", "count", "weight"),
    "aliases": ("aliases", "alias", "alt_labels", "alt_label", "synonyms", "synonym", "also_known_as", "itemaltlabel"),
}  # fmt: skip
_LABEL = "label"
_ADDRESS = re.compile(r"https?://www\.wikidata\.org/(?:entity|wiki)/([QPL]\d+)")
_CONTROL = {"Cc", "Cs", "Zl", "Zp"}


class Aside:
    """What was not taken of entries that were, counted by what it is."""

    def __init__(self) -> None:
        self._counts = Counter[tuple[str, str]]()

    def add(self, one: str, many: str, number: int = 1) -> None:
        """Count something, by what one of it and several of it are called."""
        self._counts[one, many] += number

    def add_values(self, name: str, number: int = 1) -> None:
        """Count values of what files call so, which is no field of an entry."""
        called = repr(name[:40])
        if len(self._counts) >= MOST_NAMES and (f"value of {called}", f"values of {called}") not in self._counts:
            called = "another name"
        self.add(f"value of {called}", f"values of {called}", number)

    def __iter__(self) -> Iterator[tuple[str, int]]:
        """Each by what it is called, with its number, in order."""
        for (one, many), number in sorted(self._counts.items()):
            if number:
                yield (one if number == 1 else many), number


def fields_of(names: Iterable[str]) -> dict[str, str]:
    """Which field each of these names is, of those that are known.

    `label` is the name where nothing else is, else the kind.
    """
    known = {re.sub(r"[\s_.-]", "", name.casefold()): name for name in reversed(list(names))}
    found: dict[str, str] = {}
    for field, called in _CALLED.items():
        name = next((known[one] for each in called if (one := each.replace("_", "")) in known), None)
        if name is not None:
            found[name] = field
    for field in ("name", "kind"):
        if _LABEL in known and known[_LABEL] not in found and field not in found.values():
            found[known[_LABEL]] = field
    return found


def said(values: Mapping[str, Any], aside: Aside) -> Said:
    """What is said of an entry by values of its fields. Raises `InputError` where one cannot be what it should."""
    aliases = values.get("aliases")
    return Said(
        key=_key(values.get("key")),
        name=_name(values.get("name")),
        about=_about(values.get("about"), aside),
        kind=_kind(values.get("kind")),
        prior=_prior(values.get("prior")),
        aliases=None if aliases is None else _aliases(aliases, aside),
    )


def _key(value: Any) -> str:
    key = (_text(value, "id") or "").strip()
    key = found[1] if (found := _ADDRESS.fullmatch(key)) else key
    if not key:
        raise InputError("It has no id.")
    if len(key) > LONGEST_KEY or any(unicodedata.category(sign) in _CONTROL for sign in key):
        raise InputError(f"{visible(key[:40])!r} is no id: one has at most {LONGEST_KEY} characters, on one line.")
    return key


def _name(value: Any) -> str | None:
    name = _text(value, "name")
    if name and len(name) > LONGEST_NAME:
        raise InputError(f"The name has {len(name):,} characters; {LONGEST_NAME} is the most that is taken.")
    return name if name is None else name.strip()


def _about(value: Any, aside: Aside) -> str | None:
    about = _text(value, "description")
    if about and len(about) > LONGEST_ABOUT:
        end = f"at {LONGEST_ABOUT:,} characters"
        aside.add(f"description cut {end}", f"descriptions cut {end}")
        about = about[:LONGEST_ABOUT]
    return about if about is None else about.strip()


def _kind(value: Any) -> str | None:
    if isinstance(value, list):
        value = ", ".join(one for part in value if (one := (_text(part, "kind") or "").strip()))
    kind = _text(value, "kind")
    if kind and len(kind) > LONGEST_NAME:
        raise InputError(f"The kind has {len(kind):,} characters; {LONGEST_NAME} is the most that is taken.")
    return kind if kind is None else kind.strip()


def _prior(value: Any) -> float | None:
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    try:
        prior = float(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else -1.0
    except (ValueError, OverflowError):
        prior = -1.0
    if not (math.isfinite(prior) and prior >= 0):
        raise InputError(f"The prior {visible(str(value)[:40])!r} is no number from 0 up.")
    return prior


def _aliases(value: Any, aside: Aside) -> tuple[Alias, ...]:
    """Other names: a list, or a text in which `|`, or else `;`, stands between them."""
    if isinstance(value, str):
        value = _listed(value)
    if not isinstance(value, list):
        raise InputError("The aliases are neither a list nor a text.")
    names = dict.fromkeys(name for one in value if (name := (_text(one, "alias") or "").strip()))
    fit = [name for name in names if len(name) <= LONGEST_NAME]
    for why, number in (
        (f"of more than {LONGEST_NAME} characters", len(names) - len(fit)),
        (f"beyond {MOST_ALIASES:,} of an entry", max(0, len(fit) - MOST_ALIASES)),
    ):
        aside.add(f"alias {why}", f"aliases {why}", number)
    return tuple(map(Alias, fit[:MOST_ALIASES]))


def _listed(text: str) -> list[Any]:
    if text.lstrip().startswith("["):
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, list):
            return found
    return text.split("|" if "|" in text else ";")


def _text(value: Any, what: str) -> str | None:
    """A value that is a text, or a number that stands for one."""
    if value is None:
        return None
    if isinstance(value, str):
        if surrogate(value) is not None:
            raise InputError(f"The {what} has half of a UTF-16 surrogate pair.")
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise InputError(f"The {what} is no text.")

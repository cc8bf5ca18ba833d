"""The names of places in a language: the territories, parts of the world and cities of CLDR, and what faker lists.

A label is GPE, LOC for what has no government, ORG for a union of states. A language is called by its code in ISO 639.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from annotator.suggest.gazetteers.faker_lists import listed, providers

_NO_PLACE = ("001", "EZ", "QO", "XA", "XB", "ZZ")
"""The world, the euro area, what is left over, and codes for none."""
_UNIONS = ("EU", "UN")
_ACRONYMS = {"USA": "GPE", "EU": "ORG"}
"""Those that every language with Latin letters has, and CLDR in its long form alone."""
_TOWNS = (
    "cantons", "cities", "city_names", "countries", "distritos", "estados", "metropolitan_areas", "metropolitan_cities",
    "prefectures", "provinces", "region_names", "regions", "state_names", "states", "wilayas",
)  # fmt: skip
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_BRACKETED = re.compile(r"\s*[(（]([^)）]*)[)）]")
_SHORTEST = 2
_WORDS = frozenset({"अन्तर्गत"})
"""What is listed by mistake (it means “below”)."""


def countries(language: str) -> dict[str, str]:
    """The label of each territory and part of the world as a language calls it; empty where none is listed."""
    found = {
        form: _label(code)
        for locale in _locales(language)
        for code, name in locale.territories.items()
        for form in _forms(name)
    }
    if any(map(_LATIN.match, found)):
        found |= _ACRONYMS
    return {name: label for name, label in found.items() if label and len(name) >= _SHORTEST}


def cities(language: str) -> set[str]:
    """The cities, and what else of its own country is listed for a language."""
    found = {*_towns(language), *(city for locale in _locales(language) for city in _cities(locale))}
    return {name for name in found if len(name) >= _SHORTEST} - _WORDS


def are_listed(language: str) -> bool:
    """Whether CLDR has names in a language; the library is not loaded for that."""
    package = find_spec("babel")
    folders = (package.submodule_search_locations or ()) if package else ()
    return language.isalpha() and any(Path(folder, "locale-data", f"{language}.dat").is_file() for folder in folders)


def _label(code: str) -> str:
    if code in _NO_PLACE:
        return ""
    return "ORG" if code in _UNIONS else "LOC" if code.isdigit() or code == "AQ" else "GPE"


def _forms(name: str) -> Iterator[str]:
    """A name as sentences have it: without what stands in brackets, and that by itself."""
    name = name.replace("\u00ad", "")
    yield _BRACKETED.sub("", name)
    if other := _BRACKETED.search(name):
        yield other[1]


def _cities(locale: Any) -> Iterator[str]:
    """The cities that time zones are called by, as the language writes them; in Latin letters also as English does."""
    from babel.core import get_global  # noqa: PLC0415 - for the model's process alone

    own = {zone: data["city"] for zone, data in locale.time_zones.items() if data.get("city")}
    everywhere = get_global("zone_territories") if any(map(_LATIN.match, own.values())) else ()
    for zone in {*own, *everywhere}:
        area, *city = zone.split("/")
        if len(city) == 1 and area not in ("Antarctica", "Etc"):
            yield from _forms(own.get(zone, city[0].replace("_", " ")))


def _towns(language: str) -> Iterator[str]:
    for provider in providers("address", language):
        for kind in _TOWNS:
            for one in listed(provider, kind):
                yield from _forms(one if isinstance(one, str) else one[-1])


def _locales(language: str) -> Iterable[Any]:
    """What CLDR has of a language, in each of its scripts; nothing where it does not know it."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - likewise

    names = {"no": ("nb",), "sr": ("sr_Cyrl", "sr_Latn"), "zh": ("zh_Hans", "zh_Hant")}.get(language, (language,))
    for name in names:
        try:
            yield Locale.parse(name)
        except (UnknownLocaleError, ValueError):
            continue

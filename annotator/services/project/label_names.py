"""Names of labels that people take for the same one: what differs in case, accents or separators alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import combining, normalize

from annotator.domain.folded import fold

_BETWEEN = re.compile(r"[\s_\-./:]+")


def bare(name: str) -> str:
    """A name without case, accents and separators: `Œuvre_d’Art` and `œuvre d’art` are one."""
    letters = normalize("NFKD", fold(name).casefold())
    return _BETWEEN.sub("", "".join(one for one in letters if not combining(one))) or name


def taken_for(name: str, names: Iterable[str]) -> list[str]:
    """The other names that people would take for this one, in their order."""
    wanted = bare(name)
    return [one for one in names if one != name and bare(one) == wanted]

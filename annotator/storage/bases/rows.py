"""Other names of an entry as they are stored: a JSON list, of names and of pairs of a name and its prior."""

from __future__ import annotations

import json
from collections.abc import Iterable

from annotator.domain.linking.entry import Alias


def stored(aliases: Iterable[Alias]) -> str:
    """Other names as they are stored."""
    return json.dumps([[*one] if one.prior is not None else one.name for one in aliases], ensure_ascii=False)


def aliases_in(text: str) -> tuple[Alias, ...]:
    """Other names from what is stored. Raises `ValueError`, `TypeError` or `LookupError` where it is something else."""
    found = json.loads(text)
    if not isinstance(found, list):
        raise TypeError("other names are no list")
    return tuple(Alias(one) if isinstance(one, str) else Alias(str(one[0]), float(one[1])) for one in found)

"""Which key draws which relation at a span: the scheme's own, and for a relation without one a key that is free there.

A scheme of news has more relations than there are keys, but a span of one label can begin few of them. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence

from annotator.domain.claims.scheme import CLAIM_KEYS, RelationType


def lent_keys(every: Sequence[RelationType], here: Sequence[RelationType]) -> dict[str, str]:
    """The keys of the relations that a span can begin, by name: the same for all spans of a label.

    A relation without a key of its own has a letter of its name, if that is nobody's key, then any such, then the key
    of a relation that does not fit the span.
    """
    found = {kind.name: kind.key for kind in here if kind.key}
    owned = {kind.key for kind in every if kind.key}
    for kind in here:
        if kind.name not in found:
            taken = set(found.values())
            wishes = [key for key in kind.name.upper() + CLAIM_KEYS if key in CLAIM_KEYS and key not in taken]
            key = next((key for key in wishes if key not in owned), next(iter(wishes), ""))
            if key:
                found[kind.name] = key
    return found

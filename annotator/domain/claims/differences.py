"""What lies between two schemes of claims, in words."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.domain.claims.scheme import ClaimScheme
from annotator.domain.claims.scheme_form import claims_form


def told_claims(before: ClaimScheme, after: ClaimScheme) -> Iterator[str]:
    """What may be claimed otherwise than before, in sentences."""
    was, now = claims_form(before), claims_form(after)
    for table, words in (("relation", "relations"), ("attribute", "attributes"), ("base", "bases")):
        old, new = ({row["name"]: row for row in form.get(table, ())} for form in (was, now))
        called = {name: one for one, row in new.items() for name in row.get("former", ()) if name in old}
        yield from (f"The {table} {name} becomes {one}." for name, one in called.items())
        old = {name: row for name, row in old.items() if name not in called}
        for said, names in (
            (f"New {words}", [name for name in new if name not in (*old, *called.values())]),
            (f"Other {words} than before", [name for name in new if name in old and new[name] != old[name]]),
            (f"No longer {words}; what has them keeps them", [name for name in old if name not in new]),
        ):
            if names:
                yield f"{said}: {', '.join(names)}."
    if was.get("entities") != now.get("entities"):
        yield "Spans are mentions of entities." if "entities" in now else "Spans are no mentions of entities any more."

"""Whom a ruling names: those whose versions it settles, and whose it took."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from annotator.domain.disagreement.claim_conflict import claims_of, name_of_claims
from annotator.domain.disagreement.conflicts import agreement_of
from annotator.storage.team.called import Who


def called_in(ruling: str | None, who: Who, choice: Callable[[str], str]) -> str | None:
    """A ruling, as the JSON it is stored as, under other names; `choice` gives the word that is kept with it."""
    if not ruling:
        return ruling
    body = json.loads(ruling)
    body["conflict"] = _conflict(body["conflict"], who)
    body["choice"] = choice(body["choice"])
    return json.dumps(body, ensure_ascii=False)


def by_present_names(ruling: str | None, who: Who) -> str | None:
    """A ruling, as the JSON it is stored as, under the present names of whom it names, and whose version it took."""
    return called_in(ruling, who, lambda choice: ", ".join(map(who, choice.split(", "))))


def names(ruling: str, name: str) -> bool:
    """Whether a ruling, as the JSON it is stored as, settles versions of somebody of that name."""
    conflict = json.loads(ruling)["conflict"]
    return _conflict(conflict, lambda one: "" if one == name else one) != _conflict(conflict, lambda one: one)


def _conflict(name: str, who: Who) -> str:
    """The name of a conflict (versions by annotator) or of an agreement (a list of them) under other names."""
    if claims := claims_of(name):
        return name_of_claims((who(one), version) for one, version in claims.items())
    try:
        body: Any = json.loads(name)
    except (ValueError, RecursionError):
        return name
    if isinstance(body, list):
        return agreement_of(who(str(one)) for one in body)
    if not isinstance(body, dict):
        return name
    return json.dumps(dict(sorted((who(one), version) for one, version in body.items())), ensure_ascii=False)

"""The scheme changed from inside the app: the plans of `labels`, carried out at once, told in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from annotator.domain.scheme import AutoAccept
from annotator.errors import SchemeError
from annotator.services.project.labels import Plan, adding, carry_out, changing
from annotator.storage.store import Store


def make_label(store: Store, name: str, by: str = "") -> str:
    """Make a label of spans, under a free hot key and colour; gives what is to be said.

    Raises `SchemeError` where the name is none, or is a label already.
    """
    return _done(store, adding(store, name), by)


def change_label(
    store: Store,
    name: str,
    *,
    key: str | None = None,
    colour: str | None = None,
    description: str | None = None,
    examples: Sequence[str] | None = None,
    before: str | None = None,
    by: str = "",
    **texts: str,
) -> str:
    """Give a label another key, colour or guideline, or with `before` another place; gives what is to be said.

    Raises `NoSuchLabel`, or `SchemeError` where the change makes no sense.
    """
    plan = changing(
        store, name, key=key, colour=colour, description=description, examples=examples, before=before, **texts
    )
    return _done(store, plan, by)


def change_rules(store: Store, *, accept_at: str, auto_accept: str, by: str = "") -> str:
    """Set from which score sure suggestions are accepted, and whether strings decided before accept themselves.

    Gives what is to be said. Raises `SchemeError` where that makes no sense, `ProjectBusy`.
    """
    scheme = store.scheme()
    try:
        score = float(accept_at)
    except ValueError:
        raise SchemeError(f"accept_at is a score from 0 to 1, not {accept_at!r}.") from None
    after = replace(scheme, accept_at=score, auto_accept=cast("AutoAccept", auto_accept))
    if after == scheme:
        return ""
    return _done(store, Plan((f"In this project, accept_at is {score:g} and auto_accept {auto_accept}.",), after), by)


def _done(store: Store, plan: Plan, by: str) -> str:
    carry_out(store, plan, by=by)
    return " ".join(plan.sentences)

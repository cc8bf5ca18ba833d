"""What the verbs that deal out work have in common: whom to, and which share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from annotator.domain.text.names import checked_name

if TYPE_CHECKING:
    from annotator.storage.store import Store


def to_names(_: click.Context, __: click.Parameter, value: str | None) -> tuple[str, ...]:
    """The names of a list that commas part."""
    return () if value is None else tuple(map(checked_name, value.split(",")))


def share(_: click.Context, __: click.Parameter, value: str | None) -> float | None:
    """A share, from 0 to 1. Raises `click.BadParameter`."""
    if value is None:
        return None
    found = re.fullmatch(r"(\d{1,3}(?:\.\d+)?)\s*%|(0?\.\d+|[01](?:\.0*)?)", value.strip(), re.ASCII)
    if not found or (found[1] and float(found[1]) > 100):
        raise click.BadParameter("say a share, e.g. 20% or 0.2.")
    return float(found[1]) / 100 if found[1] else float(found[2])


def known_people(store: Store, names: Sequence[str]) -> tuple[tuple[str, ...], list[str]]:
    """Those who are named, by their present names, and what is said of names that are nearly known."""
    from annotator.services.team.at_work import former_names, joins, near_names

    former, near = former_names(store), near_names(store)
    now = tuple(former.get(name, name) for name in names)
    return now, [joins(name, other) for name in now if (other := near(name))]

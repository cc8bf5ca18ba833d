"""What was done to the labels, put on the terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from annotator.cli.common.console import put_json, say, shown
from annotator.plural import counted

if TYPE_CHECKING:
    from annotator.cli.common.settings import Settings

_WORDS = 400


def put_log(settings: Settings, *, as_json: bool) -> None:
    """Tell what was done to the labels, newest last."""
    from annotator.services.project.scheme_history.log import scheme_log

    with settings.opened() as store:
        rows = list(scheme_log(store))
    if as_json:
        put_json(rows)
        return
    for row in rows:
        if row["told"]:
            say(scheme_line(row))


def put_diff(settings: Settings, one: str, other: str, *, as_json: bool) -> None:
    """Tell in what two versions of the labels differ."""
    from annotator.services.project.scheme_history.log import differences

    with settings.opened() as store:
        rows = differences(store, one, other)
    if as_json:
        put_json(rows)
        return
    for row in rows:
        many = f" It has {counted(row['spans'], 'span')} now." if row["label"] else ""
        say(f"{shown(row['told'], _WORDS)}{many}")
    if not rows:
        say(f"{one} and {other} are the same.")


def scheme_line(row: Mapping[str, Any]) -> str:
    """A line of a change, as `services.project.scheme_history.log` tells it: when, its version, who, what, why."""
    when = f"{row['at'][:19].replace('T', ' ')}Z" if row["at"] else "in the beginning"
    parts = [f"{when:20}", row["version"], shown(row["by"], 20) or "-", shown(row["told"], _WORDS)]
    parts += [f"(takes {row['undoes']} back)"] if row["undoes"] else []
    parts += ["(minor)"] if row["minor"] else []
    parts += [f"because: {shown(row['why'], 200)}"] if row["why"] else []
    return "  ".join(parts)

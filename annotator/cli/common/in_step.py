"""What is said of a project that is kept in step with others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from annotator.cli.common.console import say, shown, table
from annotator.domain.text.moments import local_time
from annotator.plural import counted

if TYPE_CHECKING:
    from annotator.sync.team import Synced


def sentences(done: Synced) -> Iterator[str]:
    """What one round of keeping in step did."""
    rows = done.pulled.rows
    parts = [f"{counted(done.sent.decisions, 'decision')} sent", f"{rows.get('d', 0):,} received"]
    if articles := rows.get("a", 0):
        parts.append(f"{counted(articles, 'new article')} received")
    yield f"In step: {', '.join(parts)}."
    if done.waits:
        yield done.waits
    if done.labels:
        number = counted(len(done.labels), "label is", "labels are")
        yield f"{number} new here, as others use them: {', '.join(shown(name) for name in done.labels)}."
    if lists := done.pulled.lists:
        names = ", ".join(f"“{shown(name)}”" for name in lists)
        them = "it" if len(lists) == 1 else "them"
        yield f"{counted(len(lists), 'list')} came: {names}; `annotator recheck` goes through {them}."
    for name in done.admitted:
        yield f"{shown(name)} is let in."
    yield from _asking(done.asking)
    if many := len(done.pulled.strangers):
        yield f"Nothing is taken from {counted(many, 'copy', 'copies')} that the owner has not let in."


def _asking(names: Iterable[str]) -> Iterator[str]:
    for name, number in Counter(names).items():
        copies = f" with {number:,} copies" if number > 1 else ""
        yield f"{shown(name)} asks to be let in{copies}: `annotator sync admit {shown(name)}` does."


def print_status(found: Mapping[str, Any]) -> None:
    """Print how a copy stands to its team."""
    say(f"{shown(found['team'])} on {shown(found['url'])}, as {shown(found['as'])} ({found['role']}).")
    at = f", last {local_time(found['at'])}" if found["at"] else ""
    say(f"{str(found['is'] or 'not tried yet').capitalize()}{at}; {counted(found['waiting'], 'decision')} to be sent.")
    if found["why"]:
        say(shown(found["why"]))
    if found["stays"]:
        say(shown(found["stays"]))
    for sentence in _asking(found["asking"] or ()):
        say(sentence)
    for place, why in found["refused"].items():
        say(f"Not taken of {shown(place)}: {shown(why)}.")
    table(
        ("name", "role", "copies"),
        [(shown(name, 30), one["role"], f"{one['copies']:,}") for name, one in sorted(found["people"].items())],
    )

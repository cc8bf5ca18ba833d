"""How `stats --day` prints a day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotator.cli.common.console import say, shown, table
from annotator.plural import counted

if TYPE_CHECKING:
    from annotator.services.reporting.my_day import MyDay


def print_day(found: MyDay) -> None:
    """The figures of a day, and in a table those of the days before."""
    say(f"{shown(found.who, 40)}, {found.day}")
    for name, words in _lines(found):
        say(f"  {name:<13}{words}")
    say()
    rows = ((one.day, f"{one.finished:,}", f"{one.decisions:,}", f"{one.seconds / 60:.0f}") for one in found.days)
    table(("day", "finished", "decisions", "minutes"), rows)


def _lines(found: MyDay) -> Iterator[tuple[str, str]]:
    from annotator.services.reporting.my_day import clock, in_short

    work = found.work
    yield "at work", f"{clock(work.seconds)}, pauses left out"
    yield "finished", f"{counted(work.finished, 'article')} of {counted(work.words, 'word')}"
    yield "spans", f"{work.spans:,} in {counted(work.articles, 'article')}"
    yield "decisions", f"{work.by_hand:,} by hand, {work.in_bulk:,} in bulk"
    if goal := found.goal:
        yield "goal", f"{goal.done:,} of {goal.number:,} {goal.unit}, {goal.share:.0%}"
    if found.pace is not None:
        yield "pace", f"{found.pace:.1f} articles an hour over {len(found.days)} days"
    if found.agreement:
        yield "second look", f"{found.agreement} the same"
    if found.left and found.hours_left is not None:
        yield "left", f"{counted(found.left, 'article')}, about {in_short(found.hours_left)} at this pace"

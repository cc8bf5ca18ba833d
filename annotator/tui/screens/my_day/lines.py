"""A day of one annotator as styled text. Pure; it fits the width it is given."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from annotator.plural import counted
from annotator.services.reporting.my_day import SECONDS_PER_HOUR, MyDay, clock, in_short
from annotator.tui.lines.figures import spark
from annotator.tui.lines.parts import Part, bar, fit

_HEAD = 12
_WIDEST_BAR = 40


def day_lines(found: MyDay, keys: int, width: int) -> Content:
    """The figures of the day, of the goal and of the days before; `keys` were pressed since the app was opened."""
    rows = [[(f"{name:<{_HEAD}}", "$text-muted"), *parts] for name, parts in _rows(found, keys, width)]
    return Content("\n").join(Content.assemble(*row) for row in rows)


def _rows(found: MyDay, keys: int, width: int) -> Iterator[tuple[str, list[Part]]]:
    work = found.work
    unit = "minutes" if work.seconds < SECONDS_PER_HOUR else "hours"
    yield "at work", [(clock(work.seconds), "bold"), (f" {unit}, pauses left out", "$text-muted")]
    yield "finished", [_count(work.finished, "article"), (f"  {counted(work.words, 'word')}", "$text-muted")]
    yield "spans", [(f"{work.spans:,}", "bold"), (f"  in {counted(work.articles, 'article')}", "$text-muted")]
    yield "decisions", [(f"{work.by_hand:,}", "bold"), (f" by hand · {work.in_bulk:,} in bulk", "")]
    yield "keys", [(f"{keys:,}", "bold"), ("  since the app was opened", "$text-muted")]
    yield "", []
    if goal := found.goal:
        cells = max(min(width - _HEAD - 34, _WIDEST_BAR), 5)
        said = f"  {goal.done:,} of {goal.number:,} {goal.unit}"
        yield "goal", [*bar(goal.share, cells, "$success" if goal.share == 1 else "$accent"), (said, "")]
    if found.pace is not None:
        yield "pace", [(f"{found.pace:.1f}", "bold"), (f" articles/h over {len(found.days)} days", "")]
    if found.left:
        hours = found.hours_left
        about = f"  about {in_short(hours)} at this pace" if hours is not None else ""
        yield "left", [_count(found.left, "article"), (about, "$text-muted")]
    if found.agreement:
        yield "second look", [(f"{found.agreement} the same", "")]
    yield "", []
    for name, numbers in (
        ("finished", [one.finished for one in found.days]),
        ("minutes", [one.seconds // 60 for one in found.days]),
    ):
        if any(numbers):
            said = f"  {name} a day, at most {max(numbers):,}, since {found.days[0].day}"
            yield "", [(spark(numbers), "$accent"), (fit(said, width - _HEAD - len(numbers)), "$text-muted")]


def _count(number: int, word: str) -> Part:
    return (counted(number, word), "bold")

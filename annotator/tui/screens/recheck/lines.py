"""What is told around a place of a worklist: how far one is, what was changed, where else the words stand. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.cells import cell_len

from annotator.domain.sanitise import one_line
from annotator.plural import counted
from annotator.services.worklists.walk import Decided
from annotator.tui.lines.figures import title_line
from annotator.tui.lines.message import message_lines
from annotator.tui.lines.parts import Part, Parts, bar

_BAR, _MOST = 8, 4


def top_line(project: str, who: str, name: str, progress: tuple[int, int], width: int) -> Parts:
    """The project, whose list it is, and how much of it was seen: `12/184 ━─────── 6 %`."""
    seen, total = progress
    share = seen / total if total else 1.0
    figures = f"{seen:,}/{total:,} ", f" {int(share * 100)} % "
    room = width - sum(map(cell_len, figures)) - _BAR
    return (*title_line(project, f"{who} · {name}", room), (figures[0], "bold"), *bar(share, _BAR), (figures[1], ""))


def why_lines(changes: Sequence[str], width: int) -> tuple[Parts, Parts]:
    """The last thing that was changed of the labels, and how much else was, in two lines: why one looks again."""
    if not changes:
        return (), ()
    more = f" {counted(len(changes) - 1, 'more change')}: d shows the guideline." if len(changes) > 1 else ""
    return message_lines((f"{one_line(changes[-1])}{more}", "$text"), (), width)


def also_here(alike: int, quote: str, decided: Mapping[str, int], said: Mapping[str, str]) -> list[list[Part]]:
    """Where else on the list the words stand, what they were given there, and what others say of this place."""
    told = [f"{alike - 1:,} more × “{one_line(quote)}” on the list"] if alike > 1 else []
    if decided:
        told.append("decided so far: " + ", ".join(f"{label} {number:,}" for label, number in decided.items()))
    if said:
        others = [f"{name} {one}" for name, one in list(said.items())[:_MOST]]
        more = [f"{len(said) - _MOST} more"] if len(said) > _MOST else []
        told.append("said here: " + ", ".join([*others, *more]))
    return [[(one, "$text-muted")] for one in told]


def answered(found: Decided, told: str, quote: str, changed: int, all_seen: str) -> str:
    """What an answer came to: for how many places, how many `changed` meanwhile, and that all is done, if it is."""
    said = [f"“{quote}”: {f'{found.done:,} × ' if found.done != 1 else ''}{told}."]
    if found.refused:
        said.append(f"{counted(found.refused, 'place')} left open: {found.why}")
    if changed:
        said.append(f"{counted(changed, 'place was', 'places were')} changed meanwhile, and passed over.")
    return " ".join([*said, all_seen]).strip()


def all_seen(total: int) -> str:
    """That nothing is left."""
    what = "The only place was" if total == 1 else f"All {total:,} were"
    return f"{what} seen; q goes back, u takes the last answer back."

"""The lines of the screen of claims: the tasks at the top, the panel under the text, the bar of the task. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rich.cells import cell_len

from annotator.domain.claims.scheme import Task as TaskName
from annotator.domain.sanitise import visible
from annotator.domain.span import Span
from annotator.services.claiming.desk import Desk
from annotator.services.claiming.links.advice import entry_called
from annotator.services.claiming.question import Line, LineState, Pointing, Tally, Target, Task, TaskKey
from annotator.tui.lines.headline import HeadlinePart, headline, name, percent, share_bar
from annotator.tui.lines.parts import BADGE, Part, Parts, cut, fit, score_text
from annotator.tui.text.lanes import AUTO_SIGN

_STYLES: Mapping[LineState, str] = {"held": "", "auto": "", "open": "$accent", "refused": "strike $text-muted"}
_LEAST_WHY = 8
_EMPTY: Mapping[TaskName, str] = {
    "same": "Nothing is proposed: f points at what it is the same as.",
    "who": "Nothing is proposed: enter looks it up, 0 says none, + makes an entry.",
    "ties": "No relation is here: A-Z draws one, enter lists them.",
    "facts": "No value is here: a letter gives one.",
}
_NOT_FOR: Mapping[TaskName, str] = {
    "same": "The scheme has no entities that are {}.",
    "who": "No base of the scheme has entries for {}.",
    "ties": "No relation of the scheme takes {}.",
    "facts": "No attribute of the scheme is for {}.",
}
_DRAWN: Collection[TaskName] = ("ties", "facts")
"""What is done there without a question is no share of anything."""
_GAP = "   "


@dataclass(frozen=True, slots=True)
class Top:
    """What the top line tells beside the tasks; the `position` among the articles may be counted meanwhile."""

    project: str
    position: tuple[int, int] | None
    title: str
    annotator: str


@lru_cache(maxsize=4)
def top_line(of: Top, tasks: Sequence[TaskName], now: TaskName, tally: Tally, width: int) -> Parts:
    """The project, the article, the tasks with the present one in capitals; who is at work, and how much is done."""
    named = ((f"{task.upper()} ", "bold $accent") if task == now else (f"{task} ", "$text-muted") for task in tasks)
    steps: list[Part] = [(" ", ""), *named]
    asked = bool(tally.refused or tally.open) or now not in _DRAWN
    every = (tally.held + tally.refused + tally.open) * asked
    left = [
        HeadlinePart(1, (BADGE,)),
        HeadlinePart(3, ((name(of.project), "$text-muted"),)),
        HeadlinePart(5, ((f" {of.position[0]:,}/{of.position[1]:,} " if of.position else " … ", "bold"),)),
        HeadlinePart(10, tuple(steps)),
    ]
    right = [
        HeadlinePart(4, ((name(of.annotator), "$text-muted"),)),
        HeadlinePart(8, ((f" {tally.sign} {tally.held:,} ", "$success"),)),
        HeadlinePart(6, ((f" ✗ {tally.refused:,} ", "$text-muted"),)),
        HeadlinePart(9, ((f" ○ {tally.open:,} ", "$accent" if tally.open else "$text-muted"),)),
        HeadlinePart(0, share_bar(1 - tally.open / every if every else 0.0)),
        HeadlinePart(2, (percent(1 - tally.open / every) if every else ("   –   ", "$text-muted"),)),
    ]
    return headline(left, right, width, of.title)


def told(text: str, width: int) -> list[Parts]:
    """A sentence in place of the panel's lines."""
    return [(), ((f"  {fit(visible(text), width - 2)}", "$text-muted"),)]


def panel_lines(height: int) -> int:
    """How many claims the panel shows at once on a screen of so many lines: no more than there are numbers."""
    return min(max(3, height // 4), 9)


def empty(task: Task, focus: Span) -> str:
    """What is said where nothing is claimed or proposed of the focus: how to, or that the task is not about it."""
    lane = task.lane(focus, focus)
    is_for = lane is not None and (task.name in ("same", "who") or bool(task.keys(focus)))
    return _EMPTY[task.name] if is_for else _NOT_FOR[task.name].format(focus.label)


def panel(lines: Sequence[Line], chosen: int | None, hot: str, room: tuple[int, int]) -> list[Parts]:
    """The claims of the focus, a line each, the chosen one marked; those that have no room are counted.

    Each has its number, but where that is a hot key of the task. `room` are cells and lines.
    """
    width, height = room
    first, last = seen(len(lines), chosen, height)
    shown = lines[first:last]
    left = len(lines) - len(shown)
    rows = [
        _row(line, number if number < 10 and str(number) not in hot else None, width, here=number - 1 == chosen)
        for number, line in enumerate(shown, first + 1)
    ]
    if left:
        more = f"  +{left} more: ~"
        rows[-1] = (*cut(rows[-1], width - len(more)), (more, "$text-muted"))
    return [(), *rows]


def pointing(
    asked: Pointing, numbered: Sequence[Target], done: Collection[Span], more: int, room: tuple[int, int]
) -> list[Parts]:
    """A question that letters answer, what may be pointed at, and the numbers of what is out of sight.

    What is `done` already keeps its number, so that the others do.
    """
    width, height = room
    head: list[Part] = [(f"  {visible(asked.asked)}", "bold $accent")]
    if asked.only:
        head.append((f"{_GAP}{visible(asked.only)}", "$text-muted"))
    rows: list[Parts] = [tuple(_fitted(head, width))]
    items = [
        (f"  {number} ", f"{visible(one.words)} ", "strike $text-muted" if one.span in done else "")
        for number, one in enumerate(numbered, 1)
    ]
    items += [(f"  +{more}", f": / finds {'it' if more == 1 else 'them'}", "$text-muted")] if more else []
    row: list[Part] = []
    used = 0
    for sign, words, style in items:
        shown = fit(words, width - cell_len(sign))
        size = cell_len(sign) + cell_len(shown)
        if used and used + size > width:
            rows.append(tuple(row))
            row, used = [], 0
        row += [(sign, "bold $accent"), (shown, style)]
        used += size
    return [(), *rows, *filter(None, [tuple(row)])][: height + 1]


def bar(keys: Iterable[TaskKey], width: int) -> Parts:
    """The hot keys of the task; what has no room is counted."""
    rows, before = list(keys), ""
    parts: list[Part] = [(" ", "")]
    used = 1
    for number, key in enumerate(rows):
        group = f"{visible(key.group)} " if key.group and key.group != before else ""
        before = key.group
        sign, words = f" {key.key or '↵'} ", f" {visible(key.name.removeprefix(f'{key.group} '))}  "
        size = cell_len(group) + cell_len(sign) + cell_len(words)
        if used + size > width - (0 if number == len(rows) - 1 else 8):
            parts.append((f"+{len(rows) - number} ↵", "$text-muted"))
            break
        colour = key.colour or "$accent"
        parts += [(group, "$text-muted")] if group else []
        parts += [(sign, f"bold $background on {colour}"), (words, f"bold {colour}" if key.on else colour)]
        used += size
    return tuple(parts)


def facts(desk: Desk, focus: Span, of_task: str, look: tuple[str, int]) -> list[Part]:
    """The focus in words: its label, how many mentions its entity has, its link, and what the task says.

    `look` are the colour of the label and the cells of the screen.
    """
    colour, width = look
    quote = fit(visible(desk.quote(focus)), width // 2)
    parts: list[Part] = [("▸ ", colour), (quote, "bold"), (f"  {focus.label}", f"bold {colour}")]
    if (mentions := len(desk.mentions(focus))) > 1:
        parts.append((f"  = {mentions} mentions", "$text-muted"))
    if link := desk.link(focus):
        parts.append((f"  @ {entry_called(link)}", "$text-muted"))
    return [*parts, (f"   {of_task}", "$text-muted")]


def _row(line: Line, number: int | None, width: int, *, here: bool) -> Parts:
    style = _STYLES[line.state]
    doubt = "?" if line.state == "open" else ""
    score = "" if line.score is None or line.state != "open" else f"{score_text(line.score)} "
    mark = f"{AUTO_SIGN} " if line.state == "auto" else ""
    why = visible(f"{mark}{score}{line.why}".strip())
    first = why.partition("  ")[0]
    head: list[Part] = [
        (f" {'▸' if here else ' '}", "bold $accent"),
        (f"{number or ' '} ", "$text-muted"),
        (f"{line.sign}{doubt} " if line.sign else f"{doubt} ", style),
    ]
    room = width - sum(cell_len(text) for text, _ in head) - 2
    words = fit(visible(line.words), max(room - min(cell_len(first) + len(_GAP), room // 2), _LEAST_WHY))
    head.append((words, f"bold {style}".strip() if here else style))
    room -= cell_len(words) + len(_GAP)
    why = why if room >= min(cell_len(why), cell_len(first) + _LEAST_WHY) else first
    return (*head, *([(_GAP, ""), (fit(why, room), "$text-muted")] if room >= _LEAST_WHY else []))


def seen(many: int, chosen: int | None, height: int) -> tuple[int, int]:
    """Which of so many lines are shown, half-open: so many as there is room for, the chosen one among them."""
    first = max(0, min((chosen or 0) - height + 1, many - height))
    return first, first + height


def _fitted(parts: Sequence[Part], width: int) -> list[Part]:
    shown: list[Part] = []
    for text, style in parts:
        room = width - sum(cell_len(one) for one, _ in shown)
        if room > 3:
            shown.append((fit(text, room), style))
    return shown

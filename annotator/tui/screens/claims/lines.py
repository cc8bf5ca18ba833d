"""The lines of the screen of claims: the tasks at the top, the panel under the text, the bar of the task. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich.cells import cell_len
from textual.content import Content

from annotator.domain.claims.scheme import Task as TaskName
from annotator.domain.sanitise import visible
from annotator.services.claiming.question import Line, LineState, Pointing, Tally, Target, TaskKey
from annotator.tui.lines.headline import HeadlinePart, headline, name, percent
from annotator.tui.lines.parts import BADGE, Part, Parts, fit, score_text
from annotator.tui.text.lanes import AUTO_SIGN

_STYLES: Mapping[LineState, str] = {"held": "", "auto": "", "open": "$accent", "refused": "strike $text-muted"}
_LEAST_WHY = 8
_NOTHING = "Nothing is claimed or proposed here"
_GAP = "   "


def top_line(of: tuple[str, str], tasks: Sequence[TaskName], now: TaskName, tally: Tally, width: int) -> Parts:
    """The project, the tasks with the present one in capitals; who is at work, and how much is done.

    `of` are the names of the project and of who is at work.
    """
    project, who = of
    named = ((f"{task.upper()} ", "bold $accent") if task == now else (f"{task} ", "$text-muted") for task in tasks)
    steps: list[Part] = [(" ", ""), *named]
    every = tally.held + tally.refused + tally.open
    left = [
        HeadlinePart(1, (BADGE,)),
        HeadlinePart(3, ((name(project), "$text-muted"),)),
        HeadlinePart(10, tuple(steps)),
    ]
    right = [
        HeadlinePart(4, ((name(who), "$text-muted"),)),
        HeadlinePart(8, ((f" {tally.sign} {tally.held:,} ", "$success"),)),
        HeadlinePart(6, ((f" ✗ {tally.refused:,} ", "$text-muted"),)),
        HeadlinePart(9, ((f" ○ {tally.open:,} ", "$accent" if tally.open else "$text-muted"),)),
        HeadlinePart(2, (percent(1 - tally.open / every) if every else ("   –   ", "$text-muted"),)),
    ]
    return headline(left, right, width)


def panel_lines(height: int) -> int:
    """How many claims the panel shows at once on a screen of so many lines: no more than there are numbers."""
    return min(max(3, height // 4), 9)


def panel(lines: Sequence[Line], chosen: int | None, hot: str, room: tuple[int, int]) -> Content:
    """The claims of the focus, a line each, the chosen one marked; those that have no room are counted.

    Where there is none, that is said.

    Each has its number, but where that is a hot key of the task. `room` are cells and lines.
    """
    width, height = room
    if not lines:
        said = f"{_NOTHING}: a hot key claims something." if hot.strip("0123456789") else f"{_NOTHING}."
        return _joined([Content.empty(), Content.styled(f"  {fit(said, width - 2)}", "$text-muted")])
    first = _first(len(lines), chosen or 0, height)
    shown = lines[first : first + height]
    left = len(lines) - len(shown)
    rows = [
        _row(line, number if number < 10 and str(number) not in hot else None, width, here=number - 1 == chosen)
        for number, line in enumerate(shown, first + 1)
    ]
    if left:
        rows[-1] = Content.assemble(rows[-1], (f"  +{left} more: t", "$text-muted"))
    return _joined([Content.empty(), *rows])


def pointing(asked: Pointing, numbered: Sequence[Target], more: int, room: tuple[int, int]) -> Content:
    """A question that letters answer, what may be pointed at, and the numbers of what is out of sight."""
    width, height = room
    head: list[Part] = [(f"  {visible(asked.asked)}", "bold $accent")]
    if asked.only:
        head.append((f"{_GAP}{visible(asked.only)}", "$text-muted"))
    rows = [Content.assemble(*_fitted(head, width))]
    items = [(f"  {number} ", f"{visible(one.words)} ") for number, one in enumerate(numbered, 1)]
    items += [(f"  +{more}", ": / finds them")] if more else []
    row: list[Part] = []
    used = 0
    for sign, words in items:
        shown = fit(words, width - cell_len(sign))
        size = cell_len(sign) + cell_len(shown)
        if used and used + size > width:
            rows.append(Content.assemble(*row))
            row, used = [], 0
        row += [(sign, "bold $accent"), (shown, "")]
        used += size
    return _joined([Content.empty(), *([*rows, Content.assemble(*row)] if row else rows)][: height + 1])


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


def _row(line: Line, number: int | None, width: int, *, here: bool) -> Content:
    style = _STYLES[line.state]
    doubt = "?" if line.state == "open" else ""
    score = "" if line.score is None or line.state != "open" else f"{score_text(line.score)} "
    mark = f"{AUTO_SIGN} " if line.state == "auto" else ""
    why = visible(f"{mark}{score}{line.why}".strip())
    head: list[Part] = [
        (f" {'▸' if here else ' '}", "bold $accent"),
        (f"{number or ' '} ", "$text-muted"),
        (f"{line.sign}{doubt} " if line.sign else f"{doubt} ", style),
    ]
    room = width - sum(cell_len(text) for text, _ in head) - 2
    words = fit(visible(line.words), max(room - min(cell_len(why) + 3, room // 2), _LEAST_WHY))
    head.append((words, f"bold {style}".strip() if here else style))
    room -= cell_len(words) + len(_GAP)
    return Content.assemble(*head, *([(_GAP, ""), (fit(why, room), "$text-muted")] if room >= _LEAST_WHY else []))


def _first(many: int, chosen: int, height: int) -> int:
    """The first line that is shown, so that the chosen one is."""
    return max(0, min(chosen - height + 1, many - height))


def _fitted(parts: Sequence[Part], width: int) -> list[Part]:
    shown: list[Part] = []
    for text, style in parts:
        room = width - sum(cell_len(one) for one, _ in shown)
        if room > 3:
            shown.append((fit(text, room), style))
    return shown


def _joined(rows: Sequence[Content]) -> Content:
    return Content("\n").join(rows)

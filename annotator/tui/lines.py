"""The lines around the article, as styled text: the top line, the label bar, the facts, the footer.

Pure functions that give *parts*: stretches of text with the name of their style. Text from outside
goes through `visible`, and none of it is ever markup.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rich.cells import cell_len, set_cell_size

from annotator.domain.scheme import Label
from annotator.tui.keys import Key, sign
from annotator.tui.visible import visible

Part = tuple[str, str]
Parts = tuple[Part, ...]
_BAR = 10
_PACE = len(" 99/min ")


@dataclass(frozen=True, slots=True)
class Top:
    """What the top line tells."""

    project: str
    place: tuple[int, int]
    title: str
    annotator: str
    held: int
    rejected: int
    undecided: int
    words: tuple[str, ...] = ()
    pace: str = ""


@lru_cache(maxsize=4)
def top_line(top: Top, width: int) -> tuple[Parts, Parts]:
    """Project, place, title on the left; annotator, counts and progress on the right, as far as there is room.

    The right side is of the same width whatever the counts are, as long as together they have as many digits.
    """
    right = _counts(top, top.pace if width >= 100 else "")
    return _place(top.project, top.place, top.title, width - _width(right)), right


@lru_cache(maxsize=4)
def _place(project: str, place: tuple[int, int], title: str, width: int) -> Parts:
    """What was opened, in `width` cells; the title only where there is room for it."""
    parts: list[Part] = [
        (" annotator ", "bold $background on $success"),
        (f" {visible(project)} ", "$text-muted"),
        (f" {place[0]}/{place[1]} ", "bold"),
    ]
    room = width - _width(parts)
    if room < 0:
        parts = parts[1:]
        room += len(" annotator ")
    if room > 24:
        parts.append((f" {fit(visible(title), room - 3)}", "$text-muted"))
    gap = max(0, width - _width(parts))
    return (*parts, (" " * gap, ""))


def _counts(top: Top, pace: str) -> Parts:
    total = top.held + top.rejected + top.undecided
    done = 1.0 if total == 0 else 1 - top.undecided / total
    filled = round(done * _BAR)
    parts: list[Part] = [
        *((f" {word} ", "bold $warning") for word in top.words),
        (f" ✓ {top.held} ", "$success"),
        (f" ✗ {top.rejected} ", "$text-muted"),
        (f" ○ {top.undecided} ", "$accent" if top.undecided else "$text-muted"),
        *([(f" {pace} ", "$text-muted")] if pace else []),
        (" " + "━" * filled, "$success"),
        ("─" * (_BAR - filled) + f" {round(done * 100):>3} % ", "$text-muted"),
    ]
    room = len(" ✓  ") * 3 + 3 * len(str(total)) + (_PACE if pace else 0) + _BAR + len("  100 % ")
    room += sum(cell_len(word) + 2 for word in top.words)
    return ((" " * max(0, room - _width(parts)) + f" {visible(top.annotator)} ", "$text-muted"), *parts)


def label_bar(labels: Iterable[Label], colours: Mapping[str, str], width: int) -> Parts:
    """Hot key, name and colour of each label; what has no room is counted."""
    parts: list[Part] = []
    rows = list(labels)
    used = 1
    for place, label in enumerate(rows):
        key, name = f" {label.key or '↵'} ", f" {visible(label.name)}  "
        last = place == len(rows) - 1
        if used + cell_len(key) + cell_len(name) > width - (0 if last else 8):
            parts.append((f"+{len(rows) - place} ↵", "$text-muted"))
            break
        colour = colours.get(label.name, "$text")
        parts += [(key, f"bold $background on {colour}"), (name, colour)]
        used += cell_len(key) + cell_len(name)
    return ((" ", ""), *parts)


def facts_line(parts: Iterable[Part], width: int) -> Parts:
    """One line of facts, cut where the screen ends."""
    shown: list[Part] = []
    room = width - 2
    for text, style in parts:
        if room <= 0:
            break
        shown.append((fit(visible(text), room), style))
        room -= cell_len(shown[-1][0])
    return tuple((f"  {text}", style) if place == 0 else (text, style) for place, (text, style) in enumerate(shown))


def footer(keys: Iterable[Key], applies: Callable[[Key], bool], width: int) -> Parts:
    """The keys that apply now; keys of one rank stand together under the first one's group."""
    ranks: dict[int, list[Key]] = {}
    for key in keys:
        if key.rank and key.keys and applies(key):
            ranks.setdefault(key.rank, []).append(key)
    parts: list[Part] = []
    used = 1
    for rank in sorted(ranks):
        group = ranks[rank]
        signs = " ".join(sign(key.names[0]) for key in group) if not group[0].hot else group[0].names[0]
        word = group[0].short if len(group) == 1 else group[0].group.lower()
        size = cell_len(signs) + cell_len(word) + 4
        if used + size > width:
            continue
        parts += [(signs, "bold $accent"), (f" {word}   ", "$text-muted")]
        used += size
    return (("  ", ""), *parts)


def fit(text: str, room: int) -> str:
    """`text` in at most `room` cells, with an ellipsis where it was cut."""
    return text if cell_len(text) <= room else set_cell_size(text, max(room - 1, 0)).rstrip() + "…"


def _width(parts: Iterable[Part]) -> int:
    return sum(cell_len(text) for text, _ in parts)

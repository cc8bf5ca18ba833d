"""The lines around the article, as styled text: the top line, the label bar, the facts, the footer.

Pure functions that give *parts*: stretches of text with the name of their style. Text from outside
goes through `visible`, and none of it is ever markup.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from rich.cells import cell_len, set_cell_size

from annotator.domain.sanitise import visible
from annotator.domain.scheme import Label
from annotator.tui.keys.table import Key, sign

Part = tuple[str, str]
Parts = tuple[Part, ...]
AnswerKeys = tuple[tuple[str, str], ...]
"""The keys that answer a question: each key, and in a word or two what it does."""
BACK = ("esc", "back")
KEEP = (("enter", "keep it"), ("esc", "leave it"))
BADGE: Part = (" annotator ", "bold $background on $success")
"""What every top line begins with."""
BAR = 10
"""The cells of the bar in a top line."""
_LEAST_TITLE, _LEAST_PART = 9, 8
_PACE = len(" 99/min ")
_BAR_FROM, _PACE_FROM, _ALL_SIGNS_FROM, _AIRY_FROM = 60, 100, 100, 120  # cells from which on there is room for them


@dataclass(frozen=True, slots=True)
class Top:
    """What the top line tells."""

    project: str
    position: tuple[int, int]
    title: str
    annotator: str
    held: int
    rejected: int
    undecided: int | None
    """None while not all suggestions are read."""
    words: tuple[str, ...] = ()
    pace: str = ""
    labels: tuple[str, ...] = ()
    """The labels that hold for the article as a whole."""
    added: int = 0
    """How many of those held nobody had suggested, or the memory alone."""
    besides: int = 0
    """How many of those undecided the project does not know of, because they follow from what was decided."""


@lru_cache(maxsize=4)
def top_line(top: Top, width: int) -> tuple[Parts, Parts]:
    """Project, position, title on the left; annotator, counts and progress on the right, as far as there is room.

    The right side is of the same width whatever the counts are, as long as together they have as many digits.
    """
    right = _counts(top, top.pace if width >= _PACE_FROM else "", with_bar=width >= _BAR_FROM)
    return _opened(top.project, top.position, top.labels, top.title, width - _width(right)), right


@lru_cache(maxsize=4)
def _opened(project: str, position: tuple[int, int], labels: tuple[str, ...], title: str, width: int) -> Parts:
    """What was opened, in `width` cells; labels of the article, and the title behind them, where there is room."""
    parts: list[Part] = [
        BADGE,
        (f" {visible(project)} ", "$text-muted"),
        (f" {position[0]}/{position[1]} ", "bold"),
    ]
    room = width - _width(parts)
    if room - sum(cell_len(visible(label)) + 3 for label in labels) <= _LEAST_TITLE:
        parts = parts[1:]
        room += len(BADGE[0])
    for number, label in enumerate(labels):
        chip, left = f" {visible(label)} ", len(labels) - number
        if cell_len(chip) + 1 > room - (4 if left > 1 else 0):
            parts += [(f" +{left}", "$text-muted")] if room > 3 else []
            break
        parts += [(" ", ""), (chip, "bold $background on $accent")]
        room -= cell_len(chip) + 1
    room = width - _width(parts)
    if room > _LEAST_TITLE:
        parts.append((f" {fit(visible(title), room - 3)}", "$text-muted"))
    gap = max(0, width - _width(parts))
    return (*parts, (" " * gap, ""))


def _counts(top: Top, pace: str, *, with_bar: bool) -> Parts:
    total = top.held + top.rejected + (top.undecided or 0)
    undecided = "…" if top.undecided is None else str(top.undecided - top.besides)
    undecided += f"+{top.besides}" if top.besides else ""
    parts: list[Part] = [
        *((f" {word} ", "bold $warning") for word in top.words),
        (f" ✓ {top.held} ", "$success"),
        (f" ✗ {top.rejected} ", "$text-muted"),
        (f" ○ {undecided} ", "$text-muted" if top.undecided == 0 else "$accent"),
        *([(f" {pace} ", "$text-muted")] if pace else []),
        *(_progress(top) if with_bar else ()),
    ]
    room = len(" ✓  ") * 3 + 3 * len(str(total)) + len("+9") + (_PACE if pace else 0)
    room += (BAR + len("  100 % ") if with_bar else 0) + sum(cell_len(word) + 2 for word in top.words)
    return ((" " * max(0, room - _width(parts)) + f" {visible(top.annotator)} ", "$text-muted"), *parts)


def _progress(top: Top) -> Parts:
    """A bar and the share of the suggestions that are decided, if any; whole only where the article is finished."""
    decided, is_done = top.held - top.added + top.rejected, "finished" in top.words or "approved" in top.words
    suggested = decided + (top.undecided or 0)
    hundredths, full = min(100 * decided // max(suggested, 1), 99), 1 - 1 / BAR
    if is_done:
        hundredths, full = 100, 1.0
    share = f" {hundredths:>3} %" if suggested or is_done else "   –  "
    if top.undecided is None:
        share = "   …  "
    (filled, colour), (rest, _) = bar(0.0 if top.undecided is None else min(hundredths / 100, full), BAR)
    return (f" {filled}", colour), (f"{rest}{share} ", "$text-muted")


def bar(share: float, cells: int, colour: str = "$success") -> tuple[Part, Part]:
    """A share from 0 to 1 as a line of so many cells, the rest of it thin."""
    filled = round(min(max(share, 0.0), 1.0) * cells)
    return ("━" * filled, colour), ("─" * (cells - filled), "$border")


def label_bar(labels: Iterable[Label], here: Mapping[str, float], colours: Mapping[str, str], width: int) -> Parts:
    """Hot key, name and colour of each label; what has no room is counted.

    `here` is how often each is used: the most frequent stand first.
    """
    parts: list[Part] = []
    rows = sorted(labels, key=lambda label: -here.get(label.name, 0))
    used = 1
    for number, label in enumerate(rows):
        key, name = f" {label.key or '↵'} ", f" {visible(label.name)}  "
        last = number == len(rows) - 1
        if used + cell_len(key) + cell_len(name) > width - (0 if last else 8):
            parts.append((f"+{len(rows) - number} ↵", "$text-muted"))
            break
        colour = colours.get(label.name, "$text")
        parts += [(key, f"bold $background on {colour}"), (name, colour)]
        used += cell_len(key) + cell_len(name)
    return ((" ", ""), *parts)


def on_list(name: str, progress: tuple[int, int]) -> str:
    """How far one is on a list, as short as a top line has room for: `Navy 12/184 6 %`."""
    seen, of = progress
    return f"{fit(visible(name), 16)} {seen:,}/{of:,} {100 * seen // max(of, 1)} %"


def facts_line(parts: Iterable[Part], width: int) -> Parts:
    """One line of facts, cut where the screen ends."""
    shown = cut(((visible(text), style) for text, style in parts), width - 2)
    return tuple((f"  {text}", style) if number == 0 else (text, style) for number, (text, style) in enumerate(shown))


def cut(parts: Iterable[Part], room: int) -> list[Part]:
    """As many of the parts as there is room for, in cells; the last of them with an ellipsis where it was cut.

    One that would be cut to next to nothing is left out.
    """
    shown: list[Part] = []
    for text, style in parts:
        if room <= 0 or (shown and room < min(_LEAST_PART, cell_len(text))):
            break
        shown.append((fit(text, room), style))
        room -= cell_len(shown[-1][0])
    return shown


def footer(keys: Iterable[Key], applies: Callable[[Key], bool], width: int) -> Parts:
    """The keys that apply now; keys of one rank stand together under the first one's group, two where it is narrow."""
    lead, gap, between = ("  ", "   ", " ") if width >= _AIRY_FROM else (" ", "  ", "")
    most = None if width >= _ALL_SIGNS_FROM else 2
    ranks: dict[float, list[Key]] = {}
    for key in keys:
        if key.rank and key.keys and applies(key):
            ranks.setdefault(key.rank, []).append(key)
    parts: list[Part] = []
    used = len(lead)
    for rank in sorted(ranks):
        group = ranks[rank]
        signs = between.join(sign(key.names[0]) for key in group[:most]) if not group[0].hot else group[0].names[0]
        word = group[0].short if len(group) == 1 else group[0].group.lower()
        size = cell_len(signs) + cell_len(word) + 1
        if used + size > width:
            continue
        parts += [(signs, "bold $accent"), (f" {word}{gap}", "$text-muted")]
        used += size + len(gap)
    return ((lead, ""), *parts)


def keys_line(keys: AnswerKeys) -> Parts:
    """Another footer, for the time in which other keys act: signs and words."""
    parts = ([(signs, "bold $accent"), (f" {word}   ", "$text-muted")] for signs, word in keys)
    return (("  ", ""), *chain.from_iterable(parts))


def fit(text: str, room: int) -> str:
    """`text` in at most `room` cells, with an ellipsis where it was cut."""
    return text if cell_len(text) <= room else set_cell_size(text, max(room - 1, 0)).rstrip() + "…"


def _width(parts: Iterable[Part]) -> int:
    return sum(cell_len(text) for text, _ in parts)


def common_beginning(first: str, last: str) -> str:
    """How the first and the last of some sorted texts, and so all of them, begin."""
    same = next((at for at, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), len(first))
    return first[:same]


def score_text(score: float) -> str:
    """A score as `.80`, which only what reaches it is: what `y` leaves at .80 must not look as if it did."""
    return f"{int(score * 100 + 1e-6) / 100:.2f}".lstrip("0")

"""A message to the user on the line of facts: whole, and if need be in two lines; what else is told gives way. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len, set_cell_size

from annotator.domain.sanitise import visible
from annotator.tui.lines.parts import Part, Parts, facts_line

BETWEEN: Part = ("  │  ", "$border")
_MARGIN = 4  # cells that a line does not use


def message_lines(message: Part, beside: Iterable[Sequence[Part]], width: int) -> tuple[Parts, Parts]:
    """The message in one line, or two, and the second is empty where one will do.

    Of the pieces `beside` it, those that have room are shown, none of them cut.
    """
    text, style = visible(message[0]), message[1]
    room = width - _MARGIN
    first, rest = _broken(text, room)
    if rest:
        return facts_line([(first, style)], width), facts_line([(rest, style)], width)
    parts = [(text, style)]
    room -= cell_len(text)
    for piece in beside:
        size = cell_len(BETWEEN[0]) + sum(cell_len(visible(part)) for part, _ in piece)
        if piece and size <= room:
            parts += [BETWEEN, *piece]
            room -= size
    return facts_line(parts, width), ()


def with_news(message: str, news: str, width: int) -> str:
    """A message and news behind it; the news alone where two lines have no room for both, or it is told already."""
    both = f"{message} {news}".lstrip()
    room = width - _MARGIN
    fits = news not in message and cell_len(visible(_broken(both, room)[1])) <= room
    return both if fits else news


def told_above(keys: Parts, message: Part, width: int, beside: Sequence[Part] = ()) -> tuple[Parts, Parts]:
    """A message, a piece beside it, and the keys below; where the message takes two lines, those are its own."""
    told, more = message_lines(message, [beside], width)
    return told, more or keys


def _broken(text: str, room: int) -> tuple[str, str]:
    """A text broken between two words so that the first part takes `room` cells at most; the second is what is left."""
    if cell_len(text) <= room:
        return text, ""
    head = set_cell_size(text, max(room, 1))
    at = head.rfind(" ") if " " in head else len(head.rstrip()) or 1
    return text[:at], text[at:].lstrip()

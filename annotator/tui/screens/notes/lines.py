"""The lines of a note: what somebody wrote about an article, as styled text. Pure."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content

from annotator.domain.decisions import GOLD
from annotator.domain.sanitise import one_line, visible
from annotator.domain.text.moments import local_time
from annotator.storage.queries.people.notes import Note
from annotator.tui.lines.parts import Part, cut, fit
from annotator.tui.text.lanes import NOTE_SIGN

_SIGNS = {"comment": (NOTE_SIGN, "$warning"), "flag": ("⚑", "$warning"), "return": ("↩", "$error")}
_WORDLESS = {"flag": "flagged the article", "return": "gave the article back", "comment": ""}
_INDENT = 4
_NAMES = 28


def note_lines(note: Note, quote: str, user: str, width: int, *, here: bool, blind: bool) -> list[Content]:
    """Who wrote what to whom; below it about which words of which article, and when, by the local clock.

    `blind` leaves out all names but the user's own.
    """
    sign, colour = _SIGNS[note.kind]
    to = note.layer if note.layer not in (note.by, GOLD) else ""
    names = " → ".join(shown_name(name, user, blind=blind) for name in (note.by, to) if name)
    names = fit(names, min(_NAMES, width // 3))
    words = one_line(note.words) or _WORDLESS[note.kind]
    about = f"“{one_line(quote)}” · " if quote else ""
    state = " · approved since" if note.approved else " · closed" if note.closed and not note.answers else ""
    tail = f" · {local_time(note.at)}{state}"
    answer = _answer(note, user, width, blind=blind)
    room = width - _INDENT - len(tail) - sum(cell_len(words) for words, _ in answer)
    place = fit(f"{fit(about, width // 2)}{visible(note.title) or '(no title)'}", max(room, 0))
    first = Content.assemble(
        (f"{'▸' if here else ' '} {sign} ", f"bold {colour}"),
        (f"{names}  ", "bold"),
        (fit(words, width - _INDENT - len(names) - 2), "$text-muted" if note.closed else ""),
    )
    return [first, Content.assemble(*cut([(" " * _INDENT, ""), *answer, (f"{place}{tail}", "$text-muted")], width))]


def _answer(note: Note, user: str, width: int, *, blind: bool) -> list[Part]:
    """The last word to a note: `✓ lea: A club. · `; that it was opened again."""
    if not note.answers:
        return []
    last = note.answers[-1]
    words = one_line(last.words) or ("closed" if last.closes else "opened again")
    said = fit(f"{shown_name(last.by, user, blind=blind)}: {words}", max(width // 2, 10))
    return [("✓ " if last.closes else "? ", "$success" if last.closes else "$warning"), (f"{said} · ", "")]


def shown_name(name: str, user: str, *, blind: bool) -> str:
    """A name as it is shown: `blind` leaves out all but the user's own."""
    return visible(name) if name == user or not blind else "somebody"

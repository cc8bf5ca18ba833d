"""The side list: spans and suggestions with state, label and score, in the order of the text, filtered if wished."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from annotator.domain.folded import fold
from annotator.domain.sanitise import one_line, visible
from annotator.domain.span import Span
from annotator.tui.lines.parts import Parts, fit, keys_line, score_text
from annotator.tui.text.lanes import AUTO_SIGN, NOTE_SIGN
from annotator.tui.text.marks import Mark
from annotator.tui.widgets.row_list import RowList

_SIGNS = {"decided": "●", "auto": AUTO_SIGN, "open": "○", "rejected": "✗", "version": "◇"}
_WORDS = {"decided": "decided", "auto": "accepted itself", "open": "undecided", "rejected": "rejected"}
_STYLES = {"open": "$text-muted", "rejected": "strike $text-muted"}
_LABEL = 9
"""The cells that a label may take in a narrow list; a quarter in a wider one."""
_KEYS = keys_line((("a-z", "words, a label or a state"), ("↑ ↓", "go"), ("enter", "keep"), ("esc", "clear")))
_NO_WISH = keys_line((("a-z", "words, a label or a state"), ("enter", "all like this one"), ("esc", "back")))
_KEPT = 2000  # rows that are remembered as they were drawn


class SpanList(RowList):
    """Shows marks, the focused one highlighted; `wish` leaves those that have it in their quote, label or state.

    `like` leaves those of a state and label. While it is `typing`, keys change the wish; it may take the `next_key` to
    begin with that. Once it is filtered, the next key may be a verdict over all that is listed: `offers`.
    """

    DEFAULT_CSS = "SpanList { border-left: solid $panel; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - textual's name
        super().__init__(id=id)
        self.typing = self.next_key = self.offers = False
        self.like: tuple[str, str] | None = None
        self.wish = ""
        self.listed: Sequence[Mark] = ()
        self._text, self._longest = "", 0
        self._colours: Mapping[str, str] = {}
        self._lines: dict[tuple[int, bool], tuple[Mark, tuple[int, int], Content]] = {}
        self._shown: tuple[Sequence[Mark], str, tuple[str, str] | None, bool, bool] | None = None

    @property
    def keys(self) -> Parts | None:
        """The keys that act while it is typing, for the footer."""
        if self.offers:
            return _verdicts(len(self.listed))
        return (_KEYS if self.wish else _NO_WISH) if self.typing else None

    @property
    def listens(self) -> bool:
        """Whether a key may be for the list."""
        return self.typing or self.next_key or self.offers

    def show_spans(
        self, text: str, marks: Sequence[Mark], focus: Span | None, colours: Mapping[str, str], *, near: bool = False
    ) -> None:
        """Show those of these marks that are wished for, the focused one in view; another text has no wish.

        `near`: these are not all the article has, but those near the cursor.
        """
        if text is not self._text:
            self._text = text
            self.show_all()
            self._lines.clear()
        if colours != self._colours or len(self._lines) > _KEPT:
            self._colours, self._shown = colours, None
            self._lines.clear()
        how = (self.wish, self.like, self.typing, self.next_key)
        if self._shown and self._shown[0] is marks and self._shown[1:] == how:
            self.point(self._row(focus))
            return
        self._shown = marks, *how
        self._longest = max((cell_len(visible(name)) for name in {mark.span.label for mark in marks}), default=0)
        wish = fold(self.wish).casefold()
        self.listed = [mark for mark in marks if wish in _searched(mark, text).casefold()] if wish else marks
        if self.like:
            self.listed = [mark for mark in marks if (mark.state, mark.span.label) == self.like]
        self.show(self._heading(marks, near=near), len(self.listed), self._draw_row, self._row(focus))

    def show_all(self) -> None:
        """Let go of whatever filters the list."""
        self.wish, self.like = "", None
        self.typing = self.offers = False

    def _row(self, focus: Span | None) -> int | None:
        """The row of a span; None where it is not listed."""
        row = self.row_of(focus)
        return row if focus and row < len(self.listed) and self.listed[row].span == focus else None

    def _draw_row(self, row: int, width: int, here: bool) -> list[Content]:  # noqa: FBT001 - said by its name
        mark = self.listed[row]
        known = self._lines.get((id(mark), here))
        size = width, min(self._longest + cell_len(NOTE_SIGN), max(_LABEL, width // 4))
        if known is None or known[0] is not mark or known[1] != size:
            known = mark, size, _line(mark, self._text, self._colours, size, here=here)
            self._lines[id(mark), here] = known
        return [known[2]]

    def row_of(self, span: Span | None) -> int:
        """The row where a span stands, or would stand."""
        return bisect_left(self.listed, span, key=lambda mark: mark.span) if span else 0

    def _heading(self, marks: Sequence[Mark], *, near: bool) -> list[Content]:
        """How many there are, of each state, and what is wished for."""
        title = "spans near the cursor" if near else "spans"
        many = f"{len(self.listed)} of {len(marks)}" if self.wish or self.like else str(len(marks))
        sought = f"{_WORDS[self.like[0]]} {self.like[1]}" if self.like else self.wish
        wish = f"  {visible(sought)}{'▏' if self.typing else ''}" if sought or self.typing else ""
        hint = "   / filters" if self.next_key else "   esc all" if sought and not self.typing else ""
        below = bool(self.room) and cell_len(f"{title}  {many}{wish}{hint}") > self.room
        states = Counter[str](mark.state for mark in marks)
        counts = "  ".join(f"{_SIGNS[state]} {states[state]}" for state in _WORDS if states[state])
        return [
            Content.assemble(
                (title, "bold"),
                (f"  {many}", "$text-muted"),
                (wish, "bold $accent"),
                ("" if below else hint, "$text-muted"),
            ),
            Content.styled(counts + hint * below, "$text-muted"),
        ]


def _verdicts(count: int) -> Parts:
    """The keys that decide all of so many, and that others do not."""
    every = f"all {count}" if count > 1 else "the one"
    keys = (("space", f"accept {every}"), ("x", "reject"), ("A-Z", "relabel"), ("any other key", "goes on"))
    return keys_line(keys)


def _searched(mark: Mark, text: str) -> str:
    return f"{fold(mark.span.quote(text))}\n{mark.span.label}\n{_WORDS.get(mark.state, '')}"


def _line(mark: Mark, text: str, colours: Mapping[str, str], size: tuple[int, int], *, here: bool) -> Content:
    """A mark in cells of the `size`: those of the row, and of them those of the label."""
    width, cells = size
    colour = colours.get(mark.span.label, "$text")
    score = score_text(mark.score) if mark.score is not None and mark.state == "open" else ""
    label = set_cell_size(fit(f"{NOTE_SIGN if mark.note else ''}{visible(mark.span.label)}", cells), cells)
    room = width - cells - 9
    quote = fit(one_line(mark.span.quote(text)), room)
    return Content.assemble(
        (f"{'▸' if here else ' '}{_SIGNS[mark.state]} ", f"bold {colour}"),
        (quote, _STYLES.get(mark.state, "")),
        (" " * (room + 1 - cell_len(quote)) + label, colour),
        (f"{score:>4}", "$text-muted"),
    )

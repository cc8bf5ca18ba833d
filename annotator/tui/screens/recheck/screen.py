"""Going through a worklist: a place in its text, why it is seen again, where else its words stand; a key decides it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events

from annotator.domain.sanitise import one_line
from annotator.domain.scheme import Scheme
from annotator.domain.span import Span
from annotator.services.annotating.edges import Edge, Step
from annotator.services.worklists.told import Told
from annotator.services.worklists.walk import Walk
from annotator.storage.kept_counts.read import label_shares
from annotator.storage.worklists.places import ListedPlace
from annotator.tui.keys.bindings import bindings
from annotator.tui.keys.table import Scope
from annotator.tui.lines.message import message_lines
from annotator.tui.lines.parts import facts_line, footer, label_bar
from annotator.tui.screens.asking.screen import AskingScreen
from annotator.tui.screens.long_work import LongWork
from annotator.tui.screens.recheck.answer_keys import AnswerKeys
from annotator.tui.screens.recheck.lines import all_seen, also_here, top_line, why_lines
from annotator.tui.style.worn import label_colours
from annotator.tui.text.marks import Mark
from annotator.tui.text.masthead import masthead

_NEAR = 2_000
"""Code points around a place in which an answer may change what is shown."""
_AT_A_PLACE = frozenset(("label", "stay", "take", "none", "picker", "edge", "by_character", "alike", "later", "others"))


class RecheckScreen(AskingScreen):
    """Asks about one place after the other; what is decided is told, and the next one asked about at once."""

    CSS_PATH = "recheck.tcss"
    SCOPE: ClassVar[Scope] = "recheck"
    BINDINGS = bindings("recheck")

    ABOVE = ("top", "why", "why_on")
    BELOW = ("also", "labels", "facts", "keys")

    def __init__(self, walk: Walk, *, blind: bool = False) -> None:
        """`blind` hides what others say."""
        super().__init__(walk.store)
        self.walk, self._blind, self._told = walk, blind, Told(walk)
        self._others, self.work = False, LongWork(self, self.show_place)
        self._answers = AnswerKeys(self)
        self._shown: ListedPlace | None = None
        self._used = label_shares(walk.store.conn)

    @property
    def parts(self) -> Sequence[object]:
        """Who carries out the keys."""
        return (self, self._answers, self.labels, self.app)

    def on_unmount(self) -> None:
        """Leave no work behind."""
        self.work.stop()

    @property
    def scheme(self) -> Scheme:
        """The labels of the project."""
        return self.store.scheme()

    def label_now(self) -> str:
        """The label of the place."""
        return "" if self.walk.done else self._here().label

    def give(self, label: str) -> None:
        """Answer with a label."""
        self.refuse("label") if self.walk.done else self._answers.give(label)

    # -- what is shown

    def _marks(self, start: int, end: int) -> list[Mark]:
        """The place as it is held or suggested, and the spans beside it, if they are wanted."""
        if self.walk.done:
            return []
        others = self.walk.desk.layer.touching(start, end) if self._others else ()
        found = [Mark(span, "decided") for span in others if span != self.walk.place.span]
        here = self._here()
        if here.start < end and here.end > start:
            found.append(Mark(here, "decided" if self.walk.place.span.label else "open"))
        return sorted(found, key=lambda mark: mark.span)

    def _here(self) -> Span:
        """The place with the edges of the answer, under the label that is held or suggested there."""
        return Span(*self.walk.edges, self._answers.now)

    def show_place(self) -> None:
        """Show the text around the place."""
        walk, view = self.walk, self.view
        if not walk.done:
            desk, place = walk.desk, walk.place
            colours = {label.name: label.colour for label in desk.scheme.labels}
            here = self._here()
            if self._shown != place:
                self._shown = place
                view.display_mode = "sparse"
                view.show(desk.text, self._marks, roles=masthead(desk.article), colours=colours)
            view.touch(max(0, here.start - _NEAR), here.end + _NEAR)
            view.focus_mark = here
            view.move_to(here.start, end=here.end)

    def renew_lines(self) -> None:
        """Show the lines."""
        walk, width = self.walk, self.app.size.width
        progress = walk.seen, walk.total
        self.line("top").show(top_line(walk.store.path.name, walk.who, walk.list.name, progress, width))
        for name, parts in zip(("why", "why_on"), why_lines(self._told.changes, width), strict=True):
            self.line(name).display = bool(parts)
            self.line(name).show(parts)
        also = [] if walk.done else also_here(len(walk.alike), walk.quote, walk.decided, self._said())
        pieces = [*([[(self.word, self.style)]] if self.word else []), *also] or [[("", "")]]
        said, more = message_lines(pieces[0][0], pieces[1:], width)
        self.line("also").show(said)
        labels = [label for label in self.scheme.active() if not walk.into or label.name in walk.into]
        self.line("labels").show(label_bar(labels, self._used, label_colours(self.app, self.scheme), width))
        self.line("facts").show(more or facts_line(self._asked(), width))
        self.line("keys").show(footer(self.acting, lambda key: self.applies(key.verb), width))

    def _said(self) -> dict[str, str]:
        return {} if self._blind else self._told.said_by()

    def _asked(self) -> list[tuple[str, str]]:
        walk = self.walk
        if walk.done:
            return []
        quote = one_line(walk.desk.text[slice(*walk.edges)])
        now = f"{self._answers.now}{'' if walk.place.span.label or not walk.suggested else '?'}"
        proposed = f" → {walk.suggested}?" if walk.suggested and walk.place.span.label else ""
        return [
            ("▸ ", "$accent"),
            (f"{quote}  ", "bold"),
            (f"{now}{proposed}  ", ""),
            (self._told.decided_by, "$text-muted"),
        ]

    # -- keys

    def applies(self, verb: str) -> bool:
        """A place is decided where there is one; what is suggested is taken where something is."""
        if verb == "take":
            return not self.walk.done and bool(self.walk.suggested)
        return verb not in _AT_A_PLACE or not self.walk.done

    def refuse(self, verb: str) -> None:
        """Say why a key does nothing now."""
        self.say("Nothing is suggested here." if verb == "take" and not self.walk.done else all_seen(self.walk.total))

    def receive_key(self, event: events.Key) -> bool:
        """Answer with the key of a label, or perform what the table says; nothing else while much is being done."""
        return self.work.takes(event.key) or super().receive_key(event)

    def move_edge(self, edge: Edge, step: Step, *, by_character: bool) -> None:
        """Move an edge of the answer."""
        self.walk.move_edge(edge, step, by_character=by_character)

    def action_undo(self) -> None:
        """Take the last answer back."""
        self.work.begin(self.walk.undo(), then="the same key goes on")

    def action_redo(self) -> None:
        """Bring it back."""
        self.work.begin(self.walk.undo(redo=True), then="the same key goes on")

    def action_others(self) -> None:
        """Show the other spans of the layer, or hide them."""
        self._others, self._shown = not self._others, None
        self.show_place()

"""The small questions: a box over the article, answered with a key, left with `esc`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar, Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from annotator.domain.sanitise import visible
from annotator.plural import counted
from annotator.services.annotating.session import Rest
from annotator.tui.lines.parts import BACK, AnswerKeys, keys_line
from annotator.tui.screens.common.dismiss_once import DismissOnce
from annotator.tui.screens.common.unfinished import Unfinished
from annotator.tui.terminal.direct_keys import DirectKeys
from annotator.tui.terminal.paste_guard import BEHIND, Piece
from annotator.tui.widgets.line import Line

T = TypeVar("T")
_BRIEF = {"a": "accept the rest", "x": "reject the rest", "enter": "finish", "f": "the names", "esc": "back"}
_BEGIN = 40  # keys of a paste that are shown


class Dialog(ModalScreen[T | None], DismissOnce[T | None], Generic[T]):
    """A box in the middle of the screen, and its own keys in the place of the footer; `esc` leaves it with None."""

    CSS_PATH = Path(__file__).with_name("dialogs.tcss")  # dialogs of other folders wear it too
    BINDINGS: ClassVar[list[BindingType]] = [("escape", "leave", "back")]
    ANSWERS: ClassVar[AnswerKeys] = (BACK,)

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title

    def compose(self) -> ComposeResult:
        """The box, with what `content` gives."""
        with Vertical(id="box") as box:
            box.border_title = Content(visible(self._title))
            yield from self.content()
        yield Line(id="answers")

    def on_mount(self) -> None:
        """Show the keys that answer."""
        self.show_answers()

    def show_answers(self) -> None:
        """Show the keys that answer now."""
        self.query_one("#answers", Line).show(keys_line(self.answers()))

    def answers(self) -> AnswerKeys:
        """The keys that answer, and in a word or two what each does."""
        return self.ANSWERS

    def content(self) -> ComposeResult:
        """What stands in the box."""
        yield from ()

    def action_leave(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)


class Sure(Dialog[str], DirectKeys):
    """Asks before something large is done, with the question as its title; `enter` gives "yes"."""

    ANSWERS: ClassVar[AnswerKeys] = (("enter", "do it"), BACK)

    def receive_key(self, event: events.Key) -> bool:
        """Do it."""
        if event.key == "enter":
            self.dismiss("yes")
        return event.key == "enter"


class PasteQuestion(Dialog[None], DirectKeys):
    """Asks whether keys that came at once were meant: they look like text that was pasted."""

    ANSWERS: ClassVar[AnswerKeys] = (("enter", "carry them out: u takes all of them back"), ("esc", "drop them"))

    def __init__(
        self, piece: Piece, carry_out: Callable[[Sequence[events.Key]], None], drop: Callable[[], None]
    ) -> None:
        super().__init__("A paste?")
        self._piece, self._carry_out, self._drop = piece, carry_out, drop
        self._words = Static(markup=False)

    def content(self) -> ComposeResult:
        """How many keys there are, and how they begin."""
        yield self._words

    def on_mount(self) -> None:
        """Count, and again once no more can come."""
        self._count()
        self.set_timer(BEHIND, self._count)

    def _count(self) -> None:
        keys = self._piece.keys
        begin = visible("".join(key.character or "" for key in keys[:_BEGIN]))
        self._words.update(f"{counted(len(keys), 'key')} at once: {begin}{'…' if len(keys) > _BEGIN else ''}\n")

    def receive_key(self, event: events.Key) -> bool:
        """Carry them out."""
        if event.key == "enter":
            self.dismiss()
            self._carry_out(self._piece.keys)
        return event.key == "enter"

    def action_leave(self) -> None:
        """Drop them."""
        self._drop()
        super().action_leave()


class FinishDialog(Dialog[None], DirectKeys):
    """Asks what becomes of what is still to be done when an article is finished; `walk` goes through the names."""

    def __init__(
        self, unfinished: Unfinished, answered: Callable[[Rest | None], None], walk: Callable[[], None]
    ) -> None:
        super().__init__("Finish this article?")
        self.unfinished = unfinished
        self._answered, self._walk = answered, walk
        self._words, self._keys = Static(markup=False), Static(markup=False)

    def content(self) -> ComposeResult:
        """The counts, and the keys that answer."""
        yield self._words
        yield self._keys

    def on_mount(self) -> None:
        """Say what is still to be done."""
        self.show(self.unfinished)

    def show(self, unfinished: Unfinished) -> None:
        """Say what is still to be done now."""
        self.unfinished = unfinished
        self._words.update("\n".join(unfinished.sentences()))
        aside = unfinished.aside()
        parts: list[str | tuple[str, str]] = [(f"{aside}\n" if aside else "", "$text-muted")]
        for key, what in unfinished.answers():
            parts += [(f"\n{key:>5}", "bold $accent"), f"  {what}"]
        self._keys.update(Content.assemble(*parts))
        self.show_answers()

    def answers(self) -> AnswerKeys:
        """The same keys as in the box."""
        return tuple((key, _BRIEF[key]) for key, _ in self.unfinished.answers())

    def receive_key(self, event: events.Key) -> bool:
        """Answer with a key."""
        rests: dict[str, Rest | None] = {"a": "accept", "x": "reject", "r": "reject"}
        answers = rests if self.unfinished.undecided else {"enter": None}
        walks = event.key == "f" and bool(self.unfinished.names)
        if not walks and event.key not in answers:
            return False
        self.dismiss()
        if walks:
            self._walk()
        else:
            self._answered(answers[event.key])
        return True

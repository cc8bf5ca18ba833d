"""Going through a worklist: a place in its text, why it is seen again, where else its words stand; a key decides it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from textual import events, getters
from textual.app import ComposeResult
from textual.theme import Theme

from annotator import services
from annotator.domain.sanitise import one_line
from annotator.domain.scheme import HOT_KEYS
from annotator.domain.span import Span
from annotator.errors import AnnotatorError
from annotator.services.annotating.edges import Edge, Step
from annotator.services.worklists.walk import Walk
from annotator.storage.kept_counts.read import label_shares
from annotator.storage.worklists.places import ListedPlace
from annotator.tui import screens
from annotator.tui.host import AppScreen
from annotator.tui.keys.bindings import bindings
from annotator.tui.keys.table import Scope
from annotator.tui.lines.message import message_lines
from annotator.tui.lines.parts import facts_line, footer, label_bar
from annotator.tui.screens.recheck.answer_keys import AnswerKeys
from annotator.tui.screens.recheck.lines import all_seen, also_here, top_line, why_lines
from annotator.tui.style.worn import palette_in
from annotator.tui.text.marks import Mark
from annotator.tui.text.masthead import masthead
from annotator.tui.widgets.article_view import ArticleView
from annotator.tui.widgets.line import Line

_NEAR = 2_000
"""Code points around a place in which an answer may change what is shown."""
_AT_A_PLACE = frozenset(("stay", "take", "none", "picker", "edge", "by_character", "alike", "later", "others"))


class RecheckScreen(AppScreen):
    """Asks about one place after the other; what is decided is told, and the next one asked about at once."""

    CSS_PATH = "recheck.tcss"
    SCOPE: ClassVar[Scope] = "recheck"
    BINDINGS = bindings("recheck")

    view = getters.query_one("#article", ArticleView)

    def __init__(self, walk: Walk, *, blind: bool = False) -> None:
        """`blind` hides what others say."""
        super().__init__()
        self.walk, self._blind = walk, blind
        self._word, self._style = "", "$accent"
        self._by_character = self._others = False
        self._answers = AnswerKeys(self)
        self._shown: ListedPlace | None = None
        self._used = label_shares(walk.store.conn)

    @property
    def parts(self) -> Sequence[object]:
        """Who carries out the keys."""
        return (self, self._answers, self.app)

    def compose(self) -> ComposeResult:
        """Top line, why in one line or two, article, what was done and is said elsewhere, labels, facts, footer."""
        yield Line(id="top")
        yield Line(id="why")
        yield Line(id="why_on")
        yield ArticleView(id="article")
        yield Line(id="also")
        yield Line(id="labels")
        yield Line(id="facts")
        yield Line(id="keys")

    def on_mount(self) -> None:
        """Show the first place."""
        self.app.theme_changed_signal.subscribe(self, self.wear)
        self._show()

    def on_resize(self) -> None:
        """Fit the lines to the width."""
        self._renew_lines()

    def wear(self, _theme: Theme) -> None:
        """Take the colours of another theme."""
        self._renew_lines()

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

    def _show(self) -> None:
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
        self._renew_lines()

    def _renew_lines(self) -> None:
        walk, width = self.walk, self.app.size.width
        palette = palette_in(self.app)
        scheme = walk.store.scheme()
        coloured = () if self.app.no_color else scheme.labels
        colours = {label.name: palette.label(label.colour) for label in coloured}
        progress = walk.seen, walk.total
        self.query_one("#top", Line).show(top_line(walk.store.path.name, walk.who, walk.list.name, progress, width))
        for name, parts in zip(("#why", "#why_on"), why_lines(walk.changes, width), strict=True):
            self.query_one(name, Line).display = bool(parts)
            self.query_one(name, Line).show(parts)
        also = [] if walk.done else also_here(len(walk.alike), walk.quote, walk.decided, self._said())
        pieces = [*([[(self._word, self._style)]] if self._word else []), *also] or [[("", "")]]
        said, more = message_lines(pieces[0][0], pieces[1:], width)
        self.query_one("#also", Line).show(said)
        labels = [label for label in scheme.active() if not walk.into or label.name in walk.into]
        self.query_one("#labels", Line).show(label_bar(labels, self._used, colours, width))
        self.query_one("#facts", Line).show(more or facts_line(self._asked(), width))
        self.query_one("#keys", Line).show(footer(self.acting, lambda key: self.applies(key.verb), width))

    def _said(self) -> dict[str, str]:
        return {} if self._blind else self.walk.said_by()

    def _asked(self) -> list[tuple[str, str]]:
        walk = self.walk
        if walk.done:
            return []
        quote = one_line(walk.desk.text[slice(*walk.edges)])
        now = f"{self._answers.now}{'' if walk.place.span.label or not walk.suggested else '?'}"
        proposed = f" → {walk.suggested}?" if walk.suggested and walk.place.span.label else ""
        return [("▸ ", "$accent"), (f"{quote}  ", "bold"), (f"{now}{proposed}  ", ""), (walk.decided_by, "$text-muted")]

    def show_next(self, message: str, style: str = "$accent") -> None:
        """Show the place one stands at now, and say a word."""
        self._word, self._style, self._by_character = message, style, False
        self._show()

    def say(self, message: str, style: str = "$accent") -> None:
        """Say a word on the line of facts."""
        self._word, self._style = message, style
        self._renew_lines()

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
        """Answer with the key of a label, or perform what the table says."""
        if not event.character or event.character not in HOT_KEYS:
            return super().receive_key(event)
        label = self.walk.store.scheme().given_by(event.character)
        if label is None or label.kind != "span":
            self.say(f"No label of spans has the key {event.character}.", "$warning")
        elif self.walk.done:
            self.refuse("label")
        else:
            self._answers.give(label.name)
        return True

    def action_edge(self, edge: Edge, step: Step) -> None:
        """Move an edge of the answer."""
        try:
            self.walk.move_edge(edge, step, by_character=self._by_character)
        except AnnotatorError as error:
            self.say(str(error), "$warning")
            return
        finally:
            self._by_character = False
        self._word = ""
        self._show()

    def action_by_character(self) -> None:
        """Arm one step by a character."""
        self.say("The next edge key moves one character.")
        self._by_character = True

    def action_undo(self) -> None:
        """Take the last answer back."""
        try:
            told, style = self.walk.undo(), "$accent"
        except AnnotatorError as error:
            told, style = str(error), "$warning"
        self._word, self._style = told, style
        self._show()

    def action_others(self) -> None:
        """Show the other spans of the layer, or hide them."""
        self._others, self._shown = not self._others, None
        self._show()

    def action_scroll(self, way: Literal[-1, 1]) -> None:
        """Read a page further, or back."""
        view = self.view
        view.move_to(view.page_down(view.cursor) if way > 0 else view.page_up(view.cursor))

    def action_guideline(self) -> None:
        """Read what every label is for, the one of the place first."""
        labels = services.with_examples_told(self.walk.store, self.walk.store.scheme().labels)
        name = "" if self.walk.done else self._here().label
        self.app.push_screen(screens.Guideline(labels, {}, name))

    def action_back(self) -> None:
        """Back to where one came from."""
        self.app.leave()

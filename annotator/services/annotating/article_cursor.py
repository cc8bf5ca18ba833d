"""A cursor over an article: what one annotator sees of it, and where they stand.

Here is what can be seen and where one can go; nothing here decides anything. `cursor` is an offset
in code points; `focus` is the span or suggestion under it, `selection` a stretch `[start, end)`. A selection may be
*loose*: one that was found, not drawn, and is let go of as soon as one goes on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Literal

from annotator.domain.article import Article
from annotator.domain.layer import Layer
from annotator.domain.scheme import Scheme
from annotator.domain.span import Span, Stretch, in_order
from annotator.domain.suggestion import Hidden, Suggestion
from annotator.domain.tokens import Tokens
from annotator.errors import NoSuchSpan
from annotator.services.annotating.edges import Edge, Step, moved_edges, snap_named
from annotator.services.annotating.suggestions import Proposals

State = Literal["held", "open", "rejected"]


class ArticleCursor:
    """An article with its layer and suggestions, a cursor and a focus."""

    def __init__(
        self, article: Article, scheme: Scheme, tokens: Tokens, layer: Layer, hidden: Hidden | None = None
    ) -> None:
        self.article, self.scheme, self.tokens, self.layer = article, scheme, tokens, layer
        self.proposals = Proposals(layer, scheme, hidden)
        self.cursor = 0
        self.focus: Span | None = None
        self._selection: Stretch | None = None
        self._anchor = 0
        self.loose = False
        self.came_from: tuple[int, Span | None] | None = None
        """The cursor and focus that one left for what is selected, and goes back to once it has a label."""
        self.show_rejected = False
        self.weakest_first = False

    @property
    def key(self) -> str:
        """The article's key."""
        return self.article.key

    @property
    def text(self) -> str:
        """The article's text."""
        return self.article.text

    @property
    def selection(self) -> Stretch | None:
        """What is selected, if anything."""
        return self._selection

    @selection.setter
    def selection(self, selection: Stretch | None) -> None:
        self._selection, self.loose = selection, False
        if selection is None:
            self.came_from = None

    @property
    def undecided(self) -> int:
        """How many suggestions are open."""
        return len(self.proposals.open)

    def labels_here(self) -> Counter[str]:
        """How often the article has each label, given or suggested."""
        return self.layer.spans.labels() + self.proposals.open.labels()

    def state_of(self, span: Span) -> State | None:
        """What a span is here: held true, an open suggestion, a rejected one, or nothing."""
        if span in self.layer.held:
            return "held"
        if span in self.proposals.open:
            return "open"
        return "rejected" if span in self.layer.rejected else None

    def spans(self, start: int, end: int) -> list[Span]:
        """Everything one can focus in `[start, end)`, in order: held, leading, and rejected if they are shown."""
        found = {*self.layer.touching(start, end), *self.proposals.touching(start, end)}
        if self.show_rejected:
            found.update(span for span in self.layer.rejected if span.start < end and span.end > start)
        if self.focus and self.state_of(self.focus) and self.focus.start < end and self.focus.end > start:
            found.add(self.focus)
        return sorted(found, key=in_order)

    def focused(self) -> Span:
        """The focused span. Raises `NoSuchSpan` where nothing is focused."""
        if self.focus is None or self.state_of(self.focus) is None:
            raise NoSuchSpan("Nothing is focused here: tab goes to the next suggestion.")
        return self.focus

    def selected(self) -> Stretch:
        """The selection, or the token under the cursor. Raises `NoSuchSpan` where there is neither."""
        if self.selection:
            return self.selection
        here = self.tokens.within(self.cursor, self.cursor + 1)
        if not here:
            raise NoSuchSpan("There is no word under the cursor.")
        return here[0]

    def at_hand(self) -> Stretch:
        """The selection, the focused span, or the token under the cursor. Raises `NoSuchSpan` where there is none."""
        return self.selection or (self.focus and (self.focus.start, self.focus.end)) or self.selected()

    def suggestion(self, span: Span) -> Suggestion:
        """What is known of a suggestion, also of one that was decided; a bare one where nothing is."""
        found = self.proposals.get(span)
        known = self.layer.held.get(span) or self.layer.rejected.get(span)
        return found or Suggestion(span, known.source if known else "", known.score if known else None)

    # -- going

    def move(self, offset: int, *, focus: Span | None = None) -> None:
        """Put the cursor at an offset; focus the span given, or the innermost one under the cursor."""
        self.cursor = max(0, min(offset, len(self.text) - 1))
        self.focus = None
        here = self.spans(self.cursor, self.cursor + 1)
        self.focus = focus or min(here, key=lambda span: (len(span), span), default=None)

    def go_to(self, span: Span) -> None:
        """Put the cursor on a span and focus it."""
        self.selection = None
        self.move(span.start, focus=span)

    def select_span(self, span: Span) -> None:
        """Begin a selection with a span, which keeps the focus."""
        self._select_apart(span.start, span.end)
        self.focus = span

    def select_found(self, start: int, end: int) -> None:
        """Select the tokens of `[start, end)` loosely, the cursor on the first; nothing where a span is just that."""
        here = snap_named(self.tokens, self.text, start, end)
        if self.focus is None or not self.focus.same_edges(Span(*here, "")):
            self._anchor, self.selection, self.loose = here[0], here, True

    def hold_selection(self) -> None:
        """Go on with a loose selection as if it had been drawn."""
        if self.selection and self.loose:
            self._select_apart(*self.selection)

    def resize_selection(self, edge: Edge, step: Step, *, by_character: bool = False, times: int = 1) -> None:
        """Move an edge of what is selected as `moved_edges` does, whose errors it raises; nothing is decided."""
        if self.selection:
            self._select_apart(
                *moved_edges(self.tokens, self.text, self.selection, edge, step, by_character=by_character, times=times)
            )

    def moved_edges(self, span: Span, edge: Edge, step: Step, *, by_character: bool = False, times: int = 1) -> Stretch:
        """A span's `[start, end)` with an edge moved as `moved_edges` does, past what is held under its label."""
        edges = moved_edges(
            self.tokens, self.text, (span.start, span.end), edge, step, by_character=by_character, times=times
        )
        while span.resized(*edges) in self.layer.held:
            edges = moved_edges(self.tokens, self.text, edges, edge, step, by_character=by_character)
        return edges

    def _select_apart(self, start: int, end: int) -> None:
        """Select `[start, end)` as if it was drawn from its start, whatever has the focus."""
        self.cursor = max(token[0] for token in (*self.tokens.within(start, end), (start, end)))
        self._anchor, self.selection = start, (start, end)

    def let_go(self) -> None:
        """Select nothing."""
        self.selection = None

    def extend(self, offset: int) -> None:
        """Put the cursor at an offset and select up to there: from where the selection was begun, else from here."""
        anchor = self._anchor if self.selection else self.cursor
        self.move(offset)
        self.select(anchor, offset)

    def select(self, anchor: int, offset: int) -> None:
        """Begin a selection at one offset that reaches to another one, before or behind it: whole tokens, if any."""
        inside = self.tokens.within(min(anchor, offset), max(anchor, offset) + 1)
        self._anchor, self.selection = anchor, (inside[0][0], inside[-1][1]) if inside else None

    def select_stretch(self, start: int, end: int) -> None:
        """Select `[start, end)` as if it was drawn from its start, no span focused; mark where one has come from."""
        stood = self.came_from or (self.cursor, self.focus)
        self._select_apart(start, end)
        self.focus, self.came_from = None, stood

    def next_undecided(self, *, back: bool = False) -> bool:
        """Go to the next (or previous) leading suggestion, round the end of the article; False where there is none."""
        if self.weakest_first:
            return self._next_weakest(back=back)
        at = self.focus.start if self.focus else self.cursor
        if back:
            found = next(self.proposals.leaders_before(at), None)
            found = found or next(self.proposals.leaders_before(len(self.text)), None)
        else:
            found = next((span for span in self.proposals.leaders(at) if span != self.focus), None)
            found = found or next(self.proposals.leaders(), None)
        if found:
            self.go_to(found)
        return found is not None

    def _next_weakest(self, *, back: bool) -> bool:
        order = sorted(self.proposals.leaders(), key=lambda span: (self._score(span), span), reverse=back)
        if order:
            index = order.index(self.focus) + 1 if self.focus in order else 0
            self.go_to(order[index % len(order)])
        return bool(order)

    def _score(self, span: Span) -> float:
        score = self.suggestion(span).score
        return 1.0 if score is None else score

    def next_span(self, *, back: bool = False) -> bool:
        """Go to the next (or previous) span of any kind; False where there is none."""
        here = self.focus or Span(self.cursor, self.cursor + 1, "")
        found = self._before(here) if back else self._after(here)
        if found:
            self.go_to(found)
        return found is not None

    def _after(self, here: Span) -> Span | None:
        kinds: list[Iterable[Span]] = [self.layer.spans.after(here.start), self.proposals.leaders(here.start)]
        if self.show_rejected:
            kinds.append(sorted(self.layer.rejected))
        return min((span for kind in kinds if (span := next((s for s in kind if s > here), None))), default=None)

    def _before(self, here: Span) -> Span | None:
        kinds: list[Iterable[Span]] = [
            self.layer.spans.before(here.start + 1),
            self.proposals.leaders_before(here.start + 1),
        ]
        if self.show_rejected:
            kinds.append(sorted(self.layer.rejected, reverse=True))
        return max((span for kind in kinds if (span := next((s for s in kind if s < here), None))), default=None)

    def next_auto(self) -> bool:
        """Go to the next span that accepted itself; False where there is none."""
        spans = [span for span in self.layer.spans if self.layer.held[span].auto]
        after = [span for span in spans if self.focus is None or span > self.focus]
        if spans:
            self.go_to((after or spans)[0])
        return bool(spans)

    def next_rival(self) -> bool:
        """Focus the next rival of the focused suggestion; False where it has none."""
        if self.focus is None or self.focus not in self.proposals.open:
            return False
        ring = sorted({self.focus, *self.proposals.rivals(self.focus)})
        if len(ring) > 1:
            self.go_to(ring[(ring.index(self.focus) + 1) % len(ring)])
        return len(ring) > 1

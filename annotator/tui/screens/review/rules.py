"""The palette's rules for many conflicts at once: each shows first what it would settle, then does it as one step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.screen import Screen

from annotator.domain.claims.scheme import ClaimScheme
from annotator.domain.disagreement.article_labels import Answer, ArticleConflict
from annotator.domain.disagreement.claim_conflict import ClaimConflict
from annotator.domain.disagreement.conflicts import Dispute, Said
from annotator.domain.sanitise import one_line, visible
from annotator.domain.span import Span
from annotator.plural import counted
from annotator.services.reviewing.claims.words import version_words
from annotator.services.reviewing.rulings import RULES
from annotator.services.reviewing.session import Ruling
from annotator.tui.lines.parts import AnswerKeys, fit
from annotator.tui.lines.review_lines import KINDS, about, words
from annotator.tui.screens.common.dialogs import Dialog
from annotator.tui.screens.review.base import ReviewBase
from annotator.tui.terminal.direct_keys import DirectKeys
from annotator.tui.widgets.row_list import RowList


class ReviewRules(Provider):
    """One entry for each rule that would settle something now, and one for each annotator."""

    def _found(self) -> Iterator[tuple[str, list[Ruling]]]:
        if not isinstance(self.screen, ReviewBase):
            return
        session = self.screen.session
        for name, (sentence, _) in RULES.items():
            yield f"Settle by rule: {sentence}", session.preview(name)
        for name, shown in session.shown.items():
            yield f"Settle all open conflicts as {visible(shown)} has them", session.preview_of(name)

    async def discover(self) -> Hits:
        """All rules that apply."""
        for title, rulings in self._found():
            if rulings:
                yield DiscoveryHit(Content(title), self._open(title, rulings), title, _count(rulings))

    async def search(self, query: str) -> Hits:
        """The rules whose sentence fits."""
        matcher = self.matcher(query)
        for title, rulings in self._found():
            score = matcher.match(title)
            if rulings and score > 0:
                yield Hit(score, matcher.highlight(title), self._open(title, rulings), title, _count(rulings))

    def _open(self, title: str, rulings: list[Ruling]) -> partial[None]:
        return partial(_preview, self.screen, title, rulings)


def _count(rulings: Sequence[Ruling]) -> str:
    return counted(len(rulings), "open conflict")


def _preview(screen: Screen[object], title: str, rulings: list[Ruling]) -> None:
    if not isinstance(screen, ReviewBase):
        return

    def answered(agreed: Sequence[Ruling] | None) -> None:
        if agreed:
            screen.act(lambda: screen.session.settle_all(agreed))

    screen.app.push_screen(Preview(title, rulings, screen.session.text, screen.session.scheme.claims), answered)


class Preview(Dialog[Sequence[Ruling]], DirectKeys):
    """What a rule would settle; `enter` does it."""

    ANSWERS: ClassVar[AnswerKeys] = (
        ("↑ ↓", "look further"),
        ("enter", "settle them as one step"),
        ("esc", "leave them open"),
    )

    def __init__(self, title: str, rulings: Sequence[Ruling], text: str, scheme: ClaimScheme) -> None:
        super().__init__(title)
        self._rulings, self._text, self._scheme = rulings, text, scheme
        self._rows = RowList(id="preview", tall=2)

    def content(self) -> ComposeResult:
        """The conflicts, and what each would become."""
        yield self._rows

    def on_mount(self) -> None:
        """Show them."""

        def draw(row: int, width: int, _here: bool) -> list[Content]:  # noqa: FBT001 - said by its name
            conflict, version, _ = self._rulings[row]
            became = self._became(conflict, version)
            return [
                Content.assemble(
                    (f"{conflict.kind:<12}", KINDS[conflict.kind][0]),
                    (_line(about(conflict, self._text), width - 14), ""),
                ),
                Content.assemble((f"{'':<10}→ ", "$success"), (_line(became, width - 14), "bold")),
            ]

        self._rows.styles.height = min(2 * len(self._rulings), 16) + 1
        self._rows.show([Content.styled(_count(self._rulings), "$text-muted")], len(self._rulings), draw, None)

    def _became(self, conflict: Dispute, version: Said) -> str:
        if isinstance(conflict, ClaimConflict):
            claims = (one for one in version if not isinstance(one, Span | Answer))
            return version_words(conflict, tuple(claims), self._text, self._scheme)
        if isinstance(conflict, ArticleConflict):
            return words(tuple(one for one in version if isinstance(one, Answer)))
        spans = (one for one in version if isinstance(one, Span))
        return " + ".join(f"{span.label} {span.quote(self._text)}" for span in spans) or "nothing"

    def receive_key(self, event: events.Key) -> bool:
        """Answer, or look further."""
        steps = {"down": 2, "up": -2, "pagedown": 16, "pageup": -16}
        if event.key == "enter":
            self.dismiss(self._rulings)
        elif event.key in steps:
            self._rows.scroll_to(y=self._rows.scroll_offset.y + steps[event.key], animate=False)
        else:
            return False
        return True


def _line(text: str, room: int) -> str:
    return fit(one_line(text), room)

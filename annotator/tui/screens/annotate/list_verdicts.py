"""Verdicts over all that the side list shows once it is filtered: one key, one step."""

from __future__ import annotations

from collections.abc import Callable

from textual import events

from annotator.domain.span import Span
from annotator.services.annotating.stored_cursor import Change
from annotator.tui.screens.annotate.base import AnnotateBase


class ListVerdicts:
    """Takes the first key behind the filter, if it is one that decides; the keys are those of the article."""

    def __init__(self, screen: AnnotateBase) -> None:
        self._screen = screen

    def receive_key(self, event: events.Key, stood: tuple[int, Span | None]) -> bool:
        """Decide all that is listed, and go back to where one `stood`; False for a key that decides nothing."""
        screen, session = self._screen, self._screen.session
        listed = [mark.span for mark in screen.spans.listed]
        decide = self._verdict(event, listed)
        if decide is None:
            return False
        session.move(stood[0], focus=stood[1])
        if screen.act(decide):
            screen.spans.like = None
            session.let_go()
            screen.renew()
        return True

    def _verdict(self, event: events.Key, listed: list[Span]) -> Callable[[], Change] | None:
        screen, session = self._screen, self._screen.session
        verb = next((key.verb for key in screen.acting if event.key in key.names), "")
        if verb == "accept":
            return lambda: session.accept_all(listed)
        if verb == "reject":
            return lambda: session.reject_all(listed)
        typed = event.character
        label = session.scheme.given_by(typed) if typed and typed in screen.LABEL_KEYS else None
        if label is None or label.kind == "article":
            return None
        return lambda: session.label_all(listed, label.name)

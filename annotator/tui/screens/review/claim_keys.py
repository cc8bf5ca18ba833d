"""The keys of the review screen that are about claims: the next task, another relation, letters on another answer."""

from __future__ import annotations

from collections.abc import Mapping

from annotator import services
from annotator.domain.disagreement.claim_conflict import ClaimConflict
from annotator.domain.span import Span
from annotator.tui import screens
from annotator.tui.screens.review.base import ReviewBase

_KEYLESS = "No relation has the key {}."


class ClaimKeys:
    """Each key carries out one verb of the session."""

    def __init__(self, screen: ReviewBase) -> None:
        self._screen = screen

    def action_next_task(self) -> None:
        """Go on to the next task."""
        self._screen.act(self._screen.session.next_task)

    def relate(self, key: str) -> None:
        """Rule that the relation of a key holds, where relations are reviewed."""
        screen = self._screen
        relation = screen.session.scheme.claims.relation_by_key(key)
        if not screen.applies("label"):
            screen.refuse("label")
        elif relation is None:
            screen.say(_KEYLESS.format(key), "$warning")
        else:
            screen.act(lambda: screen.session.relate(relation.name))

    def action_point(self) -> None:
        """Show letters on the gold spans in sight; the one that is typed is the same entity, or the other end."""
        screen = self._screen
        start, end = screen.view.window
        conflict = screen.session.conflict
        asked = conflict.about[0] if isinstance(conflict, ClaimConflict) else screen.session.focus
        spans = [one for one in screen.session.layer.touching(start, end) if one != asked]
        shown = dict(zip(services.hint_letters(len(spans)), spans, strict=False))

        def show(left: Mapping[str, Span]) -> None:
            screen.view.show_hints({max(span.start, start): letter for letter, span in left.items()})
            screen.say("Which span is it? esc lets go")

        def chosen(span: Span | None) -> None:
            screen.view.show_hints({})
            if span:
                screen.act(lambda: screen.session.point(span))
            else:
                screen.refresh_view()

        def astray(typed: str) -> None:
            screen.say(f"There are no letters {typed}.", "$warning")

        show(shown)
        screen.app.push_screen(screens.Hints(shown, show, chosen, astray=astray, view=screen.view))

"""The keys of the review screen that rule on a conflict, and those that go from conflict to conflict."""

from __future__ import annotations

from annotator.domain.disagreement.article_labels import ArticleConflict
from annotator.domain.sanitise import one_line
from annotator.tui import screens
from annotator.tui.screens.common.comment_prompt import ask_comment
from annotator.tui.screens.review.base import ReviewBase


class RulingKeys:
    """Each key carries out one verb of the session, or goes to where the next one is needed."""

    def __init__(self, screen: ReviewBase) -> None:
        self._screen = screen

    def action_majority(self) -> None:
        """Take the majority's version."""
        self._screen.act(self._screen.session.majority)

    def action_both(self) -> None:
        """Keep all versions."""
        self._screen.act(self._screen.session.both)

    def action_none(self) -> None:
        """Rule that nobody is right."""
        self._screen.act(self._screen.session.none)

    def action_article_labels(self) -> None:
        """Set labels of the article as a whole; where annotators differ on one, that settles it."""
        screen, open_ = self._screen, self._screen.session.open

        def toggle(name: str) -> None:
            screen.act(lambda: screen.session.note(name))

        def chosen(_: None) -> None:
            if open_ and not screen.session.open:
                screen.act(screen.session.approve_settled)

        labels = screens.ArticleLabels(screen.session.scheme, lambda: screen.session.layer.cats, toggle)
        screen.app.push_screen(labels, chosen)

    def action_comment(self) -> None:
        """Say why; one's own comment there is changed."""
        session = self._screen.session
        stretch = session.conflict or session.focus
        if isinstance(session.conflict, ArticleConflict):
            stretch = None
        about = f"about “{one_line(session.text[stretch.start : stretch.end])}”" if stretch else "about the article"
        said = [
            (who, one)
            for who, one in session.comments()
            if (one.span and stretch and one.span.start < stretch.end and stretch.start < one.span.end)
            or (one.span is None and stretch is None)
        ]
        ask_comment(self._screen, about, session.comment, said)

    def action_next(self) -> None:
        """Go to the next open conflict, of another task where none is left in this one."""
        self._go(back=False)

    def action_previous(self) -> None:
        """Go to the previous open conflict, likewise."""
        self._go(back=True)

    def _go(self, *, back: bool) -> None:
        screen, session = self._screen, self._screen.session
        found = session.next_open(back=back) or session.next_elsewhere()
        screen.say_found(found, "No conflict is open: s approves.")

    def action_next_span(self) -> None:
        """Go to the next conflict or gold span."""
        self._screen.say_found(self._screen.session.next_stop(), "There is nothing further on.")

    def action_previous_span(self) -> None:
        """Go to the previous conflict or gold span."""
        self._screen.say_found(self._screen.session.next_stop(back=True), "There is nothing further back.")

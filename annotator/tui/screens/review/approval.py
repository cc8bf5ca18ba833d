"""The keys of the review screen that are done with an article, or with many at once, and what is opened then."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from annotator.errors import AnnotatorError
from annotator.plural import counted
from annotator.services.annotating.stored_cursor import Change
from annotator.services.reviewing.queue import approve_undisputed, next_review
from annotator.storage.queries.people.own_work import labelled
from annotator.storage.queries.review_queue import undisputed, waiting
from annotator.tui.screens.common.dialogs import Sure
from annotator.tui.screens.review.base import OWN_WORK, ReviewBase
from annotator.tui.screens.review.return_dialog import ask_return

SLICE = 20
"""How many articles are approved at once, before the next key is heard."""


class ApprovalKeys:
    """Approves and returns; the next article that waits is opened after it."""

    def __init__(self, screen: ReviewBase) -> None:
        self._screen = screen

    def action_approve(self) -> None:
        """Approve the article and open the next one that waits."""
        self._and_next(self._screen.session.approve, "Approved.")

    def go_on(self, said: str) -> None:
        """Open the next article that waits, behind one that was approved by itself."""
        self._open_next(said)

    def action_give_back(self) -> None:
        """Return the article to an annotator, with a word of why."""
        session = self._screen.session

        def answered(name: str, words: str) -> bool:
            return self._and_next(lambda: session.give_back(name, words), f"Returned to {session.shown[name]}.")

        ask_return(self._screen.app, session.shown, answered)

    def _and_next(self, verb: Callable[[], Change], said: str) -> bool:
        done = self._screen.act(verb)
        if done:
            self._open_next(said)
        return done

    def _open_next(self, said: str) -> None:
        screen = self._screen
        route, key = screen.app.route, screen.session.key
        following = route.leave(key) if route else next_review(screen.store, key)
        screen.open_article(following or screen.session.key)
        session = screen.session
        own = f" {OWN_WORK}" if following and session.own_work else ""
        if route:
            screen.say(f"{said} {route.told}{own}")
        elif following is None:
            screen.say(f"{said} No other article waits for review; u takes it back.")
        elif len(session.layers) > 1 and not session.conflicts:
            left = len(waiting(screen.store))  # a disputed one would have come first
            screen.say(f"{said} Nothing else is disputed: y approves the {left:,} left, where all agree.", "$success")
        else:
            screen.say(f"{said} This is the next one; u takes it back.{own}", "$warning" if own else "$accent")

    def action_approve_agreed(self) -> None:
        """Approve all articles on which all agree, after a question."""
        screen = self._screen
        keys = undisputed(screen.store)
        left, own = len(keys), labelled(screen.store, keys, screen.user)
        if not left:
            screen.say("No article waits on which two annotators agree throughout.")
            return

        def answered(answer: str | None) -> None:
            if answer:
                self._approve_some(approve_undisputed(screen.store, screen.user), 0)

        question = f"Approve the {counted(left, 'article')} on which all annotators agree?"
        if own:
            question += f" You labelled {own:,} of them yourself."
        screen.app.push_screen(Sure(question), answered)

    def _approve_some(self, approved: Iterator[str], done: int) -> None:
        """Approve a few, and go on when the keys that came meanwhile have been heard."""
        try:
            count = sum(1 for _ in islice(approved, SLICE))
        except AnnotatorError as error:
            self._screen.say(str(error), "$warning")
            return
        if count == SLICE:
            self._screen.say(f"{done + count} approved ...")
            self._screen.call_later(self._approve_some, approved, done + count)
        else:
            self._open_next(f"{counted(done + count, 'article')} approved.")

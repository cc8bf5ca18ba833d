"""The keys of the review screen that are done with an article, or with many at once, and what is opened then."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from annotator.config import REVIEW_ORDERS
from annotator.domain.sanitise import visible
from annotator.errors import AnnotatorError
from annotator.plural import counted
from annotator.services.annotating.stored_cursor import Change
from annotator.services.reviewing.queue import approve_undisputed
from annotator.services.reviewing.sampling import ALL, approve_left_out, sample
from annotator.storage.queries.people.own_work import labelled
from annotator.storage.queries.review_queue import undisputed, waiting
from annotator.tui.screens.common.dialogs import Sure
from annotator.tui.screens.review.base import OWN_WORK, ReviewBase
from annotator.tui.screens.review.return_dialog import ask_return

_ORDERED = {
    "file": "the project",
    "worst": "most conflicts",
    "label": "labels",
    "kind": "kinds of conflicts",
    "pair": "annotators who differ most",
}
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
        route, queue, key = screen.app.route, screen.app.beside.review_queue, screen.session.key
        following = route.leave(key) if route else queue.next(key)
        screen.open_article(following or screen.session.key)
        session = screen.session
        own = f" {OWN_WORK}" if following and session.own_work else ""
        if route:
            screen.say(f"{said} {route.told}{own}")
        elif following is None:
            left_out = sample(screen.store, queue.sample).told
            screen.say(f"{said} No other article waits for review; u takes it back. {left_out}".rstrip())
        elif len(session.layers) > 1 and not session.conflicts:
            left = len(waiting(screen.store))  # a disputed one would have come first
            screen.say(f"{said} Nothing else is disputed: y approves the {left:,} left, where all agree.", "$success")
        else:
            next_one = f"This is the next one{self._why(following)}; u takes it back."
            screen.say(f"{said} {next_one}{own}", "$warning" if own else "$accent")

    def _why(self, key: str) -> str:
        """Why an article comes now: the group it is in, where that tells no names that are hidden, or the sample."""
        queue, session = self._screen.app.beside.review_queue, self._screen.session
        if len(session.layers) == 1 and queue.sample < ALL:
            return f" of a sample of {queue.sample} %"
        group = "" if self._screen.blind and queue.order == "pair" else queue.groups.get(key, "")
        return f" ({queue.order}: {visible(group)})" if group else ""

    def action_review_order(self) -> None:
        """Take the next order, and open the article that is first in it."""
        screen = self._screen
        at = REVIEW_ORDERS.index(screen.app.beside.review_queue.order) + 1
        queue = screen.app.beside.order_review(REVIEW_ORDERS[at % len(REVIEW_ORDERS)])
        first = queue.next()
        screen.open_article(first or screen.session.key)
        why = self._why(first) if first else ""
        where = "this is the first that waits" if first else "no article waits"
        screen.say(f"In the order of {_ORDERED[queue.order]}: {where}{why}.")

    def action_approve_rest(self) -> None:
        """Approve what the sample leaves out, after a question."""
        screen = self._screen
        percent = screen.app.beside.review_queue.sample
        keys = sample(screen.store, percent).left_out
        own = labelled(screen.store, keys, screen.user)
        if not keys:
            screen.say("No article of one annotator is left out of a sample: `review --sample 20%` takes one.")
            return

        def answered(answer: str | None) -> None:
            if answer:
                self._approve_some(approve_left_out(screen.store, screen.user, percent), 0)

        question = f"Approve the {counted(len(keys), 'article')} of one annotator outside the sample, unread?"
        question += f" You labelled {own:,} of them yourself." if own else ""
        screen.app.push_screen(Sure(question), answered)

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

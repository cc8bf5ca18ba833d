"""When the learner learns from the article on the screen: behind the frame of a key, and in pieces between the keys."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotator import services
from annotator.services.annotating.session import AnnotationSession
from annotator.tui.screens.annotate.base import AnnotateBase
from annotator.tui.terminal.debounce import Debounce

if TYPE_CHECKING:
    from annotator.services.annotating.learning import Learner
    from annotator.services.suggesting.self_folding import SelfFolding

QUICK = 0.003
"""Seconds: what took no longer the last time is learned right behind the key's frame; to wake up later costs more."""
BREATH = 0.012
"""Seconds behind a key after which the learner looks whether it may learn something that takes longer."""
PATIENCE = 3
"""For how many times as long as learning takes the keys must have rested before it then."""
AT_ONCE = 20_000
LEARNED = 500_000
"""Code points up to which the learner looks at an article before it is shown, and up to which it does at all."""
SLICE, PAUSE = 0.008, 0.01
"""Seconds that it looks at a longer one between two keys, and seconds from one look to the next."""


class LiveLearning:
    """Lets a learner follow what is decided on a screen, and shows what it proposes."""

    def __init__(self, screen: AnnotateBase) -> None:
        self._screen = screen
        self.learner: Learner | None = None
        self._folding: SelfFolding | None = None
        self._news = ""
        self._unlearned, self._pressed, self._took = False, 0.0, 0.0
        self._rest = Debounce(screen, BREATH, self._learn)
        self._looking: Iterator[None] = iter(())
        self._looker = Debounce(screen, PAUSE, self._look_on)

    @property
    def follows(self) -> bool:
        """Whether the learner has looked at the article, so that decisions in it are learned from."""
        return self.learner is not None and self.learner.advises(self._screen.session)

    # -- what is decided

    def soon(self, *, decided: bool) -> None:
        """Learn from what was decided and not learned from yet, once this key is answered."""
        self._unlearned |= decided
        if self._unlearned and self.follows:
            self._pressed = time.monotonic()
            self._rest.ask(0 if self._is_quick else BREATH)

    def before_leaving(self) -> None:
        """Learn from a span that was decided before one goes on: to the piece that was cut off, say."""
        session = self._screen.session
        if self._unlearned and self.follows and session.focus in session.layer.held:
            session.focus = None
            self._learn_now()

    @property
    def _is_quick(self) -> bool:
        return self._took <= QUICK

    def _learn(self) -> None:
        """Learn behind the frame of the key; of a long article once the keys have rested for long enough."""
        if self._is_quick or time.monotonic() - self._pressed >= PATIENCE * self._took:
            self._learn_now()
        else:
            self._rest.ask()

    def _learn_now(self) -> None:
        began = time.monotonic()
        self._rest.drop()
        screen, session = self._screen, self._screen.session
        if self.learner is None or not self.follows:
            return
        session.proposals.news()
        focus, there, gone = session.focus, session.undecided, len(session.proposals.hidden)
        accepted = len(self.learner.refresh())
        vanished = min(len(session.proposals.hidden) - gone, there - accepted - session.undecided)
        told = _told(accepted, vanished)
        if self._folding and (folded := self._folding.look()):
            self._refold(f"{told and told + '. '}{folded}")
            return
        self._took = time.monotonic() - began
        self._unlearned = focus in session.layer.held  # the learner waits until the focus leaves it
        if session.focus is None and not session.selection:
            session.move(session.cursor)  # what came back under the cursor, as after an undo, has the focus again
        news = session.proposals.news()
        if told:
            screen.message = f"{screen.message[0]} {told}".lstrip(), "$accent"
        if accepted or news or session.focus != focus:
            with screen.app.in_one_frame():
                for stretch in [(0, len(session.text))] if accepted else news:
                    screen.touch(*stretch)
                screen.show_cursor()
                screen.renew()

    def _refold(self, said: str) -> None:
        """Show the article anew, because a label has folded itself, and say so."""
        screen, self._news = self._screen, said
        self.attend(screen.session)
        if screen.session.focus is None and not screen.session.selection:
            screen.session.next_undecided()
        screen.show_again()
        self.tell()

    def tell(self) -> None:
        """Say what was done without being asked when an article was looked at, behind what is said already."""
        if self._news:
            self._screen.say(f"{self._screen.message[0]} {self._news}".strip(), "$warning")
            self._news = ""

    def _note(self, said: str) -> None:
        self._news = f"{self._news} {said}".strip()

    # -- articles

    def begin(self) -> None:
        """Have a learner from now on, unless there is one or the user wants none."""
        screen = self._screen
        if self.learner is None and screen.app.settings.memory:
            self.learner = services.Learner(screen.store, screen.user)
            self._folding = services.SelfFolding(screen.store)
            self.attend(screen.session)
            self._stand_where_one_was()
            screen.show_again()
        self.tell()

    def attend(self, session: AnnotationSession) -> None:
        """Look at an article before anything more is decided in it; at a long one between the keys."""
        self._looking = iter(())
        if self.learner and len(session.text) <= LEARNED:
            focus = session.focus
            if self._folding:
                self._note(self._folding.begin(session))
                session.proposals.worth = services.UnscoredWorth(self._screen.store)
            self._looking = self.learner.attending(session)
            if len(session.text) > AT_ONCE:
                self._looker.ask()
                return
            for _ in self._looking:
                pass
            self._note(_told(self.learner.accepted_at_once))
            if focus and session.state_of(focus):
                session.go_to(focus)

    def _look_on(self) -> None:
        """Look at a further part of a long article; show what is proposed once all of it was seen."""
        until = time.monotonic() + SLICE
        for _ in self._looking:
            if time.monotonic() > until:
                self._looker.ask()
                return
        if self.learner and self.follows:
            self._note(_told(self.learner.accepted_at_once))
            self._stand_where_one_was()
            self._screen.show_again()
            self.tell()
            self.soon(decided=False)

    def _stand_where_one_was(self) -> None:
        """Focus again what had the focus when the place was kept: it may be what only the learner proposes."""
        session = self._screen.session
        if session.cursor == self._screen.store.place(self._screen.user, session.key).get("cursor"):
            session.resume()


def _told(accepted: int, vanished: int = 0) -> str:
    """The words for how many accepted themselves, and how many suggestions are no longer shown, or ""."""
    many = "themselves: a shows them" if accepted > 1 else "itself: a shows it"
    said = [f"{accepted} accepted {many}"] if accepted else []
    if vanished > 0:
        said.append(f"{vanished} more folded: e shows {'them' if vanished > 1 else 'it'}")
    return ". ".join(said)

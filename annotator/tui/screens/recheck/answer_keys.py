"""The keys of a list that answer for a place, or for all with its words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from annotator.domain.sanitise import one_line
from annotator.progress import Work
from annotator.services.finding.places import NOTHING
from annotator.services.worklists.walk import Decided, Walk
from annotator.tui.screens.long_work import LongWork
from annotator.tui.screens.recheck.lines import all_seen, answered


class Asking(Protocol):
    """The screen that asks."""

    walk: Walk
    work: LongWork

    def show_next(self, message: str, style: str = ...) -> None:
        """Show the place one stands at now, and say a word."""

    def say(self, message: str, style: str = ...) -> None:
        """Say a word."""


class AnswerKeys:
    """Answers, and shows what is asked about next."""

    def __init__(self, screen: Asking) -> None:
        self._screen, self._alike = screen, False

    @property
    def now(self) -> str:
        """The label that is held or suggested at the place."""
        walk = self._screen.walk
        return walk.place.span.label or walk.suggested or NOTHING

    def action_stay(self) -> None:
        """The span stays; where nothing is held, what is suggested is taken."""
        walk = self._screen.walk
        taken = walk.suggested and not walk.place.span.label
        self._answer(walk.stay, f"{self.now} {'taken' if taken else 'stays'}")

    def action_take(self) -> None:
        """Take what is suggested."""
        self.give(self._screen.walk.suggested)

    def action_none(self) -> None:
        """It is no span."""
        self._answer(self._screen.walk.none, f"no {self.now}" if self.now != NOTHING else "nothing stays")

    def give(self, label: str) -> None:
        """Give the place a label."""
        walk, was = self._screen.walk, self._screen.walk.place.span.label
        told = f"{was} → {label}" if was and was != label else label
        self._answer(lambda *, alike: walk.label(label, alike=alike), told)

    def _answer(self, verb: Callable[..., Work[Decided]], told: str) -> None:
        """Answer; much in parts."""
        walk, alike = self._screen.walk, self._alike
        self._alike = False
        self._screen.work.begin(self._told(verb(alike=alike), told, one_line(walk.quote)))

    def _told(self, work: Work[Decided], told: str, quote: str) -> Work[str]:
        """The work of an answer; gives what is to be said of it."""
        walk, before = self._screen.walk, self._screen.walk.changed
        if (now := one_line(walk.desk.text[slice(*walk.edges)])) != quote:
            told = f"{told}, now “{now}”"
        found = yield from work
        return answered(found, told, quote, walk.changed - before, all_seen(walk.total) if walk.done else "")

    def action_alike(self) -> None:
        """Let the next answer be for all with these words, or for this place alone again."""
        self._alike = not self._alike
        walk = self._screen.walk
        all_alike = f"all {len(walk.alike):,} × “{one_line(walk.quote)}”; * again: for this one"
        self._screen.say(f"The next answer is for {all_alike if self._alike else 'this place alone'}.")

    def action_later(self) -> None:
        """Put the place off, behind all others."""
        self._alike = False
        self._screen.walk.later()
        self._screen.show_next("")
